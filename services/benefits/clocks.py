"""How long things may take: to report, to claim, to be paid. One table, with article and date of effect."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum

from services.benefits.rules import PP_44, PP_82, Confidence, Source, Teller


class Clock(Enum):
    """What a deadline is for."""

    REPORT_ACCIDENT = "report_accident"
    CLAIM_ACCIDENT = "claim_accident"
    CLAIM_DEATH = "claim_death"
    PAY_DEATH = "pay_death"
    PAY_ACCIDENT = "pay_accident"


@dataclass(frozen=True)
class Deadline:
    """One row; only the numbers that the rule has are set. `since` None: told by an official, without a date in law."""

    source: Source
    since: date | None
    confidence: Confidence = Confidence.A
    hours: int = 0
    years: int = 0
    working_days: int = 0
    late_percent_a_day: int = 0


DEADLINES: dict[Clock, Deadline] = {
    Clock.REPORT_ACCIDENT: Deadline(Source("Permenaker 5/2021"), None, hours=48),
    Clock.CLAIM_ACCIDENT: Deadline(Source("PP 82/2019", "Pasal 26"), PP_82, years=5),
    Clock.CLAIM_DEATH: Deadline(Source("", told_by=Teller.SPOKESMAN_2024), None, Confidence.B),
    Clock.PAY_DEATH: Deadline(Source("PP 44/2015", "Pasal 40"), PP_44, working_days=3, late_percent_a_day=1),
    Clock.PAY_ACCIDENT: Deadline(Source("PP 44/2015", "Pasal 37"), PP_44, working_days=7, late_percent_a_day=1),
}


def report_by(happened: datetime) -> datetime:
    """Until when a work accident should be reported. Late or not: report all the same."""
    return happened + timedelta(hours=DEADLINES[Clock.REPORT_ACCIDENT].hours)


def accident_claim_ends(happened: date) -> date:
    """The day on which the right from an accident (or a diagnosis) of this day lapses."""
    year = happened.year + DEADLINES[Clock.CLAIM_ACCIDENT].years
    try:
        return happened.replace(year=year)
    except ValueError:  # 29 February
        return date(year, 3, 1)


def pay_by(clock: Clock, complete_on: date, is_working_day: Callable[[date], bool]) -> date:
    """The last day for BPJS to pay a file that was complete on this day; that day itself does not count."""
    day, left = complete_on, DEADLINES[clock].working_days
    while left:
        day += timedelta(days=1)
        left -= is_working_day(day)
    return day
