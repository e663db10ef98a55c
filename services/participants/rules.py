"""Coverage on a day, from the periods of one person. Pure; the sources are in the comments of the table rows.

Grace: contributions stop → about 3 months for informal workers (BPU), inactive in month 4. Told by branches, not
read in a regulation (confidence B), so an answer that depends on it says that the officer computes it.
"""

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from services.participants.model import (
    Coverage,
    Covered,
    Grace,
    Lapsed,
    Listed,
    NotFound,
    NotYet,
    Period,
    Proof,
)

GRACE_MONTHS = 3
_FAR = date.max
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Run:
    """Periods that touch or overlap, taken as one."""

    periods: tuple[Period, ...]
    since: date
    until: date
    """`date.max` when it goes on."""


def coverage(periods: Sequence[Period], on: date) -> Coverage | NotFound:
    """The answer for this day. Without any period there is nothing to be found."""
    runs = merged(periods)
    if not runs:
        return NotFound()
    past = [run for run in runs if run.since <= on]
    if not past:
        first = runs[0].periods[0]
        return NotYet(first.since, first.funder, first.source)
    run = past[-1]
    is_open_before = len(past) > 1 or is_start_unknown(run)
    if run.until < on:
        return _ended(run, on, is_open_before)
    return _lasting(run, on, is_open_before)


def merged(periods: Iterable[Period]) -> list[Run]:
    """Runs in order of time. A period that begins the day after another ends touches it."""
    runs: list[Run] = []
    for period in sorted(periods, key=lambda period: (period.since, _end(period))):
        last = runs[-1] if runs else None
        if last and (last.until == _FAR or period.since <= last.until + _DAY):
            runs[-1] = Run((*last.periods, period), last.since, max(last.until, _end(period)))
        else:
            runs.append(Run((period,), period.since, _end(period)))
    return runs


def is_start_unknown(run: Run) -> bool:
    """Whether there may have been months before the first that we have."""
    return not any(period.is_start_known for period in run.periods if period.since == run.since)


def months_through(since: date, until: date) -> int:
    """Calendar months touched by a stretch, both ends included: a contribution is paid by the month."""
    return max(0, (until.year - since.year) * 12 + until.month - since.month + 1)


def end_of_grace(ended: date) -> date:
    """Last day of the third month after the month in which the membership ended."""
    months = ended.year * 12 + ended.month - 1 + GRACE_MONTHS
    year, month = divmod(months, 12)
    return date(year, month + 1, calendar.monthrange(year, month + 1)[1])


def _lasting(run: Run, on: date, is_open_before: bool) -> Coverage:
    paid_runs = merged(period for period in run.periods if period.proof is Proof.PAID)
    paid_now = next((paid for paid in paid_runs if paid.since <= on <= paid.until), None)
    paid_months = _months(paid_runs, on)
    until = None if run.until == _FAR else run.until
    teller = _teller(run, on)
    if paid_now is None:
        months = months_through(run.since, on)
        return Listed(run.since, until, months, paid_months, is_open_before, teller.funder, teller.source)
    # Months on the list before the first proven payment may have been paid as well: nobody told us.
    is_unproven_before = months_through(run.since, on) > paid_months
    return Covered(
        run.since, until, paid_months, is_open_before or is_unproven_before, teller.funder, _paying(paid_now, on).source
    )


def _ended(run: Run, on: date, is_open_before: bool) -> Coverage:
    teller = _teller(run, run.until)
    months, grace_until = months_through(run.since, run.until), end_of_grace(run.until)
    if on <= grace_until:
        return Grace(run.since, run.until, grace_until, months, is_open_before, teller.funder, teller.source)
    return Lapsed(run.since, run.until, months, is_open_before, teller.funder, teller.source)


def _months(runs: Iterable[Run], on: date) -> int:
    """Different calendar months of these runs up to this day."""
    spans = ((run.since, min(run.until, on)) for run in runs if run.since <= on)
    return len({month for since, until in spans for month in range(_month(since), _month(until) + 1)})


def _month(day: date) -> int:
    return day.year * 12 + day.month


def _teller(run: Run, on: date) -> Period:
    """The period that tells who pays on this day: a listing names the funder, a payment list often does not."""
    there = [period for period in run.periods if period.since <= on <= _end(period)]
    listings = [period for period in there if period.proof is Proof.LISTED]
    return (listings or there)[-1]


def _paying(run: Run, on: date) -> Period:
    return next(period for period in reversed(run.periods) if period.since <= on <= _end(period))


def _end(period: Period) -> date:
    return period.until or _FAR
