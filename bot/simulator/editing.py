"""What the bot does to messages that are there: edit, delete, pin."""

from collections.abc import Awaitable, Callable
from typing import Any

from bot.simulator import forum
from bot.simulator.errors import ApiError, bad_request
from bot.simulator.markup import checked_inline
from bot.simulator.placing import bare
from bot.simulator.sending import Call, caption_of, text_of
from bot.simulator.telling import is_service, tell_message
from bot.simulator.world import Chat, Entry

Json = dict[str, Any]
SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same"
    " as a current content and reply markup of the message"
)


def _own_message(call: Call) -> tuple[Chat, Entry]:
    chat = call.chat()
    if "message_id" not in call.params:
        raise bad_request("message identifier is not specified")
    entry = chat.alive(call.params["message_id"])
    if entry is None:
        raise bad_request("message to edit not found")
    if entry.message.get("from", call.world.bot)["id"] != call.world.bot["id"] or is_service(entry.message):
        raise bad_request("message can't be edited")
    return chat, entry


def _edit(call: Call, part: Callable[[Json], Json], dropped: tuple[str, ...]) -> Json:
    chat, entry = _own_message(call)
    try:
        content = part(call.params)
    except ApiError as error:
        if error.description.endswith("message is too long"):
            raise bad_request("MESSAGE_TOO_LONG") from None
        raise
    inline = checked_inline(call.params.get("reply_markup"))
    if inline is not None:
        content["reply_markup"] = inline
    drop = (*dropped, "reply_markup")
    if {k: entry.message.get(k) for k in drop} == {k: content.get(k) for k in drop}:
        raise bad_request(SAME)
    call.gate.pass_one(chat.id)
    return call.world.change(chat, entry, content, drop)


async def edit_text(call: Call) -> Json:
    _, entry = _own_message(call)
    if "text" not in entry.message:
        raise bad_request("there is no text in the message to edit")
    return _edit(call, text_of, ("text", "entities"))


async def edit_caption(call: Call) -> Json:
    return _edit(call, caption_of, ("caption", "caption_entities"))


async def edit_markup(call: Call) -> Json:
    return _edit(call, lambda _: {}, ())


async def delete_message(call: Call) -> bool:
    chat = call.chat()
    entry = chat.alive(call.params["message_id"])
    if entry is None:
        raise bad_request("message to delete not found")
    if not _may_delete(call, chat, entry):
        raise bad_request("message can't be deleted")
    call.world.delete(chat, call.params["message_id"])
    return True


def _may_delete(call: Call, chat: Chat, entry: Entry) -> bool:
    """In a group others' messages only with the right to it; what opened a topic goes only with the topic."""
    if "forum_topic_created" in entry.message:
        return False
    is_own = entry.message.get("from", {}).get("id") == call.world.bot["id"]
    return chat.owner is not None or is_own or call.world.bot_in(chat).may("can_delete_messages")


async def delete_messages(call: Call) -> bool:
    """Those that are not found or cannot be deleted are skipped, as Telegram does."""
    chat, numbers = call.chat(), call.params["message_ids"]
    if not isinstance(numbers, list) or not 1 <= len(numbers) <= 100:
        raise bad_request("message identifiers are not specified")
    for number in numbers:
        if (entry := chat.alive(number)) is not None and _may_delete(call, chat, entry):
            call.world.delete(chat, number)
    return True


async def pin(call: Call) -> bool:
    chat, number = call.chat(), call.params["message_id"]
    if (entry := chat.alive(number)) is None:
        raise bad_request("message to pin not found")
    forum.need_right_to_pin(chat, call.world.bot_in(chat))
    if number in chat.pinned:
        return True
    chat.pinned.append(number)
    call.world.feed.publish("pinned", chat.id, pinned=list(chat.pinned))
    if chat.type in ("group", "supergroup"):
        where = {
            part: value for part, value in entry.message.items() if part in ("message_thread_id", "is_topic_message")
        }
        note = where | {"pinned_message": bare(entry.message)}
        tell_message(call.world, chat, call.world.post(chat, call.world.bot, note))
    return True


async def unpin(call: Call) -> bool:
    chat = call.chat()
    forum.need_right_to_pin(chat, call.world.bot_in(chat))
    number = call.params.get("message_id", chat.pinned[-1] if chat.pinned else None)
    if number not in chat.pinned:
        raise bad_request("message to unpin not found")
    chat.pinned.remove(number)
    call.world.feed.publish("pinned", chat.id, pinned=list(chat.pinned))
    return True


async def unpin_all(call: Call) -> bool:
    chat = call.chat()
    forum.need_right_to_pin(chat, call.world.bot_in(chat))
    chat.pinned.clear()
    call.world.feed.publish("pinned", chat.id, pinned=[])
    return True


METHODS: dict[str, Callable[[Call], Awaitable[Any]]] = {
    "editMessageText": edit_text,
    "editMessageCaption": edit_caption,
    "editMessageReplyMarkup": edit_markup,
    "deleteMessage": delete_message,
    "deleteMessages": delete_messages,
    "pinChatMessage": pin,
    "unpinChatMessage": unpin,
    "unpinAllChatMessages": unpin_all,
}
