"""Starting a claim: what, when, doing what, who tells us, the papers, a last look, consent; then a number."""

from dataclasses import replace

from handlers.chat.buttons import AskForHelp
from handlers.chat.days import CHOICES, DayHeard, day_of_event
from handlers.chat.flow import END, Ask, Flow, Step
from handlers.chat.flows.claim_draft import NO, YES, SubmissionDraft
from handlers.chat.flows.household import HOUSEHOLD, open_question, with_relation
from handlers.chat.flows.summary import CHANGE, CHECK
from handlers.chat.heard import Heard, Scene
from handlers.chat.people import SKIP, a_name, a_phone, a_story, name_choices, note_phone, own_name
from handlers.chat.readers import one_of
from services.benefits.papers import Where
from services.claims import Doing, Event, Relation
from services.claims.messages import AskToSubmit, PapersToBring
from services.claims.questions import (
    AskDoctor,
    AskDoing,
    AskEvent,
    AskEventDay,
    AskIfPaid,
    AskPersonName,
    AskRelation,
    AskSubmitterName,
    AskSubmitterPhone,
    AskWhatHappened,
    AskWhere,
    NotAtWork,
)
from services.claims.rules import kind_of, papers_maybe, papers_of
from services.requests import Subject

READ, CONTINUE, CHANGED = "read", "continue", "change"
_DOCTOR = (Doing.WORK, Doing.NEITHER, Doing.UNKNOWN)
"""What a doctor may have said of an illness."""
_WHERE = {
    Doing.WORK: (Where.WORKPLACE, Where.ROAD, Where.SEA),
    Doing.ON_THE_WAY: (Where.ROAD, Where.ON_THE_WAY, Where.SEA),
}


def _relations(draft: SubmissionDraft) -> tuple[str, ...]:
    """The dead do not submit for themselves."""
    return tuple(one.value for one in Relation if one is not Relation.SELF or draft.event is not Event.DEATH)


def _read_relation(heard: Heard, draft: SubmissionDraft, scene: Scene) -> Relation:
    return Relation(one_of(*_relations(draft), of="submission.relation")(heard, draft, scene))


def _places(draft: SubmissionDraft) -> tuple[str, ...]:
    return tuple(place.value for place in _WHERE.get(draft.was_doing, _WHERE[Doing.WORK]))


def _read_where(heard: Heard, draft: SubmissionDraft, scene: Scene) -> Where:
    return Where(one_of(*_places(draft), of="submission.where")(heard, draft, scene))


def _with_day(draft: SubmissionDraft, heard: DayHeard) -> SubmissionDraft:
    return replace(draft, day=heard.day, day_is_exact=heard.is_exact)


def _with_doing(draft: SubmissionDraft, doing: str) -> SubmissionDraft:
    """On the way there is no workplace, and at work no way."""
    kept = replace(draft, doing=Doing(doing))
    return kept if kept.where is None or kept.where.value in _places(kept) else replace(kept, where=None)


def _with_outside(draft: SubmissionDraft, choice: str) -> SubmissionDraft:
    return replace(draft, outside=CONTINUE) if choice == CONTINUE else replace(draft, outside=None, doing=None)


def _ask_papers(draft: SubmissionDraft, scene: Scene) -> Ask:
    case = draft.happened, draft.details(scene.today)
    return Ask(PapersToBring(kind_of(*case), papers_of(*case), papers_maybe(*case)), choices=(READ,))


def _asked_doing(draft: SubmissionDraft) -> str:
    return "doctor" if draft.event is Event.ILLNESS else "doing"


def _after_doing(draft: SubmissionDraft) -> str:
    """Where it happened, and who paid the doctor: only where that asks for papers of its own."""
    if draft.doing is None:
        return _asked_doing(draft)
    if draft.is_outside and draft.outside is None:
        return "outside"
    if draft.has_place and draft.where is None:
        return "where"
    return "words" if draft.is_death or draft.paid else "paid"


def _after_relation(draft: SubmissionDraft) -> str:
    family = open_question(draft) if draft.is_death else None
    return family or ("name" if draft.relation is Relation.SELF else "about")


WHAT: dict[str, Step[SubmissionDraft]] = {
    "event": Step(
        ask=lambda *_: Ask(AskEvent(), choices=tuple(event.value for event in Event)),
        read=one_of(*(event.value for event in Event), of="submission.event"),
        keep=lambda draft, event: replace(draft, event=Event(event)),
        field="event",
        then="day",
    ),
    "day": Step(
        ask=lambda draft, _: Ask(AskEventDay(draft.happened, draft.is_known), choices=CHOICES),
        read=day_of_event,
        keep=_with_day,
        field="day",
        then=_asked_doing,
    ),
    "doing": Step(
        ask=lambda draft, _: Ask(AskDoing(draft.happened), choices=tuple(doing.value for doing in Doing)),
        read=one_of(*(doing.value for doing in Doing), of="submission.doing"),
        keep=_with_doing,
        field="doing",
        then=_after_doing,
    ),
    "doctor": Step(
        ask=lambda *_: Ask(AskDoctor(), choices=tuple(said.value for said in _DOCTOR)),
        read=one_of(*(said.value for said in _DOCTOR), of="submission.doctor"),
        keep=_with_doing,
        field="doing",
        then=_after_doing,
    ),
    "outside": Step(
        ask=lambda draft, _: Ask(
            NotAtWork(draft.happened), choices=(CONTINUE, CHANGED), buttons=(AskForHelp(Subject.TALK),)
        ),
        read=one_of(CONTINUE, CHANGED, of="submission.outside"),
        keep=_with_outside,
        field="outside",
        then=_after_doing,
    ),
    "where": Step(
        ask=lambda draft, _: Ask(AskWhere(draft.happened), choices=_places(draft)),
        read=_read_where,
        keep=lambda draft, where: replace(draft, where=where, papers=None),
        field="where",
        then=_after_doing,
    ),
    "paid": Step(
        ask=lambda *_: Ask(AskIfPaid(), choices=(YES, NO)),
        read=one_of(YES, NO, of="submission.paid"),
        field="paid",
        then="words",
    ),
    "words": Step(
        ask=lambda draft, _: Ask(AskWhatHappened(draft.happened), choices=(SKIP,)),
        read=a_story,
        field="words",
        then="relation",
        free=True,
    ),
}
WHO: dict[str, Step[SubmissionDraft]] = {
    "relation": Step(
        ask=lambda draft, _: Ask(AskRelation(draft.happened), choices=_relations(draft)),
        read=_read_relation,
        keep=with_relation,
        field="relation",
        then=_after_relation,
    ),
    **HOUSEHOLD,
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
}
SUBMISSION = Flow(
    name="submission",
    version=2,
    first="event",
    draft=SubmissionDraft,
    steps={
        **WHAT,
        **WHO,
        "papers": Step(ask=_ask_papers, read=one_of(READ, of="submission.papers"), field="papers", then="check"),
        "check": CHECK,
        "change": CHANGE,
        "consent": Step(
            ask=lambda draft, _: Ask(AskToSubmit(draft.operator), choices=(YES, NO)),
            read=one_of(YES, NO, of="submission.consent"),
            keep=lambda draft, choice: replace(draft, consent=choice == YES or None, is_right=choice == YES or None),
            field="consent",
            then=lambda draft: END if draft.consent else "check",
        ),
    },
)
"""What happened, who tells us and of which family, the papers, a last look, consent. Version 2 asks for the family."""
