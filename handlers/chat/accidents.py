"""The first hour after an accident: one press records it, the rest can wait. The right to a record is checked by the
room each time; an old button of what has become a claim tells where that is."""

from uuid import UUID

from handlers.chat import claims_life
from handlers.chat.accident_buttons import (
    AccidentReported,
    ChangeAccidentTime,
    CompleteAccident,
    ConfirmDiscard,
    DiscardAccident,
    KeepAccident,
    RecordAccident,
    TellPlace,
)
from handlers.chat.buttons import AskForHelp, Button, Discard, NearMe, OpenMenu, Resume, ShowStatus
from handlers.chat.claim_buttons import SendPaper
from handlers.chat.flows.accident import ACCIDENT, AccidentDraft
from handlers.chat.flows.claim_draft import SubmissionDraft
from handlers.chat.flows.submission import SUBMISSION
from handlers.chat.visit import Visit
from services.benefits.papers import Paper
from services.claims import Claim, Event, State
from services.claims.accidents.messages import AccidentWasReported, AskToDiscard, RecordDiscarded
from services.claims.questions import FinishFirst
from services.requests import Subject
from services.words import Words


async def record(visit: Visit, _: RecordAccident) -> None:
    """[Catat kejadian ini]: pressed again it is the same record."""
    await _say_first_hour(visit, await visit.rooms.claims.accidents.begin(visit.work, visit.chat))


async def keep(visit: Visit, tap: KeepAccident) -> None:
    """It was not thrown away."""
    found = await _open(visit, tap.claim)
    if found is not None:
        await _say_first_hour(visit, found)


async def change_time(visit: Visit, tap: ChangeAccidentTime) -> None:
    """One question; whatever can be said of the time is enough."""
    found = await _open(visit, tap.claim)
    if found is not None:
        draft = AccidentDraft(record=str(found.id), place=found.details.place)
        await visit.talk.begin(visit, ACCIDENT.name, draft)


async def tell_place(visit: Visit, tap: TellPlace) -> None:
    """One question for the name of the place."""
    found = await _open(visit, tap.claim)
    if found is not None:
        draft = AccidentDraft(record=str(found.id), day=found.details.day, hour=found.details.hour)
        await visit.talk.begin(visit, ACCIDENT.name, draft)


async def told(visit: Visit, draft: AccidentDraft) -> None:
    """The end of either question."""
    accidents = visit.rooms.claims.accidents
    found = await accidents.open(visit.work, visit.chat)
    if found is None or str(found.id) != draft.record or draft.day is None:
        await visit.say(RecordDiscarded(found.number if found else ""), ShowStatus(), OpenMenu())
        return
    found = await accidents.dated(visit.work, found, draft.day, draft.hour or "")
    await _say_first_hour(visit, await accidents.placed(visit.work, found, draft.place or ""))


async def reported(visit: Visit, tap: AccidentReported) -> None:
    """The clock is silent from now on."""
    found = await _open(visit, tap.claim)
    if found is not None:
        after = await visit.rooms.claims.accidents.reported(visit.work, found)
        ways = (evidence(visit.rooms.words, after), CompleteAccident(after.id))
        await visit.say(AccidentWasReported(after.number), *ways, AskForHelp(Subject.TALK), OpenMenu())


async def complete(visit: Visit, tap: CompleteAccident) -> None:
    """On to the claim, with what is known; what another half-told claim holds is not thrown away."""
    found = await _open(visit, tap.claim)
    if found is None:
        return
    begun = await visit.rooms.dialogues.parked(visit.work, visit.chat, SUBMISSION.name)
    if begun is not None and begun.draft.get("recorded") == str(found.id):
        await visit.talk.resume(visit, SUBMISSION.name)
    elif begun is not None:
        await visit.say(FinishFirst(), Resume(SUBMISSION.name), Discard(SUBMISSION.name), OpenMenu())
    else:
        draft = SubmissionDraft(
            operator=visit.rooms.operator, recorded=str(found.id), event=Event.INJURY, day=found.details.day
        )
        await visit.talk.begin(visit, SUBMISSION.name, draft)


async def ask_to_discard(visit: Visit, tap: DiscardAccident) -> None:
    found = await _open(visit, tap.claim)
    if found is not None:
        await visit.say(AskToDiscard(found.number), KeepAccident(found.id), ConfirmDiscard(found.id))


async def discard(visit: Visit, tap: ConfirmDiscard) -> None:
    """Pressed twice it says the same again."""
    found = await visit.rooms.claims.mine(visit.work, visit.chat, tap.claim)
    after = await visit.rooms.claims.accidents.discard(visit.work, found)
    if after.state is State.WITHDRAWN:
        await visit.say(RecordDiscarded(after.number), RecordAccident(), AskForHelp(Subject.TALK), OpenMenu())
    else:
        await claims_life.say_where(visit, after, *claims_life.ways(after))


def evidence(words: Words, record: Claim) -> Button:
    """[Kirim foto kejadian]."""
    return words.label("taps", "SendPaper.evidence"), SendPaper(record.id, Paper.EVIDENCE_PHOTO)


async def _say_first_hour(visit: Visit, record: Claim) -> None:
    said = visit.rooms.claims.accidents.first_hour(visit.work, record)
    still = () if record.details.is_reported else (AccidentReported(record.id),)
    away = (DiscardAccident(record.id),) if said.is_over else ()
    await visit.say(
        said,
        evidence(visit.rooms.words, record),
        NearMe(),
        ChangeAccidentTime(record.id),
        *still,
        CompleteAccident(record.id),
        *away,
        AskForHelp(Subject.TALK),
        protect=bool(record.details.place),
    )


async def _open(visit: Visit, record: UUID) -> Claim | None:
    """The record behind a button, while it is one; else it is said where the claim is. Raises ClaimNotYours."""
    found = await visit.rooms.claims.mine(visit.work, visit.chat, record)
    if found.state is State.DRAFT:
        return found
    await claims_life.say_where(visit, found, *claims_life.ways(found))
    return None
