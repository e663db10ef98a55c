"""What a check found: how grave it is, and which sentence of `locales/id/doctor` tells it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from services.refusals import Refusal


class Level(StrEnum):
    """How grave a finding is. UNKNOWN: could not be looked at, because something it rests on is missing."""

    WELL = "well"
    WARNING = "warning"
    WRONG = "wrong"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Word:
    """A value that stands in `locales/` itself."""

    kind: str
    key: str


Value = str | int | float | timedelta | Word | Refusal | tuple[str, ...]


@dataclass(frozen=True)
class Finding:
    """`key` names the sentence, what to do and the example; `values` fill them. Neither secrets nor people in them."""

    level: Level
    key: str
    values: Mapping[str, Value] = field(default_factory=dict)


def well(key: str, **values: Value) -> Finding:
    """As it should be."""
    return Finding(Level.WELL, key, values)


def warning(key: str, **values: Value) -> Finding:
    """It works, and somebody should look at it all the same."""
    return Finding(Level.WARNING, key, values)


def wrong(key: str, **values: Value) -> Finding:
    """It does not work, or not safely."""
    return Finding(Level.WRONG, key, values)


def unknown(key: str, **values: Value) -> Finding:
    """Not looked at."""
    return Finding(Level.UNKNOWN, key, values)
