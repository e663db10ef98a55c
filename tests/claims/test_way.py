"""The time line of a claim: what is done and when, what is now, what comes and by when."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from services.claims import Claim, Decision, Event, Handover, Kind, Move, State
from services.claims.way import Mark, Stop, way_of
from services.region import Region
from tests.claims.family import DEATH

REGION = Region.load()
AT = datetime(2026, 3, 12, 18, tzinfo=UTC)
"""Two in the morning of the 13th where the family lives."""
HANDOVER = Handover(date(2026, 3, 16), "Bontang", "B/1", is_complete=True)
PAID = Decision(date(2026, 3, 18))


def at(state: State, **known: object) -> Claim:
    claim = Claim(uuid4(), "KT-2026-00042-4", 1, None, Event.DEATH, Kind.DEATH, state, DEATH, 1, AT, AT)
    return replace(claim, **known)  # type: ignore[arg-type]


def moved(*states: State) -> list[Move]:
    """One move a day, from a draft on."""
    before = (State.DRAFT, *states[:-1])
    return [
        Move(AT + timedelta(days=n), "staff:rina", *step) for n, step in enumerate(zip(before, states, strict=True))
    ]


def marks(stops: tuple[Stop, ...]) -> list[tuple[str, str]]:
    return [(stop.state.value, stop.mark.value) for stop in stops]


def test_what_was_just_sent_is_now_and_the_rest_comes() -> None:
    way = way_of(at(State.SUBMITTED), moved(State.SUBMITTED), AT, REGION)
    assert way[0] == Stop(State.SUBMITTED, Mark.NOW, date(2026, 3, 13))
    assert {stop.mark for stop in way[1:]} == {Mark.NEXT}
    assert [stop.state for stop in way] == [
        State.SUBMITTED, State.IN_REVIEW, State.HANDED_OVER, State.APPROVED, State.PAID,
    ]  # fmt: skip


def test_a_step_is_told_with_the_day_it_happened_and_not_that_of_its_note() -> None:
    claim = at(State.HANDED_OVER, handover=HANDOVER, pay_by=date(2026, 3, 24))
    way = way_of(claim, moved(State.SUBMITTED, State.IN_REVIEW, State.HANDED_OVER), AT, REGION)
    assert way[1] == Stop(State.IN_REVIEW, Mark.DONE, date(2026, 3, 14))
    assert way[2] == Stop(State.HANDED_OVER, Mark.NOW, HANDOVER.day)
    assert way[-1] == Stop(State.PAID, Mark.NEXT, date(2026, 3, 24))


@pytest.mark.parametrize(("days", "mark"), [(12, Mark.NOW), (13, Mark.LATE)])
def test_bpjs_is_late_from_the_day_after_the_last_one(days: int, mark: Mark) -> None:
    claim = at(State.HANDED_OVER, handover=HANDOVER, pay_by=date(2026, 3, 24))
    now = datetime(2026, 3, 12, 4, tzinfo=UTC) + timedelta(days=days)
    assert way_of(claim, moved(State.SUBMITTED, State.HANDED_OVER), now, REGION)[1].mark is mark


def test_a_branch_that_pays_at_once_leaves_a_way_that_is_done() -> None:
    moves = moved(State.SUBMITTED, State.IN_REVIEW, State.HANDED_OVER, State.PAID)
    moves[-1] = replace(moves[-1], decision=PAID)
    way = way_of(at(State.PAID, handover=HANDOVER, decision=PAID), moves, AT, REGION)
    assert {stop.mark for stop in way} == {Mark.DONE}
    assert State.APPROVED not in {stop.state for stop in way}
    assert way[-1].day == PAID.day


@pytest.mark.parametrize("state", [State.WITHDRAWN, State.CLOSED])
def test_of_what_has_ended_nothing_comes(state: State) -> None:
    way = way_of(at(state), moved(State.SUBMITTED, state), AT, REGION)
    assert marks(way) == [("submitted", "done"), (state.value, "now")]
