"""Starting a claim: what, when, doing what, who tells us, the papers, a last look, consent; then a number."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from handlers.chat.buttons import AskForHelp
from handlers.chat.days import CHOICES, DayHeard, day_of_event
from handlers.chat.flow import END, Ask, Flow, Step
from handlers.chat.heard import Heard, Scene
from handlers.chat.people import SKIP, a_name, a_phone, a_story, name_choices, note_phone, own_name
from handlers.chat.readers import one_of, right_or_edit
from services.claims import Details, Doing, Event, Relation
from services.claims.messages import (
    AskDoing,
    AskEvent,
    AskEventDay,
    AskPersonName,
    AskRelation,
    AskSubmitterName,
    AskSubmitterPhone,
    AskToSubmit,
    AskWhatHappened,
    CheckClaim,
    NotAtWork,
    PapersToBring,
)
from services.claims.rules import KINDS, kind_of, papers_maybe, papers_of
from services.requests import Subject

RIGHT, READ, YES, NO, CONTINUE, CHANGE = "right", "read", "yes", "no", "continue", "change"

EDITS: dict[str, tuple[str, ...]] = {
    "event": ("event", "doing", "relation", "outside", "papers"),
    "about": ("about", "participant", "nik"),
    "day": ("day",),
    "doing": ("doing", "outside", "papers"),
    "words": ("words",),
    "relation": ("relation", "papers"),
    "name": ("name",),
    "phone": ("phone",),
}
"""Button of the summary → fields that are asked again; the papers are shown again where they may have changed."""


@dataclass(frozen=True)
class SubmissionDraft:
    """What is known so far. `participant`, `nik` and `about` may come from the last look-up; `is_known` tells that."""

    is_known: bool = False
    operator: str = ""
    participant: str | None = None
    nik: str | None = field(default=None, repr=False)
    event: Event | None = None
    day: date | None = field(default=None, repr=False)
    day_is_exact: bool = True
    doing: Doing | None = None
    outside: str | None = None
    words: str | None = field(default=None, repr=False)
    relation: Relation | None = None
    about: str | None = field(default=None, repr=False)
    name: str | None = field(default=None, repr=False)
    phone: str | None = field(default=None, repr=False)
    papers: str | None = None
    is_right: bool | None = None
    consent: bool | None = None

    @property
    def happened(self) -> Event:
        """The event, once it was told."""
        return self.event or Event.DEATH

    @property
    def was_doing(self) -> Doing:
        """What the person was doing; unknown until it was told."""
        return self.doing or Doing.UNKNOWN

    @property
    def is_outside(self) -> bool:
        """An injury outside work: another insurance pays, so it is said before anything else is asked."""
        return self.event is Event.INJURY and self.doing is Doing.NEITHER

    @property
    def person(self) -> str:
        """Name of the person it happened to."""
        return (self.name if self.relation is Relation.SELF else self.about) or ""

    def details(self, today: date) -> Details:
        """For the room of claims; a day that was not told yet is today."""
        return Details(
            day=self.day or today,
            doing=self.was_doing,
            relation=self.relation or Relation.OTHER_FAMILY,
            name=self.name or "",
            phone=self.phone or "",
            day_is_exact=self.day_is_exact,
            about=self.person,
            nik=self.nik or "",
            words=self.words or "",
        )


def _relations(draft: SubmissionDraft) -> tuple[str, ...]:
    """The dead do not submit for themselves."""
    return tuple(one.value for one in Relation if one is not Relation.SELF or draft.event is not Event.DEATH)


def _read_relation(heard: Heard, draft: SubmissionDraft, scene: Scene) -> Relation:
    return Relation(one_of(*_relations(draft), of="submission.relation")(heard, draft, scene))


def _with_event(draft: SubmissionDraft, event: str) -> SubmissionDraft:
    return replace(draft, event=Event(event))


def _with_day(draft: SubmissionDraft, heard: DayHeard) -> SubmissionDraft:
    return replace(draft, day=heard.day, day_is_exact=heard.is_exact)


def _with_doing(draft: SubmissionDraft, doing: str) -> SubmissionDraft:
    return replace(draft, doing=Doing(doing))


def _with_outside(draft: SubmissionDraft, choice: str) -> SubmissionDraft:
    return replace(draft, outside=CONTINUE) if choice == CONTINUE else replace(draft, outside=None, doing=None)


def _ask_papers(draft: SubmissionDraft, scene: Scene) -> Ask:
    case = draft.happened, draft.details(scene.today)
    return Ask(PapersToBring(kind_of(*case), papers_of(*case), papers_maybe(*case)), choices=(READ,))


def _check(draft: SubmissionDraft, scene: Scene) -> Ask:
    speech = CheckClaim(
        kind=KINDS[draft.happened, draft.was_doing],
        event=draft.happened,
        about=draft.person,
        day=draft.day or scene.today,
        day_is_exact=draft.day_is_exact,
        doing=draft.was_doing,
        relation=draft.relation or Relation.OTHER_FAMILY,
        name=draft.name or "",
        phone=draft.phone or "",
        words=draft.words or "",
    )
    return Ask(speech, choices=(RIGHT, *_edits(draft)), protect=True)


def _edits(draft: SubmissionDraft) -> tuple[str, ...]:
    """Whoever was hurt has one name."""
    return tuple(edit for edit in EDITS if edit != "about" or draft.relation is not Relation.SELF)


def _read_check(heard: Heard, draft: SubmissionDraft, scene: Scene) -> str:
    return str(right_or_edit(RIGHT, _edits(draft), of="submission.check")(heard, draft, scene))


def _checked(draft: SubmissionDraft, choice: str) -> SubmissionDraft:
    if choice == RIGHT:
        return replace(draft, is_right=True)
    nothing: dict[str, Any] = dict.fromkeys((*EDITS[choice], "is_right", "consent"))
    blanked = replace(draft, **nothing)
    # Once told anew, what happened is no longer what was looked up in this chat.
    return replace(blanked, is_known=False) if choice == "about" else blanked


SUBMISSION = Flow(
    name="submission",
    version=1,
    first="event",
    draft=SubmissionDraft,
    steps={
        "event": Step(
            ask=lambda *_: Ask(AskEvent(), choices=tuple(event.value for event in Event)),
            read=one_of(*(event.value for event in Event), of="submission.event"),
            keep=_with_event,
            field="event",
            then="day",
        ),
        "day": Step(
            ask=lambda draft, _: Ask(AskEventDay(draft.happened, draft.is_known), choices=CHOICES),
            read=day_of_event,
            keep=_with_day,
            field="day",
            then="doing",
        ),
        "doing": Step(
            ask=lambda draft, _: Ask(AskDoing(draft.happened), choices=tuple(doing.value for doing in Doing)),
            read=one_of(*(doing.value for doing in Doing), of="submission.doing"),
            keep=_with_doing,
            field="doing",
            then=lambda draft: "outside" if draft.is_outside else "words",
        ),
        "outside": Step(
            ask=lambda *_: Ask(NotAtWork(), choices=(CONTINUE, CHANGE), buttons=(AskForHelp(Subject.TALK),)),
            read=one_of(CONTINUE, CHANGE, of="submission.outside"),
            keep=_with_outside,
            field="outside",
            then=lambda draft: "words" if draft.outside else "doing",
        ),
        "words": Step(
            ask=lambda draft, _: Ask(AskWhatHappened(draft.happened), choices=(SKIP,)),
            read=a_story,
            field="words",
            then="relation",
            free=True,
        ),
        "relation": Step(
            ask=lambda draft, _: Ask(AskRelation(draft.happened), choices=_relations(draft)),
            read=_read_relation,
            field="relation",
            then=lambda draft: "name" if draft.relation is Relation.SELF else "about",
        ),
        "about": Step(ask=lambda draft, _: Ask(AskPersonName(draft.happened)), read=a_name, field="about", then="name"),
        "name": Step(
            ask=lambda _, scene: Ask(AskSubmitterName(), choices=name_choices(scene)),
            read=own_name,
            field="name",
            then="phone",
        ),
        "phone": Step(
            ask=lambda *_: Ask(AskSubmitterPhone(), contact=True),
            read=a_phone,
            field="phone",
            effect=note_phone,
            then="papers",
        ),
        "papers": Step(
            ask=_ask_papers,
            read=one_of(READ, of="submission.papers"),
            field="papers",
            then="check",
        ),
        "check": Step(
            ask=_check,
            read=_read_check,
            keep=_checked,
            field="is_right",
            then=lambda draft: "consent" if draft.is_right else "event",
        ),
        "consent": Step(
            ask=lambda draft, _: Ask(AskToSubmit(draft.operator), choices=(YES, NO)),
            read=one_of(YES, NO, of="submission.consent"),
            keep=lambda draft, choice: replace(draft, consent=choice == YES or None, is_right=choice == YES or None),
            field="consent",
            then=lambda draft: END if draft.consent else "check",
        ),
    },
)
