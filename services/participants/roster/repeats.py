"""The first walk through a file: which numbers come more than once, and under which names."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from services.participants.dates import Cell
from services.participants.names import is_same_name
from services.participants.roster.cells import name_of, nik_of
from services.participants.roster.columns import Columns
from services.participants.roster.entry import Reason, Rejected


@dataclass
class Repeats:
    """Numbers that stand in several rows. Known before the first row is loaded, so that none is loaded wrongly."""

    others: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Number → two rows that have it under different names."""
    repeated: set[str] = field(default_factory=set)
    last: int = 0
    """The last row with a readable number."""

    def check(self, number: str, row: int, is_odd: bool) -> None:
        """Raises Rejected for a number that cannot be this person's. `is_odd`: its date is not the birth date."""
        if number in self.others:
            first, second = self.others[number]
            reason = Reason.MAYBE_FAMILY_CARD if is_odd else Reason.OTHER_NAME
            raise Rejected(reason, row=second if first == row else first)
        if is_odd and number in self.repeated:
            raise Rejected(Reason.MAYBE_FAMILY_CARD, row=row)


def find_repeats(rows: Iterable[tuple[int, Sequence[Cell]]], columns: Columns) -> Repeats:
    """Reads number and name of every row; a row that cannot be read is left to the second walk."""
    found = Repeats()
    seen: dict[str, tuple[int, Cell]] = {}
    for number, row in rows:
        written, name = columns.who(row)
        try:
            nik = nik_of(written).number
        except Rejected:
            continue
        found.last = number
        first, other = seen.setdefault(nik, (number, name))
        if first != number:
            found.repeated.add(nik)
            with suppress(Rejected):
                _compare(found, nik, (first, name_of(other)), (number, name_of(name)))
    return found


def _compare(found: Repeats, nik: str, first: tuple[int, str], second: tuple[int, str]) -> None:
    if not (is_same_name(first[1], second[1]) or is_same_name(second[1], first[1])):
        found.others.setdefault(nik, (first[0], second[0]))
