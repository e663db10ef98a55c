"""What people type instead of pressing a button, and how they tell days: the lists of `locales/<language>/spoken`."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from services.words.render import Words

_SILENT = re.compile("['’‘`]")
_SIGNS = re.compile(r"[^\w\s/.\-]+|\.(?!\d)|(?<!\d)\.")
_NO_WORDS = re.compile(r"[^\w\s]+")
_ENDING = "nya"
_SHORTEST = 3
"""Letters that must be left of a word without its ending."""


class Spoken:
    """The lists of one language, ready to compare. `of` names a step as `<flow>.<step>`."""

    def __init__(self, words: Words) -> None:
        self._standard = {
            variant: word for word, text in words.labels("spelling").items() for variant in _separated(text)
        }
        self._lists = {key: self._listed(text) for key, text in words.labels("spoken").items()}
        self._labels = {key: self.plain(text) for key, text in words.labels("choices").items()}
        self.days_ago = self._counted(words.labels("days_ago"))
        self.numbers = self._counted(words.labels("numbers"))
        self.day_parts = {part: self._listed(text) for part, text in words.labels("day_parts").items()}
        self._controls = {word: name for name, text in words.labels("controls").items() for word in _separated(text)}
        self._around_controls = frozenset(_separated(words.label("control_words", "around")))
        self.forgotten = self._listed(words.label("day_forgotten", "words"))
        self._wordings = lru_cache(maxsize=1024)(self._read_wordings)

    def plain(self, text: str) -> str:
        """Lower case, without signs, each word in its standard spelling."""
        said = _SIGNS.sub(" ", _SILENT.sub("", text.casefold()))
        return " ".join(self._standard.get(word, word) for word in said.split())

    def without_filler(self, said: str) -> str:
        """Plain text without the words that change nothing (*pak*, *ya*)."""
        return " ".join(word for word in said.split() if word not in self._lists["filler"])

    def control(self, text: str) -> str | None:
        """The control that is called for, if the text is nothing else: *petugas*, *tolong petugas*, *menu ya pak*."""
        said = _NO_WORDS.sub(" ", text).casefold().split()
        bare = " ".join(word for word in said if word not in self._around_controls)
        return self._controls.get(" ".join(said)) or self._controls.get(bare)

    def points(self, text: str) -> bool:
        """Whether the text points at somebody seen before (*bu yg td itu*); one such word alone may be a name."""
        return sum(word in self._lists["pointing"] for word in self.plain(text).split()) > 1

    def meant(self, text: str, values: tuple[str, ...], of: str, dropping: str = "filler") -> str | None:
        """Which of the step's values is meant, if one is. `dropping`: the list of words that change nothing."""
        for form in self._forms(self.plain(text), self._lists[dropping]):
            for value in values:
                if form in self._wordings(of, value):
                    return value
        return None

    def _forms(self, said: str, dropped: frozenset[str]) -> Iterator[str]:
        """As it was said, without what changes nothing, without endings."""
        yield said
        left = [word for word in said.split() if word not in dropped]
        yield " ".join(left)
        yield " ".join(word.removesuffix(_ENDING) if len(word) >= _SHORTEST + len(_ENDING) else word for word in left)

    def _read_wordings(self, of: str, value: str) -> frozenset[str]:
        keys = (f"{of}.{value}", f"{of.rpartition('.')[2]}.{value}")
        own = next((self._lists[key] for key in keys if key in self._lists), frozenset())
        label = next((self._labels[key] for key in (*keys, value) if key in self._labels), None)
        return (own | self._lists.get(value, frozenset()) | ({label} if label else frozenset())) - {""}

    def _listed(self, text: str) -> frozenset[str]:
        return frozenset(self.plain(word) for word in _separated(text))

    def _counted(self, table: Mapping[str, str]) -> dict[str, int]:
        return {word: int(number) for number, text in table.items() for word in self._listed(text)}


def _separated(text: str) -> list[str]:
    return [word.strip() for word in text.split(",")]
