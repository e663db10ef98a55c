"""The bot's new messages: text, files, places, and the small signs around them."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Literal

from bot.simulator import forum, markup
from bot.simulator.courier import Courier
from bot.simulator.entities import with_found
from bot.simulator.errors import ApiError, bad_request, forbidden
from bot.simulator.files import Files, Upload
from bot.simulator.html import parse_html, trimmed, units
from bot.simulator.limits import FloodGate
from bot.simulator.pictures import measure
from bot.simulator.placing import place
from bot.simulator.world import Chat, Entry, World

Json = dict[str, Any]
LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
Access = Literal["read", "members", "write"]
"""What a method needs of a chat: to know of it, to know its members, to act in it."""
LARGEST_UPLOAD = 50 * 1024 * 1024
ACTIONS = {
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document",
    "choose_sticker", "find_location", "record_video_note", "upload_video_note",
}  # fmt: skip


@dataclass
class Call:
    """One call in hand: the world it acts on and its checked parameters."""

    world: World
    params: Json
    courier: Courier
    gate: FloodGate
    download_limit: int

    def chat(self, access: Access = "write", named: str = "chat_id") -> Chat:
        """The chat meant by this parameter, if the bot has such access to it."""
        chat = self.world.chats.get(self.params.get(named, 0))
        if chat is None or (chat.owner is not None and not chat.started):
            raise bad_request("chat not found")
        if chat.owner is not None and chat.owner.blocks_bot:
            raise forbidden("bot was blocked by the user")
        if chat.owner is None:
            self._need_access(chat, access)
        return chat

    def _need_access(self, chat: Chat, access: Access) -> None:
        """Of a basic group a bot may know when it is no longer there; of a supergroup it may not."""
        if access == "read" and chat.type == "group":
            return
        if chat.moved_to is not None:
            words = "Bad Request: group chat was upgraded to a supergroup chat"
            raise ApiError(400, words, migrate_to=chat.moved_to)
        bot = self.world.bot_in(chat)
        if not bot.is_inside:
            left = "kicked from" if bot.status == "kicked" else "not a member of"
            raise forbidden(f"bot {'was' if bot.status == 'kicked' else 'is'} {left} the {chat.type} chat")


def formatted(params: Json, name: str, entities_name: str) -> tuple[str, list[Json]]:
    """Text and entities of a parameter, after parse_mode; raises for broken markup."""
    source = params.get(name, "")
    mode = params.get("parse_mode")
    if mode is None:
        text, entities = trimmed(source, params.get(entities_name) or [])
    elif mode.lower() == "html":
        text, entities = parse_html(source)
    else:
        raise bad_request("unsupported parse_mode")
    return text, with_found(text, entities)


def text_of(params: Json) -> Json:
    text, entities = formatted(params, "text", "entities")
    if not text:
        raise bad_request("message text is empty")
    if units(text) > LONGEST_TEXT:
        raise bad_request("message is too long")
    return {"text": text} | ({"entities": entities} if entities else {})


def caption_of(params: Json) -> Json:
    text, entities = formatted(params, "caption", "caption_entities")
    if units(text) > LONGEST_CAPTION:
        raise bad_request("message caption is too long")
    if not text:
        return {}
    return {"caption": text} | ({"caption_entities": entities} if entities else {})


def deliver(call: Call, content: Json) -> Json:
    """Puts the bot's message into the chat with its place, keyboard and protection."""
    chat, params = call.chat(), call.params
    inline, keyboard = markup.split(params.get("reply_markup"), chat.type == "private")
    placed = place(chat, params.get("message_thread_id"), _answered(chat, params))
    forum.need_open(forum.bot_in(call.world, chat), chat, placed.get("message_thread_id"))
    content = content | placed
    if params.get("protect_content"):
        content["has_protected_content"] = True
    if inline is not None:
        content["reply_markup"] = inline
    call.gate.pass_one(chat.id)
    message = call.world.post(chat, call.world.bot if chat.type != "channel" else None, content)
    if keyboard is not None:
        shown = None if "remove_keyboard" in keyboard else keyboard | {"message_id": message["message_id"]}
        call.world.show_keyboard(chat, shown)
    return message


def _answered(chat: Chat, params: Json) -> Entry | None:
    reply = params.get("reply_parameters")
    if not reply:
        return None
    entry = chat.alive(int(reply.get("message_id", 0)))
    if entry is None and not reply.get("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    return entry


async def send_message(call: Call) -> Json:
    call.chat()
    return deliver(call, text_of(call.params))


def _sends_file(kind: str) -> Callable[[Call], Awaitable[Json]]:
    async def send(call: Call) -> Json:
        call.chat()
        caption = {} if kind == "sticker" else caption_of(call.params)
        content = media(call.world.files, kind, _given_file(call, kind))
        return deliver(call, content | caption)

    return send


def _given_file(call: Call, kind: str) -> Upload:
    given = call.params.get(kind)
    if isinstance(given, Upload):
        if given.size > LARGEST_UPLOAD:
            raise ApiError(413, "Request Entity Too Large")
        if given.size == 0:
            raise bad_request("file must be non-empty")
        if kind == "photo" and measure(given.content) is None:
            raise bad_request("IMAGE_PROCESS_FAILED")
        return given
    kept = call.world.files.by_id(given) if isinstance(given, str) else None
    if kept is None:
        if not given:
            raise bad_request(f"there is no {kind} in the request")
        raise bad_request("wrong remote file identifier specified: Wrong padding in the string")
    return kept.upload


def media(files: Files, kind: str, upload: Upload) -> Json:
    """A message's part that carries a file of this kind, with the fields Telegram requires for it."""
    kept = files.keep(kind, upload)
    part: Json = {"file_id": kept.file_id, "file_unique_id": kept.unique_id, "file_size": upload.size}
    width, height = measure(upload.content) or (512, 512)
    if kind == "photo":
        small = files.keep(kind, upload)
        thumb = part | {"file_id": small.file_id, "width": max(width // 4, 1), "height": max(height // 4, 1)}
        return {"photo": [thumb, part | {"width": width, "height": height}]}
    if kind in ("video", "animation", "sticker"):
        part |= {"width": width, "height": height}
    if kind in ("video", "animation", "voice", "audio"):
        part["duration"] = 1
    if kind == "sticker":
        part |= {"type": "regular", "is_animated": False, "is_video": False, "emoji": "🙂"}
    else:
        part["mime_type"] = upload.mime
    if kind in ("document", "video", "animation", "audio"):
        part["file_name"] = upload.name
    return {kind: part}


async def send_location(call: Call) -> Json:
    place = {"latitude": call.params["latitude"], "longitude": call.params["longitude"]}
    return deliver(call, {"location": place})


async def send_contact(call: Call) -> Json:
    fields = ("phone_number", "first_name", "last_name", "vcard")
    return deliver(call, {"contact": {k: call.params[k] for k in fields if k in call.params}})


async def send_chat_action(call: Call) -> bool:
    chat, action = call.chat(), call.params["action"]
    if action not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    call.world.feed.publish("action", chat.id, action=action, thread=call.params.get("message_thread_id"))
    return True


async def answer_callback_query(call: Call) -> bool:
    query = call.world.queries.get(call.params["callback_query_id"])
    if query is None or query.answered:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    if len(call.params.get("text", "")) > 200:
        raise bad_request("MESSAGE_TOO_LONG")
    query.answered = True
    answer = {"text": call.params.get("text", ""), "alert": call.params.get("show_alert", False)}
    call.world.feed.publish("answer", query.chat, person=query.person, query=call.params["callback_query_id"], **answer)
    return True


FILE_KINDS = ("photo", "document", "voice", "video", "audio", "sticker", "animation")
METHODS: dict[str, Callable[[Call], Awaitable[Any]]] = {
    "sendMessage": send_message,
    "sendLocation": send_location,
    "sendContact": send_contact,
    "sendChatAction": send_chat_action,
    "answerCallbackQuery": answer_callback_query,
    **{f"send{kind.capitalize()}": _sends_file(kind) for kind in FILE_KINDS},
}
