"""Whatever families and staff try, in whatever order: what the verbs accept keeps every promise of the tables."""

import random
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import pairwise
from uuid import UUID, uuid4

import pytest

from services.benefits.papers import Paper
from services.claims import Claim, Claims, Decision, Doing, Event, Handover, Kind, Move, State, Step
from services.claims.papers.model import Coming, Content, Sent
from services.claims.rules import correctable, paid_by
from services.claims.states import MOVES, NEEDS, NEEDS_OF_STAFF, OVER, Need
from services.db import Database, Work
from services.refusals import Refusal
from services.region import Region
from services.speech import Rupiah
from services.staff import StaffMember
from tests.claims.family import DEATH
from tests.staff.people import hired

WALKS, ACTS = 12, 30
REGION = Region.load()


@dataclass
class Walk:
    """One claim, what is tried with it, and the chats that follow it: the submitter's and the member's own."""

    database: Database
    claims: Claims
    staff: StaffMember
    claim: Claim
    chance: random.Random
    letters: Counter[int]

    async def goes(self) -> int:
        """So many acts; tells how many were accepted."""
        accepted = 0
        for _ in range(ACTS):
            act = self.chance.choice(ACTS_OF_ALL)
            before = await self.now()
            try:
                async with self.database.work() as work:
                    await act(self, work)
            except Refusal:
                assert await self.now() == before, "a no changes nothing"
                continue
            accepted += 1
            await self.keeps_its_promises(before, await self.now())
        return accepted

    async def now(self) -> tuple[Claim, list[Move], Counter[int]]:
        async with self.database.work() as work:
            claim = await self.claims.papers.claim(work, self.claim.id)
            query = "SELECT chat_id, count(*) AS letters FROM letters WHERE subject = $1 GROUP BY chat_id"
            rows = await work.raw.fetch(query, f"claim:{claim.id}")
            told = Counter({row["chat_id"]: row["letters"] for row in rows})
            return claim, await self.claims.moves(work, claim), told

    async def keeps_its_promises(
        self, before: tuple[Claim, list[Move], Counter[int]], after: tuple[Claim, list[Move], Counter[int]]
    ) -> None:
        claim, moves, _ = after
        await self.is_told(before, after)
        history_replays(claim, moves)
        needs_are_met(claim, moves)
        if before[0].state in {State.PAID, State.WITHDRAWN}:
            assert claim.state is before[0].state
        is_brought = [move for move in moves[len(before[1]) :] if move.after is State.HANDED_OVER and move.handover]
        assert not (is_brought and before[0].held), "a claim that is held is not handed over"
        if claim.pay_by is not None:
            assert claim.handover is not None
            assert claim.handover.is_complete
            assert claim.kind.is_clear
        assert claim.pay_by == paid_by(claim.kind, claim.handover, REGION.is_official_working_day)

    async def is_told(
        self, before: tuple[Claim, list[Move], Counter[int]], after: tuple[Claim, list[Move], Counter[int]]
    ) -> None:
        """Everybody who follows it hears once of each move, but for whoever made it in a chat, and of what they
        had been told otherwise."""
        new = [move for move in after[1][len(before[1]) :] if is_move(move) or is_told_otherwise(move, before[0])]
        async with self.database.work() as work:
            followers = await self.claims.teller.followers(work, after[0])
        expected = Counter(chat for move in new for chat in followers if move.by != f"chat:{chat}")
        assert after[2] - before[2] == expected


def is_move(move: Move) -> bool:
    """A line that led somewhere; another tells that a file was told anew or put under another benefit."""
    return not move.corrects and (move.before is not move.after or move.handover is not None)


def is_told_otherwise(move: Move, before: Claim) -> bool:
    """Another sum or reason, or another hand-over that BPJS has not answered yet."""
    old, new = before.decision, move.decision
    is_other = old is None or (new is not None and (new.amount, new.reason) != (old.amount, old.reason))
    return move.corrects and is_other


def history_replays(claim: Claim, moves: list[Move]) -> None:
    assert moves[0].before is State.DRAFT
    assert all(first.after is second.before for first, second in pairwise(moves))
    assert all(move.after in MOVES[move.before] for move in moves if is_move(move))
    assert moves[-1].after is claim.state
    handovers = [move.handover for move in moves if move.handover]
    decisions = [move.decision for move in moves if move.decision]
    for move in (move for move in moves if move.corrects):
        assert move.before is move.after
        assert move.note
        assert (move.handover is None) is not (move.decision is None)
    assert claim.handover == (handovers[-1] if handovers else None)
    assert claim.decision == (decisions[-1] if decisions else None)


def needs_are_met(claim: Claim, moves: list[Move]) -> None:
    for move in filter(is_move, moves):
        needs = (NEEDS_OF_STAFF if move.by.startswith("staff:") else NEEDS).get(move.after, frozenset())
        assert Need.NOTE not in needs or move.note
        if Need.HANDOVER in needs:
            assert move.handover is not None
            assert move.handover.office
            assert move.handover.receipt
        assert (move.decision is not None) == (Need.DAY in needs)
        assert Need.AMOUNT not in needs or (move.decision is not None and move.decision.amount)
        assert Need.REASON not in needs or (move.decision is not None and move.decision.reason)
    if claim.state is State.PAID:
        assert claim.decision is not None
        assert claim.decision.amount
    if claim.state is State.REJECTED:
        assert claim.decision is not None
        assert claim.decision.reason


# --- what is tried ---


def somewhere(chance: random.Random, claim: Claim) -> State:
    """A state that the table allows; seldom an end, or no walk would come far."""
    ways = sorted(MOVES[claim.state]) or [State.IN_REVIEW]
    further = [state for state in ways if state not in OVER]
    return chance.choice(further if further and chance.random() < 0.85 else ways)


async def staff_moves(walk: Walk, work: Work) -> None:
    """Anywhere, with anything or nothing in the hand."""
    claim = await walk.claims.papers.claim(work, walk.claim.id)
    chance, today = walk.chance, REGION.today(work.now)
    handover = Handover(
        today - timedelta(days=chance.choice((0, 0, 1))),
        chance.choice(("Kantor Cabang Bontang", "Kantor Cabang Bontang", "")),
        chance.choice(("BTG/1", "BTG/2", " ")),
        is_complete=chance.random() < 0.6,
    )
    decision = Decision(
        today - timedelta(days=chance.choice((0, 0, 1))),
        chance.choice((None, Rupiah(42_000_000), Rupiah(42_000_000), Rupiah(0))),
        chance.choice(("", "Bukan peserta.", "Di luar masa kepesertaan.")),
    )
    step = Step(
        somewhere(chance, claim) if chance.random() < 0.7 else chance.choice(tuple(State)),
        chance.choice(("", "KTP belum ada.", "Sudah diperiksa.")),
        chance.choice((None, handover, handover, handover)),
        chance.choice((None, decision, decision, decision)),
        chance.choice((None, claim.state, claim.state, *State)) if chance.random() < 0.5 else None,
    )
    await walk.claims.desk.move(work, walk.staff, walk.claim.number, step)


async def staff_go_on(walk: Walk, work: Work) -> None:
    """Somewhere that the table allows, with all that it needs: so that walks come far."""
    claim = await walk.claims.papers.claim(work, walk.claim.id)
    to = somewhere(walk.chance, claim)
    today = REGION.today(work.now)
    handover = Handover(today, "Kantor Cabang Bontang", f"BTG/{walk.chance.random()}", walk.chance.random() < 0.7)
    step = Step(to, "Sudah diperiksa.", handover, Decision(today, Rupiah(42_000_000), "Bukan peserta."))
    if Need.HANDOVER not in NEEDS.get(to, frozenset()):
        step = replace(step, handover=None)
    if Need.DAY not in NEEDS.get(to, frozenset()):
        step = replace(step, decision=None)
    await walk.claims.desk.move(work, walk.staff, walk.claim.number, step)


async def staff_correct(walk: Walk, work: Work) -> None:
    """What stands, or what does not, with what could be right or not; nothing but a new line is written."""
    claim, chance = await walk.claims.papers.claim(work, walk.claim.id), walk.chance
    known = await walk.claims.moves(work, claim)
    what = chance.choice((*correctable(claim) * 3, chance.choice(tuple(State))))
    day = REGION.today(work.now) - timedelta(days=chance.choice((0, 0, 1, 2)))
    receipt = chance.choice(("BTG/9", "BTG/8", "BTG/7", ""))
    handover = Handover(day, "Kantor Cabang Bontang", receipt, chance.random() < 0.6)
    decision = Decision(
        day, Rupiah(chance.choice((24, 42)) * 1_000_000), chance.choice(("Bukan peserta.", "Bukan anggota."))
    )
    note = chance.choice(("", "Tertukar angkanya.", "Tertukar angkanya."))
    await walk.claims.desk.correct(work, walk.staff, claim.number, Step(what, note, handover, decision))
    assert (await walk.claims.moves(work, claim))[: len(known)] == known, "what was written stays"


async def staff_classify(walk: Walk, work: Work) -> None:
    kind = walk.chance.choice(tuple(Kind))
    await walk.claims.desk.classify(work, walk.staff, walk.claim.number, kind, walk.chance.choice(("", "Kata dokter.")))


async def staff_hold(walk: Walk, work: Work) -> None:
    await walk.claims.desk.hold(work, walk.staff, walk.claim.number, walk.chance.choice(("", "Dua buku nikah.")))


async def staff_let_go(walk: Walk, work: Work) -> None:
    await walk.claims.desk.let_go(work, walk.staff, walk.claim.number)


async def staff_see_papers(walk: Walk, work: Work) -> None:
    papers = [paper for paper in Paper if walk.chance.random() < 0.8]
    await walk.claims.desk.mark_seen(work, walk.staff, walk.claim.number, papers)


async def family_withdraws(walk: Walk, work: Work) -> None:
    if walk.chance.random() < 0.1:
        await walk.claims.withdraw(work, walk.claim.chat, walk.claim.id)


async def family_objects(walk: Walk, work: Work) -> None:
    await walk.claims.appeal(work, walk.claim.chat, walk.claim.id, walk.chance.choice(("", "Beliau peserta.")))


async def family_tells_anew(walk: Walk, work: Work) -> None:
    claim = await walk.claims.papers.claim(work, walk.claim.id)
    told = replace(claim.details, doing=walk.chance.choice(tuple(Doing)), words=f"Lagi {walk.chance.random()}")
    await walk.claims.renew(work, claim.chat, claim.id, told, claim.participant)


async def family_sends_a_paper(walk: Walk, work: Work) -> None:
    """From the message to the file in the store."""
    papers, claim = walk.claims.papers, await walk.claims.papers.claim(work, walk.claim.id)
    missing = (await papers.list_of(work, claim)).missing
    paper = walk.chance.choice(missing or (Paper.HEIR_ID,))
    await papers.receive(work, claim, paper, Sent(f"file-{uuid4()}", walk.chance.randrange(1, 1 << 40)))
    coming: list[Coming] = await papers.lease(work, 1)
    for one in coming:
        await papers.arrived(work, one, Content(uuid4().hex, uuid4().hex, "jpeg", 1000, 1))


async def time_passes(walk: Walk, work: Work) -> None:
    days = timedelta(days=walk.chance.randrange(4))
    await work.raw.execute("UPDATE house SET clock_shift = clock_shift + $1", days)


Act = Callable[[Walk, Work], Awaitable[None]]
ACTS_OF_ALL: tuple[Act, ...] = (
    *(staff_moves,) * 3,
    *(staff_go_on,) * 5,
    *(staff_classify,) * 2,
    *(staff_correct,) * 3,
    staff_hold,
    staff_let_go,
    staff_see_papers,
    family_withdraws,
    family_objects,
    *(family_tells_anew,) * 2,
    *(family_sends_a_paper,) * 2,
    time_passes,
)


async def begins(database: Database, claims: Claims, number: int) -> Claim:
    """Every other one is of a hurt member, whose own chat follows what the family does."""
    event, member = (Event.DEATH, None) if number % 2 else (Event.INJURY, uuid4())
    async with database.work() as work:
        if member is not None:
            await _has_a_chat(work, 800_000 + number, member)
        details = replace(DEATH, day=REGION.today(work.now) - timedelta(days=3), doing=Doing.WORK)
        return await claims.submit(work, 700_000 + number, event, details, member)


async def _has_a_chat(work: Work, chat: int, participant: UUID) -> None:
    columns = "chat_id, participant, first_seen"
    await work.raw.execute(f"INSERT INTO visitors ({columns}) VALUES ($1, $2, $3)", chat, participant, work.now)


@pytest.mark.parametrize("seed", range(4))
async def test_whatever_is_tried_every_promise_is_kept(database: Database, claims: Claims, seed: int) -> None:
    async with database.work() as work:
        staff = await hired(work)
    chance, accepted, states, corrected = random.Random(seed), 0, set(), set()
    for number in range(WALKS):
        claim = await begins(database, claims, number)
        walk = Walk(database, claims, staff, claim, chance, Counter())
        accepted += await walk.goes()
        moves = (await walk.now())[1]
        states |= {move.after for move in moves}
        corrected |= {move.belongs_to for move in moves if move.corrects}
    assert accepted > WALKS * ACTS / 5, "walks go somewhere"
    assert corrected >= {State.HANDED_OVER, State.PAID}
    assert states >= {State.IN_REVIEW, State.PAPERS_NEEDED, State.HANDED_OVER, State.PAID, State.REJECTED}
