"""The first walk through a file: which numbers come more than once, and under which names."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from services.participants.dates import Cell
from services.participants.names import is_same_name
from services.participants.roster.entry import Reason, Rejected
from services.participants.roster.rows import RowReader


@dataclass
class Repeats:
    """Numbers that stand in several rows. Known before the first row is loaded, so that none is loaded wrongly."""

    others: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Number → two rows that have it under different names."""
    repeated: set[str] = field(default_factory=set)

    def check(self, number: str, row: int, is_odd: bool) -> None:
        """Raises Rejected for a number that cannot be this person's. `is_odd`: its date is not the birth date."""
        if number in self.others:
            first, second = self.others[number]
            reason = Reason.MAYBE_FAMILY_CARD if is_odd else Reason.OTHER_NAME
            raise Rejected(reason, row=second if first == row else first)
        if is_odd and number in self.repeated:
            raise Rejected(Reason.MAYBE_FAMILY_CARD, row=row)


def find_repeats(rows: Iterable[tuple[int, Sequence[Cell]]], reader: RowReader) -> Repeats:
    """Reads number and name of every row; a row that cannot be read is left to the second walk."""
    found = Repeats()
    seen: dict[str, tuple[int, str]] = {}
    for number, row in rows:
        try:
            nik, name = reader.nik(row).number, reader.name(row)
        except Rejected:
            continue
        first, before = seen.setdefault(nik, (number, name))
        if first != number:
            found.repeated.add(nik)
            if not (is_same_name(before, name) or is_same_name(name, before)):
                found.others.setdefault(nik, (first, number))
    return found
