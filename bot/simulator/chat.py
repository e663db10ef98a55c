"""One person's view of one chat, for tests: acts of the person, and what the bot has said since the last act."""

import mimetypes
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import aiohttp

from bot.simulator.message import Message
from bot.simulator.seen import GENERAL, NotHeardError, Seen
from bot.simulator.wire import ImpossibleError, Wire

__all__ = ["Chat", "Message", "NotHeardError"]
Json = dict[str, Any]
SANGATTA = (0.5083, 117.5513)
"""Where a phone of ours is, unless a test says otherwise: latitude, longitude."""
MIMES = {
    "photo": "image/jpeg",
    "voice": "audio/ogg",
    "video": "video/mp4",
    "sticker": "image/webp",
    "audio": "audio/mpeg",
}


File = bytes | Path | tuple[str, bytes]
"""Content, where it lies, or its name and content."""


class Chat(Seen):
    """`says`, `taps`, `sends` … act at once; `hears` and `settles` wait. Properties show what is known so far.

    `topic` is a topic's number, `GENERAL`, or None for the whole chat; `anonymous` writes in the group's name.
    """

    def __init__(
        self, wire: Wire, person: int, chat: int, topic: int | None = None, *, anonymous: bool = False
    ) -> None:
        super().__init__(wire, person, chat, topic)
        self.anonymous = anonymous

    async def says(self, text: str) -> int:
        """Writes a text and returns the number of the message."""
        return await self.writes({"text": text})

    async def replies(self, message_id: int, text: str) -> int:
        """Answers one message; returns the number of the answer."""
        return await self.writes({"text": text}, answers=message_id)

    async def starts(self, payload: str = "") -> int:
        """Presses START, or opens a deep link with this payload."""
        return await self.says(f"/start {payload}".strip())

    async def writes(self, content: Json, *, answers: int | None = None) -> int:
        """Any content of a message, e.g. {"dice": {"emoji": "🎲", "value": 3}}."""
        asked = {"content": content, "answers": answers, **self._manner}
        return int((await self._does("write", asked))["message_id"])

    async def sends(
        self, *, caption: str = "", name: str = "", claimed_size: int | None = None, **one: bytes | Path
    ) -> int:
        """One file: sends(photo=…), document, voice, video, audio or sticker; bytes or a path.

        `claimed_size` in bytes makes Telegram believe in a larger file than the content given.
        """
        ((kind, content),) = one.items()
        form = self._form({"kind": kind, "caption": caption})
        if claimed_size is not None:
            form.add_field("claimed_size", str(claimed_size))
        if isinstance(content, Path):
            name, content = name or content.name, content.read_bytes()
        _add_file(form, "file", kind, (name, content))
        await self._mark()
        return int((await self._wire.post(f"people/{self.person}/file", form))["message_id"])

    async def sends_album(
        self, *, caption: str = "", order: Sequence[int] | None = None, **parts: Sequence[File]
    ) -> list[int]:
        """2 to 10 at once: sends_album(photo=[…], video=[…]), document or audio; bytes, paths, or names with bytes.

        `order`: in which order the bot is told of them, by number from 0; what is left out is withheld from it until
        `tells`. Returns the numbers of the messages.
        """
        flat = [(kind, one) for kind, several in parts.items() for one in several]
        form = self._form({"kinds": ",".join(kind for kind, _ in flat), "caption": caption})
        if order is not None:
            form.add_field("order", ",".join(map(str, order)))
        for at, (kind, one) in enumerate(flat):
            _add_file(form, f"file{at}", kind, one)
        await self._mark()
        sent = await self._wire.post(f"people/{self.person}/album", form)
        return [int(message["message_id"]) for message in sent["messages"]]

    async def tells(self, message_id: int) -> None:
        """The bot is told now of a part of an album that was withheld, or once more of any message."""
        await self._wire.post(f"people/{self.person}/tell", {"chat": self.id, "message_id": message_id})

    def _form(self, fields: Json) -> aiohttp.FormData:
        form = aiohttp.FormData()
        for field, value in (fields | {"chat": self.id} | self._manner).items():
            form.add_field(field, str(value))
        return form

    async def sends_location(self, latitude: float, longitude: float) -> int:
        return await self.writes({"location": {"latitude": latitude, "longitude": longitude}})

    async def shares_contact(self, *, forwarded: bool = False, **forged: Any) -> int:
        """The own contact; with details (phone_number, first_name, user_id …) somebody else's."""
        asked = {"contact": forged, "forwarded": forwarded}
        return int((await self._does("contact", asked))["message_id"])

    async def forwards(self, text: str, name: str = "Seseorang") -> int:
        """Passes on words of somebody whose account is hidden."""
        return int(
            (await self._does("forward", {"source": {"text": text, "name": name}, **self._manner}))["message_id"]
        )

    async def forwards_message(self, message_id: int, chat: int | None = None) -> int:
        """Passes on a message that is there; a protected one cannot be."""
        source = {"message_id": message_id, "chat": self.id if chat is None else chat}
        return int((await self._does("forward", {"source": source, **self._manner}))["message_id"])

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
        """A button of the keyboard under the input; a contact button shares the own contact, and one that asks for the
        location the middle of Sangatta."""
        if not await self._wait(lambda: label in self.keyboard, within):
            raise ImpossibleError(f"no key {label!r}; the keyboard is {self.keyboard}")
        if self._keys[label].get("request_location"):
            return await self.sends_location(*SANGATTA)
        return await (self.shares_contact() if self._keys[label].get("request_contact") else self.says(label))

    async def blocks(self) -> None:
        await self._does("block", {"blocked": True})

    async def unblocks(self) -> None:
        await self._does("block", {"blocked": False})

    async def link(self, label: str, *, within: float = 5.0) -> str:
        """The address behind the newest button of this label; waits until it is there."""
        if not await self._wait(lambda: self._with_button(label, self.messages) is not None, within):
            raise ImpossibleError(f"no button {label!r} within {within} s. {self._told()}")
        message = self._with_button(label, self.messages)
        assert message is not None
        return str((await self._does("link", {"message_id": message.id, "label": label}))["url"])

    def inside(self, group: int, topic: int | None = None, *, anonymous: bool = False) -> "Chat":
        """The same person in a group or channel, or in one topic of a forum."""
        return Chat(self._wire, self.person, group, topic, anonymous=anonymous)

    # What the person does with topics -------------------------------------------------------------------------

    async def opens_topic(self, name: str) -> "Chat":
        """A new topic of this forum, and the person in it."""
        opened = await self._does("topic", {"do": "open", "name": name, **self._manner})
        return self.inside(self.id, int(opened["thread"]), anonymous=self.anonymous)

    async def renames_topic(self, name: str) -> None:
        await self._turns({"do": "edit", "name": name})

    async def closes_topic(self) -> None:
        await self._turns({"do": "close"})

    async def reopens_topic(self) -> None:
        await self._turns({"do": "reopen"})

    async def deletes_topic(self) -> None:
        await self._turns({"do": "delete"})

    async def _turns(self, how: Json) -> None:
        await self._does("topic", {**how, **self._manner})

    @property
    def _manner(self) -> Json:
        place = {} if self.topic in (None, GENERAL) else {"thread": self.topic}
        return place | ({"as_group": True} if self.anonymous else {})

    async def _does(self, act: str, body: Json) -> Any:
        await self._mark()
        return await self._wire.post(f"people/{self.person}/{act}", {"chat": self.id, **body})


def _add_file(form: aiohttp.FormData, field: str, kind: str, file: File) -> None:
    name, content = (file.name, file.read_bytes()) if isinstance(file, Path) else ("", file)
    if isinstance(content, tuple):
        name, content = content
    mime = MIMES.get(kind) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    form.add_field(field, content, filename=name or f"{kind}.bin", content_type=mime)
