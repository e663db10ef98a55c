"""Checks of the staff's forum group: it is there, it has topics, and the bot may do in it what it must."""

from telegram import ChatFullInfo, ChatMember, ChatMemberAdministrator
from telegram.constants import ChatAction, ChatType
from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError

from bot.doctor.finding import Finding, warning, well, wrong
from bot.doctor.patient import Patient, there

USEFUL = ("can_delete_messages", "can_pin_messages")
"""Without these the desk works, but leaves more behind."""


async def none(_: Patient) -> list[Finding]:
    """A desk without a group is a desk all the same."""
    return [well("group_none")]


async def group(patient: Patient) -> list[Finding]:
    """getChat; the group is kept for what follows."""
    number = there(patient.settings.desk_group_id)
    try:
        chat = await there(patient.bot).get_chat(number)
        if chat.type == ChatType.GROUP:
            # Of a group that has moved Telegram still tells; only who wants to write there hears where it is now.
            # What is written is the word "typing", which is gone by itself.
            await there(patient.bot).send_chat_action(number, ChatAction.TYPING)
    except ChatMigrated as moved:
        return [wrong("group_moved", id=str(moved.new_chat_id))]
    except Forbidden:
        return [wrong("group_shut", bot=there(patient.bot).username)]
    except BadRequest:
        return [wrong("group_unknown")]
    except TelegramError as error:
        return [wrong("telegram_away", error=type(error).__name__)]
    return [_kept(patient, chat)]


def _kept(patient: Patient, chat: ChatFullInfo) -> Finding:
    if chat.type not in {ChatType.GROUP, ChatType.SUPERGROUP}:
        return wrong("group_is_none")
    patient.group = chat
    if not chat.is_forum:
        return wrong("group_without_topics", title=chat.title or "")
    return well("group", title=chat.title or "")


async def rights(patient: Patient) -> list[Finding]:
    """getChatMember of the bot itself."""
    bot = there(patient.bot)
    return judge_rights(await bot.get_chat_member(there(patient.group).id, bot.id), bot.username)


def judge_rights(member: ChatMember, bot: str) -> list[Finding]:
    """What a bot must and should be allowed, from what Telegram says of it."""
    if member.status in {ChatMember.LEFT, ChatMember.BANNED}:
        return [wrong("group_shut", bot=bot)]
    if not isinstance(member, ChatMemberAdministrator):
        return [wrong("group_member_only", bot=bot)]
    found: list[Finding] = []
    if not member.can_manage_topics:
        found.append(wrong("group_no_topics_right", bot=bot))
    found += [warning(f"group_{name}", bot=bot) for name in USEFUL if not getattr(member, name)]
    return found or [well("group_rights")]
