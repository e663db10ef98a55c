"""Reads when an accident was, as people tell it: tadi jam 9, kemarin sore, 2 jam lalu, semalam jam 11."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from handlers.chat.days import read_day_of_event
from services.claims.accidents.messages import TimeInFuture, TimeUnreadable
from services.dialogues.messages import DayUnreadable, MonthIsEnough
from services.words.spoken import Spoken

_AGO = re.compile(
    r"(?:\b(\d{1,2}|[a-z]+)\s+)?(?:\b(setengah|se|\d{1,3}|[a-z]+))\s*(jam|menit)(?:an)?\s+(?:yang\s+)?(?:lalu|tadi)\b"
)
_CLOCK = re.compile(
    r"\bjam\s+(setengah\s+)?(\d{1,2}|[a-z]+(?:\s+belas)?)(?:[.\s](\d{2})\b|\s+lalu\s+(\d{1,2})\b)?"
    r"|\b(\d{1,2})\.(\d{2})\b"
)
_NOON, _DAWN, _LATE = 12, 5, 6
_AROUND = frozenset({"tadi", "sekitar", "kira-kira", "kurang", "lebih", "wita", "pada", "waktu", "kejadiannya", "ini"})
"""Words that change nothing about a time."""


@dataclass(frozen=True)
class MomentHeard:
    """A day, and the hour as `14.30` in the region's time; empty where it was not told."""

    day: date
    hour: str


def read_moment(text: str, now: datetime, spoken: Spoken) -> MomentHeard:
    """The moment that is meant; `now` in the region's time. Raises TimeUnreadable, TimeInFuture, DayInFuture,
    DayTooLongAgo."""
    said = spoken.plain(text)
    ago = _ago(said, spoken)
    if ago is not None:
        return _heard(now - ago)
    found = _CLOCK.search(said)
    clock = _clock(found, spoken) if found else None
    rest = f"{said[: found.start()]} {said[found.end() :]}" if found and clock else said
    part = next((part for part, words in spoken.day_parts.items() if words & set(rest.split())), "")
    day = _day(rest, now, spoken)
    if clock is None:
        return MomentHeard(day, "")
    return _heard(_moment(day, clock, part, now))


def _ago(said: str, spoken: Spoken) -> timedelta | None:
    found = _AGO.search(said)
    if found is None:
        return None
    more, count, unit = found.groups()
    number = 0.5 + _count(more or "", spoken) if count == "setengah" else float(_count(count, spoken))
    if not number:
        return None
    return timedelta(hours=number) if unit == "jam" else timedelta(minutes=number)


def _clock(found: re.Match[str], spoken: Spoken) -> time | None:
    half, word, minutes, past, hour, after = found.groups()
    number = int(hour) if hour else _count(word, spoken)
    minute = int(minutes or past or after or 0)
    if not (hour or word.isdigit() or number) or number > 24 or minute > 59:
        return None
    if half:
        number, minute = number - 1, 30
    return time(number % 24, minute)


def _count(word: str, spoken: Spoken) -> int:
    return int(word) if word.isdigit() else spoken.numbers.get(word, 0)


def _day(rest: str, now: datetime, spoken: Spoken) -> date:
    """The day that the other words tell; today where they tell none."""
    dropped = _AROUND.union(*spoken.day_parts.values()) - frozenset(spoken.days_ago)
    bare = " ".join(word for word in spoken.without_filler(rest).split() if word not in dropped)
    for told in (" ".join(rest.split()), bare):
        try:
            heard = read_day_of_event(told, now.date(), spoken) if told else None
        except (DayUnreadable, MonthIsEnough):
            continue
        if heard is not None and heard.is_exact:
            return heard.day
    if bare:
        raise TimeUnreadable(now.date())
    return now.date()


def _moment(day: date, clock: time, part: str, now: datetime) -> datetime:
    """That hour of that day; where it could be two, the later one that has been. The night goes on past midnight."""
    at = datetime.combine(day, clock, now.tzinfo)
    later = at + timedelta(hours=_NOON)
    is_small = clock.hour < _DAWN or clock.hour == _NOON
    if part == "night" and is_small:
        at = datetime.combine(day, clock.replace(hour=clock.hour % _NOON), now.tzinfo)
        if day < now.date():
            at += timedelta(days=1)
    elif clock.hour < _NOON and _is_second(part, clock, day, later, now):
        at = later
    if at > now:
        raise TimeInFuture(now)
    return at


def _is_second(part: str, clock: time, day: date, later: datetime, now: datetime) -> bool:
    """Whether the second round of the clock is meant."""
    if part == "morning":
        return False
    if part == "noon":
        return clock.hour < _LATE
    if part:
        return True
    return later <= now if day == now.date() else clock.hour < _LATE


def _heard(at: datetime) -> MomentHeard:
    return MomentHeard(at.date(), f"{at:%H.%M}")
