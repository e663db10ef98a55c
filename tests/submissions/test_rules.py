"""Which benefit a story belongs to, which papers it needs, which moves exist."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from python_calamine import load_workbook

from services.benefits.papers import Paper
from services.submissions import Doing, Event, Kind, Relation, State, Submission
from services.submissions.model import HERE, MOVES
from services.submissions.rules import CLOCKS, KINDS, papers_maybe, papers_of, working_days
from services.submissions.sheet import COLUMNS, submission_sheet, workbook
from services.words import Words
from tests.submissions.family import DEATH


@pytest.mark.parametrize(
    ("event", "doing", "kind"),
    [
        (Event.DEATH, Doing.NEITHER, Kind.DEATH),
        (Event.DEATH, Doing.WORK, Kind.DEATH_BY_WORK),
        (Event.DEATH, Doing.ON_THE_WAY, Kind.DEATH_BY_WORK),
        (Event.DEATH, Doing.UNKNOWN, Kind.DEATH_UNCLEAR),
        (Event.INJURY, Doing.WORK, Kind.INJURY),
        (Event.INJURY, Doing.NEITHER, Kind.INJURY_UNCLEAR),
    ],
)
def test_the_same_event_is_another_benefit_by_what_the_person_was_doing(event: Event, doing: Doing, kind: Kind) -> None:
    assert KINDS[event, doing] is kind


def test_every_story_has_a_kind_and_papers() -> None:
    for event in Event:
        for doing in Doing:
            for relation in Relation:
                assert KINDS[event, doing]
                papers = papers_of(event, doing, relation)
                assert papers
                assert len(set(papers)) == len(papers)


def test_papers_follow_who_submits() -> None:
    assert Paper.MARRIAGE_BOOK in papers_of(Event.DEATH, Doing.NEITHER, Relation.SPOUSE)
    assert Paper.MARRIAGE_BOOK not in papers_of(Event.DEATH, Doing.NEITHER, Relation.CHILD)
    assert Paper.PROXY_LETTER in papers_of(Event.DEATH, Doing.NEITHER, Relation.NOT_FAMILY)
    assert Paper.DEATH_CERTIFICATE not in papers_of(Event.INJURY, Doing.WORK, Relation.SELF)
    assert Paper.TWO_WITNESSES in papers_of(Event.INJURY, Doing.ON_THE_WAY, Relation.SELF)


def test_what_only_some_families_need_is_not_told_twice() -> None:
    case = Event.DEATH, Doing.NEITHER, Relation.SPOUSE
    assert Paper.GUARDIAN_ORDER in papers_maybe(*case)
    assert not {*papers_maybe(*case)} & {*papers_of(*case)}


def test_three_working_days_for_a_death_and_seven_for_an_accident() -> None:
    assert working_days(Kind.DEATH) == 3
    assert working_days(Kind.DEATH_BY_WORK) == working_days(Kind.INJURY) == 7
    assert {kind for kind in Kind if working_days(kind) is None} == set(Kind) - set(CLOCKS)


def test_every_state_is_reached_and_every_road_ends() -> None:
    reached, edge = {State.RECEIVED}, {State.RECEIVED}
    while edge:
        edge = set().union(*(MOVES[state] for state in edge)) - reached
        reached |= edge
    assert reached == set(State)
    assert {state for state in State if not MOVES[state]} == {State.CLOSED, State.WITHDRAWN}
    assert State.HANDED_OVER not in MOVES[State.RECEIVED]
    assert State.WITHDRAWN not in MOVES[State.HANDED_OVER]
    assert all(MOVES[state] for state in HERE)


def test_every_label_is_there(words: Words) -> None:
    for name, values in (("kind", Kind), ("state", State), ("event", Event), ("doing", Doing), ("relation", Relation)):
        assert set(words.labels(f"submission_{name}")) == {value.value for value in values}
    assert set(words.labels("submission_sheet")) == {*COLUMNS, "title"}


def test_a_formula_typed_into_the_chat_stays_a_text_in_the_sheet(words: Words, one: Submission) -> None:
    wicked = replace(one, details=replace(one.details, name="=cmd|' /C calc'!A0", words="@SUM(1+1)", phone="+62812"))
    content = workbook(submission_sheet([wicked], words))
    heading, row = load_workbook(BytesIO(content)).get_sheet_by_index(0).to_python()
    assert heading[0] == "Nomor Santun"
    assert row[heading.index("Nama pengaju")] == "=cmd|' /C calc'!A0"
    assert row[heading.index("NIK")] == "6408040303900001"
    assert b"<f>" not in _sheet_xml(content)


def _sheet_xml(content: bytes) -> bytes:
    from zipfile import ZipFile

    return ZipFile(BytesIO(content)).read("xl/worksheets/sheet1.xml")


@pytest.fixture
def one() -> Submission:
    from datetime import UTC, datetime
    from uuid import uuid4

    now = datetime(2026, 3, 12, 3, tzinfo=UTC)
    return Submission(
        id=uuid4(),
        number="KT-2026-00042-4",
        chat=1,
        participant=None,
        event=Event.DEATH,
        kind=Kind.DEATH,
        state=State.RECEIVED,
        details=replace(DEATH, day=date(2026, 3, 3)),
        consent_version=1,
        created_at=now,
        changed_at=now,
    )
