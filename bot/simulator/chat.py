"""One person's view of one chat, for tests: acts of the person, and what the bot has said since the last act."""

import asyncio
import mimetypes
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp

from bot.simulator.wire import ImpossibleError, Wire

Json = dict[str, Any]
MIMES = {
    "photo": "image/jpeg",
    "voice": "audio/ogg",
    "video": "video/mp4",
    "sticker": "image/webp",
    "audio": "audio/mpeg",
}
Wanted = str | re.Pattern[str] | Callable[["Message"], bool]


class NotHeardError(AssertionError):
    """The bot did not say what was waited for; the text tells what it said instead."""


@dataclass(frozen=True)
class Message:
    """A message as it stands now. `text` is plain (also a caption); `buttons` are the labels of inline buttons."""

    id: int
    from_bot: bool
    text: str
    buttons: tuple[str, ...]
    raw: Json
    touched: int

    def matches(self, wanted: Wanted) -> bool:
        if isinstance(wanted, str):
            return wanted in self.text
        return bool(wanted.search(self.text)) if isinstance(wanted, re.Pattern) else wanted(self)


class Chat:
    """`says`, `taps`, `sends` … act at once; `hears` and `settles` wait. Properties show what is known so far."""

    def __init__(self, wire: Wire, person: int, chat: int) -> None:
        self._wire = wire
        self.person = person
        self.id = chat
        self.keyboard: list[str] = []
        self.pinned: list[int] = []
        self.toasts: list[str] = []
        self.actions: list[str] = []
        self._keys: dict[str, Json] = {}
        self._messages: dict[int, Message] = {}
        self._number = 0
        self._act = 0
        self._waiting = 0

    # What the person does ------------------------------------------------------------------------------------

    async def says(self, text: str) -> int:
        """Writes a text and returns the number of the message."""
        return await self.writes({"text": text})

    async def starts(self, payload: str = "") -> int:
        """Presses START, or opens a deep link with this payload."""
        return await self.says(f"/start {payload}".strip())

    async def writes(self, content: Json) -> int:
        """Any content of a message, e.g. {"dice": {"emoji": "🎲", "value": 3}}."""
        return int((await self._does("write", {"content": content}))["message_id"])

    async def sends(
        self, *, caption: str = "", name: str = "", claimed_size: int | None = None, **one: bytes | Path
    ) -> int:
        """One file: sends(photo=…), document, voice, video, audio or sticker; bytes or a path.

        `claimed_size` in bytes makes Telegram believe in a larger file than the content given.
        """
        ((kind, content),) = one.items()
        if isinstance(content, Path):
            name, content = name or content.name, content.read_bytes()
        mime = MIMES.get(kind) or mimetypes.guess_type(name)[0] or "application/octet-stream"
        form = aiohttp.FormData()
        fields = {"kind": kind, "caption": caption, "chat": str(self.id)}
        if claimed_size is not None:
            fields["claimed_size"] = str(claimed_size)
        for field, value in fields.items():
            form.add_field(field, value)
        form.add_field("file", content, filename=name or f"{kind}.bin", content_type=mime)
        await self._mark()
        return int((await self._wire.post(f"people/{self.person}/file", form))["message_id"])

    async def sends_location(self, latitude: float, longitude: float) -> int:
        return await self.writes({"location": {"latitude": latitude, "longitude": longitude}})

    async def shares_contact(self, *, forwarded: bool = False, **forged: Any) -> int:
        """The own contact; with details (phone_number, first_name, user_id …) somebody else's."""
        asked = {"contact": forged, "forwarded": forwarded}
        return int((await self._does("contact", asked))["message_id"])

    async def forwards(self, text: str, name: str = "Seseorang") -> int:
        """Passes on words of somebody whose account is hidden."""
        return int((await self._does("forward", {"source": {"text": text, "name": name}}))["message_id"])

    async def forwards_message(self, message_id: int, chat: int | None = None) -> int:
        """Passes on a message that is there; a protected one cannot be."""
        source = {"message_id": message_id, "chat": self.id if chat is None else chat}
        return int((await self._does("forward", {"source": source}))["message_id"])

    async def edits(self, message_id: int, text: str) -> None:
        await self._does("edit", {"message_id": message_id, "text": text})

    async def taps(self, label: str, *, within: float = 5.0, older: bool = False) -> str:
        """Taps the newest button of this label among what the bot sent since the last act; waits until it is there.

        `older=True` taps at once the newest such button of the whole chat. Returns the id of the query.
        """
        if older:
            await self._follow(0)
        elif not await self._wait(lambda: self._with_button(label, self.answers) is not None, within):
            raise ImpossibleError(f"no button {label!r} within {within} s. {self._told()}")
        message = self._with_button(label, self.messages if older else self.answers)
        if message is None:
            raise ImpossibleError(f"no button {label!r} in the chat. {self._told()}")
        return await self.presses_old(message.id, label)

    async def presses_old(self, message_id: int, label: str) -> str:
        """Presses a button of any message, also a deleted one or a button that an edit has taken away."""
        return str((await self._does("press", {"message_id": message_id, "label": label}))["query"])

    async def forges(self, callback_data: str, message_id: int | None = None) -> str:
        """A callback query with made-up data."""
        return str((await self._does("press", {"message_id": message_id, "data": callback_data}))["query"])

    async def presses(self, label: str, *, within: float = 5.0) -> int:
        """A button of the keyboard under the input; a contact button shares the own contact."""
        if not await self._wait(lambda: label in self.keyboard, within):
            raise ImpossibleError(f"no key {label!r}; the keyboard is {self.keyboard}")
        return await (self.shares_contact() if self._keys[label].get("request_contact") else self.says(label))

    async def blocks(self) -> None:
        await self._does("block", {"blocked": True})

    async def unblocks(self) -> None:
        await self._does("block", {"blocked": False})

    def inside(self, group: int) -> "Chat":
        """The same person in a group or channel."""
        return Chat(self._wire, self.person, group)

    # What the person sees ------------------------------------------------------------------------------------

    @property
    def messages(self) -> list[Message]:
        """All messages that are still there, in order, as last edited."""
        return list(self._messages.values())

    @property
    def answers(self) -> list[Message]:
        """What the bot has sent or edited since the last own act."""
        return [message for message in self.messages if message.from_bot and message.touched > self._act]

    @property
    def last(self) -> Message:
        """The bot's newest message."""
        spoken = [message for message in self.messages if message.from_bot]
        if not spoken:
            raise NotHeardError("the bot has said nothing yet")
        return spoken[-1]

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

    async def until(self, truth: Callable[["Chat"], bool], *, within: float = 5.0) -> None:
        """Waits until something is true of this chat, e.g. `lambda chat: not chat.has(number)`."""
        if not await self._wait(lambda: truth(self), within):
            raise NotHeardError(f"did not come true within {within} s. {self._told()}")

    # Following the feed --------------------------------------------------------------------------------------

    async def _does(self, act: str, body: Json) -> Any:
        await self._mark()
        return await self._wire.post(f"people/{self.person}/{act}", {"chat": self.id, **body})

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
            case "action":
                self.actions.append(event["action"])

    @staticmethod
    def _with_button(label: str, messages: list[Message]) -> Message | None:
        return next((message for message in reversed(messages) if label in message.buttons), None)

    def _told(self) -> str:
        if not self.answers:
            return "The bot has said nothing since."
        return "It said: " + " / ".join(f"{message.text!r} {list(message.buttons)}" for message in self.answers)


def read(raw: Json, touched: int) -> Message:
    """A message of the Bot API as the tests see it."""
    rows = raw.get("reply_markup", {}).get("inline_keyboard", [])
    labels = tuple(button["text"] for row in rows for button in row)
    text: str = raw.get("text") or raw.get("caption") or ""
    return Message(raw["message_id"], raw.get("from", {}).get("is_bot", False), text, labels, raw, touched)
