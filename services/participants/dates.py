"""Dates as offices write them in spreadsheets: 03/04/2026 is 3 April. Month names in Indonesian and English."""

import calendar
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import lru_cache

Cell = str | int | float | bool | date | datetime | timedelta | object
"""What a spreadsheet cell may hold."""
Span = tuple[date, date]
"""First and last day of what was written: one day, or a month."""

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan",
            "februari pebruari february feb peb",
            "maret march mar mrt",
            "april apr",
            "mei may",
            "juni june jun",
            "juli july jul",
            "agustus august agu agt ags aug",
            "september sept sep",
            "oktober october okt oct",
            "november nopember nov nop",
            "desember december des dec",
        ),
        start=1,
    )
    for name in names.split()
}
_EXCEL_ZERO = date(1899, 12, 30)
_EXCEL_DAYS = range(7_000, 80_000)
"""Serial numbers of 1919 to 2119; others are not dates."""

_LONGEST = 100
"""Characters; every dash in a text could part two dates, so a long one would be read over and over."""
_GAP = r"[\s/.\-]+"
_DAY = re.compile(rf"(\d{{1,2}}){_GAP}(\d{{1,2}}|[a-z]+){_GAP}(\d{{4}}|\d{{2}})")
_ISO_DAY = re.compile(r"(\d{4})[/.\-](\d{1,2})[/.\-](\d{1,2})")
_SOLID_ISO = re.compile(r"((?:19|20)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])")
_SOLID_DAY = re.compile(r"(\d{2})(\d{2})((?:19|20)\d{2})")
_MONTH = re.compile(rf"(\d{{1,2}}|[a-z]+){_GAP}(\d{{4}})")
_ISO_MONTH = re.compile(r"(\d{4})[/.\-](\d{1,2})|((?:19|20)\d{2})(0[1-9]|1[0-2])")
_TIME = re.compile(r"[t\s]\d{1,2}[:.]\d{2}([:.]\d{2}(\.\d+)?)?z?$")
_BETWEEN_DIGITS = re.compile(r"\d.*\d")
_TO = re.compile(r"\bs\s*[./]?\s*d\b\.?|\bsampai(?:\s+dengan)?\b|\bhingga\b|[-\u2010-\u2015~]")
"""Between the ends of a stretch: s.d., s/d, sd, sampai (dengan), hingga, any dash."""
_FROM = re.compile(r"^(?:mulai|dari|sejak|tmt|tgl|tanggal)\b[\s.:]*")
_WEEKDAY = re.compile(r"^(senin|selasa|rabu|kamis|jum'?at|sabtu|minggu|ahad)[\s,]+")


def read_day(cell: Cell, latest: date) -> date | None:
    """The one day that is written, or None. Two-digit years go to the latest century that is not after `latest`."""
    span = read_span(cell, latest)
    return span[0] if span and span[0] == span[1] else None


@lru_cache(maxsize=50_000)
def read_birth_day(cell: Cell, latest: date) -> date | None:
    """The same where the place may stand beside it ("Sangatta, 12-04-1979"), as it does on identity cards."""
    found = _BETWEEN_DIGITS.search(cell) if isinstance(cell, str) and len(cell) <= _LONGEST else None
    return read_day(cell, latest) or (read_day(found.group(), latest) if found else None)


def read_month(cell: Cell, latest: date) -> Span | None:
    """The month that is written, or in which the written day lies."""
    span = read_span(cell, latest)
    return month_of(span[0]) if span else None


def read_span(cell: Cell, latest: date) -> Span | None:
    """The day or the month that is written, as its first and last day; None when it is neither."""
    if isinstance(cell, datetime):
        return cell.date(), cell.date()
    if isinstance(cell, date):
        return cell, cell
    if isinstance(cell, bool) or not isinstance(cell, str | int | float):
        return None
    text = str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
    return _read(text, latest) if len(text) <= _LONGEST else None


def read_range(text: str, latest: date) -> Span | None:
    """Both ends written in one cell ("01/01/2025 s.d. 31/12/2025"), as first and last day; None for anything else."""
    return _range(text, latest) if len(text) <= _LONGEST else None


@lru_cache(maxsize=50_000)
def _range(text: str, latest: date) -> Span | None:
    plain = _FROM.sub("", text.strip(" '’`()").casefold())
    if _read(plain, latest):
        return None
    for to in _TO.finditer(plain):
        left, right = plain[: to.start()].strip(), _read(plain[to.end() :].strip(), latest)
        if right and (first := _read(left, latest) or _of_year(left, right[1].year, latest)):
            return first[0], right[1]
    return None


def _of_year(text: str, year: int, latest: date) -> Span | None:
    """ "Januari" in "Januari s.d. Desember 2025"."""
    return _read(f"{text} {year}", latest) if re.search(r"[a-z]{3}$", text) else None


@lru_cache(maxsize=50_000)
def _read(text: str, latest: date) -> Span | None:
    """Cached: the dates of a roster repeat."""
    plain = _TIME.sub("", _WEEKDAY.sub("", text.strip(" '’`").casefold()))
    return _written_day(plain, latest) or next((span for read in _READERS if (span := read(plain))), None)


def month_of(day: date) -> Span:
    """First and last day of the month."""
    return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])


def _serial(text: str) -> Span | None:
    whole = re.fullmatch(r"(\d{4,5})(?:[.,]\d+)?", text)
    if not whole or int(whole.group(1)) not in _EXCEL_DAYS:
        return None
    day = _EXCEL_ZERO + timedelta(days=int(whole.group(1)))
    return day, day


def _written_day(text: str, latest: date) -> Span | None:
    found = _DAY.fullmatch(text)
    return _one(_full(found.group(3), latest), found.group(2), found.group(1)) if found else None


def _iso_day(text: str) -> Span | None:
    found = _ISO_DAY.fullmatch(text)
    return _one(*map(str, found.groups())) if found else None


def _solid_day(text: str) -> Span | None:
    if found := _SOLID_ISO.fullmatch(text):
        return _one(*map(str, found.groups()))
    found = _SOLID_DAY.fullmatch(text)
    return _one(found.group(3), found.group(2), found.group(1)) if found else None


def _written_month(text: str) -> Span | None:
    found = _MONTH.fullmatch(text)
    return _whole_month(found.group(2), found.group(1)) if found else None


def _iso_month(text: str) -> Span | None:
    found = _ISO_MONTH.fullmatch(text)
    return _whole_month(found.group(1) or found.group(3), found.group(2) or found.group(4)) if found else None


_READERS: tuple[Callable[[str], Span | None], ...] = (
    _iso_day,
    _serial,
    _solid_day,
    _written_month,
    _iso_month,
)


def _full(year: str, latest: date) -> str:
    if len(year) == 4:
        return year
    century = latest.year // 100 * 100
    return str(century + int(year) if century + int(year) <= latest.year else century - 100 + int(year))


def _one(year: str, month: str, day: str) -> Span | None:
    try:
        found = date(int(year), _month(month), int(day))
    except ValueError:
        return None
    return found, found


def _whole_month(year: str, month: str) -> Span | None:
    try:
        return month_of(date(int(year), _month(month), 1))
    except ValueError:
        return None


def _month(text: str) -> int:
    """1 to 12, or 0 when it is no month."""
    return int(text) if text.isdigit() else _MONTHS.get(text, 0)
