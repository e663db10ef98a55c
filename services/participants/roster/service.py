"""The verbs of the roster: load a file, take a batch back, decide held name changes."""

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, tzinfo
from operator import attrgetter
from pathlib import Path

from services.db import Work
from services.participants.dates import Span
from services.participants.messages import (
    AlreadyLoaded,
    BatchTakenBack,
    EndsNeedVillages,
    FileUnreadable,
    LoadRunning,
    TooManyEnds,
    Unreadable,
)
from services.participants.model import Batch, Counts, Hold, Proof
from services.participants.roster import batches, holds, ledger
from services.participants.roster.aside import ASIDE_FROM, cores, desk_for
from services.participants.roster.cells import text_of
from services.participants.roster.desk import Task
from services.participants.roster.entry import Reason, Reject, Warn, Warned
from services.participants.roster.file import RosterFile, Tell
from services.participants.roster.loading import CHUNK, Loading
from services.participants.roster.pile import Pile
from services.participants.roster.records import Records
from services.participants.roster.rows import Given
from services.participants.roster.sheets import open_sheet, sum_of
from services.privacy import Keys, Look, record_look
from services.region.places import Places

MOST_ENDED = 20
"""Per cent of the active people in the file's villages that `--ends-missing` may end unless told so."""


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
    ends_earlier: bool = False
    """Not by itself: an old list loaded once more must not end anybody."""

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
    passed: int = 0
    """Closing rows (totals, signatures) that are nobody's; not counted among the rows."""


def _silent(_done: int, _total: int) -> None:
    """Tells nobody."""


class Roster:
    """Loading. `places` and `zone` are the region's: its villages, and where a day begins."""

    def __init__(self, keys: Keys, places: Places, zone: tzinfo, *, aside_from: int | None = None) -> None:
        """`aside_from`: rows from which a file is read by a second process; by default only where there are cores."""
        self._records = Records(keys.cipher, keys.fingerprint)
        self._aside_from = aside_from if aside_from is not None else ASIDE_FROM if cores() > 1 else sys.maxsize
        self._places = places
        self._zone = zone

    async def load(self, work: Work, order: LoadOrder, tell: Tell = _silent) -> Loaded | AlreadyLoaded:
        """One file, one batch, in the caller's transaction.

        Raises FileKindUnknown, SheetUnknown, HeaderUnknown, MapUnknown, MonthMissing, LoadRunning before anything is
        written, and FileUnreadable, QuoteOpen, CellFarAway, TooManyEnds or EndsNeedVillages also after: let them roll
        the transaction back.
        """
        if not await ledger.is_free(work):
            raise LoadRunning()
        today = work.now.astimezone(self._zone).date()
        proof = Proof.PAID if order.is_paid else Proof.LISTED
        new = batches.NewBatch(proof, text_of(order.path.name), sum_of(order.path), order.given, order.by, today)
        if (same := await batches.same_file(work, new)) and not (order.ends_missing or order.ends_earlier):
            return AlreadyLoaded(same["number"], same["loaded_on"], same["loaded_by"])
        given = Given(today, order.funder, order.is_paid, order.month)
        file = RosterFile.opened(open_sheet(order.path, order.sheet), order.mapping, given)
        await ledger.prepare(work)
        number = await batches.begin(work, new)
        task = Task(self._records, file.columns, given, self._places, file.repeats(tell), number)
        async with desk_for(task, is_aside=file.height >= self._aside_from) as desk:
            loading = Loading(work, number, desk)
            await loading.walk(file.chunks(CHUNK, tell))
            if not loading.pile.rows:
                raise FileUnreadable(order.path.name, Unreadable.NO_ROWS)
            counts = await loading.apply(ends_earlier=order.ends_earlier)
        if loading.pile.earlier:
            loading.pile.warn_late(file.rows())
        if order.ends_missing:
            missing = await _end_missing(work, number, loading.pile, (today, order.allow_many_ends))
            counts = replace(counts, ended=counts.ended + missing)
        if sum_of(order.path) != new.file_sum:
            raise FileUnreadable(order.path.name, Unreadable.CHANGED)
        await batches.count(work, number, counts, is_sample=file.has_mark and loading.pile.is_sample)
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
    await ledger.end(work, batch, [(row["id"], today) for row in missing])
    return len(gone)


def _loaded(number: int, counts: Counts, file: RosterFile, pile: Pile) -> Loaded:
    rejects = sorted(pile.rejects, key=attrgetter("row"))  # what the second row of a person tells comes late
    reasons = Counter(reject.reason for reject in rejects)
    is_sample = file.has_mark and pile.is_sample and pile.rows > 0
    return Loaded(
        number,
        counts,
        is_sample,
        file.columns.headers,
        rejects,
        pile.warned,
        reasons,
        pile.warnings,
        pile.passed,
    )
