"""The national identity number (NIK): reads it from any usual spelling and says what is wrong with it.

Form: 6 digits of the place of first registration, DDMMYY of birth (women: day + 40), 4 of
serial. The place stays when people move, so no prefix is required.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from functools import lru_cache

from stdnum.exceptions import InvalidComponent
from stdnum.id import nik as stdnum_nik

from services.refusals import Refusal

LENGTH = 16
_WOMEN_DAY = 40
_LAST_WOMEN_DAY = 71
_YOUNGEST = 15
"""Years; nobody works, and nobody is on a roster, before. Decides the century of the two-digit year."""
_WORD = re.compile(r"(?<![^\W_])[^\W\d_]{2,}(?![^\W_])")
_PREFIX = re.compile(r"^\W*(?:nik|no\W*ktp|ktp|no\W*nik)\W*(?=\d)", re.IGNORECASE)
_WHOLE = re.compile(r"(?<![^\W_])[0-9]{16}(?![^\W_])")
"""A NIK in one piece, whatever is said around it: *NIK e 6408… pak*."""
_SEPARATORS = re.compile(r"[\s.\-‐‑‒–—_'’‘`´\"“”,:;/\\|()\[\]*#+=\u200b\u200e\u200f\ufeff]+")


class Sex(Enum):
    """As the NIK tells it."""

    MAN = "man"
    WOMAN = "woman"


class NikRefusal(Refusal):
    """What was written cannot be a NIK; each kind has its own sentence."""


@dataclass(eq=False)
class NikTooShort(NikRefusal):
    """Fewer than 16 digits; 0 when there was no digit at all."""

    digits: int


@dataclass(eq=False)
class NikTooLong(NikRefusal):
    """More than 16 digits."""

    digits: int


@dataclass(eq=False)
class NikHasLetters(NikRefusal):
    """Something among the digits is not a digit (an O for a 0, an l for a 1)."""

    letters: str


@dataclass(eq=False)
class NikDateImpossible(NikRefusal):
    """Digits 7 to 12 are no day of birth."""


@dataclass(eq=False)
class NikSerialZero(NikRefusal):
    """The serial 0000 is never given out."""


@dataclass(eq=False)
class NikAllSame(NikRefusal):
    """One digit sixteen times, as people type who try things out."""


@dataclass(frozen=True)
class Nik:
    """A number of the right form. Whether it was ever given to anybody, only the state knows."""

    number: str = field(repr=False)

    @classmethod
    def parse(cls, text: str) -> "Nik":
        """Reads any usual spelling. Raises a `NikRefusal`."""
        digits = text if len(text) == LENGTH and text.isascii() and text.isdigit() else _digits(text)
        if len(digits) < LENGTH:
            raise NikTooShort(len(digits))
        if len(digits) > LENGTH:
            raise NikTooLong(len(digits))
        if digits == digits[0] * LENGTH:
            raise NikAllSame()
        if not _is_birth_part(digits[6:12]):
            raise NikDateImpossible()
        if digits.endswith("0000"):
            raise NikSerialZero()
        return cls(digits)

    @property
    def masked(self) -> str:
        """`6408••••••••0001`, the only form that is shown."""
        return f"{self.number[:4]}••••••••{self.number[-4:]}"

    @property
    def sex(self) -> Sex:
        """Women's day of birth is written plus 40."""
        return Sex.WOMAN if self.number[6:8] > str(_WOMEN_DAY) else Sex.MAN

    def born(self, on: date) -> date:
        """Birth date as the number has it. The century is a guess: the latest that makes the person 15 on `on`."""
        day, month, year = int(self.number[6:8]) % _WOMEN_DAY, int(self.number[8:10]), int(self.number[10:12])
        for century in (2000, 1900):
            if _is_day(century + year, month, day) and century + year + _YOUNGEST <= on.year:
                return date(century + year, month, day)
        return stdnum_nik.get_birth_date(self.number)

    def is_born_on(self, day: date) -> bool:
        """Whether this birth date stands in the number (any century)."""
        return self.number[6:12] in _parts_of(day)

    def __repr__(self) -> str:
        return f"Nik({self.number[:4]}…{self.number[-4:]})"

    __str__ = __repr__


def _digits(text: str) -> str:
    """The digits of the text, whole words and separators left out. Raises NikHasLetters."""
    whole = _WHOLE.findall(text)
    if len(whole) == 1 and sum(sign.isdecimal() for sign in text) == LENGTH:
        return str(whole[0])
    plain = text.strip()
    if not (plain.isascii() and plain.isdigit()):
        plain = _PREFIX.sub("", unicodedata.normalize("NFKC", text))
        plain = _SEPARATORS.sub("", _WORD.sub(" ", plain))
        plain = "".join(str(unicodedata.decimal(sign, sign)) for sign in plain)
    letters = "".join(dict.fromkeys(sign for sign in plain if not sign.isdecimal()))
    if letters and any(sign.isdecimal() for sign in plain):
        raise NikHasLetters(letters[:3])
    return plain if not letters else ""


@lru_cache(maxsize=80_000)
def _is_birth_part(part: str) -> bool:
    """Whether DDMMYY is a day of any century. Cached: a roster asks for each day of birth many times."""
    if int(part[:2]) > _LAST_WOMEN_DAY:  # python-stdnum takes 81 for 1
        return False
    try:
        stdnum_nik.get_birth_date(f"000000{part}0000")
    except InvalidComponent:
        return False
    return True


@lru_cache(maxsize=80_000)
def _parts_of(day: date) -> tuple[str, str]:
    """A man's DDMMYY of this day, and a woman's."""
    rest = f"{day.month:02}{day.year % 100:02}"
    return f"{day.day:02}{rest}", f"{day.day + _WOMEN_DAY}{rest}"


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
