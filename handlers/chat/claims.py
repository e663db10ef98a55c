"""Starting a claim, and telling where it is."""

from dataclasses import replace
from uuid import UUID

from handlers.chat import claims_life, welcome
from handlers.chat.buttons import AskForHelp, BeginSubmission, Button, OpenMenu, ReportEvent, ShowStatus
from handlers.chat.flows.claim_draft import SubmissionDraft
from handlers.chat.flows.submission import SUBMISSION
from handlers.chat.paper_letters import PaperLetters
from handlers.chat.visit import Visit
from services.claims import Doing, Event
from services.claims.rules import lies_with_us
from services.requests import Subject
from services.requests.messages import NothingUnderWay
from services.visitors import LookedUp

_EVENTS = {"deceased": Event.DEATH, "hurt": Event.INJURY}
_ON: tuple[Button, ...] = (AskForHelp(Subject.TALK), OpenMenu())
_MOST_BUTTONS = 6
"""Under one message."""
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
    """The end of the conversation: the number, the sums, and the papers as a message to keep, pinned. Of what was
    submitted before and has gone its way since, it is said where that is: nothing new begins."""
    if draft.claim is not None:
        await claims_life.changed(visit, draft)
        return
    rooms, who = visit.rooms, UUID(draft.participant) if draft.participant else None
    await _dated(visit, draft)
    claim = await rooms.claims.submit(visit.work, visit.chat, draft.happened, draft.details(visit.scene.today), who)
    if not lies_with_us(claim):
        await claims_life.say_where(visit, claim, *claims_life.ways(claim), AskForHelp(Subject.TALK))
        return
    await visit.say(rooms.claims.received(visit.work, claim))
    await claims_life.say_sums(visit, claim)
    await PaperLetters(rooms, visit.keyboards).write_list(visit.work, claim, anew=True)


async def _dated(visit: Visit, draft: SubmissionDraft) -> None:
    """The day may have been told otherwise on the way from the record of an accident to its claim."""
    record = await visit.rooms.claims.accidents.open(visit.work, visit.chat) if draft.recorded else None
    is_other = draft.day is not None and record is not None and record.details.day != draft.day
    if record is not None and str(record.id) == draft.recorded and draft.day and is_other and not draft.is_death:
        await visit.rooms.claims.accidents.dated(visit.work, record, draft.day, "")


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
    """/status: this chat's conversations with staff, then its claims, each with what can be done about it; the newest
    last, nearest to the thumb."""
    rooms, work = visit.rooms, visit.work
    claims = await rooms.claims.of_chat(work, visit.chat)
    desks = await rooms.helpdesk.callers.of_chat(work, visit.chat)
    if not claims and not desks:
        await visit.say(NothingUnderWay(), *await welcome.choices(visit))
        return
    for number, desk in enumerate(reversed(desks), 1):
        await visit.say(desk, *(_ON if number == len(desks) and not claims else ()))
    for number, claim in enumerate(reversed(claims), 1):
        ways = claims_life.ways(claim)
        last = _ON[: _MOST_BUTTONS - len(ways)] if number == len(claims) else ()
        speech = await rooms.claims.status(work, claim)
        await visit.say(speech, *ways, *last, protect=claims_life.has_own_words(claim))


async def show_status(visit: Visit, _: ShowStatus) -> None:
    await status(visit)
