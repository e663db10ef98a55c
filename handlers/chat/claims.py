"""Starting a claim, and telling where it is."""

from dataclasses import replace
from uuid import UUID

from handlers.chat import welcome
from handlers.chat.buttons import (
    AskForHelp,
    BeginSubmission,
    Button,
    OpenMenu,
    PickPaper,
    ReportEvent,
    ShowStatus,
)
from handlers.chat.flows.submission import SUBMISSION, SubmissionDraft
from handlers.chat.paper_letters import PaperLetters
from handlers.chat.visit import Visit
from services.claims import Claim, Doing, Event
from services.claims.papers.rules import TAKES_PAPERS
from services.requests import Subject
from services.requests.messages import NothingUnderWay
from services.speech import Speech
from services.visitors import LookedUp

_EVENTS = {"deceased": Event.DEATH, "hurt": Event.INJURY}
_DOING = {"no": Doing.NEITHER, "unknown": Doing.UNKNOWN}
"""Answers about work that say all there is; a yes is asked for more closely: at work, or on the way?"""


async def begin(visit: Visit, tap: BeginSubmission) -> None:
    """The button under an answer about coverage (which knows whom it is about), or in a menu."""
    looked_up = await visit.rooms.visitors.last_looked_up(visit.work, visit.chat) if tap.looked_up else None
    draft = SubmissionDraft(operator=visit.rooms.operator)
    await visit.talk.begin(visit, SUBMISSION.name, known(draft, looked_up) if looked_up else draft)


async def report(visit: Visit, tap: ReportEvent) -> None:
    """The button under a subject that tells what happened."""
    await visit.talk.begin(visit, SUBMISSION.name, SubmissionDraft(operator=visit.rooms.operator, event=tap.event))


async def anew(visit: Visit, _: str = "") -> None:
    """/pengajuan: with nothing known."""
    await begin(visit, BeginSubmission(looked_up=False))


async def submitted(visit: Visit, draft: SubmissionDraft) -> None:
    """The end of the conversation: the number, and the papers as a message to keep, pinned."""
    rooms, who = visit.rooms, UUID(draft.participant) if draft.participant else None
    claim = await rooms.claims.submit(visit.work, visit.chat, draft.happened, draft.details(visit.scene.today), who)
    await visit.say(rooms.claims.received(visit.work, claim))
    await PaperLetters(rooms, visit.keyboards).write_list(visit.work, claim, anew=True)


def known(draft: SubmissionDraft, looked_up: LookedUp) -> SubmissionDraft:
    """Only for somebody who died or was hurt: a look-up of oneself does not tell whom it happened to."""
    if looked_up.about not in _EVENTS:
        return draft
    return replace(
        draft,
        is_known=True,
        participant=str(looked_up.participant) if looked_up.participant else None,
        nik=looked_up.nik,
        about=looked_up.name,
        event=_EVENTS[looked_up.about],
        day=looked_up.day,
        day_is_exact=looked_up.day_is_exact,
        doing=_DOING.get(looked_up.working),
    )


async def status(visit: Visit, _: str = "") -> None:
    """/status: this chat's conversations with staff, then its claims; the newest last, nearest to the thumb."""
    rooms, work = visit.rooms, visit.work
    claims = await rooms.claims.of_chat(work, visit.chat)
    told: list[tuple[Speech, tuple[Button, ...]]] = [
        (speech, ()) for speech in reversed(await rooms.helpdesk.callers.of_chat(work, visit.chat))
    ]
    told += [(await rooms.claims.status(work, claim), ways(claim)) for claim in reversed(claims)]
    if not told:
        await visit.say(NothingUnderWay(), *await welcome.choices(visit))
        return
    for speech, buttons in told[:-1]:
        await visit.say(speech, *buttons)
    speech, buttons = told[-1]
    await visit.say(speech, *buttons, AskForHelp(Subject.TALK), OpenMenu())


def ways(claim: Claim) -> tuple[Button, ...]:
    """What the family can do with a claim where it is now."""
    return (PickPaper(claim.id),) if claim.state in TAKES_PAPERS else ()


async def show_status(visit: Visit, _: ShowStatus) -> None:
    await status(visit)
