"""How many working days BPJS has left for a claim: pure questions over the calendar."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Self

from services.claims.states import State
from services.region import Region

RUNS = frozenset({State.HANDED_OVER, State.APPROVED})
"""Where the legal clock runs: BPJS has a complete file and has neither paid nor said no."""
_FURTHEST = 400
"""Days that are counted; what is later than a year is told as that much."""


@dataclass(frozen=True)
class Countdown:
    """Today and the working days of offices."""

    today: date
    is_working_day: Callable[[date], bool]

    @classmethod
    def of(cls, region: Region, now: datetime) -> Self:
        """Counted from this moment, by the working days of offices."""
        return cls(region.today(now), region.is_official_working_day)

    def left(self, state: State, pay_by: date | None) -> int | None:
        """Working days until BPJS must have paid: 0 on the last day, below zero after it; None while no clock runs."""
        if pay_by is None or state not in RUNS:
            return None
        if pay_by >= self.today:
            return self._between(self.today, pay_by)
        return -max(1, self._between(pay_by, self.today))

    def _between(self, first: date, last: date) -> int:
        """Working days after the first, the last included."""
        days = min((last - first).days, _FURTHEST)
        return sum(self.is_working_day(first + timedelta(days=day)) for day in range(1, days + 1))
