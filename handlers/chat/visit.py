"""A visit: one update of one person, with the open unit of work and the rooms in which to ask."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum
from typing import TYPE_CHECKING, Any
from uuid import UUID

from handlers.chat.buttons import Button, Choose
from handlers.chat.heard import Scene
from handlers.chat.taps import Codec, Tap
from handlers.rooms import Rooms
from services.db import Work
from services.post import Letter
from services.refusals import Refusal
from services.speech import Speech

if TYPE_CHECKING:
    from handlers.chat.talk import Talk

LOOK_UP_TAKES = timedelta(milliseconds=700)
"""An answer about a person leaves no sooner after the question, so that hit and miss cannot be told by the clock."""


class Keyboard(Enum):
    """What stands in place of the phone's keyboard."""

    CONTACT = "contact"
    GONE = "gone"


@dataclass(frozen=True)
class Visit:
    """What a handler is given. Everything it does goes into `work` and takes effect when that is committed."""

    rooms: Rooms
    work: Work
    codec: Codec
    talk: "Talk"
    chat: int
    user: int
    arrived: datetime
    """When the update arrived, by the database's clock."""
    message: int | None = None
    """The message the person wrote, or whose button was pressed."""
    first_name: str = field(default="", repr=False)
    pressed: bool = False
    """Whether a button of the message was pressed (then `message` is ours)."""

    @property
    def scene(self) -> Scene:
        """What a step of a flow may know."""
        rooms = self.rooms
        return Scene(self.work.now, rooms.words.zone, rooms.region, rooms.spoken, rooms.topics, self.first_name)

    async def say(self, speech: Speech | Refusal, *buttons: Button, **how: Any) -> UUID:
        """Writes a reply, sent right after the commit; gives the letter's id.

        `how`: `protect` (no forwarding, no screenshots), `keyboard` (see `Keyboard`), `abreast` (buttons in a row,
        for short names), `after` (a timedelta since the question arrived, before which it does not leave).
        """
        after: timedelta | None = how.pop("after", None)
        params = self.message_params(speech, *buttons, **how)
        due = self.arrived + after if after else None
        return await self.rooms.post.write(self.work, Letter(self.chat, "sendMessage", params, due=due))

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
            params["reply_markup"] = {"inline_keyboard": self._rows(buttons, abreast)}
        elif keyboard is not None:
            params["reply_markup"] = self._keyboard(keyboard)
        return params

    def _rows(self, buttons: Sequence[Button], abreast: int) -> list[list[dict[str, str]]]:
        made = [self._button(button) for button in buttons]
        return [made[at : at + abreast] for at in range(0, len(made), abreast)]

    def _button(self, button: Button) -> dict[str, str]:
        text, tap = button if isinstance(button, tuple) else (self.label(button), button)
        return {"text": text, "callback_data": self.codec.pack(tap)}

    def label(self, tap: Tap) -> str:
        """The text of a button: `<Class>.<first field>` or `<Class>` in [taps]; of a choice, see `Ask`."""
        if isinstance(tap, Choose):
            return self._choice(tap)
        labels = self.rooms.words.labels("taps")
        values = list(vars(tap).values())
        first = getattr(values[0], "value", values[0]) if values else ""
        name = type(tap).__name__
        return labels.get(f"{name}.{first}") or labels[name]

    def _choice(self, tap: Choose) -> str:
        labels = self.rooms.words.labels("choices")
        for key in (f"{tap.flow}.{tap.step}.{tap.value}", f"{tap.step}.{tap.value}", tap.value):
            if key in labels:
                return labels[key]
        raise KeyError(f"[choices] {tap.flow}.{tap.step}.{tap.value}")

    def _keyboard(self, keyboard: Keyboard) -> dict[str, Any]:
        if keyboard is Keyboard.GONE:
            return {"remove_keyboard": True}
        button = {"text": self.rooms.words.label("taps", "ShareContact"), "request_contact": True}
        return {"keyboard": [[button]], "resize_keyboard": True, "one_time_keyboard": True}
