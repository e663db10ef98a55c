"""Reads the day of an event as people tell it: hari ini, kemarin, 3 Maret, dua hari lalu, only the month."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from handlers.chat.heard import Heard, Kind, Scene
from handlers.chat.readers import typed
from services.dialogues.messages import DayInFuture, DayTooLongAgo, DayUnreadable, MonthIsEnough, PressAButton
from services.participants.dates import month_of, read_span

CHOICES = ("today", "yesterday")
"""Buttons under a question for a day; labelled in [choices]."""
_AGO = {
    "hari ini": 0, "tadi": 0, "tadi pagi": 0, "tadi siang": 0, "tadi sore": 0, "barusan": 0, "baru saja": 0,
    "kemarin": 1, "kmrn": 1, "kemaren": 1, "semalam": 1, "tadi malam": 1, "kemarin malam": 1, "kemarin pagi": 1,
    "kemarin siang": 1, "kemarin sore": 1, "kemarin lusa": 2, "kemarin dulu": 2, "lusa kemarin": 2,
}  # fmt: skip
"""Words for a day → how many days ago."""
_NUMBERS = {
    "se": 1, "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7, "delapan": 8,
    "sembilan": 9, "sepuluh": 10,
}  # fmt: skip
_WEEKDAYS = ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu")
_FORGOTTEN = {"lupa", "tidak tahu", "tidak ingat", "nggak tahu", "gak tahu", "tdk tahu", "lupa tanggalnya", "entah"}
_OLDEST_YEARS = 30
_COUNTED = re.compile(r"(se|\d{1,3}|[a-z]+)\s*(hari|bulan)\s*(?:yang\s+|yg\s+)?(?:lalu|lewat|kemarin)")
_WEEKDAY = re.compile(r"(?:hari\s+)?([a-z]+)(?:\s+(?:lalu|kemarin|tadi|kmrn|ini))*")
_WITHOUT_YEAR = re.compile(r"(\d{1,2})[\s/.\-]+(\d{1,2}|[a-z]+)")
_MONTH_ALONE = re.compile(r"(?:bulan\s+)?([a-z]+)")


@dataclass(frozen=True)
class DayHeard:
    """A day that is not in the future. Where only the month was told, `day` is its first and `is_exact` False."""

    day: date
    is_exact: bool = True


def day_of_event(heard: Heard, _draft: Any, scene: Scene) -> DayHeard:
    """A reader for steps with the buttons `CHOICES`."""
    if heard.kind is Kind.CHOICE:
        if heard.choice not in CHOICES:
            raise PressAButton()
        return DayHeard(scene.today - timedelta(days=CHOICES.index(heard.choice)))
    return read_day_of_event(typed(heard, 60), scene.today)


def read_day_of_event(text: str, today: date) -> DayHeard:
    """The day that is meant. Raises DayUnreadable, DayInFuture, DayTooLongAgo, MonthIsEnough."""
    said = " ".join(re.sub(r"[,!?'’]+|\.(?!\d)|(?<!\d)\.", " ", text.casefold()).split())
    said = re.sub(r"^(?:pada |tanggal |tgl |hari |sekitar |kira-kira )+(?=\d)", "", said).removesuffix(
        " kalau tidak salah"
    )
    if said in _FORGOTTEN:
        raise MonthIsEnough(today)
    span = _relative(said, today) or _weekday(said, today) or _written(said, today)
    if span is None:
        raise DayUnreadable(today)
    first, last = span
    if first > today:
        raise DayInFuture(today)
    if first.year < today.year - _OLDEST_YEARS:
        raise DayTooLongAgo(today)
    return DayHeard(first, is_exact=first == last)


def _relative(said: str, today: date) -> tuple[date, date] | None:
    if said in _AGO:
        day = today - timedelta(days=_AGO[said])
        return day, day
    if said in ("bulan ini", "bulan lalu", "bulan kemarin"):
        return month_of(_months_ago(today, int(said != "bulan ini")))
    counted = _COUNTED.fullmatch(said)
    if counted is None:
        return None
    count = _NUMBERS.get(counted[1], int(counted[1]) if counted[1].isdigit() else 0)
    if not 1 <= count <= 360:
        return None
    if counted[2] == "bulan":
        return month_of(_months_ago(today, count))
    day = today - timedelta(days=count)
    return day, day


def _weekday(said: str, today: date) -> tuple[date, date] | None:
    """*Senin lalu* is the last Monday. *Minggu lalu* may be last week, so it is asked again."""
    found = _WEEKDAY.fullmatch(said)
    name = found[1].replace("ahad", "minggu") if found else ""
    if name not in _WEEKDAYS or said in ("minggu lalu", "minggu kemarin", "minggu ini", "minggu"):
        return None
    day = today - timedelta(days=(today.weekday() - _WEEKDAYS.index(name)) % 7 or 7 * ("lalu" in said))
    return day, day


def _written(said: str, today: date) -> tuple[date, date] | None:
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
