"""The way of a claim as a picture: what is done, what is now, what comes and by when."""

from datetime import date, datetime

from services.claims.documents.case import Case
from services.claims.states import State
from services.paper.claim import StatusPicture, StatusRow, Step
from services.region import Region
from services.words import Words

ROAD = (State.SUBMITTED, State.IN_REVIEW, State.HANDED_OVER, State.APPROVED, State.PAID)
"""The usual way. A branch that pays without a word in between passes over APPROVED."""
_PLACE = {
    State.DRAFT: 0, State.SUBMITTED: 0, State.IN_REVIEW: 1, State.PAPERS_NEEDED: 1, State.HANDED_OVER: 2,
    State.APPROVED: 3, State.REJECTED: 3, State.APPEALED: 3, State.PAID: 4,
}  # fmt: skip
"""Which step of the road a state is."""


def picture(case: Case, words: Words, region: Region) -> StatusPicture:
    """The time line."""
    claim = case.claim
    return StatusPicture(
        operator=case.operator,
        number=claim.number,
        matter=words.label("claim_kind", claim.kind.value),
        rows=_rows(case, words, region),
        as_of=case.now,
    )


def _rows(case: Case, words: Words, region: Region) -> tuple[StatusRow, ...]:
    state = case.claim.state
    if state in (State.WITHDRAWN, State.CLOSED):
        return (*_done(case, words, region), _row(case, state, Step.NOW, words, region))
    here = _PLACE[state]
    coming = [_row(case, ROAD[place], Step.NEXT, words, region) for place in range(here + 1, len(ROAD))]
    is_late = case.claim.pay_by is not None and region.today(case.now) > case.claim.pay_by
    now = Step.DONE if state is State.PAID else Step.LATE if is_late and state is State.HANDED_OVER else Step.NOW
    return (*_done(case, words, region, here), _row(case, state, now, words, region), *coming)


def _done(case: Case, words: Words, region: Region, here: int = len(ROAD)) -> list[StatusRow]:
    """Steps of the road that lie behind, if they were taken."""
    reached = {move.after for move in case.moves}
    return [_row(case, state, Step.DONE, words, region) for state in ROAD[:here] if state in reached]


def _row(case: Case, state: State, step: Step, words: Words, region: Region) -> StatusRow:
    label = words.label("claim_way", state.value)
    if step is Step.NEXT:
        pay_by = case.claim.pay_by if state in (State.APPROVED, State.PAID) else None
        when = words.label("claim_doc", "at_latest", day=_told(words, pay_by)) if pay_by and state is State.PAID else ""
        return StatusRow(label, step, when)
    at = next((move.at for move in reversed(case.moves) if move.after is state), None)
    when = _told(words, _day(case, state, region.today(at) if at else None))
    note = "" if step is Step.DONE and state is not State.PAID else words.label("claim_next", state.value)
    return StatusRow(label, step, when, note)


def _day(case: Case, state: State, noted: date | None) -> date | None:
    """The day it happened, not the day on which staff wrote it down."""
    claim = case.claim
    if state is State.HANDED_OVER and claim.handover:
        return claim.handover.day
    if state in (State.APPROVED, State.PAID, State.REJECTED) and claim.decision and state is claim.state:
        return claim.decision.day
    return noted


def _told(words: Words, day: date | datetime | None) -> str:
    return str(words.environment.filters["tanggal"](day)) if day else ""
