"""How we read what people type about themselves: a name, a number to call, a year, free words."""

import re
import unicodedata
from datetime import date

from services.participants.phone import NotAMobileNumber, Phone
from services.requests.messages import NameUnfit, PhoneUnfit, VillageUnfit, WordsTooLong, YearUnfit

MOST_NAME = 80
"""Letters of a name."""
MOST_WORDS = 2000
"""Characters of free words."""
MOST_VILLAGE = 60
"""Characters of a village typed by hand."""
_OLDEST = 110
_NAME_SIGNS = frozenset(" .,'’`-/()")
_ABROAD = re.compile(r"\+(?!62)[1-9]\d{7,14}")
_LANDLINE = re.compile(r"(?:\+?62|0)([2-79]\d{7,10})")
_LONG_NUMBER = re.compile(r"\d{5}")
_YEAR = re.compile(r"(?<!\d)(19\d{2}|20\d{2})(?!\d)")


def read_name(typed: str) -> str:
    """A person's name of 1 to 80 letters and the signs that names have. Raises NameUnfit."""
    name = one_line(typed)
    fits = all(c.isalpha() or c in _NAME_SIGNS or unicodedata.category(c).startswith("M") for c in name)
    if not name[:1].isalpha() or len(name) > MOST_NAME or not fits:
        raise NameUnfit(too_long=len(name) > MOST_NAME)
    return name


def read_phone(typed: str) -> str:
    """A number somebody can call: Indonesian mobile or landline as `+62…`, or another with its `+`.

    Raises PhoneUnfit.
    """
    try:
        return Phone.parse(typed).number
    except NotAMobileNumber:
        pass
    plain = re.sub(r"[\s.\-–()/]+", "", unicodedata.normalize("NFKC", typed))
    if plain.isascii() and _ABROAD.fullmatch(plain):
        return plain
    landline = _LANDLINE.fullmatch(plain)
    if landline is None or not plain.isascii():
        raise PhoneUnfit(digits=sum(c.isdigit() for c in plain))
    return "+62" + landline.group(1)


def read_year(typed: str, today: date) -> int:
    """A year of birth, alone or within a date. Raises YearUnfit."""
    found = _YEAR.search(unicodedata.normalize("NFKC", typed))
    year = int(found.group(1)) if found else 0
    if not today.year - _OLDEST <= year <= today.year:
        raise YearUnfit(example=today.year - 45)
    return year


def read_village(typed: str) -> str:
    """A village as people write it: letters, at most 60 characters. Raises VillageUnfit."""
    village = one_line(typed)
    if not village[:1].isalpha() or len(village) > MOST_VILLAGE or _LONG_NUMBER.search(village):
        raise VillageUnfit()
    return village


def read_words(typed: str) -> str:
    """Free words, at most 2,000 characters as Telegram counts them. Raises WordsTooLong."""
    words = typed.replace("\x00", "").strip()
    if (length := telegram_length(words)) > MOST_WORDS:
        raise WordsTooLong(length=length, most=MOST_WORDS)
    return words


def telegram_length(text: str) -> int:
    """Characters as Telegram counts them, an emoji as two: what comes back in a letter must fit into 4,096."""
    return len(text.encode("utf-16-le")) // 2


def one_line(typed: str) -> str:
    """The text with every run of white space as one space, and without what cannot be seen."""
    seen = "".join(c if unicodedata.category(c) not in {"Cc", "Cf"} or c.isspace() else "" for c in typed)
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", seen)).strip()
