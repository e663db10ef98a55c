"""The questions about a dead person's family: as few as the law needs, in any words, the same family again later."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest

from handlers.chat.flow import END
from handlers.chat.flows.claim_draft import SubmissionDraft
from handlers.chat.flows.submission import SUBMISSION
from handlers.chat.flows.summary import EDITS, PARTS
from handlers.chat.heard import Heard, Kind
from services.benefits.heirs import Relative
from services.benefits.model import Level
from services.benefits.papers import Where
from services.benefits.questions import NoSuchNumber
from services.claims import Claim, Doing, Event, Relation, State
from services.claims.family import Family, Spouse, Trouble, heirs_of
from services.claims.rules import kind_of
from services.dialogues.messages import PressAButton
from tests.chat.roads import scene

DEATH = SubmissionDraft(
    event=Event.DEATH, day=date(2026, 3, 3), doing=Doing.NEITHER, words="", about="Rahmat", name="Siti", phone="+62812"
)


def asked(start: SubmissionDraft, **answers: Any) -> tuple[list[str], SubmissionDraft]:
    """The questions from this draft to its summary, each answered from the table, and the draft they make."""
    draft, names = start, []
    while (name := SUBMISSION.open_question(draft)) != "check":
        names.append(name)
        said = Heard(Kind.CHOICE, str({"papers": "read"}.get(name) or answers[name]))
        step = SUBMISSION.steps[name]
        draft = step.kept(draft, step.read(said, draft, scene()))
    return names, draft


def test_a_widow_with_two_children_at_school_is_asked_five_questions() -> None:
    told = {"spouse": "registered", "children": 2, "first": "primary", "second": "junior", "special": "none"}
    names, draft = asked(replace(DEATH, relation=Relation.SPOUSE), **told)
    assert names == [*told, "papers"]
    assert draft.family == Family(Spouse.REGISTERED, 2, True, (Level.PRIMARY, Level.JUNIOR))


def test_grown_children_are_asked_for_only_where_the_school_does_not_tell() -> None:
    told = {"spouse": "none", "children": 1, "first": "degree", "minors": "no", "special": "none"}
    names, draft = asked(replace(DEATH, relation=Relation.CHILD), **told)
    assert names == [*told, "papers"]
    assert not heirs_of(draft.family).needs_guardian


@pytest.mark.parametrize(
    ("relation", "told", "first"),
    [
        (Relation.OTHER_FAMILY, {"elders": "grandparent"}, Relative.GRANDPARENT),
        (Relation.OTHER_FAMILY, {"elders": "none", "siblings": "yes"}, Relative.SIBLING),
        (Relation.OTHER_FAMILY, {"elders": "none", "siblings": "no", "in_laws": "yes"}, Relative.PARENT_IN_LAW),
        (
            Relation.NOT_FAMILY,
            {"elders": "none", "siblings": "no", "in_laws": "no", "will": "yes"},
            Relative.NAMED_IN_WILL,
        ),
        (Relation.SIBLING, {"elders": "none"}, Relative.SIBLING),
        (Relation.SIBLING, {"elders": "parent"}, Relative.PARENT),
        (Relation.PARENT, {}, Relative.PARENT),
    ],
)
def test_rank_by_rank_until_somebody_is_there(relation: Relation, told: dict[str, str], first: Relative) -> None:
    every = {"spouse": "none", "children": 0} | told | {"special": "none"}
    names, draft = asked(replace(DEATH, relation=relation), **every)
    assert names == [*every, "papers"]
    assert heirs_of(draft.family).entitled == {first}


@pytest.mark.parametrize(
    "told",
    [
        {"elders": "unknown"},
        {"elders": "none", "siblings": "unknown"},
        {"elders": "none", "siblings": "no", "in_laws": "unknown"},
    ],
)
def test_where_nobody_knows_nobody_further_down_is_named(told: dict[str, str]) -> None:
    every = {"spouse": "divorced", "children": 0} | told | {"special": "none"}
    names, draft = asked(replace(DEATH, relation=Relation.NOT_FAMILY), **every)
    assert names == [*every, "papers"]
    assert draft.family.others == frozenset()
    assert heirs_of(draft.family).takes_a_person


@pytest.mark.parametrize("spouse", ["registered", "siri", "several", "unknown"])
def test_with_a_spouse_or_where_it_is_not_known_nobody_further_is_asked_for(spouse: str) -> None:
    names, _ = asked(replace(DEATH, relation=Relation.SIBLING), spouse=spouse, children=0, special="none")
    assert names == ["spouse", "children", "special", "papers"]


def test_a_brother_is_not_named_before_it_is_known_whether_the_parents_are_there() -> None:
    told = {"spouse": "none", "children": 0, "elders": "unknown", "special": "none"}
    _, draft = asked(replace(DEATH, relation=Relation.SIBLING), **told)
    assert draft.family.others == frozenset()


def test_an_unknown_spouse_makes_nobody_an_heir_alone() -> None:
    family = Family(Spouse.UNKNOWN, 2, has_minors=True)
    assert not heirs_of(family).needs_guardian
    assert heirs_of(replace(family, spouse=Spouse.NONE)).needs_guardian


@pytest.mark.parametrize("trouble", [Trouble.MISSING_AT_SEA, Trouble.ABROAD, Trouble.QUARREL])
def test_what_only_a_person_handles_goes_into_the_file(trouble: Trouble) -> None:
    told = {"spouse": "registered", "children": 0, "special": trouble.value}
    _, draft = asked(replace(DEATH, relation=Relation.SPOUSE), **told)
    assert draft.family.troubles == {trouble}


@pytest.mark.parametrize("event", [Event.INJURY, Event.ILLNESS])
def test_of_the_living_no_family_is_asked_for_but_who_paid(event: Event) -> None:
    draft = SubmissionDraft(event=event, day=date(2026, 3, 3), name="Siti", phone="+62812")
    told = {"doctor": "work"} if event is Event.ILLNESS else {"doing": "on_the_way", "where": "road"}
    names, draft = asked(draft, **told, paid="yes", words="skip", relation="self")
    assert names == [*told, "paid", "words", "relation", "papers"]
    details = draft.details(date(2026, 3, 4))
    assert details.paid_oneself
    assert details.where is (Where.ROAD if event is Event.INJURY else None)
    assert details.family == Family()


TYPED = [
    ("spouse", "belum nikah", Spouse.NONE),
    ("spouse", "nikah sirri", Spouse.SIRI),
    ("spouse", "ada buku nikah", Spouse.REGISTERED),
    ("spouse", "ada bukunya", Spouse.REGISTERED),
    ("spouse", "istrinya dua", Spouse.SEVERAL),
    ("spouse", "sdh cerai", Spouse.DIVORCED),
    ("spouse", "gak tau", Spouse.UNKNOWN),
    ("children", "anak dua", 2),
    ("children", "ada 3 orang", 3),
    ("children", "lima", 5),
    ("children", "belum punya anak", 0),
    ("children", "tdk ada", 0),
    ("children", "kurang tau", -1),
    ("first", "SD", "primary"),
    ("first", "mts", "junior"),
    ("first", "balita", "not_yet"),
    ("first", "sudah kerja", "none"),
    ("second", "smk", "senior"),
    ("second", "cuma satu", "none"),
    ("minors", "sudah besar semua", "no"),
    ("minors", "masih kecil", "yes"),
    ("elders", "ibunya", "parent"),
    ("elders", "ibu", "parent"),
    ("elders", "sudah meninggal semua", "none"),
    ("siblings", "anak tunggal", "no"),
    ("siblings", "ada adik", "yes"),
    ("in_laws", "mertua", "yes"),
    ("will", "tidak ada", "no"),
    ("special", "gak ada", "none"),
    ("special", "belum ditemukan", "missing_at_sea"),
    ("special", "di malaysia", "abroad"),
    ("where", "di laut", Where.SEA),
    ("where", "jatuh dari motor", Where.ROAD),
    ("where", "di kebun", Where.WORKPLACE),
    ("paid", "iya bayar", "yes"),
    ("paid", "gratis", "no"),
    ("doctor", "karena kerja", "work"),
    ("doctor", "blm ke dokter", "unknown"),
    ("doctor", "bukan karena kerja", "neither"),
    ("change", "salah anaknya", "children"),
    ("change", "tidak jadi", "back"),
]


@pytest.mark.parametrize(("step", "said", "meant"), TYPED)
def test_what_people_type_about_a_family_is_understood(step: str, said: str, meant: Any) -> None:
    draft = replace(DEATH, relation=Relation.OTHER_FAMILY, change="family")
    assert SUBMISSION.steps[step].read(Heard(Kind.TEXT, said), draft, scene()) == meant


@pytest.mark.parametrize("said", ["anak 2 umur 5", "banyak", "-1", "99", "0.5"])
def test_a_number_of_children_that_cannot_be_told_is_asked_again(said: str) -> None:
    with pytest.raises(NoSuchNumber):
        SUBMISSION.steps["children"].read(Heard(Kind.TEXT, said), DEATH, scene())


@pytest.mark.parametrize("said", ["0", "tidak ada", "tidak tahu"])
def test_a_child_who_submits_is_one_of_the_children(said: str) -> None:
    with pytest.raises(NoSuchNumber):
        SUBMISSION.steps["children"].read(Heard(Kind.TEXT, said), replace(DEATH, relation=Relation.CHILD), scene())


@pytest.mark.parametrize("said", ["janda", "duda", "tidak ada", "belum tahu", "dua", "2"])
def test_a_widow_is_asked_how_she_was_married_not_whether(said: str) -> None:
    with pytest.raises(PressAButton):
        SUBMISSION.steps["spouse"].read(Heard(Kind.TEXT, said), replace(DEATH, relation=Relation.SPOUSE), scene())


def test_another_relation_asks_again_only_what_contradicts_it() -> None:
    told = {"spouse": "none", "children": 2, "first": "primary", "second": "senior", "special": "none"}
    _, draft = asked(replace(DEATH, relation=Relation.OTHER_FAMILY), **told)
    relation = SUBMISSION.steps["relation"]
    assert SUBMISSION.open_question(relation.kept(draft, Relation.SPOUSE)) == "spouse"
    assert SUBMISSION.open_question(relation.kept(draft, Relation.CHILD)) == "check"


def test_every_answer_of_the_summary_is_in_one_part_of_it() -> None:
    assert sorted(edit for part in PARTS.values() for edit in part) == sorted(EDITS)
    fields = set(SubmissionDraft.__dataclass_fields__)
    assert all(set(again) <= fields for again in EDITS.values())


FAMILIES = [
    Family(Spouse.REGISTERED, 2, True, (Level.PRIMARY, Level.JUNIOR)),
    Family(Spouse.SIRI, 1, False, (Level.DEGREE,), troubles=frozenset({Trouble.QUARREL})),
    Family(Spouse.NONE, 0, None, others=frozenset({Relative.GRANDCHILD})),
    Family(Spouse.DIVORCED, 0, None, others=frozenset({Relative.PARENT_IN_LAW})),
    Family(Spouse.UNKNOWN, None, troubles=frozenset({Trouble.ABROAD})),
    Family(Spouse.NONE, 0, None),
]


@pytest.mark.parametrize("family", FAMILIES)
def test_a_claim_told_anew_begins_at_its_summary_with_everything_in_it(family: Family) -> None:
    claim = _claim(Event.DEATH, family)
    draft = SubmissionDraft.of(claim, "Dinas Contoh")
    assert SUBMISSION.open_question(draft) == "check"
    assert draft.details(date(2026, 11, 29)) == claim.details
    right = SUBMISSION.steps["check"].kept(draft, "right")
    assert SUBMISSION.open_question(right) == END, "the consent to it was given"


def test_a_claim_of_the_release_before_is_asked_for_its_family() -> None:
    assert SUBMISSION.open_question(SubmissionDraft.of(_claim(Event.DEATH, Family()), "")) == "spouse"


def test_a_claim_that_was_sent_stays_about_its_event() -> None:
    draft = replace(SubmissionDraft.of(_claim(Event.DEATH, FAMILIES[0]), ""), change="what")
    choices = SUBMISSION.steps["change"].ask(draft, scene()).choices
    assert "event" not in choices
    assert "day" in choices


def _claim(event: Event, family: Family) -> Claim:
    details = replace(DEATH, relation=Relation.OTHER_FAMILY).details(date(2026, 3, 3))
    details = replace(details, family=family, nik="6408040303900001")
    now = datetime(2026, 3, 4, tzinfo=UTC)
    kind = kind_of(event, details)
    return Claim(uuid4(), "KT-2026-00042-4", 7, uuid4(), event, kind, State.SUBMITTED, details, 1, now, now)
