"""The way in: /start, the menu, help, and the controls that work in every conversation."""

from handlers.chat import helpdesk
from handlers.chat.buttons import (
    AskForHelp,
    Button,
    CheckCoverage,
    Choose,
    Discard,
    FamilyDied,
    GoBack,
    OpenMenu,
    Resume,
    ShowInfo,
)
from handlers.chat.visit import Visit
from services.benefits.answers import Matter
from services.dialogues.messages import Help, Menu, NothingToGoBackTo, UnknownCommand, Welcome
from services.requests import Subject

MAIN: tuple[Button, ...] = (
    FamilyDied(),
    ShowInfo(Matter.ACCIDENT_NOW),
    CheckCoverage(),
    ShowInfo(Matter.QUESTIONS),
    AskForHelp(Subject.TALK),
)
"""The choices of the menu, in the order in which people need them."""
WAYS_ON: tuple[Button, ...] = (AskForHelp(Subject.TALK), OpenMenu())
"""What hangs under a sentence of ours after which nothing else is at hand."""


async def start(visit: Visit, _: str) -> None:
    """/start: who we are and the choice. What was begun is put aside, not lost; a deep link's code changes nothing."""
    await visit.rooms.dialogues.park(visit.work, visit.chat)
    words = Welcome(visit.rooms.region.name, visit.rooms.operator, visit.rooms.sample)
    await visit.say(words, *await choices(visit))


async def menu(visit: Visit, _: str = "") -> None:
    """The choice; what was begun is put aside."""
    await visit.rooms.dialogues.park(visit.work, visit.chat)
    buttons = await choices(visit)
    await visit.say(Menu(unfinished=any(isinstance(button, Resume) for button in buttons)), *buttons)


async def open_menu(visit: Visit, _: OpenMenu) -> None:
    await menu(visit)


async def assist(visit: Visit, _: str) -> None:
    """/bantuan: how to use us."""
    await visit.say(Help(), OpenMenu())


async def unknown(visit: Visit, _: str) -> None:
    """A command that does not exist."""
    await visit.say(UnknownCommand(), *await choices(visit))


async def cancel(visit: Visit, _: str = "") -> None:
    """/batal, *batal*."""
    dialogue = await visit.rooms.dialogues.active(visit.work, visit.chat)
    if dialogue is not None:
        await visit.talk.pause(visit, dialogue)
    elif not await helpdesk.told_again(visit):
        await visit.say(NothingToGoBackTo(), *await choices(visit))


async def back(visit: Visit, _: str = "") -> None:
    """*Kembali*: to the question before; before the first one lies the menu."""
    dialogue = await visit.rooms.dialogues.active(visit.work, visit.chat)
    if dialogue is None:
        await visit.say(NothingToGoBackTo(), *await choices(visit))
    elif dialogue.trail:
        await visit.talk.back(visit, dialogue)
    else:
        await menu(visit)


async def go_back(visit: Visit, _: GoBack) -> None:
    await back(visit)


async def choose(visit: Visit, tap: Choose) -> None:
    await visit.talk.choose(visit, tap)


async def resume(visit: Visit, tap: Resume) -> None:
    await visit.talk.resume(visit, tap.flow)


async def discard(visit: Visit, tap: Discard) -> None:
    await visit.talk.discard(visit, tap.flow)


async def choices(visit: Visit) -> tuple[Button, ...]:
    """The menu, with what was left unfinished in front."""
    unfinished = await visit.rooms.dialogues.unfinished(visit.work, visit.chat)
    return (*(Resume(dialogue.flow) for dialogue in unfinished[:1]), *MAIN)
