"""Puts a word where the fonts of the paper have no sign: `[menangis]` for an emoji, `[huruf lain]` for other scripts.

No font of the machine is used, so that a paper looks the same wherever it is made, and of those that typst brings along
none knows emojis.
"""

import re
import unicodedata
from collections.abc import Mapping
from itertools import groupby
from typing import Any

from services.words import Words

_DRAWN = (
    "0020-007E 00A0-00AC 00AE-04FF 0510-0513 051A-051D 0531-0556 0561-0587 0606-060C 0615 061B 061F 0621-063A "
    "0640-0655 065A 0660-066D 0674 0679-067B 067E-0680 0683-0684 0686-0687 0691 0698 06A4 06A9 06AF 06BE 06CC "
    "06F0-06F9 1E00-200A 2010-2027 202F-2040 2042 2044-205F 2070-20CF 2100-211E 2120 2122 2124 2126-2151 2153-2184 "
    "2189 2190-23FF 2422-2423 2460-262F 2638-268B 2690-269C 26A0-26A7 26AA-26B2 2701-2704 2706-2709 270C-2727 "
    "2729-274B 274D 274F-2752 2756 2758-275E 2761-277F 2794 2798-27AF 27B1-27BE 27C0-2BFF 2C60-2C7F FB00-FB06 "
    "FE70-FEFC 1D400-1D7FF"
)
"""Code points that Libertinus Serif, New Computer Modern or DejaVu Sans Mono draw, all in the wheel of typst 0.15; a
test asks typst.

Without Hebrew and the marks of 20D0-20FF: among them typst panics on some lines that run from right to left.
"""
_SIMPLE = "0020-007E 00A0-00AC 00AE-024F 1E00-1EFF 2010-2027 2030-2040 2044-205E 20A0-20BF 2190-2193 2212"
"""Latin letters and the signs among them: what no typesetter stumbles over."""


def _outside(points: str) -> re.Pattern[str]:
    """Runs of signs that are not of these; what Unicode has not assigned to anything is of none."""
    ends = (part.split("-") for part in points.split())
    signs = (chr(point) for first, *last in ends for point in range(int(first, 16), int((last or [first])[0], 16) + 1))
    known = "".join(sign for sign in signs if unicodedata.category(sign) != "Cn")
    return re.compile(f"[^\n{re.escape(known)}]+")


_UNDRAWN, _UNSIMPLE = _outside(_DRAWN), _outside(_SIMPLE)
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_UNSEEN = re.compile("[\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0000-\U000e0fff]")
"""Which of the looks of the sign before it is meant; shades of skin."""
_HEAPS = re.compile("([\u0300-\u036f\u0483-\u0489\u064b-\u065f]{3})[\u0300-\u036f\u0483-\u0489\u064b-\u065f]+")
"""More than three marks on one letter, which would stand far above their line."""
_SIGN = re.compile("[\U0001f1e6-\U0001f1ff]{2}|.", re.DOTALL)
"""Two letters of a flag are one sign."""
_LONG_WORD = re.compile(r"\S{25,}")
_DIGEST = re.compile("[0-9a-f]{64}")
_PIECE = re.compile(".{1,12}")
_MAY_BREAK = "\u200b"
_INVISIBLE = {"Cc", "Cf", "Cs", "Mn", "Me"}
_PICTURES = {"So", "Sk"}
"""Of the categories of Unicode."""


class Glyphs:
    """Knows the words of one language for signs that cannot be drawn; `simple` draws Latin letters only."""

    def __init__(self, words: Words, *, simple: bool = False) -> None:
        self._names = words.labels("paper_sign")
        self._undrawn = _UNSIMPLE if simple else _UNDRAWN

    def drawable(self, thing: Any) -> Any:
        """The same data, every text in it such that it can be drawn, and broken at the end of a line."""
        match thing:
            case str():
                return _LONG_WORD.sub(_breakable, self.text(thing))
            case Mapping():
                return {key: self.drawable(value) for key, value in thing.items()}
            case list() | tuple():
                return [self.drawable(value) for value in thing]
        return thing

    def text(self, text: str) -> str:
        """What can be drawn of the text, and words for the rest. What is only there to mislead the eye is gone."""
        seen = _UNSEEN.sub("", _LINE_ENDS.sub("\n", text.replace("\t", "    ")))
        return _HEAPS.sub(r"\1", self._undrawn.sub(self._instead, seen))

    def _instead(self, found: re.Match[str]) -> str:
        said = []
        for (word, is_name), same in groupby(map(self._read, _SIGN.findall(found[0]))):
            times = len(list(same))
            said.append(word * times if not is_name else f"[{word}]" if times == 1 else f"[{word} ×{times}]")
        return "".join(said)

    def _read(self, sign: str) -> tuple[str, bool]:
        """What to write for a sign that cannot be drawn, and whether that is a word of ours."""
        if sign in self._names:
            return self._names[sign], True
        kind = unicodedata.category(sign[0])
        plain = unicodedata.normalize("NFKC", sign)
        if kind in _INVISIBLE or not self._undrawn.search(plain):
            return "" if kind in _INVISIBLE else plain, False
        return self._names["emoji" if kind in _PICTURES else "other"], True


def _breakable(found: re.Match[str]) -> str:
    """A digest fits a line, and is compared letter by letter."""
    return found[0] if _DIGEST.fullmatch(found[0]) else _MAY_BREAK.join(_PIECE.findall(found[0]))
