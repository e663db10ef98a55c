"""Exports need two people: one asks, another one with the right approves, and the file leaves the house once.

`santun claims export` stays beside it, without a second person: whoever can give that command reads the key file
and the database, so a rule there would be a lock beside an open wall, and the name given with `--by` is not proven.
What it takes stands in the audit and on the weekly page, where the exports of the terminal are told apart.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from uuid import UUID, uuid4

from services.claims import Claims
from services.claims.clock import Countdown
from services.claims.sheet import Sheet, claim_sheet
from services.claims.states import State
from services.db import Work
from services.oversight import store, traces
from services.oversight.cases import Cases
from services.oversight.messages import ExportMovedOn, ExportNeedsAnother, ExportUnknown, SpanUnfit, TooManyRows
from services.oversight.model import Export, Kind, Order, Stage
from services.oversight.rules import LONGEST_SPAN, MOST_ROWS, NEEDS, stage
from services.oversight.sheets import case_rows, look_rows, sheet
from services.privacy import Look, record_look
from services.region import Region
from services.staff import Act, StaffMember
from services.words import Words

BY_EXPORT = "export:"
"""How the audit's reason begins where an approved export is the reason."""
SHOWN_FOR = timedelta(days=30)
MOST_SHOWN = 100


class Exports:
    """Asks, decides and hands out."""

    def __init__(self, claims: Claims, cases: Cases, region: Region, words: Words) -> None:
        self._claims = claims
        self._cases = cases
        self._region = region
        self._words = words

    async def ask(self, work: Work, by: StaffMember, order: Order) -> Export:
        """A new wish; the same one that still waits is the one there is. Raises NotYourRole, SpanUnfit, TooManyRows."""
        by.must(Act.ASK_EXPORT)
        by.must(NEEDS[order.kind])
        tidy = self._tidy(work, order)
        await store.lock(work, by.id)
        for known in await store.recent_exports(work, work.now - SHOWN_FOR, by, all_=False, most=MOST_SHOWN):
            if known.order == tidy and stage(known, work.now) is Stage.WAITING:
                return known
        await self._gathered(work, tidy)
        export = Export(uuid4(), tidy, by.name, work.now)
        await store.add_export(work, by, export)
        await record_look(work, Look(by.actor, "export.ask", f"export:{export.id}", order.reason.value))
        return export

    async def recent(self, work: Work, by: StaffMember) -> list[Export]:
        """The exports of the last days, newest first: everybody's for those who decide, else the own ones."""
        by.must(Act.ASK_EXPORT)
        since = work.now - SHOWN_FOR
        return await store.recent_exports(work, since, by, all_=by.may(Act.APPROVE_EXPORT), most=MOST_SHOWN)

    async def approve(self, work: Work, by: StaffMember, id_: UUID) -> Export:
        """For an hour the asker may fetch it. Raises NotYourRole, ExportUnknown, ExportNeedsAnother, LetInLately,
        ExportMovedOn."""
        return await self._decide(work, by, id_, approved=True)

    async def decline(self, work: Work, by: StaffMember, id_: UUID) -> Export:
        """It is not given out. Raises as `approve`."""
        return await self._decide(work, by, id_, approved=False)

    async def fetch(self, work: Work, by: StaffMember, id_: UUID) -> tuple[Kind, Sheet]:
        """What was asked for, as it is now; once, and for the asker only. Every person in it leaves a row in the audit.

        The sheet becomes a file after the commit (`services.claims.sheet.workbook`): what left the house stands in
        the audit, whatever becomes of the file. Raises NotYourRole, ExportUnknown, ExportMovedOn.
        """
        by.must(Act.ASK_EXPORT)
        export = await self._known(work, by, "export.fetch", id_, own=True)
        by.must(NEEDS[export.order.kind])
        _must_be(export, Stage.APPROVED, work.now)
        taken = await self._sheet(work, by, export)
        await store.mark_fetched(work, export)
        return export.order.kind, taken

    async def _decide(self, work: Work, by: StaffMember, id_: UUID, *, approved: bool) -> Export:
        by.must(Act.APPROVE_EXPORT)
        export = await self._known(work, by, "export.approve" if approved else "export.decline", id_)
        if export.asked_by == by.name:
            raise ExportNeedsAnother
        await store.ensure_apart(work, by, export.asked_by, both_ways=True)
        _must_be(export, Stage.WAITING, work.now)
        await store.decide(work, export, by, approved=approved)
        return replace(export, decided_by=by.name, decided_at=work.now, is_approved=approved)

    async def _known(self, work: Work, by: StaffMember, action: str, id_: UUID, *, own: bool = False) -> Export:
        export = await store.export_of(work, id_)
        is_known = export is not None and (not own or export.asked_by == by.name)
        await record_look(work, Look(by.actor, action, f"export:{id_}", None, found=is_known))
        if export is None or not is_known:
            raise ExportUnknown
        return export

    def _tidy(self, work: Work, order: Order) -> Order:
        """Only what this kind knows, with a span that can be."""
        if order.kind is Kind.CLAIMS:
            return replace(order, since=None, until=None)
        today = self._region.today(work.now)
        since, until = order.since, order.until
        if since is None or until is None or not since <= until <= today or until - since >= LONGEST_SPAN:
            raise SpanUnfit(LONGEST_SPAN.days)
        return replace(order, states=frozenset())

    async def _sheet(self, work: Work, by: StaffMember, export: Export) -> Sheet:
        order, why = export.order, BY_EXPORT + str(export.id)
        if order.kind is Kind.CLAIMS:
            found = await self._claims.desk.export(work, by, why, order.states or frozenset(State))
            return claim_sheet(found, self._words, Countdown.of(self._region, work.now))
        return sheet(order.kind, await self._gathered(work, order), self._words)

    async def _gathered(self, work: Work, order: Order) -> Sequence[Sequence[str]]:
        """The rows of what holds nothing personal. Raises TooManyRows: a sheet is never cut short in silence."""
        if order.kind is Kind.CLAIMS:
            return ()
        span = self._moment(order.since), self._moment(order.until, 1)
        if order.kind is Kind.CONVERSATIONS:
            rows = case_rows(await self._cases.cases_between(work, *span, MOST_ROWS + 1), self._words)
        else:
            rows = look_rows(await traces.of_staff(work, *span, MOST_ROWS + 1), self._words)
        if len(rows) > MOST_ROWS:
            raise TooManyRows(MOST_ROWS)
        return rows

    def _moment(self, day: date | None, later: int = 0) -> datetime:
        assert day is not None, "an order of this kind has its span"
        return datetime.combine(day + timedelta(days=later), time(), self._region.zone)


def _must_be(export: Export, wanted: Stage, now: datetime) -> None:
    found = stage(export, now)
    if found is not wanted:
        raise ExportMovedOn(found)
