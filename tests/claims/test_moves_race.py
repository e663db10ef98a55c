"""The same step of staff, pressed ten times at once, is one step: one line of history, one letter to the family."""

import asyncio
from collections.abc import Awaitable, Callable

from services.claims import Claim, Claims, Decision, State, Step
from services.claims.messages import ClaimMovedOn, MoveNotAllowed
from services.db import Database, Work
from services.speech import Rupiah
from services.staff import StaffMember
from tests.claims.family import at_bpjs, submitted
from tests.staff.people import hired

PRESSES = 10


async def ten_times(database: Database, press: Callable[[Work], Awaitable[Claim]]) -> list[Claim]:
    async def once() -> Claim:
        async with database.work() as work:
            return await press(work)

    return await asyncio.gather(*(once() for _ in range(PRESSES)))


async def written(database: Database, claims: Claims, claim: Claim) -> tuple[list[State], int]:
    """Where the history has led, and how many letters told of it."""
    async with database.work() as work:
        moves = await claims.moves(work, claim)
        query = "SELECT count(*) FROM letters WHERE subject = $1"
        return [move.after for move in moves], await work.raw.fetchval(query, f"claim:{claim.id}")


async def in_review(database: Database, claims: Claims) -> tuple[Claim, StaffMember]:
    claim = await submitted(database, claims, who=None)
    async with database.work() as work:
        rina = await hired(work)
        return await claims.desk.move(work, rina, claim.number, Step(State.IN_REVIEW)), rina


async def test_ten_presses_of_a_hand_over_are_one(database: Database, claims: Claims) -> None:
    claim, rina = await in_review(database, claims)
    handover = at_bpjs(claim)
    made = await ten_times(database, lambda work: claims.desk.hand_over(work, rina, claim.number, handover))
    assert {(one.state, one.handover) for one in made} == {(State.HANDED_OVER, handover)}
    history, letters = await written(database, claims, claim)
    assert history == [State.SUBMITTED, State.IN_REVIEW, State.HANDED_OVER]
    assert letters == 2


async def test_ten_presses_of_paid_are_one(database: Database, claims: Claims) -> None:
    claim, rina = await in_review(database, claims)
    handover = at_bpjs(claim)
    async with database.work() as work:
        await claims.desk.hand_over(work, rina, claim.number, handover)
    paid = Step(State.PAID, decision=Decision(handover.day, Rupiah(42_000_000)), before=State.HANDED_OVER)
    made = await ten_times(database, lambda work: claims.desk.move(work, rina, claim.number, paid))
    assert {(one.state, one.decision) for one in made} == {(State.PAID, paid.decision)}
    history, letters = await written(database, claims, claim)
    assert history == [State.SUBMITTED, State.IN_REVIEW, State.HANDED_OVER, State.PAID]
    assert letters == 3


async def test_of_two_members_who_decide_at_once_one_is_told_that_it_moved_on(
    database: Database, claims: Claims
) -> None:
    claim, rina = await in_review(database, claims)
    handover = at_bpjs(claim)
    async with database.work() as work:
        await claims.desk.hand_over(work, rina, claim.number, handover)
        budi = await hired(work, name="budi")
    paid = Step(State.PAID, decision=Decision(handover.day, Rupiah(42_000_000)), before=State.HANDED_OVER)
    no = Step(State.REJECTED, decision=Decision(handover.day, reason="Bukan peserta."), before=State.HANDED_OVER)

    async def decides(by: StaffMember, step: Step) -> Claim:
        async with database.work() as work:
            return await claims.desk.move(work, by, claim.number, step)

    made = await asyncio.gather(decides(rina, paid), decides(budi, no), return_exceptions=True)
    assert sorted(isinstance(one, Claim) for one in made) == [False, True]
    assert all(isinstance(one, Claim | ClaimMovedOn | MoveNotAllowed) for one in made)
    assert len((await written(database, claims, claim))[0]) == 4
