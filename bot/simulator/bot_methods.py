"""What the bot may call, as a table of functions from world and checked parameters to a result."""

from collections.abc import Awaitable, Callable
from typing import Any

from bot.simulator import editing, receiving, sending
from bot.simulator.errors import bad_request
from bot.simulator.sending import Call

Json = dict[str, Any]
Method = Callable[[Call], Awaitable[Any]]


async def get_me(call: Call) -> Json:
    return call.world.bot | {
        "can_join_groups": True,
        "can_read_all_group_messages": True,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


async def get_file(call: Call) -> Json:
    kept = call.world.files.by_id(call.params["file_id"])
    if kept is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if kept.upload.size > call.download_limit:
        raise bad_request("file is too big")
    return {
        "file_id": kept.file_id,
        "file_unique_id": kept.unique_id,
        "file_size": kept.upload.size,
        "file_path": kept.path,
    }


async def get_chat(call: Call) -> Json:
    chat = call.chat()
    full: Json = chat.as_chat() | {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": NO_GIFTS}
    if chat.pinned and (entry := chat.alive(chat.pinned[-1])):
        full["pinned_message"] = entry.message
    return full


async def get_chat_member(call: Call) -> Json:
    chat, user_id = call.chat(), call.params["user_id"]
    if user_id == call.world.bot["id"]:
        return {"status": "member" if chat.bot_is_member else "left", "user": call.world.bot}
    person = call.world.people.get(user_id)
    if person is None:
        raise bad_request("user not found")
    inside = person.id in chat.members or person is chat.owner
    return {"status": "member" if inside else "left", "user": person.as_user()}


async def leave_chat(call: Call) -> bool:
    chat = call.chat()
    if chat.owner is not None:
        raise bad_request("chat member status can't be changed in private chats")
    chat.bot_is_member = False
    return True


async def set_commands(call: Call) -> bool:
    call.world.profile["commands"] = call.params["commands"]
    call.world.feed.publish("profile", profile=call.world.profile)
    return True


async def get_commands(call: Call) -> list[Json]:
    return list(call.world.profile["commands"])


async def delete_commands(call: Call) -> bool:
    call.world.profile["commands"] = []
    return True


def _writes(name: str, limit: int) -> Method:
    async def write(call: Call) -> bool:
        value = call.params.get(name, "")
        if len(value) > limit:
            raise bad_request(f"bot {name.replace('_', ' ')} is too long")
        call.world.profile[name] = value
        call.world.feed.publish("profile", profile=call.world.profile)
        return True

    return write


def _reads(name: str) -> Method:
    async def read(call: Call) -> Json:
        return {name: call.world.profile[name]}

    return read


async def agree(_call: Call) -> bool:
    return True


GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
NO_GIFTS = dict.fromkeys(GIFTS, False)
METHODS: dict[str, Method] = {
    "getMe": get_me,
    "getFile": get_file,
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "leaveChat": leave_chat,
    "setMyCommands": set_commands,
    "getMyCommands": get_commands,
    "deleteMyCommands": delete_commands,
    "setMyDescription": _writes("description", 512),
    "getMyDescription": _reads("description"),
    "setMyShortDescription": _writes("short_description", 120),
    "getMyShortDescription": _reads("short_description"),
    "setMyName": _writes("name", 64),
    "getMyName": _reads("name"),
    "setChatMenuButton": agree,
    "close": agree,
    "logOut": agree,
    **sending.METHODS,
    **editing.METHODS,
    **receiving.METHODS,
}
