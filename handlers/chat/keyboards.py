"""What hangs under a message: buttons with their texts and data, or what stands in place of the phone's keyboard."""

from collections.abc import Sequence
from enum import Enum
from functools import lru_cache
from typing import Any

from handlers.chat.buttons import Button, Choose
from handlers.chat.taps import Codec, Tap
from services.words import Words


class Keyboard(Enum):
    """What stands in place of the phone's keyboard."""

    CONTACT = "contact"
    LOCATION = "location"
    GONE = "gone"


class Keyboards:
    """Makes the reply markups of one language. What it gives may be in use elsewhere: nobody changes it."""

    def __init__(self, words: Words, codec: Codec) -> None:
        self._words, self._codec = words, codec
        self._labelled = lru_cache(maxsize=1024)(self._made)

    def under(self, buttons: Sequence[Button], abreast: int) -> dict[str, Any]:
        """Buttons under a message, so many in a row."""
        made = [self._button(button) for button in buttons]
        return {"inline_keyboard": [made[at : at + abreast] for at in range(0, len(made), abreast)]}

    def instead(self, keyboard: Keyboard) -> dict[str, Any]:
        """In place of the phone's keyboard."""
        if keyboard is Keyboard.GONE:
            return {"remove_keyboard": True}
        if keyboard is Keyboard.LOCATION:
            share: dict[str, Any] = {"text": self._words.label("taps", "ShareLocation"), "request_location": True}
            keys = [[share], [{"text": self._words.label("taps", "OpenMenu")}]]
        else:
            keys = [[{"text": self._words.label("taps", "ShareContact"), "request_contact": True}]]
        return {"keyboard": keys, "resize_keyboard": True, "one_time_keyboard": True}

    def label(self, tap: Tap) -> str:
        """The text of a button: `<Class>.<first field>` or `<Class>` in [taps]; of a choice, see `Ask`."""
        if isinstance(tap, Choose):
            return self._choice(tap)
        labels = self._words.labels("taps")
        values = list(vars(tap).values())
        first = getattr(values[0], "value", values[0]) if values else ""
        name = type(tap).__name__
        return labels.get(f"{name}.{first}") or labels[name]

    def _button(self, button: Button) -> dict[str, str]:
        if isinstance(button, tuple):
            return {"text": button[0], "callback_data": self._codec.pack(button[1])}
        return self._labelled(type(button).__name__, button)  # its name as well: taps without fields share one hash

    def _made(self, _: str, tap: Tap) -> dict[str, str]:
        return {"text": self.label(tap), "callback_data": self._codec.pack(tap)}

    def _choice(self, tap: Choose) -> str:
        labels = self._words.labels("choices")
        for key in (f"{tap.flow}.{tap.step}.{tap.value}", f"{tap.step}.{tap.value}", tap.value):
            if key in labels:
                return labels[key]
        raise KeyError(f"[choices] {tap.flow}.{tap.step}.{tap.value}")
