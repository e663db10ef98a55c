"""What the bot may call, as a table of functions from world and checked parameters to a result."""

from collections.abc import Awaitable, Callable
from typing import Any

from bot.simulator import editing, forum_methods, group_methods, passing, reacting, receiving, sending
from bot.simulator.errors import bad_request
from bot.simulator.sending import Call

Json = dict[str, Any]
Method = Callable[[Call], Awaitable[Any]]


async def get_me(call: Call) -> Json:
    return call.world.bot | {
        "can_join_groups": True,
        "can_read_all_group_messages": not call.world.privacy,
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


async def set_commands(call: Call) -> bool:
    return _commands_become(call, call.params["commands"])


async def get_commands(call: Call) -> list[Json]:
    return list(call.world.profile["commands"].get(_scope(call), []))


async def delete_commands(call: Call) -> bool:
    return _commands_become(call, [])


def _commands_become(call: Call, commands: list[Json]) -> bool:
    call.world.profile["commands"][_scope(call)] = commands
    call.world.feed.publish("profile", profile=call.world.profile)
    return True


def _scope(call: Call) -> str:
    """Where the commands are shown: `all_private_chats`, `chat:-1001` …"""
    scope = call.params.get("scope") or {"type": "default"}
    return ":".join(str(scope[part]) for part in ("type", "chat_id", "user_id") if part in scope)


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


METHODS: dict[str, Method] = {
    "getMe": get_me,
    "getFile": get_file,
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
    **passing.METHODS,
    **editing.METHODS,
    **reacting.METHODS,
    **receiving.METHODS,
    **forum_methods.METHODS,
    **group_methods.METHODS,
}
