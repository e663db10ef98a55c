"""What the bot hears of the things that happen: nothing of a group it is not in, and in private little of one it is."""

import re
from typing import Any

from bot.simulator.world import Chat, World

Json = dict[str, Any]
SPOKEN = {
    "text", "caption", "photo", "document", "voice", "video", "audio", "sticker", "animation", "location", "contact",
    "dice", "poll", "venue", "game", "story", "video_note",
}  # fmt: skip
"""Parts of a message that somebody wrote; a message without any is a service message."""
COMMAND = re.compile(r"/[A-Za-z0-9_]{1,64}(@[A-Za-z0-9_]{3,32})?(?!\S)")


def tell(world: World, kind: str, body: Json, chat: Chat) -> None:
    """Queues an update for the bot, unless the chat is a group that the bot is not in."""
    if kind != "my_chat_member" and not world.bot_in(chat).is_inside:
        return
    if world.inspector is not None:
        world.inspector.update(kind, body)
    world.updates.add(kind, body, chat.id)


def tell_message(world: World, chat: Chat, message: Json, edited: bool = False) -> None:
    """Queues a message, new or edited, if the bot may hear it."""
    if not is_heard(world, chat, message):
        return
    kind = "channel_post" if chat.type == "channel" else "message"
    tell(world, f"edited_{kind}" if edited else kind, message, chat)


def is_heard(world: World, chat: Chat, message: Json) -> bool:
    """Whether a message reaches the bot: in privacy mode a bot without an administrator's place in a group hears only
    commands, answers to its own messages, messages that name it, and what Telegram itself says there."""
    if chat.type in ("private", "channel") or not world.privacy or world.bot_in(chat).is_admin:
        return True
    return is_service(message) or _is_meant_for(world.bot, message)


def is_service(message: Json) -> bool:
    """Whether Telegram itself says it: somebody came, a topic was closed."""
    return not message.keys() & SPOKEN


def _is_meant_for(bot: Json, message: Json) -> bool:
    answered = message.get("reply_to_message", {})
    if answered.get("from", {}).get("id") == bot["id"] and "forum_topic_created" not in answered:
        return True
    text = str(message.get("text") or message.get("caption") or "")
    name = f"@{bot['username']}".lower()
    command = COMMAND.match(text)
    if command is not None:
        return command[1] is None or command[1].lower() == name
    return re.search(rf"{re.escape(name)}\b", text.lower()) is not None
