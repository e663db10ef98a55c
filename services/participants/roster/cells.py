"""Reads single cells: identity numbers that Excel may have mangled, phones, wages, texts."""

import math
import re
import unicodedata
from datetime import date, datetime
from functools import lru_cache
from typing import TypeGuard

from services.participants.dates import Cell
from services.participants.kpj import Kpj, NotAKpj
from services.participants.nik import (
    LENGTH,
    Nik,
    NikAllSame,
    NikDateImpossible,
    NikHasLetters,
    NikRefusal,
    NikSerialZero,
    NikTooLong,
    NikTooShort,
    Sex,
)
from services.participants.phone import NotAMobileNumber, Phone
from services.participants.roster.entry import Reason, Rejected, Warn

_SCIENTIFIC = re.compile(r"\s*'?\d+(?:[.,]\d+)?[eE]\+?\d+\s*")
_REASONS: dict[type[NikRefusal], Reason] = {
    NikTooShort: Reason.NIK_TOO_SHORT,
    NikTooLong: Reason.NIK_TOO_LONG,
    NikHasLetters: Reason.NIK_HAS_LETTERS,
    NikDateImpossible: Reason.NIK_DATE_IMPOSSIBLE,
    NikSerialZero: Reason.NIK_SERIAL_ZERO,
    NikAllSame: Reason.NIK_ALL_SAME,
}
_A_NAME = re.compile(r"(?=(?:.*[^\W\d_]){2})[^\d]*")
"""Two letters at least, and no digit."""
_SEXES = {
    "l": Sex.MAN, "lk": Sex.MAN, "laki laki": Sex.MAN, "laki": Sex.MAN, "pria": Sex.MAN, "m": Sex.MAN,
    "p": Sex.WOMAN, "pr": Sex.WOMAN, "perempuan": Sex.WOMAN, "wanita": Sex.WOMAN, "w": Sex.WOMAN, "f": Sex.WOMAN,
}  # fmt: skip
_NOT = ("non", "in", "tidak", "tdk", "tak", "blm", "belum")
_OVER = (
    "meninggal", "wafat", "alm", "almarhum(?:ah)?", "keluar", "berhenti", "dihentikan", "diberhentikan", "resign",
    "mengundurkan diri", "pindah", "dihapus", "berakhir", "expired", "ka?e?daluw?arsa",
)  # fmt: skip
_ENDED = re.compile(rf"\b(?:(?:{'|'.join(_NOT)}) ?a[ck]ti(?:f|ve)|{'|'.join(_OVER)})\b|^(?:tidak|mati)$")
"""What a status column says of somebody who is no longer insured."""
_MOST_WAGE = 10**12
"""Rupiah a month; what is more is no wage but two cells run together, or a number of something else."""
_LOST = "\N{REPLACEMENT CHARACTER}"
"""Stands where a file's letters could not be read."""
_SEVERAL = re.compile(r"[/;,&]")
_CENTS = re.compile(r"[,.]\d{2}$")
_RUPIAH = re.compile(r"(?i)rp|idr|\s")
_THOUSANDS = re.compile(r"[.,]")
_LONGEST = 200
_LONGEST_NAME = 100
_LONGEST_EMPTY = 8
_EMPTY = frozenset({"", "-", "–", "--", "0", "n/a", "#n/a", "null", "none"})


def text_of(cell: Cell) -> str:
    """The cell as plain text: whole numbers without `.0`, no control characters, single spaces, at most 200 signs."""
    if isinstance(cell, str):
        if len(cell) <= _LONGEST and cell.isprintable() and "  " not in cell:
            return cell.strip()
        text = cell
    elif isinstance(cell, float) and cell.is_integer():
        text = str(int(cell))
    elif isinstance(cell, datetime | date):
        text = cell.isoformat()
    else:
        text = "" if cell is None else str(cell)
    if not text.isprintable():
        text = "".join(sign if unicodedata.category(sign)[0] != "C" else " " for sign in text)
    return " ".join(text.split())[:_LONGEST]


def is_empty(cell: Cell) -> bool:
    """Whether an office means "nothing" by it."""
    if isinstance(cell, str):
        return not cell or (len(cell) <= _LONGEST_EMPTY and cell.strip().casefold() in _EMPTY)
    return cell is None or cell == 0


def is_number(cell: Cell) -> TypeGuard[int | float]:
    """Whether it can be counted with: neither a truth nor what Excel keeps for a division by zero."""
    return isinstance(cell, int | float) and not isinstance(cell, bool) and math.isfinite(cell)


@lru_cache(maxsize=10_000)
def said(cell: Cell) -> str:
    """The text of a cell that repeats (a kind of work, a funder), or nothing where an office means "nothing" by it."""
    return "" if is_empty(cell) else text_of(cell)


def nik_of(cell: Cell) -> Nik:
    """Raises Rejected; a *numeric* cell whose 16th digit is 0 has lost its last digit, for Excel keeps 15."""
    if not isinstance(cell, str) and is_number(cell):
        text = str(int(cell))
        if len(text) == LENGTH and text.endswith("0"):
            raise Rejected(Reason.NIK_LAST_DIGIT_LOST)
    else:
        text = text_of(cell)
    if not text:
        raise Rejected(Reason.NIK_MISSING)
    if not text.isdigit() and _SCIENTIFIC.fullmatch(text):
        raise Rejected(Reason.NIK_SCIENTIFIC)
    try:
        return Nik.parse(text)
    except NikRefusal as wrong:
        if isinstance(wrong, NikTooShort) and not wrong.digits:
            raise Rejected(Reason.NIK_MISSING) from None
        raise Rejected(_REASONS[type(wrong)], **vars(wrong)) from None


def name_of(cell: Cell) -> str:
    """Raises Rejected."""
    name = text_of(cell).strip("'’` ")
    if name.casefold() in _EMPTY:
        raise Rejected(Reason.NAME_MISSING)
    letters = name.replace(" ", "")
    is_plain = len(letters) > 1 and letters.isalpha()
    if len(name) > _LONGEST_NAME or not (is_plain or (_A_NAME.fullmatch(name) and _LOST not in name)):
        raise Rejected(Reason.NAME_UNREADABLE)
    return name


@lru_cache(maxsize=1_000)
def sex_of(cell: Cell) -> Sex | None:
    """None when it is neither."""
    text = text_of(cell).casefold()
    return _SEXES.get(text) or _SEXES.get(" ".join(re.sub(r"[\W_]+", " ", text).split()))


def says_ended(status: str) -> bool:
    """Whether a status means that the person is not insured any more; words about something else do not."""
    return bool(_ENDED.search(" ".join(re.sub(r"[\W_]+", " ", status.casefold()).split())))


def kpj_of(cell: Cell) -> tuple[str | None, tuple[Warn, ...]]:
    """The number and what is odd about it."""
    text = text_of(cell)
    try:
        if not text.isdigit() and _SCIENTIFIC.fullmatch(text):
            raise NotAKpj()
        kpj = Kpj.parse(text)
    except NotAKpj:
        return None, (Warn.KPJ_UNREADABLE,)
    return kpj.number, ((Warn.KPJ_LENGTH,) if kpj.is_doubtful else ())


def phone_of(cell: Cell) -> tuple[str | None, tuple[Warn, ...]]:
    """The first number of the cell ("0812… / 0813…") and what is odd about it."""
    text = text_of(cell)
    try:
        return Phone.parse(text if text.isdigit() else _SEVERAL.split(text, 1)[0]).number, ()
    except NotAMobileNumber:
        return None, (Warn.PHONE_UNREADABLE,)


@lru_cache(maxsize=10_000)
def wage_of(cell: Cell) -> tuple[int | None, tuple[Warn, ...]]:
    """Rupiah a month, from `1.000.000`, `Rp 1.000.000,00` or a number."""
    if is_number(cell):
        return (int(cell), ()) if 0 <= cell <= _MOST_WAGE else (None, (Warn.WAGE_UNREADABLE,))
    plain = _CENTS.sub("", _RUPIAH.sub("", text_of(cell)))
    digits = _THOUSANDS.sub("", plain)
    if digits.isascii() and digits.isdigit() and int(digits) <= _MOST_WAGE:
        return int(digits), ()
    return None, (Warn.WAGE_UNREADABLE,)
