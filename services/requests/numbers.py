"""Numbers people read aloud: `KT-B-2026-00042-7` for a request for help, `KT-2026-00042-7` for a claim.

Initials of the regency, a letter for the kind (none for claims), year, running number, check digit.
The check digit is Damm's: it finds every single wrong digit and every swap of two neighbours.
"""

import re
import unicodedata
from enum import Enum

from stdnum import damm

_DIGITS = re.compile(r"(20\d{2})(0\d{4}|[1-9]\d{4,7})(\d)")
_SPACES = re.compile(r"[\s.\-–—‐‑_/]+")


class Series(Enum):
    """What is numbered; the value stands between the regency and the year."""

    CLAIM = ""
    REQUEST = "B"


# A digit of its own goes into the check, so a number of one series never passes for one of the other.
_MARK = {Series.CLAIM: "1", Series.REQUEST: "2"}


def initials(region: str) -> str:
    """`Kutai Timur` → `KT`."""
    return "".join(word[0] for word in region.split())[:4].upper()


def number(series: Series, prefix: str, year: int, running: int) -> str:
    """The number as it is shown and stored."""
    digits = f"{year}{running:05d}"
    check = damm.calc_check_digit(_MARK[series] + digits)
    return "-".join(part for part in (prefix, series.value, str(year), f"{running:05d}", check) if part)


def read_number(series: Series, prefix: str, typed: str) -> str | None:
    """The number as it is stored, from any usual spelling (spaces, small letters, no hyphens); None when it is none."""
    plain = _SPACES.sub("", unicodedata.normalize("NFKC", typed)).upper().removeprefix(prefix + series.value)
    found = _DIGITS.fullmatch(plain) if plain.isascii() else None
    if found is None:
        return None
    year, running, check = found.groups()
    if damm.calc_check_digit(_MARK[series] + year + running) != check:
        return None
    return number(series, prefix, int(year), int(running))
