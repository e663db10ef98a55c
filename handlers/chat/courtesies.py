"""Words that are neither a question nor an answer: thanks, a greeting, a sigh. The lists stand in `labels.toml`."""

import re
from collections.abc import Mapping
from enum import Enum

_PIECES = re.compile(r"\w+|[^\w\s]")
_REPEATED = re.compile(r"(.)\1{2,}")
_SILENT = re.compile("['’‘`]")
_MOST = 12
"""Words; whoever writes more is saying something."""


class Courtesy(Enum):
    """What kind; the value is the key of its list. The later one counts when a message holds several."""

    SALAM = "salam"
    GREETING = "greeting"
    THANKS = "thanks"
    WEARY = "weary"


def courtesy(text: str, lists: Mapping[str, str]) -> Courtesy | None:
    """Its kind, when nothing else stands in the text but the words around it (*pak*, *ya*)."""
    left = " ".join(_PIECES.findall(_REPEATED.sub(r"\1", _SILENT.sub("", text.casefold()))))
    if not left or left.count(" ") >= _MOST:
        return None
    found = None
    for kind in Courtesy:
        left, is_there = _without(left, lists[kind.value])
        found = kind if is_there else found
    around, _ = _without(left, lists["around"])
    return found if not re.search(r"\w", around) else None


def _without(text: str, listed: str) -> tuple[str, bool]:
    """The text without these words, and whether one of them was there; longer ones are looked for first."""
    words = sorted((word.strip() for word in listed.split(",")), key=len, reverse=True)
    pattern = "|".join(re.escape(word) for word in words)
    left, times = re.subn(rf"(?<!\w)(?:{pattern})(?!\w)", " ", text)
    return " ".join(left.split()), times > 0
