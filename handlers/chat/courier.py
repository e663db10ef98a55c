"""Carries one act to Telegram and tells what became of it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, TelegramError

from services.post.model import Act, Attachment


class UnsentError(TelegramError):
    """The call did not leave this machine: nothing can have happened at Telegram."""


class FloodError(TelegramError):
    """Telegram's 429: silence for so many seconds."""

    def __init__(self, seconds: float) -> None:
        super().__init__("Too many requests")
        self.seconds = seconds


@dataclass(frozen=True)
class Sent:
    """Carried out, or already as wanted."""

    message: int | None = None


@dataclass(frozen=True)
class Wrong:
    """Telegram will never take this act: our fault."""

    reason: str


@dataclass(frozen=True)
class Blocked:
    """The person has blocked us or is gone."""


@dataclass(frozen=True)
class Flooded:
    """Too fast for this chat."""

    seconds: float


@dataclass(frozen=True)
class Moved:
    """The group has become a supergroup with another number."""

    chat: int


@dataclass(frozen=True)
class Failed:
    """No answer, or trouble at Telegram; `unsure` if the act may have been carried out all the same."""

    unsure: bool
    reason: str


Outcome = Sent | Wrong | Blocked | Flooded | Moved | Failed

_AS_WANTED = (
    "message is not modified",
    "message to delete not found",
    "message to edit not found",
    "topic_not_modified",
)
_PERSONAL = re.compile(r'"[^"]*"|\d{6,}')


class Api(Protocol):
    """Whoever calls methods of the Bot API."""

    async def call(self, method: str, params: Mapping[str, Any], files: Sequence[Attachment] = ()) -> Any:
        """Once. The result; raises PTB's errors, `FloodError`, and `UnsentError` if the call cannot have been heard."""


class Courier:
    """Calls the Bot API and never repeats a call: that is decided where the outcome is known."""

    def __init__(self, api: Api) -> None:
        self._api = api

    async def carry(self, act: Act, message: int | None) -> Outcome:
        """Carries the act out once; `message` is the message it refers to, if it refers to one. The parameter `again`
        is not Telegram's: it is put at the end of a text that may be there already."""
        params = {name: value for name, value in act.params.items() if value is not None}
        again = params.pop("again", "")
        for words in ("text", "caption"):
            if again and act.uncertain and words in params:
                params[words] += again
        params["chat_id"] = act.chat
        if message is not None:
            params["message_id"] = message
        try:
            result = await self._api.call(act.method, params, act.attachments)
        except TelegramError as error:
            return _outcome(error)
        first = result[0] if isinstance(result, list) and result else result
        return Sent(_number(first) if isinstance(first, dict) else None)

    async def stop_clock(self, query: str) -> Outcome:
        """Tells Telegram that a press on a button has been noticed; the little clock on it stops turning."""
        try:
            await self._api.call("answerCallbackQuery", {"callback_query_id": query})
        except TelegramError as error:
            return _outcome(error)
        return Sent()


def _number(result: Mapping[str, Any]) -> int | None:
    """Of the message that came of the act, or of the topic."""
    number: int | None = result.get("message_id", result.get("message_thread_id"))
    return number


def _outcome(error: TelegramError) -> Outcome:
    match error:
        case FloodError():
            return Flooded(error.seconds)
        case Forbidden():
            return Blocked()
        case ChatMigrated():
            return Moved(error.new_chat_id)
        case BadRequest():
            text = error.message
            return Sent() if any(known in text.lower() for known in _AS_WANTED) else Wrong(_PERSONAL.sub("…", text))
    return Failed(unsure=not isinstance(error, UnsentError | InvalidToken), reason=type(error).__name__)
