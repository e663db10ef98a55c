"""When a person is at the help desk: pure questions about the week, the holidays and the clock."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum
from zoneinfo import ZoneInfo

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
class Hours:
    """Opening hours by weekday (Monday is 0); a weekday that is missing is closed.

    `holidays` are single days; `yearly` are (month, day) pairs that return every year. Times are local.
    """

    zone: ZoneInfo
    week: dict[int, tuple[time, time]]
    holidays: frozenset[date]
    yearly: frozenset[tuple[int, int]]

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

    def is_working_day(self, day: date) -> bool:
        """Whether the desk opens on this day at all."""
        return day.weekday() in self.week and day not in self.holidays and (day.month, day.day) not in self.yearly

    def span(self, day: date) -> tuple[datetime, datetime] | None:
        """From when to when the desk is open on this day; None when it is closed."""
        if not self.is_working_day(day):
            return None
        opens, closes = self.week[day.weekday()]
        return datetime.combine(day, opens, self.zone), datetime.combine(day, closes, self.zone)


def _seen(ahead: int) -> Day:
    return {0: Day.TODAY, 1: Day.TOMORROW}.get(ahead, Day.LATER)
