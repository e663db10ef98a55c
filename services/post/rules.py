"""The numbers of the way in and the way out, and what can be told from an update before it is stored."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from services.post.model import Lane

REPLICA_LOCK = 0x5265706C
"""First key of the session locks: (REPLICA_LOCK, id) is held by a replica while it lives."""
LEADER = 0
"""(REPLICA_LOCK, LEADER) is held by the one replica that polls."""

TRIES = 3
PAUSES = (timedelta(seconds=2), timedelta(seconds=10))
"""Between the first and the second try of an update, and between the second and the third."""

EXPIRY = {Lane.REPLY: timedelta(hours=24)}
"""After which an act of a lane is no longer worth carrying out."""

GUARD = timedelta(days=7)
"""How long an update id is remembered: Telegram may use it again after a week without updates."""
KEPT = timedelta(days=30)
"""How long dead updates and letters are kept."""

LEASE = timedelta(seconds=120)
"""How long a claim on a chat lasts without being renewed; the functions of migration 0003 write the same number."""

ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")
"""What we ask Telegram for. Anything else is acknowledged and dropped."""

_MESSAGES = ("message", "edited_message")
_PRESENT = ("member", "administrator", "creator", "restricted")


def chat_of(update: Mapping[str, Any]) -> int | None:
    """The chat an update belongs to; none if it has no chat or is of a kind we never asked for."""
    for kind in (*_MESSAGES, "my_chat_member"):
        if kind in update:
            return _chat_id(update[kind])
    if "callback_query" in update:
        query = update["callback_query"]
        return _chat_id(query.get("message")) if isinstance(query, dict) else None
    return None


def presence_of(update: Mapping[str, Any]) -> bool | None:
    """Whether the update shows that we may write in its chat (or no longer may); none if it tells neither."""
    if "my_chat_member" in update:
        status = _field(_field(update["my_chat_member"], "new_chat_member"), "status")
        return status in _PRESENT if isinstance(status, str) else None
    return True if "message" in update or "callback_query" in update else None


def pause_after(tries: int) -> float:
    """Seconds to wait after the given number of failed calls: half a second, doubling up to a minute."""
    return min(60.0, 0.5 * 2.0 ** min(tries, 10))


def _chat_id(message: Any) -> int | None:
    number = _field(_field(message, "chat"), "id")
    return number if isinstance(number, int) and not isinstance(number, bool) else None


def _field(thing: Any, name: str) -> Any:
    """A field of what ought to be an object; none where it is something else."""
    return thing.get(name) if isinstance(thing, dict) else None
