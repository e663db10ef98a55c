"""The way of a claim as a time line: what is done and on which day, what is now, what comes and by when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from services.claims.clock import RUNS
from services.claims.model import Claim, Move
from services.claims.states import DECIDED, State
from services.region import Region

ROAD = (State.SUBMITTED, State.IN_REVIEW, State.HANDED_OVER, State.APPROVED, State.PAID)
"""The usual way. A branch that pays without a word in between passes over APPROVED."""
_PLACE = {
    State.DRAFT: 0, State.SUBMITTED: 0, State.IN_REVIEW: 1, State.PAPERS_NEEDED: 1, State.HANDED_OVER: 2,
    State.APPROVED: 3, State.REJECTED: 3, State.APPEALED: 3, State.PAID: 4,
}  # fmt: skip
"""Which step of the road a state is."""


class Mark(StrEnum):
    """Where a step stands. `LATE` is the present one when the day of the law is over."""

    DONE = "done"
    NOW = "now"
    NEXT = "next"
    LATE = "late"


@dataclass(frozen=True)
class Stop:
    """One step. `day`: when it was, or, of what comes, by when it must be."""

    state: State
    mark: Mark
    day: date | None = None


def way_of(claim: Claim, moves: Sequence[Move], now: datetime, region: Region) -> tuple[Stop, ...]:
    """The steps in order: those that were taken, the present one, and those that come."""

    def stop(state: State, mark: Mark) -> Stop:
        return Stop(state, mark, _day(claim, moves, state, region))

    reached = {move.after for move in moves}
    if claim.state in (State.WITHDRAWN, State.CLOSED):
        return (*(stop(state, Mark.DONE) for state in ROAD if state in reached), stop(claim.state, Mark.NOW))
    here = _PLACE[claim.state]
    done = [stop(state, Mark.DONE) for state in ROAD[:here] if state in reached]
    coming = [Stop(state, Mark.NEXT, claim.pay_by if state is State.PAID else None) for state in ROAD[here + 1 :]]
    return (*done, stop(claim.state, _mark(claim, region.today(now))), *coming)


def _mark(claim: Claim, today: date) -> Mark:
    if claim.state is State.PAID:
        return Mark.DONE
    is_late = claim.state in RUNS and claim.pay_by is not None and today > claim.pay_by
    return Mark.LATE if is_late else Mark.NOW


def _day(claim: Claim, moves: Sequence[Move], state: State, region: Region) -> date | None:
    """The day it happened, not the day on which staff wrote it down."""
    if state is State.HANDED_OVER and claim.handover:
        return claim.handover.day
    if state in DECIDED:
        return next((move.decision.day for move in reversed(moves) if move.after is state and move.decision), None)
    at = next((move.at for move in reversed(moves) if move.after is state), None)
    return region.today(at) if at else None
