"""Bringing a person and a member of staff together."""

from handlers.chat.buttons import AskForHelp, OpenMenu, ShowStatus
from handlers.chat.flows.help import HELP, MORE, HelpDraft, MoreDraft
from handlers.chat.visit import Visit
from services.requests import Subject
from services.requests.messages import NothingWaits, StillWaiting, WordsAdded


async def ask_for_help(visit: Visit, tap: AskForHelp) -> None:
    """A button that promises a person. While one is on the way already, only what is new is asked."""
    if tap.subject is Subject.TALK:
        await _talk(visit)
    else:
        await _begin(visit, tap.subject)


async def person(visit: Visit, _: str = "") -> None:
    """/petugas, *petugas*: in the middle of anything else, which is put aside and not lost."""
    dialogue = await visit.rooms.dialogues.active(visit.work, visit.chat)
    waits = await visit.rooms.requests.waiting(visit.work, visit.chat) is not None
    if dialogue is not None and (dialogue.flow == HELP.name or (dialogue.flow == MORE.name and waits)):
        await visit.talk.repeat(visit, dialogue)
        return
    if dialogue is not None and dialogue.flow == MORE.name:
        await visit.rooms.dialogues.end(visit.work, visit.chat, MORE.name)  # there is nothing left to add to
    await _talk(visit)


async def sent(visit: Visit, draft: HelpDraft) -> None:
    """The end of the conversation: the number, and when somebody will call."""
    subject = draft.subject or Subject.OTHER
    request = await visit.rooms.requests.open(visit.work, visit.chat, subject, draft.details())
    await visit.say(visit.rooms.requests.taken(visit.work, request), ShowStatus(), OpenMenu())


async def added(visit: Visit, draft: MoreDraft) -> None:
    """More words to the request that waits; without any, it goes on waiting. It may have been closed meanwhile: then
    that is said here and the conversation is over, for the question would only come again.
    """
    number = draft.number or ""
    try:
        if draft.words:
            await visit.rooms.requests.add_words(visit.work, visit.chat, number, draft.words)
            await visit.say(WordsAdded(number), ShowStatus(), OpenMenu())
        elif await visit.rooms.requests.waiting(visit.work, visit.chat) is None:
            raise NothingWaits(has_words=False)
        else:
            await visit.say(StillWaiting(number), ShowStatus(), OpenMenu())
    except NothingWaits as no:
        await visit.say(no, AskForHelp(Subject.TALK), ShowStatus(), OpenMenu())


async def _talk(visit: Visit) -> None:
    waiting = await visit.rooms.requests.waiting(visit.work, visit.chat)
    if waiting is None:
        await _begin(visit, Subject.TALK)
    else:
        await visit.talk.begin(visit, MORE.name, MoreDraft(number=waiting.number))


async def _begin(visit: Visit, subject: Subject) -> None:
    await visit.rooms.requests.ensure_room(visit.work, visit.chat)
    draft = HelpDraft(subject=subject)
    if subject is Subject.FIND:
        last = await visit.rooms.visitors.last_looked_up(visit.work, visit.chat)
        if last is not None:
            draft = HelpDraft(subject=subject, about=last.name, nik=last.nik)
    await visit.talk.begin(visit, HELP.name, draft)
