"""What the bot asks of groups and chats: what they are, who is in them with which rights; and how it leaves."""

from collections.abc import Awaitable, Callable
from typing import Any

from bot.simulator.errors import bad_request
from bot.simulator.membership import Member
from bot.simulator.sending import Call
from bot.simulator.standing import change_standing
from bot.simulator.telling import tell_message
from bot.simulator.world import Chat

Json = dict[str, Any]
GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
NO_GIFTS = dict.fromkeys(GIFTS, False)


async def get_chat(call: Call) -> Json:
    chat = call.chat("read")
    full: Json = chat.as_chat() | {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": NO_GIFTS}
    if chat.pinned and (entry := chat.alive(chat.pinned[-1])):
        full["pinned_message"] = entry.message
    return full


async def get_member(call: Call) -> Json:
    user_id = call.params["user_id"]
    chat = call.chat("read" if user_id == call.world.bot["id"] else "members")
    return _member(call, chat, user_id).as_member(chat.type)


def _member(call: Call, chat: Chat, user_id: int) -> Member:
    if user_id == call.world.bot["id"]:
        return call.world.bot_in(chat)
    if user_id in chat.members:
        return chat.members[user_id]
    person = call.world.people.get(user_id)
    if person is None:
        raise bad_request("user not found")
    return Member(person.as_user(), "member" if person is chat.owner else "left")


async def get_administrators(call: Call) -> list[Json]:
    chat = call.chat("members")
    if chat.owner is not None:
        raise bad_request("there are no administrators in the private chat")
    return [member.as_member(chat.type) for member in chat.members.values() if member.is_admin]


async def leave_chat(call: Call) -> bool:
    world, chat = call.world, call.chat("read")
    if chat.owner is not None:
        raise bad_request("chat member status can't be changed in private chats")
    if chat.type != "channel":
        tell_message(world, chat, world.post(chat, world.bot, {"left_chat_member": world.bot}))
    change_standing(world, chat, Member(world.bot, "left"), world.bot)
    return True


METHODS: dict[str, Callable[[Call], Awaitable[Any]]] = {
    "getChat": get_chat,
    "getChatMember": get_member,
    "getChatAdministrators": get_administrators,
    "leaveChat": leave_chat,
}
