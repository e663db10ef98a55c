"""What a family does with the record of an accident: begin it with one press, add to it, send it as a claim."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from services.claims.accidents.messages import FirstHour, ReportReminder
from services.claims.accidents.rules import (
    CONSENT_TO_RECORD,
    EVENING,
    KEPT,
    LOCATED_WITHIN,
    STEPS,
    carried,
    fits,
    next_step,
    steps,
    until,
)
from services.claims.messages import CONSENT_VERSION, TooManyClaims
from services.claims.model import Claim, Details, Doing, Event, Kind, Move, Relation
from services.claims.papers.store import PaperStore
from services.claims.reminding import awake
from services.claims.rules import kind_of
from services.claims.states import State
from services.claims.store import ClaimStore
from services.db import Work
from services.privacy import Keys
from services.region import Region
from services.requests.numbers import Series, initials, number
from services.requests.reading import one_line

MOST_RECORDS = 10
"""Claims and records of one chat in 24 hours."""
MOST_PLACE = 200
"""Letters of a place's name."""

_DUE = """
SELECT id, reminded FROM claims WHERE remind_at <= santun_now() AND state = 'draft'
ORDER BY remind_at LIMIT $1 FOR UPDATE SKIP LOCKED
"""
_NEXT = "UPDATE claims SET remind_at = $2, reminded = $3 WHERE id = $1"


@dataclass(frozen=True)
class RecordReminder:
    """What the family of a record is told, and until when that is of use."""

    record: Claim
    speech: ReportReminder
    expires: datetime


class Accidents:
    """Records of accidents are claims in their first state; a chat has one open at a time. Staff see none."""

    def __init__(self, keys: Keys, store: ClaimStore, papers: PaperStore, region: Region) -> None:
        self._fingerprint, self._store, self._papers, self._region = keys.fingerprint, store, papers, region

    async def begin(self, work: Work, chat: int) -> Claim:
        """A record of an accident at work just now; pressing again gives the same one. Raises TooManyClaims."""
        key = self._key(chat)
        known = await self._store.same(work, chat, key)
        if known is not None:
            return known
        if await self._store.started_since(work, chat, work.now - timedelta(days=1)) >= MOST_RECORDS:
            raise TooManyClaims(MOST_RECORDS, self._region.contacts.call_centre)
        record = self._new(work, await self._store.next_running(work), chat)
        if not await self._store.add(work, record, key, None):
            known = await self._store.same(work, chat, key)
            assert known is not None, "a record that stood in the way is there"
            return known
        await self._store.add_move(work, record, Move(work.now, f"chat:{chat}", State.DRAFT, State.DRAFT))
        await self._plan(work, record, 0)
        return record

    async def open(self, work: Work, chat: int) -> Claim | None:
        """The chat's open record."""
        return await self._store.same(work, chat, self._key(chat))

    async def dated(self, work: Work, record: Claim, day: date, hour: str) -> Claim:
        """It happened then (`14.30`, or empty when nobody knows); the clock runs from there."""
        if (record.details.day, record.details.hour) == (day, hour):
            return record
        return await self._told(work, record, replace(record.details, day=day, hour=hour))

    async def placed(self, work: Work, record: Claim, place: str) -> Claim:
        """The name of the place, in the family's words."""
        return await self._told(work, record, replace(record.details, place=one_line(place)[:MOST_PLACE]))

    async def located(self, work: Work, chat: int, latitude: float, longitude: float) -> Claim | None:
        """Keeps a shared location with the record of these days; None when there is none."""
        record = await self.open(work, chat)
        if record is None or record.created_at <= work.now - LOCATED_WITHIN:
            return None
        details = replace(record.details, latitude=latitude, longitude=longitude)
        return await self._told(work, record, details)

    async def locates(self, work: Work, chat: int) -> bool:
        """Whether a location that this chat shares now would be kept."""
        record = await self.open(work, chat)
        return record is not None and record.created_at > work.now - LOCATED_WITHIN

    async def reported(self, work: Work, record: Claim) -> Claim:
        """BPJS or the clinic knows: the clock is silent from now on."""
        return await self._told(work, record, replace(record.details, is_reported=True))

    async def discard(self, work: Work, record: Claim) -> Claim:
        """Throws it away, with its photos, place and location; only that there was one stays, for as long as a record
        would. Doing it twice is doing it once."""
        if record.state is not State.DRAFT:
            return record
        bare = Details(record.details.day, record.details.doing, record.details.relation, "", "")
        gone = replace(record, state=State.WITHDRAWN, details=bare, arrived=frozenset(), changed_at=work.now)
        pages = await self._papers.of(work, record.id)
        await self._papers.remove(work, [page.id for page in pages])
        await self._store.save(work, gone)
        await self._store.add_move(work, gone, Move(work.now, f"chat:{record.chat}", State.DRAFT, State.WITHDRAWN))
        await work.raw.execute(_NEXT, record.id, None, len(STEPS))
        return gone

    async def completed(self, work: Work, told: Claim, key: bytes, person: bytes | None) -> Claim | None:
        """The open record of this chat as the claim that was told, if it is of the same accident: its number, its
        photos and what only the first hour knows stay. None when there is none."""
        record = await self.open(work, told.chat)
        if record is None or not fits(record, told.event, told.details):
            return None
        details = carried(record.details, told.details)
        claim = replace(
            record,
            event=told.event,
            kind=kind_of(told.event, details),
            state=State.SUBMITTED,
            details=details,
            participant=told.participant,
            consent_version=CONSENT_VERSION,
            changed_at=work.now,
        )
        await self._store.complete(work, claim, key, person)
        await self._store.add_move(work, claim, Move(work.now, f"chat:{told.chat}", State.DRAFT, State.SUBMITTED))
        return claim

    def first_hour(self, work: Work, record: Claim) -> FirstHour:
        """What the family hears when the record is there."""
        region, details = self._region, record.details
        end = until(details, region.zone)
        return FirstHour(
            number=record.number,
            crisis=region.crisis,
            until=end,
            day=details.day,
            hour=details.hour,
            place=details.place,
            is_reported=details.is_reported,
            is_over=work.now > end,
            days=KEPT.days,
        )

    async def due(self, work: Work, most: int) -> list[RecordReminder]:
        """Reminders whose time has come, the next already written; of those missed only the newest. At night none."""
        if awake(work.now, self._region.zone) != work.now:
            return []
        rows = await work.raw.fetch(_DUE, most)
        found = [await self._one(work, row["id"], row["reminded"]) for row in rows]
        return [reminder for reminder in found if reminder is not None]

    async def _one(self, work: Work, record: UUID, done: int) -> RecordReminder | None:
        """None where it does not open any more: it must not hold up the families behind it."""
        found = await self._store.readable(work, record)
        if found is None:
            await self._store.put_off(work, [record])
            return None
        zone, details = self._region.zone, found.details
        ripe = [told.step for told in steps(details, found.created_at, zone)[done:] if told.at <= work.now]
        step = ripe[-1] if ripe else STEPS[-1]
        await self._plan(work, found, STEPS.index(step) + 1)
        end = until(details, zone)
        speech = ReportReminder(found.number, step, end, work.now > end, self._region.contacts.call_centre)
        return RecordReminder(found, speech, datetime.combine(self._region.today(work.now), EVENING, zone))

    async def _told(self, work: Work, record: Claim, details: Details) -> Claim:
        """The same again changes nothing; the clock runs by what is known now."""
        if details == record.details:
            return record
        after = replace(record, details=details, changed_at=work.now)
        await self._store.save(work, after)
        if _clock(details) != _clock(record.details):
            done = await work.raw.fetchval("SELECT reminded FROM claims WHERE id = $1", record.id)
            await self._plan(work, after, done)
        return after

    async def _plan(self, work: Work, record: Claim, done: int) -> None:
        told = next_step(record.details, record.created_at, work.now, done, self._region.zone)
        passed = STEPS.index(told.step) if told else len(STEPS)
        await work.raw.execute(_NEXT, record.id, told.at if told else None, passed)

    def _new(self, work: Work, running: int, chat: int) -> Claim:
        local = work.now.astimezone(self._region.zone)
        details = Details(
            day=local.date(),
            doing=Doing.WORK,
            relation=Relation.OTHER_FAMILY,
            name="",
            phone="",
            hour=f"{local:%H.%M}",
        )
        return Claim(
            id=uuid4(),
            number=number(Series.CLAIM, initials(self._region.name), local.year, running),
            chat=chat,
            participant=None,
            event=Event.INJURY,
            kind=Kind.INJURY,
            state=State.DRAFT,
            details=details,
            consent_version=CONSENT_TO_RECORD,
            created_at=work.now,
            changed_at=work.now,
        )

    def _key(self, chat: int) -> bytes:
        return self._fingerprint.of("claim.record", str(chat))


def _clock(details: Details) -> tuple[date, str, bool]:
    """By what the clock runs."""
    return details.day, details.hour, details.is_reported
