"""Every button there is, subject by subject. What it does stands in `routes.py`; what is written on it in `labels.toml`."""

from dataclasses import dataclass

from handlers.chat.taps import Tap


@dataclass(frozen=True)
class Choose(Tap):
    """An answer to the question of a step; valid only while that step is being asked."""

    flow: str
    step: str
    value: str


@dataclass(frozen=True)
class OpenMenu(Tap):
    """Back to the menu; an unfinished conversation is put aside."""


@dataclass(frozen=True)
class GoBack(Tap):
    """Back to the question before."""


@dataclass(frozen=True)
class Resume(Tap):
    """Take up an unfinished conversation."""

    flow: str


@dataclass(frozen=True)
class Discard(Tap):
    """Throw an unfinished conversation away."""

    flow: str


Button = Tap | tuple[str, Tap]
"""A tap, or a tap with a text of its own (a district, a name of a step)."""
