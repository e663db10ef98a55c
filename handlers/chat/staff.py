"""What staff say to the bot in a private chat: /tautkan ties their Telegram account to them."""

from handlers.chat.buttons import OpenMenu
from handlers.chat.visit import Visit
from services.staff.messages import TelegramLinked


async def link(visit: Visit, code: str) -> None:
    """/tautkan KODE, with a code from the console or a terminal. The message goes: it must not lie about."""
    await visit.forget()
    member = await visit.rooms.staff.link(visit.work, code, visit.user)
    await visit.say(TelegramLinked(member.name, member.role), OpenMenu())
