"""What the bot passes on: copies without a trace, and forwards that name where they come from."""

from collections.abc import Awaitable, Callable
from typing import Any

from bot.simulator.errors import bad_request
from bot.simulator.placing import PLACE, origin
from bot.simulator.sending import Call, caption_of, deliver
from bot.simulator.telling import is_service

Json = dict[str, Any]
OF_ITS_CHAT = PLACE | {
    "message_id", "date", "edit_date", "chat", "from", "sender_chat", "author_signature", "reply_markup",
    "forward_origin", "has_protected_content", "media_group_id",
}  # fmt: skip
"""The parts of a message that stay behind when its content is passed on."""


def content_of(message: Json) -> Json:
    return {part: value for part, value in message.items() if part not in OF_ITS_CHAT}


async def copy_message(call: Call) -> Json:
    content = content_of(_source(call, "copy", "copied"))
    if "caption" in call.params:
        content = {part: value for part, value in content.items() if not part.startswith("caption")}
        content |= caption_of(call.params)
    return {"message_id": deliver(call, content)["message_id"]}


async def forward_message(call: Call) -> Json:
    message = _source(call, "forward", "forwarded")
    return deliver(call, content_of(message) | {"forward_origin": origin(message)})


def _source(call: Call, act: str, done: str) -> Json:
    call.chat()
    entry = call.chat("read", "from_chat_id").alive(call.params["message_id"])
    if entry is None:
        raise bad_request(f"message to {act} not found")
    if is_service(entry.message) or entry.message.get("has_protected_content"):
        raise bad_request(f"message can't be {done}")
    return entry.message


METHODS: dict[str, Callable[[Call], Awaitable[Any]]] = {"copyMessage": copy_message, "forwardMessage": forward_message}
