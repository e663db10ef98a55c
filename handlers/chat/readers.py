"""Ready-made readers of answers, for the tables of steps."""

from collections.abc import Callable
from typing import Any

from handlers.chat.heard import Heard, Kind, Scene
from services.dialogues.messages import NothingTyped, PressAButton, TooLong, TypeAnAnswer

Reader = Callable[[Heard, Any, Scene], Any]
_STORY = 80
"""Letters from which on somebody is telling, not answering with a word; that deserves thanks."""


def one_of(*values: str, of: str) -> Reader:
    """One of the buttons of the step `of` (`<flow>.<step>`), pressed, or typed in words that mean it."""

    def read(heard: Heard, _draft: Any, scene: Scene) -> str:
        meant = heard.choice if heard.kind is not Kind.TEXT else scene.spoken.meant(heard.text, values, of)
        if meant not in values:
            raise PressAButton(heard.thing or ("story" if len(heard.text) >= _STORY else ""))
        return str(meant)

    return read


def right_or_edit(right: str, edits: tuple[str, ...], of: str) -> Reader:
    """The button of a summary that agrees, or one that changes something; *salah namanya* is one of these."""

    def read(heard: Heard, draft: Any, scene: Scene) -> str:
        try:
            return str(one_of(right, *edits, of=of)(heard, draft, scene))
        except PressAButton:
            changed = scene.spoken.meant(heard.text, edits, of, dropping="changing")
            if heard.kind is not Kind.TEXT or changed is None:
                raise
            return changed

    return read


def words(most: int = 2000) -> Reader:
    """Free words of at most `most` characters, white space tidied."""

    def read(heard: Heard, _draft: Any, _scene: Scene) -> str:
        return typed(heard, most)

    return read


def typed(heard: Heard, most: int) -> str:
    """The text of an answer. Raises TypeAnAnswer for other things, NothingTyped, TooLong (more than `most`)."""
    if heard.kind is not Kind.TEXT:
        raise TypeAnAnswer(heard.thing)
    text = heard.text.strip()
    if not any(sign.isalnum() for sign in text):
        raise NothingTyped()
    if len(text) > most:
        raise TooLong(most)
    return text
