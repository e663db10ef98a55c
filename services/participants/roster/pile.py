"""What became of the rows: counted, and handed over table by table, some thousands at a time."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from services.participants.dates import Cell
from services.participants.roster.entry import Entry, Reason, Reject, Warn, Warned
from services.participants.roster.records import Row

MOST_WARNED = 10_000
"""Rows of the sheet of warnings; the counts go on."""
MOST_SHOWN = 100_000
"""Rejected rows that are kept with their cells; of further ones the reject sheet has number and reason."""


@dataclass
class Pile:
    """Of some rows, or of all so far."""

    rows: int = 0
    people: int = 0
    new: int = 0
    held: int = 0
    passed: int = 0
    """Closing rows (totals, signatures) that are nobody's; not counted among the rows."""
    is_sample: bool = True
    """Whether all people are made up, as far as their numbers tell."""
    rejects: list[Reject] = field(default_factory=list)
    warned: list[Warned] = field(default_factory=list)
    warnings: Counter[Warn] = field(default_factory=Counter)
    villages: set[str] = field(default_factory=set)
    funders: set[str] = field(default_factory=set)
    rejected_prints: list[bytes] = field(default_factory=list)
    earlier: set[int] = field(default_factory=set)
    """Rows with an earlier end than is known, where it was not to be applied."""

    def add(self, more: "Pile") -> None:
        """What came of further rows."""
        self.rows += more.rows
        self.people += more.people
        self.new += more.new
        self.held += more.held
        self.passed += more.passed
        self.is_sample &= more.is_sample
        room = max(0, MOST_SHOWN - len(self.rejects))
        self.rejects += more.rejects[:room]
        self.rejects += [replace(reject, cells=()) for reject in more.rejects[room:]]
        self.warned += more.warned[: MOST_WARNED - len(self.warned)]
        self.warnings += more.warnings
        self.villages |= more.villages
        self.funders |= more.funders
        self.rejected_prints += more.rejected_prints

    def reject(self, row: int, cells: tuple[Cell, ...], reason: Reason, values: dict[str, object]) -> None:
        """For the reject sheet."""
        self.rejects.append(Reject(row, cells, reason, values))

    def warn(self, entry: Entry, cells: Sequence[Cell]) -> None:
        """For the sheet of warnings."""
        if entry.warnings:
            self.warnings.update(entry.warnings)
            self.warned.append(Warned(entry.row, tuple(cells), entry.warnings))

    def warn_late(self, rows: Iterable[tuple[int, Sequence[Cell]]]) -> None:
        """The same for the rows with an earlier end: what is known is asked when the file is through."""
        self.warnings[Warn.END_EARLIER] += len(self.earlier)
        by_row = {warned.row: warned for warned in self.warned}
        wanted = set(sorted(self.earlier)[:MOST_WARNED])
        for row, cells in rows:
            if row in wanted:
                before = by_row[row].warnings if row in by_row else ()
                by_row[row] = Warned(row, tuple(cells), (*before, Warn.END_EARLIER))
        self.warned = [by_row[row] for row in sorted(by_row)[:MOST_WARNED]]


@dataclass
class Handover:
    """Rows for the database, table by table, and what else became of the rows they were made of."""

    people: list[Row] = field(default_factory=list)
    """New ones, straight for their table."""
    periods: list[Row] = field(default_factory=list)
    """Of new people, straight for their table as well."""
    changed: list[Row] = field(default_factory=list)
    waiting: list[Row] = field(default_factory=list)
    """Periods that must be compared when the file is through."""
    holds: list[Row] = field(default_factory=list)
    seen: list[Row] = field(default_factory=list)
    """People who were known before."""
    pile: Pile = field(default_factory=Pile)
