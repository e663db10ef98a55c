"""Bringing a person and a member of staff together: calling, waiting, leaving, coming back."""

from uuid import UUID

from handlers.chat import traces
from handlers.chat.buttons import AskForHelp, BackToStaff, LeaveQueue, OpenMenu, ShowStatus
from handlers.chat.flows.help import HELP, HelpDraft
from handlers.chat.heard import holds_long_number
from handlers.chat.visit import Visit
from services.helpdesk import Said, State, Trace
from services.helpdesk.hints import NotInTheQueue, trouble_with
from services.helpdesk.messages import NikKeptForStaff, NotedForStaff, WithStaff
from services.helpdesk.model import Ongoing
from services.helpdesk.rules import LONG_NUMBER
from services.requests import Details, Subject
from services.words.courtesies import Courtesy

FORMS = frozenset({Subject.FIND, Subject.NO_NIK, Subject.CALL})
"""Where staff can do nothing without a name, a village or a number, these are asked first."""
LIGHT = frozenset({Courtesy.SALAM, Courtesy.GREETING, Courtesy.THANKS})
"""Courtesies for which nobody need be called again; a sigh is none of them."""
WAVES = frozenset({"sticker", "animation", "dice"})
"""Pictures that say no more than thanks, or a smile."""
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
    ongoing = await visit.rooms.helpdesk.callers.ongoing(visit.work, visit.chat)
    # The name in Telegram is better than none, and worse than the one that was told.
    await _queued(visit, subject, Details() if ongoing else Details(name=visit.first_name[:80]))


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
        await visit.say(NotInTheQueue(), AskForHelp(Subject.TALK), OpenMenu())


async def come_back(visit: Visit, tap: BackToStaff) -> None:
    """The button under the end of a conversation; whose it is is looked up, not believed. Of one that ended long ago,
    or of nobody here, no more is left than the wish for a person."""
    if not await _taken_up(visit, tap.conversation):
        await call(visit, Subject.TALK)


async def told_again(visit: Visit) -> bool:
    """*Batal* and nothing to break off, or *masih lama ya?*, while a person is waited for: the place, and the button
    to leave. Tells whether it was so."""
    ongoing = await visit.rooms.helpdesk.callers.ongoing(visit.work, visit.chat)
    if ongoing is None or ongoing.state is not State.WAITING:
        return False
    await _queued(visit, Subject.TALK, Details())
    return True


async def to_staff(visit: Visit, ongoing: Ongoing, said: Said) -> None:
    """While a person answers the bot is silent; only a NIK is taken off the screen, and a file that nobody can open is
    told so: once a day, for that is a kindness and no talking over."""
    await visit.rooms.helpdesk.callers.hear(visit.work, ongoing, said)
    await _off_the_screen(visit, said.words)
    trouble = trouble_with(said.thing)
    if trouble is not None:
        is_waiting = ongoing.state is not State.ACTIVE
        once = said.album or visit.message if is_waiting else visit.scene.today
        buttons = (LeaveQueue(), OpenMenu()) if is_waiting else ()
        await visit.say(trouble, *buttons, once=f"trouble:{type(trouble).__name__}:{ongoing.id}:{once}")


async def overhear(visit: Visit, said: Said) -> None:
    """What was no answer to the bot's question may have been meant for whoever is there or waited for. A number that
    was typed for the question is not passed on."""
    ongoing = await visit.rooms.helpdesk.callers.ongoing(visit.work, visit.chat)
    if ongoing is not None and ongoing.is_open and not LONG_NUMBER.search(said.words):
        await visit.rooms.helpdesk.callers.hear(visit.work, ongoing, said)


async def corrected(visit: Visit, words: str) -> bool:
    """The person changed a message. Staff see what became of those they have, and while they answer of any that is for
    nobody else. Tells whether it went there."""
    callers = visit.rooms.helpdesk.callers
    ongoing = await callers.ongoing(visit.work, visit.chat)
    if ongoing is None or not ongoing.is_open or visit.message is None:
        return False
    if not await callers.correct(visit.work, ongoing, visit.message, words):
        is_silent = ongoing.state is State.ACTIVE and await visit.rooms.dialogues.active(visit.work, visit.chat) is None
        if not is_silent:
            return False
        await callers.hear(visit.work, ongoing, Said(words, message=visit.message))
    await _off_the_screen(visit, words)
    return True


async def in_danger(visit: Visit, said: Said) -> None:
    """After the care: staff hear it, if a person is there, is waited for, or was there a short while ago."""
    callers = visit.rooms.helpdesk.callers
    ongoing = await callers.ongoing(visit.work, visit.chat)
    if ongoing is None or ongoing.was_left:
        return
    if not ongoing.is_open:
        await _taken_up(visit, ongoing.id)
    await callers.hear(visit.work, ongoing, said)


async def told(visit: Visit, said: Said, *, is_for_the_bot: bool) -> bool:
    """Words outside any question. Staff get every word of whoever waits, and after the end whatever is neither for the
    bot nor a courtesy. Tells whether there is nothing left to answer."""
    ongoing = await visit.rooms.helpdesk.callers.ongoing(visit.work, visit.chat)
    if ongoing is None:
        return False
    if ongoing.state is State.WAITING and visit.rooms.topics.is_about_waiting(said.words):
        await to_staff(visit, ongoing, said)
        return await told_again(visit)
    polite = visit.rooms.courtesies.of(said.words)
    if ongoing.state is State.WAITING and (is_for_the_bot or polite is not None):
        await visit.rooms.helpdesk.callers.hear(visit.work, ongoing, said)
        return False
    if is_for_the_bot or polite in LIGHT:
        return False
    return await keep(visit, said)


async def keep(visit: Visit, said: Said) -> bool:
    """What the bot cannot answer goes to staff, if a person is waited for or was there a short while ago; who did not
    want to wait is left in peace. Tells whether it went there."""
    callers = visit.rooms.helpdesk.callers
    ongoing = await callers.ongoing(visit.work, visit.chat)
    if ongoing is None or ongoing.was_left:
        return False
    if ongoing.state is State.CLOSED:
        if said.thing is not None and said.thing.kind in WAVES:
            return False
        await _taken_up(visit, ongoing.id)
        await to_staff(visit, ongoing, said)
        return True
    is_quiet = await callers.is_quiet(visit.work, ongoing, said)
    await to_staff(visit, ongoing, said)
    if ongoing.state is State.WAITING and not is_quiet and trouble_with(said.thing) is None:
        noted = NotedForStaff(await callers.place(visit.work, ongoing))
        await visit.say(noted, LeaveQueue(), OpenMenu(), once=f"album:{said.album}" if said.album else None)
    return True


async def _off_the_screen(visit: Visit, words: str) -> None:
    """A NIK stays with staff, and not in the chat."""
    if holds_long_number(words):
        await visit.forget()
        await visit.say(NikKeptForStaff())


async def _taken_up(visit: Visit, conversation: UUID) -> bool:
    """The conversation goes on, in the queue, if it is this chat's and has not ended long ago. Tells whether."""
    taken = await visit.rooms.helpdesk.callers.take_up(visit.work, visit.chat, conversation)
    if taken is not None:
        await visit.rooms.dialogues.park(visit.work, visit.chat)
        await visit.say(taken, LeaveQueue(), OpenMenu())
    return taken is not None


async def _queued(visit: Visit, subject: Subject, details: Details) -> None:
    callers = visit.rooms.helpdesk.callers
    trace: Trace = await traces.of(visit)
    asked = await callers.ask(visit.work, visit.chat, subject, details, trace)
    await callers.about(visit.work, visit.chat, await traces.participant(visit))
    await visit.rooms.dialogues.park(visit.work, visit.chat)
    await visit.rooms.dialogues.found_again(visit.work, visit.chat)
    if asked.conversation.state is State.ACTIVE:
        await visit.say(WithStaff(asked.conversation.number), ShowStatus(), OpenMenu())
    else:
        await visit.say(await callers.where(visit.work, asked), *_WAITING)


async def _form(visit: Visit, subject: Subject) -> None:
    draft = HelpDraft(subject=subject)
    if subject is Subject.FIND:
        last = await visit.rooms.visitors.last_looked_up(visit.work, visit.chat)
        if last is not None:
            draft = HelpDraft(subject=subject, about=last.name, nik=last.nik)
    await visit.talk.begin(visit, HELP.name, draft)
