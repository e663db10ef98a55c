"""Reads the day of an event as people tell it: hari ini, kemarin, 3 Maret, dua hari lalu, only the month."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from handlers.chat.heard import Heard, Kind, Scene
from handlers.chat.readers import typed
from services.dialogues.messages import DayInFuture, DayTooLongAgo, DayUnreadable, MonthIsEnough, PressAButton
from services.participants.dates import Span, month_of, read_span
from services.words.spoken import Spoken

FORGOT = "forgot"
CHOICES = ("today", "yesterday", FORGOT)
"""Buttons under a question for a day; labelled in [choices]."""
_WEEKDAYS = ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu")
_OLDEST_YEARS = 30
_COUNTED = re.compile(r"(se|\d{1,3}|[a-z]+)\s*(hari|minggu|bulan|tahun)(?:an)?\s*(?:yang\s+)?(?:lalu|kemarin)")
_LAST = re.compile(r"(minggu|bulan|tahun)\s+(?:yang\s+)?(?:lalu|kemarin)")
_WEEKDAY = re.compile(r"(malam\s+)?(?:hari\s+)?([a-z]+)((?:\s+(?:yang|lalu|kemarin|tadi|ini|pagi|siang|sore|malam))*)")
_ROUGHLY = timedelta(days=3)
"""How far *two weeks ago* may be from fourteen days."""
_WITHOUT_YEAR = re.compile(r"(\d{1,2})[\s/.\-]+(\d{1,2}|[a-z]+)")
_MONTH_ALONE = re.compile(r"(?:bulan\s+)?([a-z]+)")


@dataclass(frozen=True)
class DayHeard:
    """A day that is not in the future. Where only the month was told, `day` is its first and `is_exact` False."""

    day: date
    is_exact: bool = True


def day_of_event(heard: Heard, _draft: Any, scene: Scene) -> DayHeard:
    """A reader for steps with the buttons `CHOICES`."""
    if heard.kind is not Kind.CHOICE:
        return read_day_of_event(typed(heard, 60), scene.today, scene.spoken)
    if heard.choice == FORGOT:
        raise MonthIsEnough(scene.today)
    if heard.choice not in CHOICES:
        raise PressAButton()
    return DayHeard(scene.today - timedelta(days=CHOICES.index(heard.choice)))


def read_day_of_event(text: str, today: date, spoken: Spoken) -> DayHeard:
    """The day that is meant. Raises DayUnreadable, DayInFuture, DayTooLongAgo, MonthIsEnough."""
    said = re.sub(r"^(?:pada |tanggal |hari |sekitar |kira-kira )+(?=\d)", "", spoken.plain(text))
    said = said.removesuffix(" kalau tidak salah")
    said = said if said in spoken.days_ago else spoken.without_filler(said)
    if said in spoken.forgotten:
        raise MonthIsEnough(today)
    span = _relative(said, today, spoken) or _weekday(said, today) or _written(said, today)
    if span is None:
        raise DayUnreadable(today)
    first, last = span
    if first > today:
        raise DayInFuture(today)
    if first.year < today.year - _OLDEST_YEARS:
        raise DayTooLongAgo(today)
    return DayHeard(first, is_exact=first == last)


def tells_when(text: str, spoken: Spoken) -> bool:
    """Whether it tells a day as no name does; *Jumat*, *Hari* and *April* are names as well."""
    said = spoken.plain(text)
    if said in spoken.forgotten or said in spoken.days_ago or _COUNTED.fullmatch(said) or _LAST.fullmatch(said):
        return True
    found = _WEEKDAY.fullmatch(said)
    return found is not None and found[2] in _WEEKDAYS and bool(found[1] or found[3])


def _relative(said: str, today: date, spoken: Spoken) -> Span | None:
    if said in spoken.days_ago:
        day = today - timedelta(days=spoken.days_ago[said])
        return day, day
    if said == "bulan ini":
        return month_of(today)
    if last := _LAST.fullmatch(said):
        return _last(last[1], today)
    counted = _COUNTED.fullmatch(said)
    count = _count(counted[1], spoken) if counted else 0
    return _ago(count, counted[2], today) if counted and 1 <= count <= 360 else None


def _count(word: str, spoken: Spoken) -> int:
    return int(word) if word.isdigit() else spoken.numbers.get(word, 0)


def _ago(count: int, unit: str, today: date) -> Span:
    """So many days, weeks, months or years ago."""
    if unit == "bulan":
        return month_of(_months_ago(today, count))
    if unit == "tahun":
        raise MonthIsEnough(today)
    if unit == "minggu":
        around = today - timedelta(weeks=count)
        return _month_around(around - _ROUGHLY, around + _ROUGHLY, today)
    day = today - timedelta(days=count)
    return day, day


def _last(unit: str, today: date) -> Span:
    """*Minggu lalu* is last Sunday or some day of last week."""
    if unit == "minggu":
        sunday = today - timedelta(days=today.weekday() + 1)
        return _month_around(sunday - timedelta(days=6), sunday, today)
    return _ago(1, unit, today)


def _month_around(first: date, last: date, today: date) -> Span:
    """The month in which all these days lie, as no single one of them was told. Raises MonthIsEnough without one."""
    if month_of(first) != month_of(last):
        raise MonthIsEnough(today)
    return month_of(first)


def _weekday(said: str, today: date) -> Span | None:
    """*Senin lalu* is the last Monday; the night of Friday, *malam Jumat*, begins on Thursday."""
    found = _WEEKDAY.fullmatch(said)
    name = found[2].replace("ahad", "minggu") if found else ""
    if found is None or name not in _WEEKDAYS or said in ("minggu ini", "minggu"):
        return None
    back = (today.weekday() - _WEEKDAYS.index(name)) % 7 or 7 * ("lalu" in found[3])
    day = today - timedelta(days=back + bool(found[1]))
    return day, day


def _written(said: str, today: date) -> Span | None:
    """A full date or a month as offices read it; without a year, the last one that is not in the future."""
    if span := read_span(said, today) if not said.isdigit() else None:
        return span
    if _WITHOUT_YEAR.fullmatch(said) or _MONTH_ALONE.fullmatch(said):
        plain = said.removeprefix("bulan ")
        for year in (today.year, today.year - 1):
            span = read_span(f"{plain} {year}", today) or read_span(f"{plain}/{year}", today)
            if span and span[0] <= today:
                return span
    return None


def _months_ago(today: date, count: int) -> date:
    years, month = divmod(today.year * 12 + today.month - 1 - count, 12)
    return date(years, month + 1, 1)
