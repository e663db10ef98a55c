"""What people type instead of pressing a button, and what is no name although it has letters."""

from datetime import date

import pytest

from handlers.chat.flows.claim_draft import SubmissionDraft
from handlers.chat.flows.coverage import COVERAGE, CoverageDraft
from handlers.chat.flows.help import HELP, HelpDraft
from handlers.chat.flows.submission import SUBMISSION
from handlers.chat.heard import Heard, Kind
from handlers.chat.people import the_name
from services.claims import Event, Relation
from services.coverage import About
from services.dialogues.messages import PressAButton
from services.participants.sample.making import people
from services.requests import Subject
from services.requests.messages import NotAName
from tests.chat.roads import scene


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("belum tau", "unknown"),
        ("Gak tau", "unknown"),
        ("bukan", "no"),
        ("ora", "no"),
        ("di rumah aja", "no"),
        ("engga", "no"),
        ("Tidak.", "no"),
        ("iyo", "yes"),
        ("iya pak", "yes"),
        ("lagi kerja", "yes"),
    ],
)
def test_whether_it_was_work_is_read_as_people_type_it(said: str, meant: str) -> None:
    draft = CoverageDraft(about=About.DECEASED)
    assert COVERAGE.steps["working"].read(Heard(Kind.TEXT, said), draft, scene()) == meant


@pytest.mark.parametrize(
    ("said", "relation"),
    [
        ("bojo", Relation.SPOUSE),
        ("istrinya", Relation.SPOUSE),
        ("Suami atau istri", Relation.SPOUSE),
        ("anaknya", Relation.CHILD),
        ("bapak saya", Relation.CHILD),
        ("anak saya", Relation.PARENT),
        ("bapaknya", Relation.PARENT),
        ("tetangga", Relation.NOT_FAMILY),
        ("saya ibu", Relation.PARENT),
        ("Saya ibunya", Relation.PARENT),
        ("sy bapak nya", Relation.PARENT),
        ("saya ayah", Relation.PARENT),
        ("ibu saya", Relation.CHILD),
        ("saya suami", Relation.SPOUSE),
        ("aku istri", Relation.SPOUSE),
        ("mertua", Relation.OTHER_FAMILY),
        ("paman", Relation.OTHER_FAMILY),
    ],
)
def test_who_somebody_is_to_the_dead_is_read_from_their_side(said: str, relation: Relation) -> None:
    draft = SubmissionDraft(event=Event.DEATH)
    assert SUBMISSION.steps["relation"].read(Heard(Kind.TEXT, said), draft, scene()) is relation


CHECKED = SubmissionDraft(event=Event.DEATH, day=date(2026, 3, 3), relation=Relation.CHILD)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("salah namanya", "about"),
        ("nama saya salah", "name"),
        ("ganti nomer hp", "phone"),
        ("tanggalnya keliru", "day"),
        ("mau ubah cerita", "words"),
        ("hubungan", "relation"),
        ("sdh", "right"),
        ("sudah benar pak", "right"),
    ],
)
def test_what_is_wrong_in_a_summary_can_be_typed(said: str, meant: str) -> None:
    assert SUBMISSION.steps["check"].read(Heard(Kind.TEXT, said), CHECKED, scene()) == meant


@pytest.mark.parametrize("said", ["salah", "sudah salah", "belum benar", "tidak benar", "bukan"])
def test_nothing_is_sent_that_was_not_called_right(said: str) -> None:
    with pytest.raises(PressAButton):
        SUBMISSION.steps["check"].read(Heard(Kind.TEXT, said), CHECKED, scene())


def test_whoever_was_hurt_has_one_name_to_change() -> None:
    draft = SubmissionDraft(event=Event.INJURY, day=date(2026, 3, 3), relation=Relation.SELF)
    assert SUBMISSION.steps["check"].read(Heard(Kind.TEXT, "salah namanya"), draft, scene()) == "name"


def test_the_summary_of_a_request_is_changed_by_the_same_words() -> None:
    draft = HelpDraft(subject=Subject.TALK)
    assert HELP.steps["check"].read(Heard(Kind.TEXT, "salah namanya"), draft, scene()) == "name"


@pytest.mark.parametrize(
    "said", ["knp tanya nama", "minggu lalu", "kemarin", "senin lalu", "nama siapa", "lupa", "malam jumat"]
)
def test_a_question_or_a_day_is_no_name(said: str) -> None:
    with pytest.raises(NotAName):
        the_name(said, scene())


@pytest.mark.parametrize(
    "name", ["Jumat", "Hari", "Minggu", "April", "Mei Lestari", "Hari Jumadi", "Ahad", "Lalu Ahmad"]
)
def test_names_that_sound_like_days_stay_names(name: str) -> None:
    assert the_name(name, scene()) == name


@pytest.mark.parametrize(
    "name", ["Bener Ginting", "Yohanes Ora", "Maria Pira", "Siti Tak", "Andi Ga", "Made Kah", "Syukron"]
)
def test_names_with_a_word_that_asks_stay_names(name: str) -> None:
    assert the_name(name, scene()) == name


def test_no_name_of_the_sample_is_refused() -> None:
    here = scene()
    names = {person.name for person in people(600, here.region.places.villages, 7, here.today)}
    assert len(names) > 400
    for name in names:
        assert the_name(name, here) == name


@pytest.mark.parametrize(
    "said", ["iya, terima kasih", "oke makasih", "ok makasih ya pak", "silahkan", "iya boleh", "iya silakan bu"]
)
def test_a_yes_to_the_consent_may_be_polite(said: str) -> None:
    assert COVERAGE.steps["consent"].read(Heard(Kind.TEXT, said), CoverageDraft(about=About.DECEASED), scene()) == "yes"


@pytest.mark.parametrize("said", ["saya ibu", "saya bapak", "saya ibunya"])
def test_a_mother_of_the_injured_is_not_the_injured(said: str) -> None:
    draft = SubmissionDraft(event=Event.INJURY)
    assert SUBMISSION.steps["relation"].read(Heard(Kind.TEXT, said), draft, scene()) is Relation.PARENT


def test_thanks_alone_agree_to_nothing() -> None:
    with pytest.raises(PressAButton):
        COVERAGE.steps["consent"].read(Heard(Kind.TEXT, "terima kasih banyak"), CoverageDraft(), scene())


@pytest.mark.parametrize(
    ("said", "meant"),
    [("sd kelas 4", "primary"), ("kelas 8", "junior"), ("masih SMK", "senior"), ("mahasiswa", "degree")],
)
def test_the_class_of_a_child_is_read_as_people_type_it(said: str, meant: str) -> None:
    draft = SubmissionDraft(event=Event.DEATH)
    for step in ("first", "second"):
        assert Heard(Kind.CHOICE, meant).choice == _read(step, said, draft)


def _read(step: str, said: str, draft: SubmissionDraft) -> object:
    read = SUBMISSION.steps[step].read(Heard(Kind.TEXT, said), draft, scene())
    return getattr(read, "value", read)


def test_the_place_of_work_and_living_parents_are_read_as_people_type_them() -> None:
    draft = SubmissionDraft(event=Event.DEATH)
    assert _read("where", "di kebun sawit", draft) == "workplace"
    assert _read("elders", "bapak ibu masih ada", draft) == "parent"


def test_who_tells_a_long_story_is_thanked_before_being_asked_to_press_a_button() -> None:
    story = "suami saya sudah lama sakit jantung, semalam dadanya sesak, kami bawa ke puskesmas, tidak tertolong"
    for said, thing in ((story, "story"), ("hujan deras", "")):
        with pytest.raises(PressAButton) as refused:
            SUBMISSION.steps["doing"].read(Heard(Kind.TEXT, said), SubmissionDraft(event=Event.DEATH), scene())
        assert refused.value.thing == thing


@pytest.mark.parametrize("said", ["saya nur hayati", "Nama saya nur hayati", "sy nur hayati", "nur hayati"])
def test_who_says_i_am_is_called_by_the_name_alone(said: str) -> None:
    assert _read("name", said, SubmissionDraft()) == "nur hayati"
