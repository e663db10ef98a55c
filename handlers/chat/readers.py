"""Ready-made readers of answers, for the tables of steps."""

from collections.abc import Callable
from typing import Any

from handlers.chat.heard import Heard, Kind, Scene
from services.dialogues.messages import NothingTyped, PressAButton, TooLong, TypeAnAnswer

Reader = Callable[[Heard, Any, Scene], Any]


def one_of(*values: str, spoken: dict[str, str] | None = None) -> Reader:
    """One of the step's buttons. `spoken` maps words that people type instead (lower case) to a value."""

    def read(heard: Heard, _draft: Any, _scene: Scene) -> str:
        if heard.choice in values:
            return str(heard.choice)
        said = " ".join(heard.text.lower().strip(" .!?").split())
        if heard.kind is Kind.TEXT and spoken and said in spoken:
            return spoken[said]
        raise PressAButton()

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
