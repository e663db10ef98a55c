"""The name rule: when a typed name and a roster name mean the same person. A name opens a record, so it is strict."""

import re
import unicodedata
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

_MUHAMMAD = frozenset((
    "m", "md", "mhd", "moh", "moch", "mohd", "muh", "much", "muhd", "mohammad", "mohamad", "mohammed",
    "mohamed", "mochammad", "mochamad", "muhamad", "muhammad", "muhammed", "muchammad", "muchamad",
))  # fmt: skip
_TITLES = frozenset((
    "h", "hj", "hi", "haji", "hajjah", "drs", "dra", "dr", "drg", "ir", "prof", "kh", "ust", "ustad", "ustadz",
    "ustadzah", "bapak", "bpk", "pak", "ibu", "bu", "sdr", "sdri", "tuan", "ny", "nyonya", "nn", "tn", "alm",
    "almh", "almarhum", "almarhumah", "bin", "binti", "bt", "bte",
))  # fmt: skip
_DEGREES = frozenset((
    "sag", "sak", "sap", "sds", "se", "sei", "sfarm", "sgz", "sh", "shi", "shut", "sik", "sikom", "sip", "skep",
    "skeb", "skm", "skom", "sked", "sos", "spd", "spdi", "spi", "spt", "sptk", "spsi", "ssi", "ssos", "st",
    "stp", "stt", "str", "sthi", "amd", "amak", "amdkeb", "amdkep", "amakep", "mag", "mak", "map", "me", "mh",
    "mhum", "mkes", "mkm", "mkom", "mm", "mp", "mpd", "mpdi", "msi", "mt", "mba", "mmpd", "lc", "ba", "bsc",
    "phd", "spog", "sppd", "spa", "spb", "ners", "ns", "apt",
))  # fmt: skip
_MOST_WORDS = 8
"""A longer text is not a name; it also bounds the search."""
_SHORT = 5
"""Up to so many letters one slip is forgiven, above it two."""
_TINY = 2
"""Up to so many letters none: with a slip an initial is any letter there is."""
_MOST_EXTRA = 1
"""Typed words beyond the roster's, so that nobody names twenty names at once."""
_PARTS = re.compile(r"[\s/\-–_()\[\]]+")
_NOT_LETTERS = re.compile(r"[^a-z]")


@lru_cache(maxsize=4096)
def name_words(name: str) -> tuple[str, ...]:
    """The words that count, in small letters: titles, degrees, bin/binti and Alm. gone, Muhammad spelled out."""
    plain = name if name.isascii() else unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    plain = plain.casefold()
    before, comma, after = plain.partition(",")
    words = _spelled(before, first=True)
    if comma:
        words += [word for word in _spelled(after, first=False) if len(word) > 3]
    kept = [word for word in words if word not in _TITLES]
    return tuple("muhammad" if word in _MUHAMMAD else word for word in (kept or words))


def is_same_name(roster: str, typed: str) -> bool:
    """Whether the typed name meets every word of the roster name.

    Order and case are free; two words may be written as one; a word may differ by one letter (up to five letters)
    or two; a one-word name must be met exactly.
    """
    ours, theirs = name_words(roster), name_words(typed)
    if not ours or not theirs or max(len(ours), len(theirs)) > _MOST_WORDS:
        return False
    if len(ours) == 1 or len(theirs) == 1:
        return "".join(ours) == "".join(theirs)
    return _all_met(ours, theirs)


def _spelled(text: str, *, first: bool) -> list[str]:
    # "Muh.Rizki" is two words, "S.Pd" is one: a dot parts words unless every piece is as short as in a degree.
    words: list[str] = []
    spaced = text.replace(",", " ")
    for part in spaced.split() if spaced.replace(" ", "").isalpha() else _PARTS.split(spaced):
        whole, pieces = _letters(part)
        if whole in _DEGREES and (words or not first):
            continue
        words += pieces
    return words


@lru_cache(maxsize=20_000)
def _letters(part: str) -> tuple[str, tuple[str, ...]]:
    """The letters of a part as a whole, and between its dots. Cached: the words of names repeat."""
    pieces = (_NOT_LETTERS.sub("", piece) for piece in part.split("."))
    return _NOT_LETTERS.sub("", part), tuple(piece for piece in pieces if piece)


def _all_met(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """Walks our words in order; each takes one of theirs, two of ours one of theirs, or one of ours two of theirs."""
    if not ours:
        return len(theirs) <= _MOST_EXTRA
    for i, word in enumerate(theirs):
        rest = theirs[:i] + theirs[i + 1 :]
        if _is_met(ours[0], word) and _all_met(ours[1:], rest):
            return True
        if len(ours) > 1 and _is_met(ours[0] + ours[1], word) and _all_met(ours[2:], rest):
            return True
        joined = i + 1 < len(theirs) and _is_met(ours[0], word + theirs[i + 1])
        if joined and _all_met(ours[1:], theirs[:i] + theirs[i + 2 :]):
            return True
    return False


def _is_met(ours: str, theirs: str) -> bool:
    """The shorter word decides how many slips are forgiven: Aisah (5) is not Aminah (6), two letters away."""
    if len(ours) <= _TINY:
        return ours == theirs
    allowed = 1 if min(len(ours), len(theirs)) <= _SHORT else 2
    return bool(Levenshtein.distance(ours, theirs, score_cutoff=allowed) <= allowed)
