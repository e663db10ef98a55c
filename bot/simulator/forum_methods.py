"""The bot's methods on the topics of a forum; what leaves a message there counts as one against the flood limits."""

from collections.abc import Awaitable, Callable
from typing import Any

from bot.simulator import forum
from bot.simulator.forum import ICONS, Icon, bot_in
from bot.simulator.sending import Call

Json = dict[str, Any]


async def get_icons(_call: Call) -> list[Json]:
    picture = {"type": "custom_emoji", "width": 512, "height": 512, "is_animated": False, "is_video": False}
    return [
        picture | {"file_id": f"SIMicon{number}", "file_unique_id": number, "emoji": emoji, "custom_emoji_id": number}
        for number, emoji in ICONS.items()
    ]


async def create(call: Call) -> Json:
    chat, params = call.chat(), call.params
    icon = Icon(params.get("icon_color"), params.get("icon_custom_emoji_id"))
    with call.gate.counting(chat.id):
        topic = forum.open_topic(call.world, chat, bot_in(call.world, chat), params["name"], icon)
    told = {"message_thread_id": topic.thread, "name": topic.name, "icon_color": topic.icon_color}
    return told | ({"icon_custom_emoji_id": topic.emoji} if topic.emoji else {})


async def edit(call: Call) -> bool:
    chat, params = call.chat(), call.params
    wanted = {"name": params.get("name"), "emoji": params.get("icon_custom_emoji_id")}
    with call.gate.counting(chat.id):
        forum.edit_topic(call.world, chat, bot_in(call.world, chat), params["message_thread_id"], wanted)
    return True


async def close(call: Call) -> bool:
    return _turn(call, closed=True)


async def reopen(call: Call) -> bool:
    return _turn(call, closed=False)


def _turn(call: Call, closed: bool) -> bool:
    chat = call.chat()
    with call.gate.counting(chat.id):
        forum.close_topic(call.world, chat, bot_in(call.world, chat), call.params["message_thread_id"], closed)
    return True


async def delete(call: Call) -> bool:
    chat = call.chat()
    forum.delete_topic(call.world, chat, bot_in(call.world, chat), call.params["message_thread_id"])
    return True


async def unpin_all(call: Call) -> bool:
    chat = call.chat()
    forum.unpin_topic(call.world, chat, bot_in(call.world, chat), call.params["message_thread_id"])
    return True


METHODS: dict[str, Callable[[Call], Awaitable[Any]]] = {
    "getForumTopicIconStickers": get_icons,
    "createForumTopic": create,
    "editForumTopic": edit,
    "closeForumTopic": close,
    "reopenForumTopic": reopen,
    "deleteForumTopic": delete,
    "unpinAllForumTopicMessages": unpin_all,
}
