"""A visit: one update of one person, with the open unit of work and the rooms in which to ask."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any
from uuid import UUID

from handlers.chat.buttons import Button
from handlers.chat.heard import Scene
from handlers.chat.keyboards import Keyboard, Keyboards
from handlers.rooms import Rooms
from services.db import Work
from services.post import Letter
from services.refusals import Refusal
from services.speech import Speech

if TYPE_CHECKING:
    from handlers.chat.talk import Talk

LOOK_UP_TAKES = timedelta(milliseconds=700)
"""An answer about a person leaves no sooner after the question, so that hit and miss cannot be told by the clock."""


@dataclass(frozen=True)
class Visit:
    """What a handler is given. Everything it does goes into `work` and takes effect when that is committed."""

    rooms: Rooms
    work: Work
    keyboards: Keyboards
    talk: "Talk"
    chat: int
    user: int
    arrived: datetime
    """When the update arrived, by the database's clock."""
    message: int | None = None
    """The message the person wrote, or whose button was pressed."""
    first_name: str = field(default="", repr=False)
    answers: int | None = None
    """The message they replied to."""
    pressed: bool = False
    """Whether a button of the message was pressed (then `message` is ours)."""
    album: str = ""
    """What pictures that were sent at once have in common: each is an update of its own."""

    @cached_property
    def scene(self) -> Scene:
        """What a step of a flow may know."""
        rooms = self.rooms
        return Scene(self.work.now, rooms.words.zone, rooms.region, rooms.spoken, rooms.topics, self.first_name)

    async def say(self, speech: Speech | Refusal, *buttons: Button, **how: Any) -> UUID:
        """Writes a reply, sent right after the commit; gives the letter's id.

        `how`: `protect` (no forwarding, no screenshots), `keyboard` (see `Keyboard`), `abreast` (buttons in a row,
        for short names), `after` (a timedelta since the question arrived, before which it does not leave), `once` (a
        second one under this name is not said). What is said to one picture of an album is not said to the next.
        """
        after: timedelta | None = how.pop("after", None)
        once: str | None = how.pop("once", f"album:{self.album}:{type(speech).__name__}" if self.album else None)
        params = self.message_params(speech, *buttons, **how)
        due = self.arrived + after if after else None
        return await self.rooms.post.write(self.work, Letter(self.chat, "sendMessage", params, due=due, dedupe=once))

    async def edit(self, speech: Speech, *buttons: Button) -> None:
        """Replaces the text of the message whose button was pressed."""
        params = self.message_params(speech, *buttons) | {"message_id": self.message}
        await self.rooms.post.write(self.work, Letter(self.chat, "editMessageText", params))

    async def forget(self) -> None:
        """Deletes the message the person has just written."""
        if self.message is not None and not self.pressed:
            params = {"chat_id": self.chat, "message_id": self.message}
            await self.rooms.post.write(self.work, Letter(self.chat, "deleteMessage", params))

    def message_params(
        self,
        speech: Speech | Refusal,
        *buttons: Button,
        protect: bool = False,
        keyboard: Keyboard | None = None,
        abreast: int = 1,
    ) -> dict[str, Any]:
        """The parameters of a sendMessage in this chat."""
        params: dict[str, Any] = {
            "chat_id": self.chat,
            "text": self.rooms.words.render(speech),
            "parse_mode": "HTML",
            "link_preview_options": {"is_disabled": True},
        }
        if protect:
            params["protect_content"] = True
        if buttons:
            params["reply_markup"] = self.keyboards.under(buttons, abreast)
        elif keyboard is not None:
            params["reply_markup"] = self.keyboards.instead(keyboard)
        return params
