"""What a person has seen of a chat, or of one topic in it, as far as it was waited for."""

import asyncio
import re
import time
from collections.abc import Callable
from typing import Any, Self

from bot.simulator.message import Message, Wanted, read
from bot.simulator.wire import Wire

Json = dict[str, Any]
GENERAL = 1
"""The topic of a forum that has no number in the Bot API: what is written there is in no topic."""


class NotHeardError(AssertionError):
    """The bot did not say what was waited for; the text tells what it said instead."""


class Seen:
    """Properties show what is known so far; `hears`, `settles` and `until` wait."""

    def __init__(self, wire: Wire, person: int, chat: int, topic: int | None = None) -> None:
        self._wire = wire
        self.person = person
        self.id = chat
        self.topic = topic
        self.keyboard: list[str] = []
        self.pinned: list[int] = []
        self.toasts: list[str] = []
        self.actions: list[str] = []
        self._keys: dict[str, Json] = {}
        self._messages: dict[int, Message] = {}
        self._number = 0
        self._act = 0
        self._waiting = 0

    @property
    def messages(self) -> list[Message]:
        """All messages that are still there, in order, as last edited; in a topic only those of the topic."""
        return list(self._messages.values())

    @property
    def answers(self) -> list[Message]:
        """What the bot has sent or edited since the last own act."""
        return [message for message in self._spoken if message.touched > self._act]

    @property
    def last(self) -> Message:
        """The bot's newest message."""
        if not self._spoken:
            raise NotHeardError("the bot has said nothing yet")
        return self._spoken[-1]

    @property
    def _spoken(self) -> list[Message]:
        return [message for message in self.messages if message.from_bot and message.service is None]

    def heard(self, wanted: Wanted) -> bool:
        """Whether the bot has said this since the last own act, as far as waited (see `hears`, `settles`)."""
        return any(message.matches(wanted) for message in self.answers)

    def has(self, message_id: int) -> bool:
        """Whether this message is still in the chat."""
        return message_id in self._messages

    async def hears(self, wanted: Wanted | None = None, *, within: float = 5.0) -> list[Message]:
        """Waits until the bot has said something (or this), and returns all it said since the last own act."""
        if not await self._wait(lambda: self.heard(wanted or re.compile("")), within):
            raise NotHeardError(f"not heard within {within} s: {wanted!r}. {self._told()}")
        return self.answers

    async def settles(self, *, quiet: float = 0.3, within: float = 10.0) -> list[Message]:
        """Waits until no update waits and nothing has happened for `quiet` seconds; returns what the bot said.

        A bot that acknowledges first and then thinks longer than `quiet` is overtaken: wait with `hears` for that.
        """
        deadline = time.monotonic() + within
        while time.monotonic() < deadline:
            if not await self._follow(quiet) and not self._waiting:
                return self.answers
        raise NotHeardError(f"the chat did not become quiet within {within} s. {self._told()}")

    async def until(self, truth: Callable[[Self], bool], *, within: float = 5.0) -> None:
        """Waits until something is true of this chat, e.g. `lambda chat: not chat.has(number)`."""
        if not await self._wait(lambda: truth(self), within):
            raise NotHeardError(f"did not come true within {within} s. {self._told()}")

    async def _mark(self) -> None:
        await self._follow(0)
        self._act = self._number
        self.toasts.clear()
        self.actions.clear()

    async def _wait(self, truth: Callable[[], bool], within: float) -> bool:
        deadline = time.monotonic() + within
        await self._follow(0)
        while not truth():
            left = deadline - time.monotonic()
            if left <= 0:
                return False
            await self._follow(left)
        return True

    async def _follow(self, seconds: float) -> bool:
        """Applies what has happened, waiting up to `seconds` for the first event; tells if there was any."""
        async with asyncio.timeout(seconds + 30):
            page = await self._wire.get("events", after=self._number, chat=self.id, timeout=seconds)
        self._waiting = page["waiting_updates"]
        for event in page["events"]:
            self._number = event["n"]
            self._apply(event)
        return bool(page["events"])

    def _apply(self, event: Json) -> None:
        match event["kind"]:
            case "message" | "edited":
                message = read(event["message"], event["n"])
                if self.topic in (None, message.topic or GENERAL):
                    self._messages[message.id] = message
            case "deleted":
                self._messages.pop(event["message_id"], None)
            case "keyboard":
                rows = (event["keyboard"] or {}).get("keyboard", [])
                self._keys = {key["text"]: key for row in rows for key in row}
                self.keyboard = list(self._keys)
            case "pinned":
                self.pinned = event["pinned"]
            case "answer" if event["person"] == self.person and event["text"]:
                self.toasts.append(event["text"])
            case "action" if self.topic in (None, event.get("thread") or GENERAL):
                self.actions.append(event["action"])

    @staticmethod
    def _with_button(label: str, messages: list[Message]) -> Message | None:
        return next((message for message in reversed(messages) if label in message.buttons), None)

    def _told(self) -> str:
        if not self.answers:
            return "The bot has said nothing since."
        return "It said: " + " / ".join(f"{message.text!r} {list(message.buttons)}" for message in self.answers)
