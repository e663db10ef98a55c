"""When a family is reminded of papers that are missing, and who hears that BPJS is late: pure tables, then verbs.

A reminder and the next day for one are written in one transaction, so none is ever sent twice, and none is lost.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from services.benefits.papers import Paper
from services.claims.model import Claim
from services.claims.rules import lapses_on, missing_of, waits_for_papers
from services.claims.states import HERE
from services.claims.store import ClaimStore
from services.db import Work
from services.region import Region

GAPS = tuple(timedelta(days=days) for days in (1, 2, 4, 7, 16))
"""From one reminder to the next, so that they come after 1, 3, 7, 14 and 30 days; after these every MONTH."""
MONTH = timedelta(days=30)
BEFORE_LIMIT = tuple(timedelta(days=days) for days in (180, 90, 30, 7))
"""So long before the right to JKK lapses (PP 82/2019 Pasal 26) the family hears of it."""
LIMIT_NEAR = BEFORE_LIMIT[0]
MORNING, EVENING = time(8), time(20)
"""Nobody is reminded outside these hours, in the region's own time."""
STAFF_FROM, FAMILY_FROM = time(8), time(13)
"""On the first working day after the last day of the law: staff see it first and may have an answer by noon."""
STAFF_TOLD, FAMILY_TOLD = 1, 2

_LATE = """
SELECT id, late_told FROM claims
WHERE pay_by < $1 AND late_told < $2 AND (state = 'handed_over' OR state = 'approved' AND changed_at < $4)
ORDER BY pay_by LIMIT $3 FOR UPDATE SKIP LOCKED
"""
_NEXT = """
UPDATE claims SET remind_at = next.at, reminded = next.reminded
FROM unnest($1::uuid[], $2::timestamptz[], $3::int[]) AS next(id, at, reminded) WHERE claims.id = next.id
"""
_RESTART = """
UPDATE claims SET remind_at = CASE WHEN is_reminded THEN $2::timestamptz END, reminded = 0 WHERE id = $1
"""
_WANTED = "UPDATE claims SET is_reminded = $2, remind_at = CASE WHEN $2 THEN $3::timestamptz END WHERE id = $1"


@dataclass(frozen=True)
class Reminder:
    """What the family is reminded of. `until`: the limit of five years, where it is near. `expires`: the evening."""

    claim: Claim
    missing: tuple[Paper, ...]
    until: date | None
    expires: datetime


@dataclass(frozen=True)
class Late:
    """The last day of the law is over without a word; `to_family`: staff have known since the morning."""

    claim: Claim
    to_family: bool


def awake(moment: datetime, zone: ZoneInfo) -> datetime:
    """The moment itself in the hours in which people may be reminded, else the next morning."""
    local = moment.astimezone(zone)
    if local.time() < MORNING:
        return local.replace(hour=MORNING.hour, minute=0, second=0, microsecond=0)
    if local.time() >= EVENING:
        morning = local.date() + timedelta(days=1)
        return datetime.combine(morning, MORNING, zone)
    return local


def next_reminder(now: datetime, reminded: int, limit: date | None, zone: ZoneInfo) -> datetime:
    """When the family hears of us next, after so many reminders."""
    gap = GAPS[reminded] if reminded < len(GAPS) else MONTH
    next_one = now + gap
    if limit is not None:
        marks = (datetime.combine(limit - before, MORNING, zone) for before in BEFORE_LIMIT)
        next_one = min([next_one, *(mark for mark in marks if mark > now)])
    return awake(next_one, zone)


class Reminders:
    """The clock of reminders, one claim at a time."""

    def __init__(self, store: ClaimStore, region: Region) -> None:
        self._store, self._region = store, region

    async def restart(self, work: Work, claim: Claim) -> None:
        """From now on, after 1, 3, 7 … days; nothing where no paper can be missing any more, or none is wanted."""
        await work.raw.execute(_RESTART, claim.id, self._after(work, claim, 0))

    async def want(self, work: Work, claim: Claim, *, wanted: bool) -> None:
        """One button stops them, another starts them again."""
        await work.raw.execute(_WANTED, claim.id, wanted, self._next(work, claim, 0))

    async def handed_over(self, work: Work, claim: Claim) -> None:
        """The clock of the law runs anew: nobody has been told yet that it is over."""
        await work.raw.execute("UPDATE claims SET late_told = 0 WHERE id = $1", claim.id)

    async def due(self, work: Work, most: int) -> list[Reminder]:
        """Reminders whose time has come, their next day already written; none is left when there are none. Claims that
        lack nothing are passed over, however many. At night none is due."""
        if awake(work.now, self._region.zone) != work.now:
            return []
        found: list[Reminder] = []
        while not found and (due := await self._store.to_remind(work, most)):
            claims, counts = [claim for claim, _ in due], [reminded + 1 for _, reminded in due]
            next_ones = [self._after(work, claim, count) for claim, count in zip(claims, counts, strict=True)]
            await work.raw.execute(_NEXT, [claim.id for claim in claims], next_ones, counts)
            found = [reminder for claim in claims if (reminder := self._reminder(work, claim)) is not None]
        return found

    async def late(self, work: Work, most: int) -> list[Late]:
        """Claims that BPJS has let pass its day, staff first and the family after noon; each is told once. On the day
        on which BPJS said yes nobody is told: the money may be on its way."""
        today = self._region.today(work.now)
        at = work.now.astimezone(self._region.zone).time()
        if not self._region.is_official_working_day(today) or not STAFF_FROM <= at < EVENING:
            return []
        told = FAMILY_TOLD if at >= FAMILY_FROM else STAFF_TOLD
        morning = datetime.combine(today, time(), self._region.zone)
        rows = await work.raw.fetch(_LATE, today, told, most, morning)
        found = [await self._late(work, row["id"], row["late_told"]) for row in rows]
        return [late for late in found if late is not None]

    def _reminder(self, work: Work, claim: Claim) -> Reminder | None:
        """None where there is nothing to remind of."""
        missing, limit, today = missing_of(claim), self._limit(claim), self._region.today(work.now)
        is_near = limit is not None and limit - LIMIT_NEAR <= today <= limit
        if not waits_for_papers(claim) or not (missing or is_near):
            return None
        evening = datetime.combine(today, EVENING, self._region.zone)
        return Reminder(claim, missing, limit if is_near else None, evening)

    async def _late(self, work: Work, claim: UUID, told: int) -> Late | None:
        """None where it does not open any more: it must not hold up the families behind it."""
        found = await self._store.readable(work, claim)
        await work.raw.execute("UPDATE claims SET late_told = $2 WHERE id = $1", claim, told + 1)
        return Late(found, to_family=told + 1 == FAMILY_TOLD) if found else None

    def _after(self, work: Work, claim: Claim, reminded: int) -> datetime | None:
        return self._next(work, claim, reminded) if waits_for_papers(claim) else None

    def _next(self, work: Work, claim: Claim, reminded: int) -> datetime:
        return next_reminder(work.now, reminded, self._limit(claim), self._region.zone)

    def _limit(self, claim: Claim) -> date | None:
        """The limit as long as the file lies with us."""
        return lapses_on(claim.kind, claim.details) if claim.state in HERE else None
