"""The questions asked of the tables of claims."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Select, bindparam, delete, exists, func, select, update
from sqlalchemy.dialects.postgresql import insert

from services.claims.accidents.rules import CONSENT_TO_RECORD
from services.claims.model import Claim, Headline, Kind, Move
from services.claims.rules import KINSHIP
from services.claims.sealing import PLAIN, Sealer
from services.claims.states import State
from services.claims.tables import claim_moves, claim_numbers, claims
from services.db import Work
from services.privacy import Cipher
from services.privacy.cipher import Unreadable

_other = claims.alias("other")
_PAIRED = exists().where(
    (_other.c.id != claims.c.id)
    & (_other.c.event == claims.c.event)
    & (_other.c.state != State.WITHDRAWN)
    & ((_other.c.participant == claims.c.participant) | (_other.c.person == claims.c.person))
)
_THROWN_AWAY = (claims.c.state == State.WITHDRAWN) & (claims.c.consent_version == CONSENT_TO_RECORD)
SENT = (claims.c.state != State.DRAFT) & ~_THROWN_AWAY
"""What families sent: all that staff see in lists."""


def is_sent(claim: Claim) -> bool:
    """The same of a claim in hand."""
    is_thrown_away = claim.state is State.WITHDRAWN and claim.consent_version == CONSENT_TO_RECORD
    return claim.state is not State.DRAFT and not is_thrown_away


_HEADLINE = (
    claims.c.number,
    claims.c.kind,
    claims.c.state,
    claims.c.created_at,
    claims.c.changed_at,
    claims.c.pay_by,
    claims.c.assignee,
    claims.c.held.is_not(None).label("is_held"),
    _PAIRED.label("has_pair"),
)
_IN_ORDER = "SELECT 1 FROM claims WHERE number = ANY ($1::text[]) ORDER BY number FOR UPDATE"
# Put together once: they stand behind every /status, and putting them together was a tenth of it.
_OF_CHAT = (
    select(claims)
    .where((claims.c.chat == bindparam("of")) & ~_THROWN_AWAY)
    .order_by(claims.c.created_at.desc())
    .limit(bindparam("most"))
)
_MOVES = select(claim_moves).where(claim_moves.c.claim == bindparam("of")).order_by(claim_moves.c.turn)
_A_DAY_LATER = "UPDATE claims SET remind_at = santun_now() + interval '1 day' WHERE id = ANY ($1::uuid[])"


_BOTH_SHOW_KINSHIP = """
SELECT EXISTS (
  SELECT FROM claims AS mine JOIN claims AS other ON other.id <> mine.id AND other.event = mine.event
    AND (other.participant = mine.participant OR other.person = mine.person)
  WHERE mine.id = $1 AND other.state NOT IN ('draft', 'withdrawn')
    AND (mine.arrived || mine.seen) && $2::text[] AND (other.arrived || other.seen) && $2::text[]
)
"""


class ClaimStore:
    """Reads and writes claims; what people told us is sealed."""

    def __init__(self, cipher: Cipher) -> None:
        self._sealer = Sealer(cipher)

    async def next_running(self, work: Work) -> int:
        """The next running number."""
        running: int = (await work.sql.execute(select(claim_numbers.next_value()))).scalar_one()
        return running

    async def add(self, work: Work, claim: Claim, key: bytes, person: bytes | None) -> bool:
        """False when this chat has a claim of this key already."""
        values = {name: getattr(claim, name) for name in PLAIN} | self._sealer.changing(claim)
        values |= {"key": key, "person": person}
        statement = insert(claims).values(values).on_conflict_do_nothing().returning(claims.c.id)
        return (await work.sql.execute(statement)).one_or_none() is not None

    async def same(self, work: Work, chat: int, key: bytes) -> Claim | None:
        """The chat's claim of this key that is not withdrawn."""
        mine = (claims.c.chat == chat) & (claims.c.key == key) & (claims.c.state != State.WITHDRAWN)
        return await self._one(work, mine)

    async def by_number(self, work: Work, number: str) -> Claim | None:
        """The claim of this number, locked until the end of the unit of work."""
        return await self._one(work, claims.c.number == number)

    async def by_id(self, work: Work, claim: UUID) -> Claim | None:
        """The claim of this id, locked until the end of the unit of work."""
        return await self._one(work, claims.c.id == claim)

    async def lock(self, work: Work, numbers: Collection[str]) -> None:
        """Locks them all, in one order for everybody: who needs several waits for others, and nobody in a circle."""
        await work.raw.execute(_IN_ORDER, list(numbers))

    async def started_since(self, work: Work, chat: int, since: datetime) -> int:
        """How many claims this chat started since then."""
        mine = (claims.c.chat == chat) & (claims.c.created_at > since)
        count: int = (await work.sql.execute(select(func.count()).select_from(claims).where(mine))).scalar_one()
        return count

    async def of_chat(self, work: Work, chat: int, most: int, states: frozenset[State] | None = None) -> list[Claim]:
        """The newest claims of a chat, in these states or in any; a record that was thrown away never was one."""
        query = _OF_CHAT if states is None else _OF_CHAT.where(claims.c.state.in_(states))
        rows = await work.sql.execute(query, {"of": chat, "most": most})
        return [self._sealer.claim(row) for row in rows]

    async def pair_of(self, work: Work, claim: Claim, most: int = 20) -> list[Headline]:
        """Other claims about the same event of what may be the same person, the newest first."""
        mine = select(_other).where(_other.c.id == claim.id).subquery()
        joined = (claims.c.participant == mine.c.participant) | (claims.c.person == mine.c.person)
        query = heads().join(mine, joined & (claims.c.id != mine.c.id) & (claims.c.event == mine.c.event))
        return [headline(row) for row in await work.sql.execute(query.order_by(claims.c.created_at.desc()).limit(most))]

    async def shows_kinship_on_both_sides(self, work: Work, claim: Claim) -> bool:
        """Whether this claim and one of its pairs that goes on each have a paper of kinship, sent or seen."""
        kinship = [paper.value for paper in KINSHIP]
        return bool(await work.raw.fetchval(_BOTH_SHOW_KINSHIP, claim.id, kinship))

    async def around(self, work: Work, participant: UUID, chats: Collection[int], most: int) -> list[Headline]:
        """The newest claims about this participant or from these chats."""
        around = (claims.c.participant == participant) | claims.c.chat.in_(chats)
        query = heads().where(around).order_by(claims.c.created_at.desc()).limit(most)
        return [headline(row) for row in await work.sql.execute(query)]

    async def headlines(self, work: Work, states: frozenset[State], most: int) -> list[Headline]:
        """Claims in these states, the oldest first."""
        rows = await work.sql.execute(
            heads().where(claims.c.state.in_(states)).order_by(claims.c.created_at).limit(most)
        )
        return [headline(row) for row in rows]

    async def whole(self, work: Work, states: frozenset[State]) -> list[Claim]:
        """Claims in these states with everything in them, the oldest first; `santun doctor` tells of those that do not
        open any more."""
        shown = claims.c.state.in_(states - {State.DRAFT})
        query = select(claims).where(shown & ~_THROWN_AWAY).order_by(claims.c.created_at)
        found = [self._readable(row) for row in await work.sql.execute(query)]
        return [claim for claim in found if claim is not None]

    async def to_remind(self, work: Work, most: int) -> list[tuple[Claim, int]]:
        """Claims of which a reminder is due, with how many there were; locked, and those in other hands left out."""
        is_due = (claims.c.remind_at <= func.santun_now()) & (claims.c.state != State.DRAFT)
        due = select(claims).where(is_due).order_by(claims.c.remind_at).limit(most)
        rows = await work.sql.execute(due.with_for_update(skip_locked=True))
        found = [(row, self._readable(row)) for row in rows]
        if broken := [row.id for row, claim in found if claim is None]:
            await self.put_off(work, broken)
        return [(claim, row.reminded) for row, claim in found if claim is not None]

    async def put_off(self, work: Work, claims: Collection[UUID]) -> None:
        """Reminders of claims that do not open any more: else they would be the first ones for ever."""
        await work.raw.execute(_A_DAY_LATER, claims)

    async def readable(self, work: Work, claim: UUID) -> Claim | None:
        """The claim of this id, locked; None where there is none, or where it does not open any more."""
        try:
            return await self.by_id(work, claim)
        except Unreadable:
            return None

    async def save(self, work: Work, claim: Claim) -> None:
        """Writes everything that may change; the key stays."""
        await work.sql.execute(update(claims).where(claims.c.id == claim.id).values(self._sealer.changing(claim)))

    async def about(self, work: Work, claim: Claim, key: bytes | None, person: bytes | None) -> None:
        """Whom it is about, after it was told anew; without a key the old one stays."""
        values = {"participant": claim.participant, "person": person} | ({"key": key} if key else {})
        await work.sql.execute(update(claims).where(claims.c.id == claim.id).values(values))

    async def complete(self, work: Work, claim: Claim, key: bytes, person: bytes | None) -> None:
        """A record of an accident has become the claim that it stands for."""
        values = {name: getattr(claim, name) for name in ("event", "participant", "consent_version")}
        values |= {"key": key, "person": person} | self._sealer.changing(claim)
        await work.sql.execute(update(claims).where(claims.c.id == claim.id).values(values))

    async def add_move(self, work: Work, claim: Claim, move: Move) -> None:
        """One more line of the history."""
        await work.sql.execute(insert(claim_moves).values({"claim": claim.id} | self._sealer.move(uuid4(), move)))

    async def moves(self, work: Work, claim: Claim) -> list[Move]:
        """The history, in order."""
        return [self._sealer.opened_move(row) for row in await work.sql.execute(_MOVES, {"of": claim.id})]

    async def forget(self, work: Work, chat: int) -> int:
        """Deletes what this chat submitted and what has not gone to BPJS; gives their number. A file that was handed
        over and lacks a paper lies there; a closed one that never was does not."""
        is_there = claims.c.handover.is_not(None) & (claims.c.state != State.WITHDRAWN)
        mine = (claims.c.chat == chat) & ~is_there
        gone = await work.sql.execute(delete(claims).where(mine).returning(claims.c.id))
        return len(gone.all())

    def _readable(self, row: Any) -> Claim | None:
        """None where it does not open any more: one such row must not hold up all families behind it."""
        try:
            return self._sealer.claim(row)
        except Unreadable:
            return None

    async def _one(self, work: Work, where: Any) -> Claim | None:
        row = (await work.sql.execute(select(claims).where(where).with_for_update())).one_or_none()
        return self._sealer.claim(row) if row else None


def heads() -> Select[Any]:
    """Claims as they stand in a list for staff; the records of families that sent nothing are not among them."""
    return select(*_HEADLINE).where(SENT)


def headline(row: Any) -> Headline:
    """A row of such a list."""
    return Headline(
        row.number,
        Kind(row.kind),
        State(row.state),
        row.created_at,
        row.changed_at,
        row.pay_by,
        row.assignee,
        row.is_held,
        row.has_pair,
    )
