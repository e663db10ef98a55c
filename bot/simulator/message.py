"""A message as the tests see it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]
SERVICE = (
    "forum_topic_created", "forum_topic_edited", "forum_topic_closed", "forum_topic_reopened", "pinned_message",
    "new_chat_members", "left_chat_member", "migrate_to_chat_id", "migrate_from_chat_id",
)  # fmt: skip
Wanted = str | re.Pattern[str] | Callable[["Message"], bool]


@dataclass(frozen=True)
class Message:
    """A message as it stands now. `text` is plain (also a caption); `buttons` are the labels of inline buttons.

    `topic` is the number of its topic, None in the General one and where there are none. `answers` is the number of
    the message it answers, and not of the service message that opened its topic. `service` is the kind of a service
    message. `sender` is the name that people see.
    """

    id: int
    from_bot: bool
    text: str
    buttons: tuple[str, ...]
    raw: Json
    touched: int
    topic: int | None = None
    answers: int | None = None
    service: str | None = None
    sender: str = ""

    def matches(self, wanted: Wanted) -> bool:
        if isinstance(wanted, str):
            return wanted in self.text
        return bool(wanted.search(self.text)) if isinstance(wanted, re.Pattern) else wanted(self)


def read(raw: Json, touched: int) -> Message:
    """A message of the Bot API."""
    rows = raw.get("reply_markup", {}).get("inline_keyboard", [])
    labels = tuple(button["text"] for row in rows for button in row)
    text: str = raw.get("text") or raw.get("caption") or ""
    return Message(
        raw["message_id"],
        raw.get("from", {}).get("is_bot", False) and "sender_chat" not in raw,
        text,
        labels,
        raw,
        touched,
        topic=raw["message_thread_id"] if raw.get("is_topic_message") else None,
        answers=_answered(raw),
        service=next((kind for kind in SERVICE if kind in raw), None),
        sender=_sender(raw),
    )


def _answered(raw: Json) -> int | None:
    answered = raw.get("reply_to_message") or raw.get("external_reply") or {}
    return None if "forum_topic_created" in answered else answered.get("message_id")


def _sender(raw: Json) -> str:
    if "sender_chat" in raw:
        return str(raw["sender_chat"].get("title", ""))
    user = raw.get("from", {})
    return " ".join(str(user[part]) for part in ("first_name", "last_name") if part in user)
