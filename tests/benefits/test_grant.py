"""The education grant: every rung, every limit, and who must wait."""

from datetime import date

import pytest

from services.benefits.calculator import reckon
from services.benefits.grant import grant_for_one_child, grant_now, months_after, reaches_grant_on
from services.benefits.model import (
    AtLeastMonths,
    Cause,
    Caution,
    Death,
    Injury,
    Level,
    MonthsPaid,
    TotalDisability,
)
from services.benefits.rules import (
    Item,
    rule_on,
)

DAY = date(2026, 3, 3)
LONG = MonthsPaid(12)


def amounts(case: Death | Injury) -> list[int | None]:
    return [line.amount for line in reckon(case).lines]


def died(cause: Cause = Cause.NOT_WORK, months: int = 12, day: date = DAY) -> Death:
    return Death(day, cause, MonthsPaid(months))


@pytest.mark.parametrize(
    ("item", "amount", "years", "whole"),
    [
        (Item.SCHOLARSHIP_PRIMARY, 1_500_000, 8, 12_000_000),
        (Item.SCHOLARSHIP_JUNIOR, 2_000_000, 3, 6_000_000),
        (Item.SCHOLARSHIP_SENIOR, 3_000_000, 3, 9_000_000),
        (Item.SCHOLARSHIP_DEGREE, 12_000_000, 5, 60_000_000),
    ],
)
def test_each_rung_of_the_grant(item: Item, amount: int, years: int, whole: int) -> None:
    rule = rule_on(item, DAY)
    assert (rule.amount, rule.count, rule.amount * rule.count) == (amount, years, whole)


def test_the_grant_is_87_million_a_child_and_174_for_two_never_more() -> None:
    assert grant_for_one_child(DAY) == 87_000_000
    for children in (2, 3, 5):
        case = Death(DAY, Cause.NOT_WORK, MonthsPaid(36), (Level.NOT_YET,) * children)
        assert reckon(case).grant_total == 174_000_000
    assert reckon(Death(DAY, Cause.NOT_WORK, MonthsPaid(36), (Level.SENIOR,))).grant_total == 69_000_000


def test_a_child_not_at_school_is_paid_when_school_starts() -> None:
    assert grant_now(Level.NOT_YET, DAY) == 0
    assert grant_now(Level.JUNIOR, DAY) == 2_000_000


@pytest.mark.parametrize(("months", "has_grant"), [(35, False), (36, True), (40, True)])
def test_after_an_ordinary_death_the_grant_needs_three_years(months: int, has_grant: bool) -> None:
    reckoning = reckon(Death(DAY, Cause.NOT_WORK, MonthsPaid(months), (Level.SENIOR,)))
    assert bool(reckoning.grant) is has_grant
    assert (Caution.SCHOLARSHIP_NOT_YET in reckoning.cautions) is not has_grant
    assert reckon(Death(DAY, Cause.NOT_WORK, AtLeastMonths(36), (Level.SENIOR,))).grant


def test_after_a_work_accident_the_grant_needs_no_years() -> None:
    assert reckon(Death(DAY, Cause.WORK, MonthsPaid(1), (Level.DEGREE,))).grant_total == 60_000_000
    assert reckon(Injury(DAY, disability=TotalDisability(), children=(Level.DEGREE,))).grant_total == 60_000_000
    assert reckon(Injury(DAY, months_unable=2, children=(Level.DEGREE,))).grant == ()


def test_members_since_october_2024_reach_36_months_in_october_2027() -> None:
    assert reaches_grant_on(date(2024, 10, 1), DAY) == date(2027, 10, 1)
    assert reaches_grant_on(date(2025, 1, 15), DAY) == date(2028, 1, 1)
    assert months_after(date(2024, 12, 31), 1) == date(2025, 1, 1)
