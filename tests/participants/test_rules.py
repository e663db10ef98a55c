"""Coverage on a day, and what holds for all of it."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.participants.model import Covered, Grace, Lapsed, Listed, NotFound, NotYet, Period, Proof, Source
from services.participants.rules import coverage, end_of_grace, merged, months_through

FUNDER = "APBD"
JULY = date(2025, 7, 1)
DECEMBER = date(2025, 12, 31)


def listed(since: date, until: date | None, *, is_start_known: bool = True) -> Period:
    return Period(since, until, FUNDER, Proof.LISTED, is_start_known, Source(1, date(2025, 6, 1)))


def paid(since: date, until: date) -> Period:
    return Period(since, until, "BPJS", Proof.PAID, is_start_known=False, source=Source(2, date(2025, 9, 1)))


def test_a_listed_day_is_listed_and_not_more() -> None:
    answer = coverage([listed(JULY, DECEMBER)], date(2025, 9, 15))
    assert answer == Listed(JULY, DECEMBER, 3, 0, False, FUNDER, Source(1, date(2025, 6, 1)))


def test_a_list_without_an_end_goes_on() -> None:
    answer = coverage([listed(JULY, None)], date(2030, 1, 1))
    assert isinstance(answer, Listed)
    assert answer.until is None


def test_only_a_payment_list_proves_payment() -> None:
    answer = coverage([listed(JULY, DECEMBER), paid(JULY, date(2025, 8, 31))], date(2025, 8, 20))
    assert answer == Covered(JULY, DECEMBER, 2, False, FUNDER, Source(2, date(2025, 9, 1)))


def test_a_day_after_the_last_proven_month_is_listed_with_its_paid_months() -> None:
    answer = coverage([listed(JULY, DECEMBER), paid(JULY, date(2025, 8, 31))], date(2025, 9, 1))
    assert isinstance(answer, Listed)
    assert (answer.at_least_months, answer.months_paid) == (3, 2)


def test_payments_that_begin_in_the_middle_leave_the_earlier_months_unknown() -> None:
    answer = coverage([listed(JULY, DECEMBER), paid(date(2025, 9, 1), date(2025, 9, 30))], date(2025, 9, 20))
    assert isinstance(answer, Covered)
    assert answer.months_paid == 1
    assert answer.is_earlier_unknown


def test_a_payment_list_alone_never_knows_the_start() -> None:
    answer = coverage([paid(JULY, date(2025, 7, 31))], date(2025, 7, 20))
    assert isinstance(answer, Covered)
    assert answer.is_earlier_unknown
    assert answer.funder == "BPJS"


def test_a_start_that_our_data_only_begins_with_is_unknown() -> None:
    answer = coverage([listed(JULY, DECEMBER, is_start_known=False)], date(2025, 7, 20))
    assert isinstance(answer, Listed)
    assert answer.is_earlier_unknown


def test_periods_that_touch_are_one() -> None:
    answer = coverage([listed(date(2026, 1, 1), None, is_start_known=False), listed(JULY, DECEMBER)], date(2026, 1, 5))
    assert isinstance(answer, Listed)
    assert (answer.since, answer.at_least_months, answer.is_earlier_unknown) == (JULY, 7, False)


def test_after_a_gap_nothing_is_concluded_from_few_months() -> None:
    answer = coverage([listed(JULY, DECEMBER), listed(date(2026, 6, 1), None)], date(2026, 6, 5))
    assert isinstance(answer, Listed)
    assert (answer.since, answer.at_least_months, answer.is_earlier_unknown) == (date(2026, 6, 1), 1, True)


@pytest.mark.parametrize(
    ("on", "kind"),
    [
        (date(2025, 6, 30), NotYet),
        (JULY, Listed),
        (DECEMBER, Listed),
        (date(2026, 1, 1), Grace),
        (date(2026, 3, 31), Grace),
        (date(2026, 4, 1), Lapsed),
    ],
)
def test_the_edges_of_a_membership(on: date, kind: type) -> None:
    assert type(coverage([listed(JULY, DECEMBER)], on)) is kind


def test_what_ended_tells_when_and_how_long_it_was() -> None:
    assert coverage([listed(JULY, DECEMBER)], date(2026, 2, 1)) == Grace(
        JULY, DECEMBER, date(2026, 3, 31), 6, False, FUNDER, Source(1, date(2025, 6, 1))
    )


def test_nothing_known_is_not_found() -> None:
    assert coverage([], JULY) == NotFound()


@pytest.mark.parametrize(
    ("ended", "last"),
    [
        (date(2025, 11, 30), date(2026, 2, 28)),
        (date(2025, 11, 5), date(2026, 2, 28)),
        (date(2023, 11, 30), date(2024, 2, 29)),
        (date(2025, 9, 30), date(2025, 12, 31)),
    ],
)
def test_grace_reaches_to_the_end_of_the_third_month(ended: date, last: date) -> None:
    assert end_of_grace(ended) == last


days = st.dates(date(2020, 1, 1), date(2030, 12, 31))


@st.composite
def periods(draw: st.DrawFn) -> Period:
    since = draw(days)
    until = draw(st.none() | st.dates(since, date(2031, 12, 31)))
    return Period(since, until, FUNDER, draw(st.sampled_from(Proof)), draw(st.booleans()))


@given(st.lists(periods(), min_size=1), days)
def test_somebody_is_covered_or_listed_exactly_on_the_days_of_a_period(some: list[Period], on: date) -> None:
    answer = coverage(some, on)
    inside = [p for p in some if p.since <= on and (p.until is None or on <= p.until)]
    assert isinstance(answer, Covered | Listed) == bool(inside)
    assert isinstance(answer, Covered) == any(p.proof is Proof.PAID for p in inside)


@given(st.lists(periods(), min_size=1), days)
def test_the_order_of_the_files_does_not_matter(some: list[Period], on: date) -> None:
    assert coverage(some, on) == coverage(list(reversed(some)), on)


@given(st.lists(periods(), min_size=1), days)
def test_paid_months_never_exceed_the_months_of_the_membership(some: list[Period], on: date) -> None:
    answer = coverage(some, on)
    if isinstance(answer, Covered):
        assert 1 <= answer.months_paid <= months_through(answer.since, on)
    if isinstance(answer, Listed):
        assert 0 <= answer.months_paid <= answer.at_least_months


@given(st.lists(periods(), min_size=1))
def test_runs_are_apart_and_in_order(some: list[Period]) -> None:
    runs = merged(some)
    for earlier, later in pairwise(runs):
        assert earlier.until + timedelta(days=1) < later.since
    assert sum(len(run.periods) for run in runs) == len(some)


@given(st.lists(periods(), min_size=1), days)
def test_grace_turns_into_lapsed_and_never_back(some: list[Period], on: date) -> None:
    answer = coverage(some, on)
    if isinstance(answer, Grace):
        assert answer.ended < on <= answer.grace_until
    if isinstance(answer, Lapsed):
        assert end_of_grace(answer.ended) < on
