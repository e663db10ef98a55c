"""Finds the subjects of an ordinary sentence with the word table `topics.toml`: tired, misspelt, colloquial, mixed."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Self

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from services.words.render import LOCALES

CRISIS = "crisis"
MOST = 3
"""Subjects offered at most."""
_LONGEST = 60
"""Words of a sentence that are read; the rest of a long letter changes nothing."""
_ENDINGS = ("nya", "ne", "kah", "lah", "ku", "mu", "pun", "e")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_VOWELS = re.compile(r"[aeiou]")
_REPEATED = re.compile(r"(.)\1{2,}")
_MOST_SLIPS = 2
"""Of the finger, in the longest words."""


@dataclass(frozen=True)
class Sign:
    """One pattern of a subject: words (or [kata] groups) that must all be there, and words that must not."""

    all_of: tuple[str, ...]
    none_of: tuple[str, ...]


class Topics:
    """The word table of one language, ready to match."""

    def __init__(self, table: dict[str, Any]) -> None:
        self._groups = {name: frozenset(words) for name, words in table["kata"].items()}
        self._phrases = [(tuple(phrase.split()), word) for phrase, word in table["ungkapan"].items()]
        self._starting: dict[str, list[int]] = {}
        for number, (parts, _) in enumerate(self._phrases):
            self._starting.setdefault(parts[0], []).append(number)
        self._negators = frozenset(table["aturan"]["penyangkal"])
        self._negatable = frozenset(table["aturan"]["bisa_disangkal"])
        self._asking = frozenset(table["aturan"]["tanya"])
        self._ordinary = frozenset(table["aturan"]["biasa"])
        self._keys = tuple(table["topik"])
        waiting = table["menunggu"]
        bars = [f"!{group}" for group in waiting["kecuali"]]
        self._waiting = tuple(_sign(" ".join((text, *bars))) for text in waiting["tanda"])
        self._of_waiting = frozenset(waiting["pokok"])
        self._signs = _by_first_word({key: topic["tanda"] for key, topic in table["topik"].items()})
        self._vocabulary = frozenset(word for words in self._groups.values() for word in words)
        self._by_bones = _by_bones(self._vocabulary)
        self._by_letter = {letter: tuple(sorted(w for w in self._vocabulary if w[0] == letter)) for letter in _LETTERS}
        self._meant = lru_cache(maxsize=4096)(self._read_word)

    @classmethod
    def load(cls, language: str = "id", locales: Path = LOCALES) -> Self:
        """Reads the table. Raises OSError or tomllib.TOMLDecodeError."""
        return cls(tomllib.loads((locales / language / "topics.toml").read_text(encoding="utf-8")))

    @property
    def keys(self) -> tuple[str, ...]:
        """Every subject of the table."""
        return self._keys

    def asks(self, sentence: str) -> bool:
        """Whether the sentence is a question, not an answer: "… berapa", "… aman kah", "… bayar ga"."""
        words = re.findall(r"[a-z]+", sentence.casefold())
        is_asking = bool(self._asking.intersection(words)) or (len(words) > 1 and words[-1] in self._negators)
        return "?" in sentence or is_asking

    def says(self, sentence: str, group: str) -> bool:
        """Whether a word of the group stands there as it is, or with an ending; nothing is mended, for *Amin* is no
        *admin*."""
        known = self._groups[group]
        words = re.findall(r"[a-z]+", sentence.casefold())
        return any(word in known or word.removesuffix(_ENDINGS[0]) in known for word in words)

    def is_about_waiting(self, sentence: str) -> bool:
        """Whether somebody who waits for a person asks when that one comes: *masih lama ya?*, *kapan dijwb nya pak*."""
        said = self._groups_in(sentence)
        is_so = any(_score(sign, said) for sign in self._waiting)
        return is_so and self._of_waiting.issuperset(self.match(sentence))

    def match(self, sentence: str) -> tuple[str, ...]:
        """At most three subjects, the likeliest first; `("crisis",)` alone when the writer may be in danger."""
        said = self._groups_in(sentence)
        scores: dict[str, int] = {}
        for word in said:
            for key, sign in self._signs.get(word, ()):
                scores[key] = max(scores.get(key, 0), _score(sign, said))
        if scores.get(CRISIS):
            return (CRISIS,)
        best = max(scores.values(), default=0)
        near = [key for key in self._keys if (score := scores.get(key, 0)) and score * 2 >= best] if best else []
        return tuple(sorted(near, key=lambda key: -scores[key])[:MOST])

    def _groups_in(self, sentence: str) -> frozenset[str]:
        """The groups whose words stand in the sentence, without those that are denied ("belum meninggal")."""
        said: set[str] = set()
        denied = False
        for word in self._words(sentence):
            found = self._meant(word)
            said |= {group for group in found if not (denied and group in self._negatable)}
            denied = word in self._negators
        return frozenset(said)

    def _words(self, sentence: str) -> Iterator[str]:
        plain = _REPEATED.sub(r"\1", sentence.casefold())
        words = re.findall(r"[a-z]+|\d+", plain.replace("'", "").replace("-", " "))[:_LONGEST]
        at = 0
        while at < len(words):
            length, phrase = self._phrase_at(words, at)
            yield phrase
            at += length

    def _phrase_at(self, words: list[str], at: int) -> tuple[int, str]:
        """How many words the phrase that begins here has and what it means; else the word itself."""
        word = words[at]
        starts = {
            word,
            *(f"{{{group}}}" for group in self._meant(word)),
            *(("{tidak}",) if word in self._negators else ()),
        }
        for number in sorted(number for start in starts for number in self._starting.get(start, ())):
            parts, meaning = self._phrases[number]
            if self._fits(words[at : at + len(parts)], parts):
                return len(parts), meaning
        return 1, word

    def _fits(self, words: list[str], parts: tuple[str, ...]) -> bool:
        """Whether the words are this phrase; a part in braces stands for any word of that group."""
        return len(words) == len(parts) and all(
            self._is_of(word, part[1:-1]) if part[0] == "{" else word == part
            for word, part in zip(words, parts, strict=True)
        )

    def _is_of(self, word: str, group: str) -> bool:
        return word in self._negators if group == "tidak" else group in self._meant(word)

    def _read_word(self, word: str) -> frozenset[str]:
        """The groups a word belongs to: as it stands, without its ending, or mended."""
        for spelling in (word, *(word.removesuffix(end) for end in _ENDINGS if len(word) > len(end) + 2)):
            if spelling in self._vocabulary:
                return self._groups_of(spelling)
        if word in self._ordinary:
            return frozenset()
        mended = self._mended(word)
        return self._groups_of(mended) if mended else frozenset()

    def _groups_of(self, word: str) -> frozenset[str]:
        return frozenset(name for name, words in self._groups.items() if word in words)

    def _mended(self, word: str) -> str | None:
        """The word of the table that was meant: a slip of the finger, or its vowels left out."""
        if len(word) < 4 or word.isdigit():
            return None
        near = self._by_letter.get(word[0], ())
        close = extract(word, near, scorer=OSA.distance, score_cutoff=_MOST_SLIPS, limit=None)
        slips = [(distance, known) for known, distance, _ in close if distance <= _forgiven(len(known))]
        if slips:
            return str(min(slips)[1])
        bones = _VOWELS.sub("", word)
        return self._by_bones.get(bones) if len(bones) >= 4 else None


def _forgiven(length: int) -> int:
    """How many slips a word of this many letters may have."""
    return 0 if length < 5 else 1 if length < 8 else _MOST_SLIPS


def _by_first_word(topics: dict[str, list[str]]) -> dict[str, list[tuple[str, Sign]]]:
    """The signs by a word that must be there, each with its subject: most sentences hold none of these words."""
    signs: dict[str, list[tuple[str, Sign]]] = {}
    for key, texts in topics.items():
        for sign in map(_sign, texts):
            signs.setdefault(sign.all_of[0], []).append((key, sign))
    return signs


def _by_bones(vocabulary: Iterable[str]) -> dict[str, str]:
    """The longer words by what is left of them without vowels; of several the first of the alphabet."""
    longer = sorted((word for word in vocabulary if len(word) > 5), reverse=True)
    return {_VOWELS.sub("", word): word for word in longer}


def _sign(text: str) -> Sign:
    words = text.split()
    return Sign(tuple(w for w in words if w[0] != "!"), tuple(w[1:] for w in words if w[0] == "!"))


def _score(sign: Sign, said: frozenset[str]) -> int:
    """A sign of more words is a surer one."""
    fits = said.issuperset(sign.all_of) and said.isdisjoint(sign.none_of)
    return len(sign.all_of) if fits else 0
