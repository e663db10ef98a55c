"""What we read of an update from a group: who wrote what in which topic, and what became of topics, group and bot."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Any

from handlers.chat.things import read_thing
from services.helpdesk import Thing

KINDS = ("group", "supergroup")
CONTENTS = (
    "photo", "document", "voice", "audio", "video", "video_note", "sticker", "animation", "location", "venue",
    "contact", "poll", "dice", "game", "story", "paid_media", "checklist",
)  # fmt: skip
"""Kinds of content that are not words, most telling first."""
_BIGGEST = 2**63


class Stir(Enum):
    """What happened in a group."""

    SAID = "said"
    EDITED = "edited"
    PRESSED = "pressed"
    TOPIC_OPENED = "topic_opened"
    TOPIC_SHUT = "topic_shut"
    MOVED = "moved"
    """The group has another number now."""
    STANDING = "standing"
    """The bot was let in or thrown out, or given or taken rights."""


@dataclass(frozen=True, slots=True)
class InGroup:
    """`thread`: of a topic, none in the General one. `user`: who did it; `bot`: whether that is a bot; `unnamed`: an
    anonymous administrator or a channel, of whom nobody can tell who it is. `answers`: the message that was replied to,
    `quote`: the part of it that was quoted. `former`, `number`: of the group until now and from now on. `text`: also
    the name of a topic that was opened, or the data of a button."""

    stir: Stir
    chat: int
    thread: int | None = None
    message: int | None = None
    user: int = 0
    bot: bool = False
    unnamed: bool = False
    text: str = field(default="", repr=False)
    carried: Thing | None = field(default=None, repr=False)
    answers: int | None = None
    quote: str = field(default="", repr=False)
    former: int = 0
    number: int = 0
    inside: bool = False
    is_forum: bool = False
    may_manage: bool = False


def read_message(message: Any, *, edited: bool = False) -> InGroup | None:
    """A message of a group, new or edited; None for what tells us nothing. Never raises."""
    found = _place(message, Stir.EDITED if edited else Stir.SAID)
    if found is None or (edited and not _words(message)):
        return None
    found = replace(_signed(found, message), text=_words(message))
    if edited:
        return found
    if (told := _told(found, message)) is not None:
        return told
    kind = next((name for name in CONTENTS if message.get(name) is not None), "")
    if not (kind or found.text):
        return None
    return replace(
        found,
        carried=read_thing(kind, message.get(kind)) if kind else None,
        answers=_answered(message),
        quote=_text(_field(message.get("quote"), "text")),
    )


def read_press(query: Any) -> InGroup | None:
    """A press on a button of a message in a group."""
    found = _place(_field(query, "message"), Stir.PRESSED)
    if found is None:
        return None
    return replace(found, user=_number(_field(query.get("from"), "id")) or 0, text=_text(query.get("data")))


def read_standing(change: Any) -> InGroup | None:
    """What the bot is in a group from now on."""
    found = _place(change, Stir.STANDING)
    if found is None:
        return None
    now = _field(change, "new_chat_member")
    status = _field(now, "status")
    inside = status in ("member", "administrator", "creator", "restricted")
    may = status == "creator" or (status == "administrator" and _field(now, "can_manage_topics") is True)
    is_forum = _field(change.get("chat"), "is_forum") is True
    return replace(found, inside=inside, is_forum=is_forum, may_manage=may)


def _place(message: Any, stir: Stir) -> InGroup | None:
    """Where it is; None outside groups."""
    chat = _field(message, "chat")
    number = _number(_field(chat, "id"))
    if number is None or _field(chat, "type") not in KINDS:
        return None
    thread = _number(message.get("message_thread_id")) if message.get("is_topic_message") is True else None
    return InGroup(stir, number, thread, _number(message.get("message_id")))


def _signed(found: InGroup, message: Mapping[str, Any]) -> InGroup:
    sender = message.get("from")
    return replace(
        found,
        user=_number(_field(sender, "id")) or 0,
        bot=_field(sender, "is_bot") is True,
        unnamed=message.get("sender_chat") is not None,
    )


def _told(found: InGroup, message: Mapping[str, Any]) -> InGroup | None:
    """What Telegram itself says in the group, as far as it concerns us."""
    if (moved := _number(message.get("migrate_to_chat_id"))) is not None:
        return replace(found, stir=Stir.MOVED, former=found.chat, number=moved)
    if (former := _number(message.get("migrate_from_chat_id"))) is not None:
        return replace(found, stir=Stir.MOVED, former=former, number=found.chat)
    if (opened := message.get("forum_topic_created")) is not None:
        return replace(found, stir=Stir.TOPIC_OPENED, text=_text(_field(opened, "name")))
    return replace(found, stir=Stir.TOPIC_SHUT) if message.get("forum_topic_closed") is not None else None


def _answered(message: Mapping[str, Any]) -> int | None:
    """What was replied to. In a topic everything is a reply to the message that opened it: that is none."""
    answered = message.get("reply_to_message")
    if _field(answered, "forum_topic_created") is not None:
        return None
    number = _number(_field(answered, "message_id"))
    return None if number == _number(message.get("message_thread_id")) else number


def _words(message: Mapping[str, Any]) -> str:
    return _text(message.get("text")) or _text(message.get("caption"))


def _field(thing: Any, name: str) -> Any:
    return thing.get(name) if isinstance(thing, dict) else None


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _number(value: Any) -> int | None:
    """Whole, and no bigger than what Telegram and the database hold."""
    return value if type(value) is int and -_BIGGEST < value < _BIGGEST else None
