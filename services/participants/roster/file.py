"""A file with its header found, walked over twice: once for numbers that repeat, once to load its rows."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from services.participants.dates import Cell
from services.participants.messages import MonthMissing
from services.participants.nik import Nik
from services.participants.roster.cells import is_empty, nik_of, text_of
from services.participants.roster.columns import Columns, Field, find_columns
from services.participants.roster.entry import Rejected
from services.participants.roster.footers import Footers
from services.participants.roster.loading import Loading
from services.participants.roster.repeats import Repeats, find_repeats
from services.participants.roster.rows import Given, RowReader
from services.participants.roster.sheets import Sheet
from services.participants.sample.mark import carries_mark, is_sample_number
from services.region.places import Places

Numbered = tuple[int, list[Cell]]


Tell = Callable[[int, int], None]
"""Hears of progress: rows walked over, rows to walk over (the file is walked over twice)."""


class RosterFile:
    """A file with its header found: walked over twice."""

    def __init__(self, sheet: Sheet, columns: Columns, reader: RowReader, *, has_mark: bool) -> None:
        self.columns = columns
        self.count = 0
        self.is_sample = has_mark
        self._sheet = sheet
        self._reader = reader
        self._repeats = Repeats()
        self.footers = Footers(0)

    @classmethod
    def opened(cls, sheet: Sheet, mapping: Sequence[str], given: Given, places: Places) -> "RosterFile":
        """Finds header and columns. Raises HeaderUnknown, MapUnknown, MonthMissing."""
        columns = find_columns(sheet.rows(), mapping)
        dated = {Field.SINCE, Field.MONTH} & columns.places.keys()
        if given.is_paid and not (dated or given.month):
            raise MonthMissing()
        above = islice(sheet.rows(), max(0, columns.header_row))
        mark = any(carries_mark(cell) for row in above for cell in row)
        return cls(sheet, columns, RowReader(given, places), has_mark=mark)

    def repeats(self, tell: Tell) -> Repeats:
        """The first walk."""
        rows = _told(self._rows(), lambda done: tell(done, 2 * self._sheet.height))
        self._repeats = find_repeats(rows, self.columns)
        self.footers = Footers(self._repeats.last)
        return self._repeats

    async def walk(self, loading: Loading, tell: Tell) -> None:
        """The second walk."""
        height = self._sheet.height
        for number, row in _told(self._rows(), lambda done: tell(height + done, 2 * height)):
            await self._take(loading, number, row)

    def rows(self) -> Iterator[Numbered]:
        """Every row below the header, for a further walk."""
        return self._rows()

    async def _take(self, loading: Loading, number: int, row: list[Cell]) -> None:
        nik: Nik | None = None
        cells = self.columns.cells(row)
        try:
            nik = nik_of(cells.nik)
            if nik.number in self._repeats.repeated:
                born = self._reader.born(cells)
                self._repeats.check(nik.number, number, is_odd=born is not None and not nik.is_born_on(born))
            entry = self._reader.entry(number, nik, cells)
        except Rejected as no:
            if nik is None and self.footers.passes(number, cells, row):
                return
            self.count += 1
            loading.pile.reject(number, tuple(row), no.reason, no.values)
            loading.reject_number(nik.number if nik else None)
            return
        self.count += 1
        self.is_sample = self.is_sample and is_sample_number(nik)
        await loading.take(entry, tuple(row))

    def _rows(self) -> Iterator[Numbered]:
        """Rows below the header with their number in the office's program; empty ones and "(1) (2) (3)" left out."""
        first = self.columns.header_row + 1
        for number, row in enumerate(islice(self._sheet.rows(), first, None), start=first + 1):
            if all(is_empty(cell) for cell in row) or (number < first + 3 and _counts_columns(row)):
                continue
            yield number, row


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
