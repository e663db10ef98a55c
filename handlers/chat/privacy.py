"""A person's own data: /privasi shows, withdraws, corrects, deletes; /keluar lets the phone go."""

from handlers.chat.buttons import (
    AskCorrection,
    AskErasure,
    AskForHelp,
    Button,
    EraseData,
    KeepData,
    OpenMenu,
    WithdrawConsent,
)
from handlers.chat.keyboards import Keyboard
from handlers.chat.visit import Visit
from services.erasure.messages import CorrectionAsked, ErasureKept
from services.requests import Subject
from services.visitors.messages import LeftSelf, NothingToLeave


async def privacy(visit: Visit, _: str = "") -> None:
    """/privasi: what we hold, and what can be done about it."""
    held = await visit.rooms.erasure.what_we_hold(visit.work, visit.chat, visit.rooms.operator)
    withdraw: tuple[Button, ...] = (WithdrawConsent(),) if held.consent_given else ()
    erase: tuple[Button, ...] = (AskErasure(),) if held.held else ()
    await visit.say(held, *withdraw, AskCorrection(), *erase, OpenMenu())


async def withdraw(visit: Visit, _: WithdrawConsent) -> None:
    await visit.say(await visit.rooms.erasure.withdraw(visit.work, visit.chat), OpenMenu())


async def ask_correction(visit: Visit, _: AskCorrection) -> None:
    """Noted with its deadline; what is wrong is told to a person."""
    asked = await visit.rooms.erasure.ask_correction(visit.work, visit.chat)
    await visit.say(CorrectionAsked(asked.due), AskForHelp(Subject.DATA), OpenMenu())


async def ask_erasure(visit: Visit, _: AskErasure) -> None:
    """What would go and what would stay, before it is done."""
    await visit.say(await visit.rooms.erasure.would_erase(visit.work, visit.chat), EraseData(), KeepData())


async def erase(visit: Visit, _: EraseData) -> None:
    """At once; pressed twice it deletes nothing more."""
    await visit.say(await visit.rooms.erasure.erase(visit.work, visit.chat), keyboard=Keyboard.GONE)


async def keep(visit: Visit, _: KeepData) -> None:
    await visit.say(ErasureKept(), OpenMenu())


async def leave(visit: Visit, _: str = "") -> None:
    """/keluar: the phone is let go, say before it is given away; nobody may read or finish what was begun on it."""
    visitors, dialogues = visit.rooms.visitors, visit.rooms.dialogues
    tied = await visitors.tied(visit.work, visit.chat)
    kept = await visitors.last_looked_up(visit.work, visit.chat)
    begun = await dialogues.forget(visit.work, visit.chat)
    await visitors.leave(visit.work, visit.chat)
    await visit.say(LeftSelf() if tied or kept or begun else NothingToLeave(), OpenMenu())
