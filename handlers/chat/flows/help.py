"""What staff must know before they can call somebody, or look for somebody: who, which number, which village."""

from dataclasses import dataclass, field, replace

from handlers.chat.flow import END, Ask, Flow, Step
from handlers.chat.heard import Heard, Scene
from handlers.chat.people import (
    AS_TYPED,
    SKIP,
    Place,
    a_name,
    a_phone,
    a_story,
    a_village,
    a_year,
    name_choices,
    note_phone,
    own_name,
)
from handlers.chat.readers import one_of, right_or_edit
from services.requests import Details, Subject
from services.requests.messages import (
    AskCallerName,
    AskCallerPhone,
    AskSoughtName,
    AskStory,
    AskSubject,
    AskVillage,
    AskWhichVillage,
    AskYearOfBirth,
    CheckRequest,
)

SEEKING = frozenset({Subject.FIND, Subject.NO_NIK})
"""Subjects for which staff look for somebody."""
OFFERED = (Subject.CALL, Subject.FIND, Subject.DATA, Subject.OTHER)
"""Subjects a person can choose; the others come with the place where help was asked."""

SEND = "send"
EDITS: dict[str, tuple[str, ...]] = {
    "name": ("name",),
    "phone": ("phone",),
    "about": ("about", "nik"),
    "village": ("village", "village_typed", "candidates"),
    "year": ("year",),
    "words": ("words",),
}
"""Button of the summary → fields that are asked again."""


@dataclass(frozen=True)
class HelpDraft:
    """What is known so far. `about` and `nik` may come from the last look-up; `year` 0: not known."""

    subject: Subject | None = None
    name: str | None = field(default=None, repr=False)
    phone: str | None = field(default=None, repr=False)
    about: str | None = field(default=None, repr=False)
    nik: str | None = field(default=None, repr=False)
    village_typed: str | None = field(default=None, repr=False)
    candidates: tuple[tuple[str, str], ...] | None = field(default=None, repr=False)
    village: str | None = field(default=None, repr=False)
    year: int | None = field(default=None, repr=False)
    words: str | None = field(default=None, repr=False)
    sent: bool | None = None

    @property
    def is_seeking(self) -> bool:
        """Whether staff shall look for somebody."""
        return self.subject in SEEKING

    def details(self) -> Details:
        """For the help desk."""
        return Details(
            name=self.name or "",
            phone=self.phone or "",
            village=self.village or "",
            year=self.year or None,
            words=self.words or "",
            nik=self.nik or "",
            about=self.about or "",
        )


def _with_place(draft: HelpDraft, place: Place) -> HelpDraft:
    return replace(draft, village_typed=place.typed, village=place.village, candidates=place.candidates)


def _after_village(draft: HelpDraft) -> str:
    if draft.village is None:
        return "village"
    return "year" if draft.is_seeking else "words"


def _read_subject(heard: Heard, draft: HelpDraft, scene: Scene) -> Subject:
    return Subject(one_of(*(subject.value for subject in OFFERED), of="help.subject")(heard, draft, scene))


def _ask_name(draft: HelpDraft, scene: Scene) -> Ask:
    return Ask(AskCallerName(draft.subject or Subject.OTHER), choices=name_choices(scene))


def _ask_village(draft: HelpDraft, _: Scene) -> Ask:
    """The question, or, after an answer that could mean several villages, which of them."""
    if not draft.candidates:
        return Ask(AskVillage(draft.is_seeking))
    known = tuple((text[:28], code) for code, text in draft.candidates)
    return Ask(AskWhichVillage(draft.village_typed or "", len(known) > 1), choices=(*known, AS_TYPED))


def _check(draft: HelpDraft, _: Scene) -> Ask:
    details = draft.details()
    speech = CheckRequest(
        subject=draft.subject or Subject.OTHER,
        name=details.name,
        phone=details.phone,
        village=details.village,
        about=details.about,
        year=details.year or 0,
        words=details.words,
    )
    return Ask(speech, choices=(SEND, *_edits(draft)), protect=True)


def _edits(draft: HelpDraft) -> tuple[str, ...]:
    return tuple(name for name in EDITS if draft.is_seeking or name not in ("about", "year"))


def _read_check(heard: Heard, draft: HelpDraft, scene: Scene) -> str:
    return str(right_or_edit(SEND, _edits(draft), of="help.check")(heard, draft, scene))


def _checked(draft: HelpDraft, choice: str) -> HelpDraft:
    if choice == SEND:
        return replace(draft, sent=True)
    return replace(draft, **dict.fromkeys((*EDITS[choice], "sent")))


HELP = Flow(
    name="help",
    version=1,
    first="subject",
    draft=HelpDraft,
    steps={
        "subject": Step(
            ask=lambda *_: Ask(AskSubject(), choices=tuple(subject.value for subject in OFFERED)),
            read=_read_subject,
            field="subject",
            then="name",
        ),
        "name": Step(ask=_ask_name, read=own_name, field="name", then="phone"),
        "phone": Step(
            ask=lambda *_: Ask(AskCallerPhone(), contact=True),
            read=a_phone,
            field="phone",
            effect=note_phone,
            then=lambda draft: "about" if draft.is_seeking else "village",
        ),
        "about": Step(ask=lambda *_: Ask(AskSoughtName()), read=a_name, field="about", then="village"),
        "village": Step(ask=_ask_village, read=a_village, field="village", keep=_with_place, then=_after_village),
        "year": Step(ask=lambda *_: Ask(AskYearOfBirth(), choices=(SKIP,)), read=a_year, field="year", then="words"),
        "words": Step(
            ask=lambda *_: Ask(AskStory(), choices=(SKIP,)), read=a_story, field="words", then="check", free=True
        ),
        "check": Step(
            ask=_check,
            read=_read_check,
            keep=_checked,
            then=lambda draft: END if draft.sent else "subject",
        ),
    },
)
