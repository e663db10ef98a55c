"""A file with its header found, walked over twice: once for numbers that repeat, once to load its rows."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from services.participants.dates import Cell
from services.participants.messages import MonthMissing
from services.participants.roster.cells import is_empty, text_of
from services.participants.roster.columns import Columns, Field, find_columns
from services.participants.roster.desk import Numbered
from services.participants.roster.repeats import Repeats, find_repeats
from services.participants.roster.rows import Given
from services.participants.roster.sheets import Sheet
from services.participants.sample.mark import carries_mark

Tell = Callable[[int, int], None]
"""Hears of progress: rows walked over, rows to walk over (the file is walked over twice)."""


class RosterFile:
    """A file with its header found: walked over twice."""

    def __init__(self, sheet: Sheet, columns: Columns, *, has_mark: bool) -> None:
        self.columns = columns
        self.has_mark = has_mark
        self._sheet = sheet

    @property
    def height(self) -> int:
        """Rows, the empty ones and those above the header included."""
        return self._sheet.height

    @classmethod
    def opened(cls, sheet: Sheet, mapping: Sequence[str], given: Given) -> "RosterFile":
        """Finds header and columns. Raises HeaderUnknown, MapUnknown, MonthMissing."""
        columns = find_columns(sheet.rows(), mapping)
        dated = {Field.SINCE, Field.MONTH} & columns.places.keys()
        if given.is_paid and not (dated or given.month):
            raise MonthMissing()
        above = islice(sheet.rows(), max(0, columns.header_row))
        mark = any(carries_mark(cell) for row in above for cell in row)
        return cls(sheet, columns, has_mark=mark)

    def repeats(self, tell: Tell) -> Repeats:
        """The first walk. Rows that are nobody's need not be left out: they have no number."""
        rows = _told(self._every(), lambda done: tell(done, 2 * self._sheet.height))
        return find_repeats(rows, self.columns)

    def chunks(self, size: int, tell: Tell) -> Iterator[list[Numbered]]:
        """The second walk, so many rows at a time."""
        height = self._sheet.height
        rows = _told(self._rows(), lambda done: tell(height + done, 2 * height))
        while chunk := list(islice(rows, size)):
            yield chunk

    def rows(self) -> Iterator[Numbered]:
        """Every row below the header, for a further walk."""
        return self._rows()

    def _rows(self) -> Iterator[Numbered]:
        """Rows below the header with their number in the office's program; empty ones and "(1) (2) (3)" left out."""
        early = self.columns.header_row + 4
        for number, row in self._every():
            if all(map(is_empty, row)) or (number < early and _counts_columns(row)):
                continue
            yield number, row

    def _every(self) -> Iterator[Numbered]:
        first = self.columns.header_row + 1
        return enumerate(islice(self._sheet.rows(), first, None), start=first + 1)


def _counts_columns(row: Sequence[Cell]) -> bool:
    texts = [text_of(cell).strip(" ()") for cell in row if not is_empty(cell)]
    if len(texts) < 3 or not re.fullmatch(r"[0-9]{1,3}", texts[0]):
        return False
    return texts == [str(int(texts[0]) + step) for step in range(len(texts))]


def _told(rows: Iterator[Numbered], tell: Callable[[int], None]) -> Iterator[Numbered]:
    for number, row in rows:
        if number % 500 == 0:
            tell(number)
        yield number, row
