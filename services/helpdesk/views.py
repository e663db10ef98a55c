"""What staff see of all conversations: lists, searches, and the figures of the supervisor."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from statistics import median, quantiles
from typing import Any
from uuid import UUID

from services.db import Work
from services.helpdesk.lines import LineStore
from services.helpdesk.messages import SearchTooShort
from services.helpdesk.model import Row
from services.helpdesk.rules import MOST_HITS, MOST_OPENED
from services.helpdesk.store import ConversationStore
from services.helpdesk.teller import Teller
from services.participants.nik import Nik
from services.participants.service import Participants
from services.privacy import Look, record_look
from services.refusals import Refusal
from services.requests.numbers import Series, initials, read_number
from services.staff import Act, StaffMember

_COUNTS = """
SELECT count(*) FILTER (WHERE assignee = $1) AS mine,
  count(*) FILTER (WHERE state = 'waiting' AND ($2::text IS NULL OR queue = $2)) AS waiting,
  count(*) FILTER (WHERE $2::text IS NULL OR queue = $2 OR assignee = $1) AS every,
  count(*) FILTER (
    WHERE (missed > 0 OR due <= santun_now()) AND ($2::text IS NULL OR queue = $2 OR assignee = $1)) AS missed,
  max(waiting_since) FILTER (WHERE state = 'waiting' AND ($2::text IS NULL OR queue = $2)) AS newest
FROM conversations WHERE state <> 'closed'
"""
_LOAD = """
SELECT s.name, count(*) AS open, count(*) FILTER (WHERE c.due IS NOT NULL) AS owing FROM conversations c
JOIN staff s ON s.id = c.assignee WHERE c.state = 'active' GROUP BY s.name ORDER BY count(*) DESC, s.name
"""
_SINCE = """
SELECT queue, created_at, first_answer_at, closed_at, missed_in_all, outcome FROM conversations
WHERE created_at >= $1 OR closed_at >= $1 ORDER BY created_at LIMIT 50000
"""


class Tab(StrEnum):
    """A list of conversations."""

    MINE = "mine"
    WAITING = "waiting"
    ALL = "all"
    CLOSED = "closed"


@dataclass(frozen=True)
class Counts:
    """How many stand in each list; `missed`: open ones whose promise has run out; `newest`: since when the last one
    waits."""

    mine: int
    waiting: int
    every: int
    missed: int
    newest: datetime | None = None


@dataclass(frozen=True)
class DayOfDesk:
    """One day: conversations opened and closed, minutes of opening hours until the first answer (median, and what nine
    of ten stayed below), hours until the end, promises missed. None: there was nothing to measure."""

    day: date
    opened: int = 0
    closed: int = 0
    first_median: float | None = None
    first_p90: float | None = None
    end_median: float | None = None
    missed: int = 0


@dataclass(frozen=True)
class Figures:
    """The desk over some days. `load`: of each member, how many are open and how many wait for an answer of ours."""

    days: tuple[DayOfDesk, ...]
    whole: DayOfDesk
    load: tuple[tuple[str, int, int], ...] = field(default=())


class Views:
    """Lists hold nothing personal. Words are searched only within the asker's own queue."""

    def __init__(self, store: ConversationStore, lines: LineStore, teller: Teller, participants: Participants) -> None:
        self._store, self._lines, self._teller, self._participants = store, lines, teller, participants

    async def tab(self, work: Work, by: StaffMember, tab: Tab, queue: str | None = None) -> list[Row]:
        """A list: missed promises first, then the oldest; of what has ended the newest first. Raises NotYourRole."""
        by.must(Act.READ_QUEUE)
        seat = queue if _everywhere(by) else by.queue
        seated = "($1::text IS NULL OR c.queue = $1 OR c.assignee = $2::uuid)"
        where, order = {
            Tab.MINE: (
                "c.assignee = $2::uuid AND $1::text IS NOT DISTINCT FROM $1",
                "(c.missed = 0), c.due NULLS LAST, c.waiting_since",
            ),
            Tab.WAITING: (f"c.state = 'waiting' AND {seated}", "c.waiting_since"),
            Tab.ALL: (f"c.state <> 'closed' AND {seated}", "(c.missed = 0), c.due NULLS LAST, c.waiting_since"),
            Tab.CLOSED: (f"c.state = 'closed' AND {seated}", "c.closed_at DESC"),
        }[tab]
        return await self._store.rows(work, where, seat, by.id, order=order)

    async def counts(self, work: Work, by: StaffMember, queue: str | None = None) -> Counts:
        """For the tabs. Raises NotYourRole."""
        by.must(Act.READ_QUEUE)
        row = await work.raw.fetchrow(_COUNTS, by.id, queue if _everywhere(by) else by.queue)
        assert row is not None
        return Counts(**dict(row))

    async def of_chat(self, work: Work, by: StaffMember, chat: int, but: UUID) -> list[Row]:
        """The chat's other conversations that the member may open, the newest first. Raises NotYourRole."""
        by.must(Act.READ_QUEUE)
        seat = None if _everywhere(by) else by.queue
        where = "c.chat = $3 AND c.id <> $4 AND ($1::text IS NULL OR c.queue = $1 OR c.assignee = $2)"
        return await self._store.rows(work, where, seat, by.id, chat, but, order="c.created_at DESC", most=10)

    async def of_participant(self, work: Work, by: StaffMember, participant: UUID) -> list[Row]:
        """Conversations about this person that the member may open. Raises NotYourRole."""
        by.must(Act.READ_QUEUE)
        seat = None if _everywhere(by) else by.queue
        where = "c.participant = $3 AND ($1::text IS NULL OR c.queue = $1 OR c.assignee = $2)"
        return await self._store.rows(work, where, seat, by.id, participant, order="c.created_at DESC", most=20)

    async def open_case(self, work: Work, by: StaffMember, participant: UUID) -> str | None:
        """Number of an open conversation about this person that is this member's own, if there is one."""
        where = "c.participant = $1 AND c.assignee = $2 AND c.state = 'active'"
        rows = await self._store.rows(work, where, participant, by.id, most=1)
        return rows[0].number if rows else None

    async def search(self, work: Work, by: StaffMember, typed: str) -> list[Row]:
        """By number, NIK, subject or tag; else by words within the own queue. At most 10.

        Raises NotYourRole, SearchTooShort.
        """
        by.must(Act.SEARCH_CONVERSATIONS)
        text = " ".join(typed.split())
        if len(text) < 3:
            raise SearchTooShort()
        how, found = await self._found(work, by, text)
        await record_look(work, Look(by.actor, "conversations.search", None, how, found=bool(found)))
        return found

    async def figures(self, work: Work, by: StaffMember, days: int) -> Figures:
        """The last days, today included. Raises NotYourRole."""
        by.must(Act.SEE_OVERSIGHT)
        today = self._teller.region.today(work.now)
        first = today - timedelta(days=days - 1)
        zone = self._teller.region.zone
        rows = await work.raw.fetch(_SINCE, datetime.combine(first, datetime.min.time(), zone))
        every = tuple(first + timedelta(days=ahead) for ahead in range(days))
        load = tuple((row["name"], row["open"], row["owing"]) for row in await work.raw.fetch(_LOAD))
        made = tuple(self._day(rows, one, one) for one in every)
        return Figures(made, self._day(rows, first, today), load)

    async def _found(self, work: Work, by: StaffMember, text: str) -> tuple[str, list[Row]]:
        seat = None if _everywhere(by) else by.queue
        seated = "($1::text IS NULL OR c.queue = $1 OR c.assignee = $2::uuid)"
        number = read_number(Series.REQUEST, initials(self._teller.region.name), text)
        if number is not None:
            return "number", await self._rows(work, f"c.number = $3 AND {seated}", seat, by.id, number)
        try:
            nik = Nik.parse(text)
        except Refusal:
            pass
        else:
            person = await self._participants.known(work, nik)
            return "nik", await self._rows(work, f"c.participant = $3::uuid AND {seated}", seat, by.id, person)
        plain = text.lower()
        subjects = self._teller.subjects_like(plain)
        where = f"(c.subject = ANY ($3::text[]) OR $4 = ANY (c.tags)) AND {seated}"
        named = await self._rows(work, where, seat, by.id, subjects, plain)
        return ("subject", named) if named else ("words", await self._by_words(work, by, plain))

    async def _by_words(self, work: Work, by: StaffMember, plain: str) -> list[Row]:
        """Opens the newest conversations of the member's own queue, and no more than so many."""
        where = "(c.queue = $1 OR c.assignee = $2::uuid)"
        seat = by.queue or self._teller.region.queues[0]
        rows = await self._store.rows(work, where, seat, by.id, order="c.changed_at DESC", most=MOST_OPENED)
        hits: list[Row] = []
        for row in rows:
            lines = await self._lines.read(work, row.id)
            if any(plain in line.words.lower() for line in lines):
                hits.append(row)
            if len(hits) == MOST_HITS:
                break
        return hits

    async def _rows(self, work: Work, where: str, *values: object) -> list[Row]:
        return await self._store.rows(work, where, *values, order="c.created_at DESC", most=MOST_HITS)

    def _day(self, rows: list[Any], first: date, last: date) -> DayOfDesk:
        today = self._teller.region.today
        opened = [row for row in rows if first <= today(row["created_at"]) <= last]
        closed = [row for row in rows if row["closed_at"] and first <= today(row["closed_at"]) <= last]
        firsts = [self._waited(row) for row in opened if row["first_answer_at"]]
        ends = [(row["closed_at"] - row["created_at"]).total_seconds() / 3600 for row in closed]
        return DayOfDesk(
            last,
            len(opened),
            len(closed),
            first_median=median(firsts) if firsts else None,
            first_p90=quantiles(firsts, n=10)[-1] if len(firsts) > 1 else (firsts[0] if firsts else None),
            end_median=median(ends) if ends else None,
            missed=sum(row["missed_in_all"] for row in opened),
        )

    def _waited(self, row: Any) -> float:
        """Minutes of the opening hours until somebody answered; an answer outside them took none."""
        return self._teller.region.hours.between(row["created_at"], row["first_answer_at"]).total_seconds() / 60


def _everywhere(member: StaffMember) -> bool:
    return member.queue is None or member.may(Act.SEE_OVERSIGHT)
