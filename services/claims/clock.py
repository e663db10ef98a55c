"""How many working days BPJS has left for a claim: pure questions over a calendar."""

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
class Calendar:
    """Today and the working days of the region."""

    today: date
    is_working_day: Callable[[date], bool]

    @classmethod
    def of(cls, region: Region, now: datetime) -> Self:
        """The region's calendar at this moment."""
        return cls(region.today(now), region.hours.is_working_day)

    def left(self, state: State, pay_by: date | None) -> int | None:
        """Working days until BPJS must have paid: 0 on the last day, less when it is over; None while no clock runs."""
        if pay_by is None or state not in RUNS:
            return None
        return self._between(self.today, pay_by) if pay_by >= self.today else -self._between(pay_by, self.today)

    def _between(self, first: date, last: date) -> int:
        """Working days after the first, the last included."""
        days = min((last - first).days, _FURTHEST)
        return sum(self.is_working_day(first + timedelta(days=day)) for day in range(1, days + 1))
