"""What we read of an update: the few fields that matter, each checked. What is odd in it is no fault of ours."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from handlers.chat import groups
from handlers.chat.groups import InGroup
from handlers.chat.heard import Contact
from handlers.chat.things import read_thing
from services.helpdesk import Thing

THINGS = (
    "photo", "document", "voice", "audio", "video", "video_note", "sticker", "animation", "location", "venue", "poll",
    "dice", "game", "story", "paid_media", "checklist",
)  # fmt: skip
"""Kinds of content that are not words, most telling first."""
SERVICE = (
    "new_chat_members", "left_chat_member", "pinned_message", "new_chat_title", "message_auto_delete_timer_changed",
)  # fmt: skip
"""What Telegram itself writes into a chat: silence is right."""
FORWARDED = ("forward_origin", "forward_date")
"""What tells that a message was forwarded; the second is written by Bot API servers older than 7.0."""
_BIGGEST = 2**63


class Deed(Enum):
    """What a person did."""

    PRESSED = "pressed"
    EDITED = "edited"
    TYPED = "typed"
    SHARED = "shared"
    """A contact card."""
    SENT = "sent"
    """A thing that is not words; its caption is the text."""
    IN_GROUP = "in_group"
    """Something in a group, of which only the staff's is ours."""
    NOTHING = "nothing"
    """Nothing that asks for an answer: a channel, another bot, Telegram itself."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """An update. Whatever was not there, or not as it should be, has its default."""

    deed: Deed = Deed.NOTHING
    chat: int = 0
    """The private chat or the group, unless nothing asks for an answer."""
    user: int = 0
    first_name: str = field(default="", repr=False)
    message: int | None = None
    """The message the person wrote, or whose button was pressed."""
    text: str = field(default="", repr=False)
    """What was typed, the new words of an edit, a caption, or the data of a button."""
    thing: str = ""
    contact: Contact | None = None
    carried: Thing | None = field(default=None, repr=False)
    """The thing itself, for staff."""
    answers: int | None = None
    """The message that was replied to."""
    album: str = ""
    """What pictures that were sent at once have in common."""
    tap: str = ""
    """Of a press, wherever it was: what the phone waits for to be confirmed."""
    group: InGroup | None = field(default=None, repr=False)
    """What it was in a group; then nothing else is filled but its number and the confirmation of a press."""


_SILENT = Incoming()


def read_update(update: Mapping[str, Any]) -> Incoming:
    """Never raises. The first kind that is there counts, as for the chat to which the inbox has put the update."""
    if (message := update.get("message")) is not None:
        return _written(message)
    if (message := update.get("edited_message")) is not None:
        return _edited(message)
    if "my_chat_member" in update:
        # In private blocking and coming back are marked by the outbox, which holds the letters.
        return _in_group(groups.read_standing(update["my_chat_member"]))
    return _pressed(update.get("callback_query"))


def _written(message: Any) -> Incoming:
    said = _said(message, message)
    if said is None:
        return _in_group(groups.read_message(message))
    answers = _number(_field(message.get("reply_to_message"), "message_id"))
    if isinstance(text := message.get("text"), str):
        return Incoming(Deed.TYPED, *said, text, answers=answers)
    if contact := _contact(message.get("contact"), said[1], message):
        card = Thing("contact", phone=contact.phone)
        return Incoming(Deed.SHARED, *said, thing="contact", contact=contact, carried=card, answers=answers)
    if any(message.get(name) for name in SERVICE):
        return _SILENT
    thing = next((name for name in THINGS if message.get(name)), "other")
    carried = read_thing(thing, message.get(thing))
    album = _words(message.get("media_group_id"))
    words = _words(message.get("caption"))
    return Incoming(Deed.SENT, *said, words, thing, carried=carried, answers=answers, album=album)


def _edited(message: Any) -> Incoming:
    """Only new messages are read. What has no words is a live location on its way: silence."""
    said = _said(message, message)
    if said is None:
        return _in_group(groups.read_message(message, edited=True))
    words = _words(message.get("text")) or _words(message.get("caption"))
    return Incoming(Deed.EDITED, *said, words) if words else _SILENT


def _pressed(query: Any) -> Incoming:
    if not isinstance(query, dict):
        return _SILENT
    tap, said = _words(query.get("id")), _said(query, query.get("message"))
    if said is None:
        return _in_group(groups.read_press(query), tap)
    return Incoming(Deed.PRESSED, *said, _words(query.get("data")), tap=tap)


def _in_group(found: InGroup | None, tap: str = "") -> Incoming:
    return Incoming(Deed.IN_GROUP, found.chat, tap=tap, group=found) if found else Incoming(tap=tap)


def _said(deed: Any, message: Any) -> tuple[int, int, str, int | None] | None:
    """Chat, person, first name and message; none unless a person did it in a private chat: elsewhere others read."""
    if not isinstance(deed, dict) or not isinstance(message, dict):
        return None
    chat, sender = message.get("chat"), deed.get("from")
    if not isinstance(chat, dict) or chat.get("type") != "private":
        return None
    if not isinstance(sender, dict) or sender.get("is_bot"):
        return None
    number, user = _number(chat.get("id")), _number(sender.get("id"))
    if number is None or user is None:
        return None
    return number, user, _words(sender.get("first_name")), _number(message.get("message_id"))


def _contact(card: Any, sender: int, message: Mapping[str, Any]) -> Contact | None:
    """Whose card it is, as Telegram vouches: the sender's own has his user id and was not forwarded."""
    if not isinstance(card, dict) or not isinstance(phone := card.get("phone_number"), str):
        return None
    own = _number(card.get("user_id")) == sender and not any(message.get(sign) is not None for sign in FORWARDED)
    return Contact(phone, own)


def _field(thing: Any, name: str) -> Any:
    return thing.get(name) if isinstance(thing, dict) else None


def _words(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _number(value: Any) -> int | None:
    """Whole, and no bigger than what Telegram and the database hold."""
    return value if type(value) is int and -_BIGGEST < value < _BIGGEST else None
