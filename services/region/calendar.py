"""The working days of offices, by which the law counts: Monday to Friday, no public holidays, no cuti bersama.

The holidays are those of the library `holidays`: public holidays and cuti bersama as the joint decrees (SKB) set them,
as far as there is one. Of later years Islamic holidays are computed, a day or two may differ, and no cuti bersama is
known; after 2100, and before 1946, no holiday is known at all and only weekends count. Nothing of this raises.
"""

from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

_SATURDAY = 5


@dataclass(frozen=True)
class Calendar:
    """The country's days off. It knows nothing of our own desk."""

    official: frozenset[date] = field(default_factory=frozenset)
    """Days of a newer decree that the library does not know yet, from the region file."""

    def is_day_off(self, day: date) -> bool:
        """Whether the day is a public holiday or cuti bersama; a weekend alone is neither."""
        return day in self.official or day in _days_off(day.year)

    def is_working_day(self, day: date) -> bool:
        """Whether offices such as BPJS's work on this day."""
        return day.weekday() < _SATURDAY and not self.is_day_off(day)

    def knows_joint_leave(self, year: int) -> bool:
        """Whether cuti bersama of the year is known; it is set year by year, so without it working days are guessed."""
        return any(day.year == year for day in self.official) or _has_joint_leave(year)


@lru_cache(maxsize=64)
def _days_off(year: int) -> frozenset[date]:
    from holidays import country_holidays  # a tenth of a second, which no start has to wait for

    return frozenset(country_holidays("ID", years=year, categories=("public", "government")))


@lru_cache(maxsize=64)
def _has_joint_leave(year: int) -> bool:
    from holidays import country_holidays

    return bool(country_holidays("ID", years=year, categories=("government",)))
