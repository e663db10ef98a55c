"""Bringing a person and a member of staff together: calling, waiting, leaving, coming back."""

from handlers.chat import traces
from handlers.chat.buttons import AskForHelp, BackToStaff, LeaveQueue, OpenMenu, ShowStatus
from handlers.chat.flows.help import HELP, HelpDraft
from handlers.chat.heard import holds_long_number
from handlers.chat.visit import Visit
from services.dialogues.messages import NothingToGoBackTo
from services.helpdesk import Said, State, Trace
from services.helpdesk.messages import NikKeptForStaff, NotedForStaff, WithStaff
from services.helpdesk.model import Ongoing
from services.requests import Details, Subject

FORMS = frozenset({Subject.FIND, Subject.NO_NIK, Subject.CALL})
"""Where staff can do nothing without a name, a village or a number, these are asked first."""
_WAITING = (AskForHelp(Subject.CALL), LeaveQueue(), OpenMenu())


async def ask_for_help(visit: Visit, tap: AskForHelp) -> None:
    """A button that promises a person."""
    if tap.subject in FORMS:
        await _form(visit, tap.subject)
    else:
        await call(visit, tap.subject)


async def person(visit: Visit, _: str = "") -> None:
    """/petugas, *petugas*: in the middle of anything else, which is put aside and not lost."""
    await call(visit, Subject.TALK)


async def call(visit: Visit, subject: Subject) -> None:
    """Calls a person, at once; nothing is asked first. Whoever is there or waits already is told so."""
    callers = visit.rooms.helpdesk.callers
    ongoing = await callers.ongoing(visit.work, visit.chat)
    if ongoing is not None and ongoing.state is State.ACTIVE:
        await visit.rooms.dialogues.park(visit.work, visit.chat)
        await visit.say(WithStaff(ongoing.number), ShowStatus(), OpenMenu())
    elif ongoing is not None and ongoing.state is State.CLOSED:
        await _taken_up(visit, ongoing)
    else:
        await _queued(visit, subject, Details(name=visit.first_name[:80]))


async def sent(visit: Visit, draft: HelpDraft) -> None:
    """The end of the questions for those who want to be called, or have somebody looked for."""
    await _queued(visit, draft.subject or Subject.OTHER, draft.details())


async def leave(visit: Visit, _: LeaveQueue) -> None:
    """Does not want to wait any more. An old button: whoever is served by now, or never asked, hears so."""
    left = await visit.rooms.helpdesk.callers.leave(visit.work, visit.chat)
    if left is not None:
        await visit.say(left, AskForHelp(Subject.TALK), OpenMenu())
        return
    ongoing = await visit.rooms.helpdesk.callers.ongoing(visit.work, visit.chat)
    if ongoing is not None and ongoing.state is State.ACTIVE:
        await visit.say(WithStaff(ongoing.number), OpenMenu())
    else:
        await visit.say(NothingToGoBackTo(), AskForHelp(Subject.TALK), OpenMenu())


async def come_back(visit: Visit, tap: BackToStaff) -> None:
    """The button under the end of a conversation; whose it is is looked up, not believed."""
    taken = await visit.rooms.helpdesk.callers.take_up(visit.work, visit.chat, tap.conversation)
    if taken is None:
        await call(visit, Subject.TALK)
    else:
        await visit.say(taken, LeaveQueue(), OpenMenu())


async def told_again(visit: Visit) -> bool:
    """*Batal* and nothing to break off, but a person is waited for: the place, and the button to leave. Tells whether
    it was so."""
    ongoing = await visit.rooms.helpdesk.callers.ongoing(visit.work, visit.chat)
    if ongoing is None or ongoing.state is not State.WAITING:
        return False
    await _queued(visit, Subject.TALK, Details())
    return True


async def to_staff(visit: Visit, ongoing: Ongoing, said: Said) -> None:
    """While a person answers the bot is silent; only a NIK is taken off the screen."""
    await visit.rooms.helpdesk.callers.hear(visit.work, ongoing, said)
    if holds_long_number(said.words):
        await visit.forget()
        await visit.say(NikKeptForStaff())


async def told_while_waiting(visit: Visit, said: Said) -> bool:
    """Whoever waits was asked to tell the story: staff get every word of it, and the bot answers only what is a
    question or a courtesy. Tells whether there is nothing left to answer."""
    ongoing = await visit.rooms.helpdesk.callers.ongoing(visit.work, visit.chat)
    if ongoing is None or ongoing.state is not State.WAITING:
        return False
    if visit.rooms.courtesies.of(said.words) is not None or visit.rooms.topics.asks(said.words):
        await visit.rooms.helpdesk.callers.hear(visit.work, ongoing, said)
        return False
    return await keep(visit, said)


async def keep(visit: Visit, said: Said) -> bool:
    """What the bot cannot answer goes to staff, if a person is waited for or was there a short while ago. Tells
    whether it went there."""
    callers = visit.rooms.helpdesk.callers
    ongoing = await callers.ongoing(visit.work, visit.chat)
    if ongoing is None:
        return False
    if ongoing.state is State.CLOSED:
        await _taken_up(visit, ongoing)
        await to_staff(visit, ongoing, said)
        return True
    is_quiet = await callers.is_quiet(visit.work, ongoing)
    await to_staff(visit, ongoing, said)
    if not is_quiet or said.thing is not None:
        await visit.say(NotedForStaff(await callers.place(visit.work, ongoing)), LeaveQueue(), OpenMenu())
    return True


async def _taken_up(visit: Visit, ongoing: Ongoing) -> None:
    taken = await visit.rooms.helpdesk.callers.take_up(visit.work, visit.chat, ongoing.id)
    assert taken is not None, "it is this chat's"
    await visit.rooms.dialogues.park(visit.work, visit.chat)
    await visit.say(taken, LeaveQueue(), OpenMenu())


async def _queued(visit: Visit, subject: Subject, details: Details) -> None:
    callers = visit.rooms.helpdesk.callers
    trace: Trace = await traces.of(visit)
    asked = await callers.ask(visit.work, visit.chat, subject, details, trace)
    await callers.about(visit.work, visit.chat, await traces.participant(visit))
    await visit.rooms.dialogues.park(visit.work, visit.chat)
    await visit.rooms.dialogues.found_again(visit.work, visit.chat)
    if asked.conversation.state is State.ACTIVE:
        await visit.say(WithStaff(asked.conversation.number), OpenMenu())
    else:
        await visit.say(await callers.where(visit.work, asked), *_WAITING)


async def _form(visit: Visit, subject: Subject) -> None:
    draft = HelpDraft(subject=subject)
    if subject is Subject.FIND:
        last = await visit.rooms.visitors.last_looked_up(visit.work, visit.chat)
        if last is not None:
            draft = HelpDraft(subject=subject, about=last.name, nik=last.nik)
    await visit.talk.begin(visit, HELP.name, draft)
