"""When a person is at the help desk: pure questions about the week, the holidays and the clock."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum
from zoneinfo import ZoneInfo

from services.region.calendar import Calendar

_FURTHEST = 60
"""Days looked ahead; a desk that stays closed longer has a wrong table, and the region file is refused."""


class Day(Enum):
    """How an opening is told: today, tomorrow, or by its date."""

    TODAY = "today"
    TOMORROW = "tomorrow"
    LATER = "later"


@dataclass(frozen=True)
class Open:
    """The desk is open, until this moment."""

    until: datetime


@dataclass(frozen=True)
class Closed:
    """The desk is closed and opens at this moment, which is `day` seen from the one who asks."""

    opens: datetime
    day: Day


@dataclass(frozen=True)
class Moment:
    """A moment that somebody is told, on a `day` as they see it."""

    at: datetime
    day: Day


@dataclass(frozen=True)
class Hours:
    """Opening hours by weekday (Monday is 0); a weekday that is missing is closed.

    `holidays` are single days; `yearly` are (month, day) pairs that return every year; the days off of `calendar` are
    closed as well. On one of `open_days` the desk is there all the same. Times are local.
    """

    zone: ZoneInfo
    week: dict[int, tuple[time, time]]
    holidays: frozenset[date]
    yearly: frozenset[tuple[int, int]]
    calendar: Calendar | None = None
    open_days: frozenset[date] = frozenset()

    def is_open(self, now: datetime) -> bool:
        """Whether a person is there at `now` (aware, any zone)."""
        return isinstance(self.at(now), Open)

    def next_opening(self, now: datetime) -> datetime:
        """When a person is there next: `now` itself while the desk is open. Aware, in the region's zone."""
        match self.at(now):
            case Closed(opens):
                return opens
            case Open():
                return now.astimezone(self.zone)

    def at(self, now: datetime) -> Open | Closed:
        """The desk at `now`, as something a sentence can be made of."""
        local = now.astimezone(self.zone)
        for ahead in range(_FURTHEST):
            day = local.date() + timedelta(days=ahead)
            span = self.span(day)
            if span is None or span[1] <= local:
                continue
            if span[0] <= local:
                return Open(span[1])
            return Closed(span[0], _seen(ahead))
        raise ValueError("the help desk never opens")

    def after(self, now: datetime, work: timedelta) -> datetime:
        """The moment when the desk has been open for so long since `now`. Aware, in the region's zone."""
        at, left = self.next_opening(now), work
        while True:
            closes = self.at(at)
            assert isinstance(closes, Open)
            if closes.until - at >= left:
                return at + left
            left -= closes.until - at
            at = self.next_opening(closes.until)

    def seen(self, now: datetime, at: datetime) -> Moment:
        """`at`, as it is told to somebody at `now`."""
        ahead = at.astimezone(self.zone).date() - now.astimezone(self.zone).date()
        return Moment(at, _seen(ahead.days))

    def between(self, start: datetime, end: datetime) -> timedelta:
        """How much of the time from `start` to `end` the desk was open."""
        open_for, at = timedelta(0), start.astimezone(self.zone)
        while at < end:
            match self.at(at):
                case Closed(opens):
                    at = opens
                case Open(until):
                    open_for += min(until, end) - at
                    at = until
        return open_for

    def is_working_day(self, day: date) -> bool:
        """Whether our own desk opens on this day at all; the law's clocks count by `Calendar.is_working_day`."""
        return day.weekday() in self.week and (day in self.open_days or not self._is_day_off(day))

    def _is_day_off(self, day: date) -> bool:
        own = day in self.holidays or (day.month, day.day) in self.yearly
        return own or (self.calendar is not None and self.calendar.is_day_off(day))

    def span(self, day: date) -> tuple[datetime, datetime] | None:
        """From when to when the desk is open on this day; None when it is closed."""
        if not self.is_working_day(day):
            return None
        opens, closes = self.week[day.weekday()]
        return datetime.combine(day, opens, self.zone), datetime.combine(day, closes, self.zone)


def _seen(ahead: int) -> Day:
    return {0: Day.TODAY, 1: Day.TOMORROW}.get(ahead, Day.LATER)
