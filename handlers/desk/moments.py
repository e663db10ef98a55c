"""Times as the pages of the help desk tell them: how long ago, and how much is left of a promise."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from services.helpdesk import State
from services.region import Region

_SOON = 1 / 3
"""So much of the promised time left counts as little."""
_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True)
class Told:
    """Key and values of a label."""

    key: str
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Left:
    """What is left of a promise: `part` from 1 (all of it) to 0, a tone (`good`, `soon`, `late`) and the words."""

    part: float
    tone: str
    told: Told


class Moments:
    """Tells times for the moment `now`, in the region's zone and opening hours."""

    def __init__(self, region: Region, now: datetime) -> None:
        self._region, self._now = region, now

    def ago(self, then: datetime) -> Told:
        """`25 menit`, `3 jam`, `2 hari`."""
        past = self._now - then
        if past < _MINUTE:
            return Told("now")
        if past < _HOUR:
            return Told("minutes", {"n": past // _MINUTE})
        if past < 2 * _DAY:
            return Told("hours", {"n": past // _HOUR})
        return Told("days", {"n": past // _DAY})

    def left(self, due: datetime | None, state: State, missed: int) -> Left | None:
        """What is left until we must answer; None when we owe nothing."""
        if due is None:
            return None
        promise = self._region.promise
        whole = promise.first_answer if state is State.WAITING and not missed else promise.answer
        part = max(0.0, min(1.0, self._region.hours.between(self._now, due) / whole))
        if due <= self._now:
            return Left(0.0, "late", self._late(due))
        if missed:
            return Left(part, "late", Told(f"again_{self._when(due)}", self._values(due)))
        return Left(part, "soon" if part < _SOON else "good", self._until(due))

    def clock(self, at: datetime) -> str:
        """`14.30`, without the zone, which the page names once."""
        return f"{at.astimezone(self._region.zone):%H.%M}"

    def day_key(self, at: datetime) -> str:
        """`today`, `yesterday`, `tomorrow` or nothing."""
        ahead = (self._region.today(at) - self._region.today(self._now)).days
        return {0: "today", 1: "tomorrow", -1: "yesterday"}.get(ahead, "")

    def _until(self, due: datetime) -> Told:
        left = due - self._now
        if self.day_key(due) == "today" and left < _HOUR:
            return Told("minutes", {"n": max(1, left // _MINUTE)})
        if self.day_key(due) == "today":
            return Told("hours", {"h": left // _HOUR, "m": left % _HOUR // _MINUTE})
        return Told(self._when(due), self._values(due))

    def _when(self, due: datetime) -> str:
        key = self.day_key(due)
        return key if key in {"today", "tomorrow"} else "later"

    def _values(self, due: datetime) -> dict[str, str]:
        return {"date": f"{due.astimezone(self._region.zone):%d/%m}", "time": self.clock(due)}

    def _late(self, due: datetime) -> Told:
        past = self.ago(due)
        return Told(f"late_{past.key}", past.values)
