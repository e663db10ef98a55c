"""Which benefit a story belongs to, which papers it needs, which moves exist."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from python_calamine import load_workbook

from services.benefits.model import Level
from services.benefits.papers import Paper, Where
from services.claims import Claim, Details, Doing, Event, Kind, Relation, State
from services.claims.clock import Countdown
from services.claims.family import Family, Spouse, Trouble
from services.claims.rules import (
    CLOCKS,
    KINDS,
    because_of,
    doing_label,
    kind_of,
    lapses_on,
    papers_maybe,
    papers_of,
    papers_of_grant,
    working_days,
)
from services.claims.sheet import COLUMNS, claim_sheet, workbook
from services.claims.states import HERE, MAKERS, MOVES, NEEDS, Need, Party, may_make
from services.words import Words
from tests.claims.family import DEATH


@pytest.mark.parametrize(
    ("event", "doing", "kind"),
    [
        (Event.DEATH, Doing.NEITHER, Kind.DEATH),
        (Event.DEATH, Doing.WORK, Kind.DEATH_BY_WORK),
        (Event.DEATH, Doing.ON_THE_WAY, Kind.DEATH_BY_WORK),
        (Event.DEATH, Doing.UNKNOWN, Kind.DEATH_UNCLEAR),
        (Event.INJURY, Doing.WORK, Kind.INJURY),
        (Event.INJURY, Doing.NEITHER, Kind.INJURY_UNCLEAR),
        (Event.ILLNESS, Doing.WORK, Kind.ILLNESS),
        (Event.ILLNESS, Doing.UNKNOWN, Kind.ILLNESS_UNCLEAR),
    ],
)
def test_the_same_event_is_another_benefit_by_what_the_person_was_doing(event: Event, doing: Doing, kind: Kind) -> None:
    assert KINDS[event, doing] is kind


def told(doing: Doing, relation: Relation) -> Details:
    return replace(DEATH, doing=doing, relation=relation)


def test_every_story_has_a_kind_and_papers() -> None:
    for event in Event:
        for doing in Doing:
            for relation in Relation:
                assert KINDS[event, doing]
                papers = papers_of(event, told(doing, relation))
                assert papers
                assert len(set(papers)) == len(papers)


def test_papers_follow_who_submits() -> None:
    assert Paper.MARRIAGE_BOOK in papers_of(Event.DEATH, told(Doing.NEITHER, Relation.SPOUSE))
    assert Paper.MARRIAGE_BOOK not in papers_of(Event.DEATH, told(Doing.NEITHER, Relation.CHILD))
    assert Paper.PROXY_LETTER in papers_of(Event.DEATH, told(Doing.NEITHER, Relation.NOT_FAMILY))
    assert Paper.DEATH_CERTIFICATE not in papers_of(Event.INJURY, told(Doing.WORK, Relation.SELF))
    assert Paper.TWO_WITNESSES in papers_of(Event.INJURY, told(Doing.ON_THE_WAY, Relation.SELF))
    assert Paper.ILLNESS_LETTER in papers_of(Event.ILLNESS, told(Doing.WORK, Relation.SELF))


def test_papers_follow_where_it_happened_and_who_paid() -> None:
    at_sea = replace(told(Doing.WORK, Relation.SPOUSE), where=Where.SEA)
    assert Paper.SEA_REPORT in papers_of(Event.DEATH, at_sea)
    assert Paper.TREATMENT_RECEIPTS in papers_of(Event.INJURY, replace(at_sea, paid_oneself=True))


def test_minors_alone_need_a_guardian_and_schoolchildren_the_papers_of_the_grant() -> None:
    orphans = Family(spouse=Spouse.NONE, children=2, has_minors=True, schooling=(Level.PRIMARY,))
    details = replace(told(Doing.NEITHER, Relation.OTHER_FAMILY), family=orphans)
    assert Paper.GUARDIAN_ORDER in papers_of(Event.DEATH, details)
    assert Paper.SCHOOL_LETTER in papers_of_grant(Event.DEATH, details)
    assert papers_of_grant(Event.DEATH, DEATH) == ()


def test_a_marriage_without_a_book_asks_for_none() -> None:
    siri = replace(told(Doing.NEITHER, Relation.SPOUSE), family=Family(spouse=Spouse.SIRI))
    assert Paper.MARRIAGE_BOOK not in papers_of(Event.DEATH, siri)


def test_what_only_some_families_need_is_not_told_twice() -> None:
    case = Event.DEATH, told(Doing.NEITHER, Relation.SPOUSE)
    assert Paper.GUARDIAN_ORDER in papers_maybe(*case)
    assert not {*papers_maybe(*case)} & {*papers_of(*case)}


def test_where_the_place_is_known_papers_of_other_places_are_not_told() -> None:
    hurt = told(Doing.WORK, Relation.SELF)
    assert Paper.ILLNESS_LETTER not in papers_maybe(Event.INJURY, hurt)
    assert Paper.POLICE_REPORT in papers_maybe(Event.INJURY, hurt)
    at_work = papers_maybe(Event.INJURY, replace(hurt, where=Where.WORKPLACE))
    assert not {Paper.POLICE_REPORT, Paper.TWO_WITNESSES, Paper.SEA_REPORT} & {*at_work}


@pytest.mark.parametrize("trouble", [Trouble.MISSING_AT_SEA, Trouble.ABROAD])
def test_where_no_rule_is_known_the_kind_is_left_to_a_person(trouble: Trouble) -> None:
    family = Family(troubles=frozenset({trouble}))
    assert kind_of(Event.DEATH, replace(DEATH, family=family)) is Kind.DEATH_UNCLEAR
    assert kind_of(Event.DEATH, DEATH) is Kind.DEATH


def test_the_right_to_jkk_lapses_after_five_years_and_that_to_jkm_is_not_known_to() -> None:
    assert lapses_on(Kind.INJURY, DEATH) == date(2031, 3, 3)
    assert lapses_on(Kind.DEATH, DEATH) is None


def test_three_working_days_for_a_death_and_seven_for_an_accident() -> None:
    assert working_days(Kind.DEATH) == 3
    assert working_days(Kind.DEATH_BY_WORK) == working_days(Kind.INJURY) == 7
    assert {kind for kind in Kind if working_days(kind) is None} == set(Kind) - set(CLOCKS)


def test_every_state_is_reached_and_every_road_ends() -> None:
    reached, edge = {State.DRAFT}, {State.DRAFT}
    while edge:
        edge = set().union(*(MOVES[state] for state in edge)) - reached
        reached |= edge
    assert reached == set(State)
    assert {state for state in State if not MOVES[state]} == {State.PAID, State.WITHDRAWN}
    assert State.HANDED_OVER not in MOVES[State.SUBMITTED]
    assert State.WITHDRAWN not in MOVES[State.HANDED_OVER]
    assert all(MOVES[state] for state in HERE)


def test_a_paid_claim_cannot_be_rejected() -> None:
    assert not any(may_make(party, State.PAID, state) for party in Party for state in State)


def test_the_family_never_says_what_bpjs_decided() -> None:
    for state in (State.HANDED_OVER, State.APPROVED, State.PAID, State.REJECTED):
        assert not any(may_make(Party.FAMILY, before, state) for before in State)


def test_a_no_of_bpjs_needs_its_reason_in_writing() -> None:
    assert Need.REASON in NEEDS[State.REJECTED]
    assert set(MAKERS) == set(MOVES) == set(State)


def test_every_label_is_there(words: Words) -> None:
    for name, values in (("kind", Kind), ("state", State), ("event", Event), ("doing", Doing), ("relation", Relation)):
        assert set(words.labels(f"claim_{name}")) == {value.value for value in values}
    assert set(words.labels("claim_sheet")) == {*COLUMNS, "title"}


def test_a_formula_typed_into_the_chat_stays_a_text_in_the_sheet(words: Words, one: Claim) -> None:
    wicked = replace(one, details=replace(one.details, name="=cmd|' /C calc'!A0", words="@SUM(1+1)", phone="+62812"))
    content = workbook(claim_sheet([wicked], words, Countdown(date(2026, 3, 5), lambda _: True)))
    heading, row = load_workbook(BytesIO(content)).get_sheet_by_index(0).to_python()
    assert heading[0] == "Nomor Santun"
    assert row[heading.index("Nama pengaju")] == "=cmd|' /C calc'!A0"
    assert row[heading.index("NIK")] == "6408040303900001"
    assert b"<f>" not in _sheet_xml(content)


def _sheet_xml(content: bytes) -> bytes:
    from zipfile import ZipFile

    return ZipFile(BytesIO(content)).read("xl/worksheets/sheet1.xml")


@pytest.fixture
def one() -> Claim:
    from datetime import UTC, datetime
    from uuid import uuid4

    now = datetime(2026, 3, 12, 3, tzinfo=UTC)
    return Claim(
        id=uuid4(),
        number="KT-2026-00042-4",
        chat=1,
        participant=None,
        event=Event.DEATH,
        kind=Kind.DEATH,
        state=State.SUBMITTED,
        details=replace(DEATH, day=date(2026, 3, 3)),
        consent_version=1,
        created_at=now,
        changed_at=now,
    )


def test_of_an_illness_it_is_told_what_the_doctor_said(words: Words) -> None:
    for event in Event:
        assert set(words.labels(doing_label(event))) == {doing.value for doing in Doing}
    assert words.label(doing_label(Event.ILLNESS), Doing.WORK.value) == "dari pekerjaan"
    assert words.label(doing_label(Event.DEATH), Doing.WORK.value) == "Sedang bekerja"


@pytest.mark.parametrize("event", Event)
@pytest.mark.parametrize("doing", Doing)
def test_every_kind_is_told_with_its_reason(event: Event, doing: Doing, words: Words) -> None:
    details = replace(DEATH, doing=doing)
    said = words.label("claim_because", because_of(event, details).value)
    kind = kind_of(event, details)
    assert ("JKM" in said) == (kind in (Kind.DEATH, Kind.DEATH_UNCLEAR))
    assert ("petugas memeriksa" in said) == (not kind.is_clear)
    assert said.endswith("BPJS yang memutuskan.")


@pytest.mark.parametrize("trouble", [Trouble.MISSING_AT_SEA, Trouble.ABROAD])
def test_what_no_rule_is_known_for_is_unclear_and_says_so(trouble: Trouble, words: Words) -> None:
    details = replace(DEATH, family=Family(troubles=frozenset({trouble})))
    assert kind_of(Event.DEATH, details) is Kind.DEATH_UNCLEAR
    assert "petugas mendampingi" in words.label("claim_because", because_of(Event.DEATH, details).value)
