"""How numbers, money and dates are written in Indonesian; Babel knows most of it."""

from datetime import date, datetime, tzinfo
from functools import lru_cache

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal

LOCALE = "id_ID"
ZONE_NAMES = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}
"""Official names of the three time zones, which Babel prints as offsets."""


_remembered = lru_cache(maxsize=1024, typed=True)
"""Babel reads its patterns anew each time, and the same days, months and sums are written over and over."""


@_remembered
def rupiah(amount: int) -> str:
    """42000000 → `Rp42.000.000` (rupiah, whole)."""
    return "Rp" + format_decimal(amount, locale=LOCALE)


@_remembered
def angka(number: float) -> str:
    """1234.5 → `1.234,5`."""
    return str(format_decimal(number, locale=LOCALE))


@_remembered
def tanggal(day: date | datetime) -> str:
    """→ `3 Maret 2026`."""
    return str(format_date(day, "d MMMM y", locale=LOCALE))


@_remembered
def hari(day: date | datetime) -> str:
    """→ `Selasa, 3 Maret 2026`."""
    return str(format_date(day, "EEEE, d MMMM y", locale=LOCALE))


@_remembered
def bulan(day: date | datetime) -> str:
    """→ `Maret 2026`."""
    return str(format_date(day, "MMMM y", locale=LOCALE))


@_remembered
def waktu(moment: datetime) -> str:
    """→ `3 Mar 2026, 14.30`, for the narrow column of a table; the moment is in the region's zone already."""
    return str(format_datetime(moment, "d MMM y, HH.mm", locale=LOCALE))


def telepon(number: str) -> str:
    """`+6281234567890` → `0812 3456 7890`, as people here write it; numbers of other countries stay as they are."""
    if not number.startswith("+62"):
        return number
    home = "0" + number.removeprefix("+62")
    return " ".join((home[:4], home[4:8], home[8:])).strip() if home.startswith("08") else home


class ClockFilter:
    """Writes the time of day in one zone and names the zone: `14.30 WITA`."""

    def __init__(self, zone: tzinfo) -> None:
        self._zone = zone

    def __call__(self, moment: datetime) -> str:
        local = moment.astimezone(self._zone)
        name = ZONE_NAMES.get(str(self._zone), local.tzname() or "")
        return f"{format_datetime(local, 'HH.mm', locale=LOCALE)} {name}".strip()
