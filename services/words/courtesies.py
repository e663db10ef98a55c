"""Words that are neither a question nor an answer: thanks, a greeting, a sigh. The lists stand in `labels.toml`."""

import re
from enum import Enum

from services.words.render import Words

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


class Courtesies:
    """The lists of one language, ready to compare."""

    def __init__(self, words: Words) -> None:
        lists = words.labels("courtesies")
        self._kinds = {kind: _pattern(lists[kind.value]) for kind in Courtesy}
        self._around = _pattern(lists["around"])
        self._pieces = frozenset(piece for listed in lists.values() for piece in _PIECES.findall(listed))

    def of(self, text: str) -> Courtesy | None:
        """Its kind, when nothing else stands in the text but the words around it (*pak*, *ya*)."""
        pieces = _PIECES.findall(_REPEATED.sub(r"\1", _SILENT.sub("", text.casefold())))
        # Nearly every text holds a word of no list, and is spared the patterns.
        if not 0 < len(pieces) <= _MOST or any(p not in self._pieces and _is_word(p) for p in pieces):
            return None
        left, found = " ".join(pieces), None
        for kind, pattern in self._kinds.items():
            left, times = _without(left, pattern)
            found = kind if times else found
        around, _ = _without(left, self._around)
        return found if not any(map(_is_word, around)) else None


def _is_word(piece: str) -> bool:
    """Whether it begins with a letter or a digit, as `\\w` has it."""
    return piece[0].isalnum() or piece[0] == "_"


def _pattern(listed: str) -> re.Pattern[str]:
    """Any of these words; longer ones are looked for first."""
    words = sorted((word.strip() for word in listed.split(",")), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)")


def _without(text: str, pattern: re.Pattern[str]) -> tuple[str, int]:
    """The text without these words, and how many there were."""
    left, times = pattern.subn(" ", text)
    return " ".join(left.split()), times
