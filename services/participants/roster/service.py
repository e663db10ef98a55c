"""The verbs of the roster: load a file, take a batch back, decide held name changes."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, tzinfo
from itertools import islice
from operator import attrgetter
from pathlib import Path

from services.db import Work
from services.participants.dates import Cell, Span
from services.participants.messages import (
    AlreadyLoaded,
    BatchTakenBack,
    EndsNeedVillages,
    LoadRunning,
    MonthMissing,
    TooManyEnds,
)
from services.participants.model import Batch, Counts, Hold, Proof
from services.participants.nik import Nik
from services.participants.roster import batches, holds, ledger
from services.participants.roster.cells import is_empty, nik_of
from services.participants.roster.columns import Columns, Field, find_columns
from services.participants.roster.entry import Reason, Reject, Rejected, Warn, Warned
from services.participants.roster.loading import Loading, Pile
from services.participants.roster.records import Records
from services.participants.roster.repeats import Repeats, find_repeats
from services.participants.roster.rows import Given, RowReader
from services.participants.roster.sheets import Sheet, open_sheet, sum_of
from services.participants.sample.mark import carries_mark, is_sample_number
from services.privacy import Keys, Look, record_look
from services.region.places import Places

MOST_ENDED = 20
"""Per cent of the active people in the file's villages that `--ends-missing` may end unless told so."""

Numbered = tuple[int, list[Cell]]


@dataclass(frozen=True)
class LoadOrder:
    """What somebody wants to be loaded, and how."""

    path: Path
    by: str
    """Actor of the audit: `staff:<name>`, `system:<user>` or `demo`."""
    funder: str
    is_paid: bool = False
    month: Span | None = None
    mapping: tuple[str, ...] = ()
    sheet: str | None = None
    ends_missing: bool = False
    allow_many_ends: bool = False

    @property
    def given(self) -> str:
        """The options that shape the result: the same file with others is another load."""
        month = f"{self.month[0]:%Y-%m}" if self.month else ""
        return "|".join((self.funder, month, self.sheet or "", *sorted(self.mapping)))


@dataclass(frozen=True)
class Loaded:
    """What came of a file."""

    batch: int
    counts: Counts
    is_sample: bool
    headers: tuple[str, ...]
    rejects: Sequence[Reject]
    warned: Sequence[Warned]
    reasons: Counter[Reason]
    warnings: Counter[Warn]


Tell = Callable[[int, int], None]
"""Hears of progress: rows walked over, rows to walk over (the file is walked over twice)."""


def _silent(_done: int, _total: int) -> None:
    """Tells nobody."""


class Roster:
    """Loading. `places` and `zone` are the region's: its villages, and where a day begins."""

    def __init__(self, keys: Keys, places: Places, zone: tzinfo) -> None:
        self._records = Records(keys)
        self._places = places
        self._zone = zone

    async def load(self, work: Work, order: LoadOrder, tell: Tell = _silent) -> Loaded | AlreadyLoaded:
        """One file, one batch, in the caller's transaction.

        Raises FileUnreadable, FileKindUnknown, SheetUnknown, HeaderUnknown, MapUnknown, MonthMissing, LoadRunning
        before anything is written, and TooManyEnds or EndsNeedVillages after: let them roll the transaction back.
        """
        if not await ledger.is_free(work):
            raise LoadRunning()
        today = work.now.astimezone(self._zone).date()
        proof = Proof.PAID if order.is_paid else Proof.LISTED
        new = batches.NewBatch(proof, order.path.name, sum_of(order.path), order.given, order.by, today)
        if (same := await batches.same_file(work, new)) and not order.ends_missing:
            return AlreadyLoaded(same["number"], same["loaded_on"], same["loaded_by"])
        file = _File.opened(order, today, self._places)
        await ledger.prepare(work)
        number = await batches.begin(work, new)
        loading = Loading(work, self._records, number, proof, file.repeats(tell))
        await file.walk(loading, tell)
        counts = await loading.apply(file.count)
        if order.ends_missing:
            counts = replace(
                counts, ended=await _end_missing(work, number, loading.pile, (today, order.allow_many_ends))
            )
        await batches.count(work, number, counts, is_sample=file.is_sample)
        await record_look(work, Look(order.by, "roster_load", f"batch:{number}"))
        return _loaded(number, counts, file, loading.pile)

    async def undo(self, work: Work, number: int, by: str) -> BatchTakenBack:
        """Takes the last batch back. Raises BatchUnknown, BatchUndone, BatchNotLast, LoadRunning."""
        if not await ledger.is_free(work):
            raise LoadRunning()
        done = await batches.take_back(work, number, by)
        await record_look(work, Look(by, "roster_undo", f"batch:{number}"))
        return done

    async def batches(self, work: Work) -> list[Batch]:
        """Every batch, the newest first, those taken back included."""
        return await batches.all_batches(work)

    async def holds(self, work: Work, by: str) -> list[Hold]:
        """Name changes that wait; one audit row for each that is shown."""
        waiting = await holds.waiting(work, self._records)
        for person, _ in waiting:
            await record_look(work, Look(by, "roster_hold", str(person)))
        return [hold for _, hold in waiting]

    async def approve(self, work: Work, number: int, by: str) -> int:
        """The new row is right; gives the number of the batch it became. Raises LoadRunning, HoldUnknown."""
        today = work.now.astimezone(self._zone).date()
        return await holds.approve(work, self._records, number, (by, today))

    async def reject(self, work: Work, number: int, by: str) -> None:
        """The old name stays; the same row is not held again. Raises HoldUnknown."""
        await holds.reject(work, number, by)


class _File:
    """A file with its header found: walked over twice."""

    def __init__(self, sheet: Sheet, columns: Columns, reader: RowReader, *, has_mark: bool) -> None:
        self.columns = columns
        self.count = 0
        self.is_sample = has_mark
        self._sheet = sheet
        self._reader = reader
        self._repeats = Repeats()

    @classmethod
    def opened(cls, order: LoadOrder, today: date, places: Places) -> "_File":
        """Finds header and columns. Raises the refusals of opening, HeaderUnknown, MapUnknown, MonthMissing."""
        sheet = open_sheet(order.path, order.sheet)
        columns = find_columns(sheet.rows(), order.mapping)
        dated = {Field.SINCE, Field.MONTH} & columns.places.keys()
        if order.is_paid and not (dated or order.month):
            raise MonthMissing()
        given = Given(today, order.funder, order.is_paid, order.month)
        above = islice(sheet.rows(), max(0, columns.header_row))
        mark = any(carries_mark(cell) for row in above for cell in row)
        return cls(sheet, columns, RowReader(given, places), has_mark=mark)

    def repeats(self, tell: Tell) -> Repeats:
        """The first walk."""
        rows = _told(self._rows(), lambda done: tell(done, 2 * self._sheet.height))
        self._repeats = find_repeats(rows, self.columns)
        return self._repeats

    async def walk(self, loading: Loading, tell: Tell) -> None:
        """The second walk."""
        height = self._sheet.height
        for number, row in _told(self._rows(), lambda done: tell(height + done, 2 * height)):
            self.count += 1
            await self._take(loading, number, row)

    async def _take(self, loading: Loading, number: int, row: list[Cell]) -> None:
        nik: Nik | None = None
        try:
            cells = self.columns.cells(row)
            nik = nik_of(cells.nik)
            if nik.number in self._repeats.repeated:
                born = self._reader.born(cells)
                self._repeats.check(nik.number, number, is_odd=born is not None and not nik.is_born_on(born))
            entry = self._reader.entry(number, nik, cells)
        except Rejected as no:
            loading.pile.reject(number, tuple(row), no.reason, no.values)
            loading.reject_number(nik.number if nik else None)
            return
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
    texts = [str(cell).strip(" ()").removesuffix(".0") for cell in row if not is_empty(cell)]
    return (
        len(texts) > 2 and texts == [str(int(texts[0]) + i) for i in range(len(texts))] if texts[0].isdecimal() else False
    )


def _told(rows: Iterator[Numbered], tell: Callable[[int], None]) -> Iterator[Numbered]:
    for number, row in rows:
        if number % 500 == 0:
            tell(number)
        yield number, row


async def _end_missing(work: Work, batch: int, pile: Pile, terms: tuple[date, bool]) -> int:
    """Ends those of the file's villages and funders who are not in it. Gives the number of people.

    `terms` is their last day, and whether more than MOST_ENDED per cent may go.
    """
    if not pile.villages:
        raise EndsNeedVillages()
    today, allow_many = terms
    active = await ledger.active(work, batch, (sorted(pile.funders), sorted(pile.villages)), today)
    missing = [row for row in active if not row["is_seen"]]
    people, gone = {row["participant_id"] for row in active}, {row["participant_id"] for row in missing}
    if len(gone) * 100 > len(people) * MOST_ENDED and not allow_many:
        raise TooManyEnds(len(gone), len(people), MOST_ENDED)
    await ledger.end(work, batch, [row["id"] for row in missing], today)
    return len(gone)


def _loaded(number: int, counts: Counts, file: _File, pile: Pile) -> Loaded:
    rejects = sorted(pile.rejects, key=attrgetter("row"))  # what the second row of a person tells comes late
    reasons = Counter(reject.reason for reject in rejects)
    is_sample = file.is_sample and file.count > 0
    return Loaded(number, counts, is_sample, file.columns.headers, rejects, pile.warned, reasons, pile.warnings)
