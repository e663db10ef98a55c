"""A death not caused by work: every row of the facts, and every day on which the sum is another."""

import re
from datetime import date

import pytest

from services.benefits.calculator import reckon
from services.benefits.messages import ReckonedDeath
from services.benefits.model import (
    AtLeastMonths,
    Cause,
    Caution,
    Death,
    Injury,
    Level,
    MonthsPaid,
    MonthsUnknown,
)
from services.benefits.rules import (
    PERMENAKER_1,
    PP_82,
    Confidence,
    Item,
    NoRuleOnThatDay,
)
from services.words import Words

DAY = date(2026, 3, 3)
LONG = MonthsPaid(12)


def amounts(case: Death | Injury) -> list[int | None]:
    return [line.amount for line in reckon(case).lines]


def died(cause: Cause = Cause.NOT_WORK, months: int = 12, day: date = DAY) -> Death:
    return Death(day, cause, MonthsPaid(months))


def test_jkm_is_twenty_plus_twelve_plus_ten() -> None:
    reckoning = reckon(died())
    assert amounts(died()) == [20_000_000, 12_000_000, 10_000_000]
    assert reckoning.total == 42_000_000
    assert not reckoning.is_about
    assert reckoning.cautions == ()
    assert {rule.source.article for rule in reckoning.rules} == {"Pasal 34"}


def test_the_periodic_sum_is_24_times_500_000() -> None:
    working = reckon(died()).lines[1].working
    assert [factor.value for factor in working] == [24, 500_000]


@pytest.mark.parametrize("months", [0, 1, 2])
def test_under_three_months_it_is_about_ten_million_in_one_line(months: int) -> None:
    reckoning = reckon(died(months=months))
    assert len(reckoning.lines) == 1
    assert reckoning.total == 10_000_000
    assert reckoning.is_about
    assert reckoning.lines[0].rule.confidence is Confidence.B
    assert Caution.SHORT_MEMBERSHIP in reckoning.cautions


def test_before_24_february_2025_the_full_sum_held_from_day_one() -> None:
    before = reckon(died(months=1, day=date(2025, 2, 23)))
    assert before.total == 42_000_000
    assert before.cautions == (Caution.FULL_FROM_DAY_ONE,)
    assert reckon(died(months=1, day=PERMENAKER_1)).total == 10_000_000


def test_at_exactly_three_months_the_officer_decides() -> None:
    reckoning = reckon(died(months=3))
    assert (reckoning.total, reckoning.if_short) == (42_000_000, 10_000_000)
    assert Caution.EXACTLY_THREE_MONTHS in reckoning.cautions


def test_four_months_give_the_full_sum() -> None:
    assert reckon(died(months=4)).total == 42_000_000
    assert reckon(died(months=4)).if_short is None


@pytest.mark.parametrize("membership", [AtLeastMonths(0), AtLeastMonths(1), AtLeastMonths(3), MonthsUnknown()])
def test_unknown_months_never_give_the_sum_of_a_short_membership(membership: AtLeastMonths | MonthsUnknown) -> None:
    reckoning = reckon(Death(DAY, Cause.NOT_WORK, membership))
    assert reckoning.total == 42_000_000
    assert reckoning.if_short is None
    assert reckoning.cautions == (Caution.MONTHS_UNCERTAIN,)
    assert Item.JKM_SHORT not in {rule.item for rule in reckoning.rules}


def test_unknown_months_never_say_that_there_is_no_grant_yet() -> None:
    for membership in (AtLeastMonths(5), MonthsUnknown()):
        reckoning = reckon(Death(DAY, Cause.NOT_WORK, membership, (Level.PRIMARY,)))
        assert Caution.SCHOLARSHIP_UNCERTAIN in reckoning.cautions
        assert Caution.SCHOLARSHIP_NOT_YET not in reckoning.cautions
        assert reckoning.grant == ()


def test_while_the_cause_is_unknown_both_sums_are_told() -> None:
    reckoning = reckon(died(Cause.UNKNOWN))
    assert (reckoning.total, reckoning.if_work, reckoning.if_short) == (42_000_000, 70_000_000, None)
    assert Caution.CAUSE_UNKNOWN in reckoning.cautions


def test_before_the_table_begins_an_officer_computes(words: Words) -> None:
    with pytest.raises(NoRuleOnThatDay) as stopped:
        reckon(died(day=date(2019, 12, 1)))
    assert stopped.value.oldest == PP_82
    assert "2 Desember 2019" in words.render(stopped.value)


def test_at_three_months_and_with_an_unknown_cause_all_three_sums_are_told(words: Words) -> None:
    reckoning = reckon(died(Cause.UNKNOWN, months=3))
    assert (reckoning.total, reckoning.if_work, reckoning.if_short) == (42_000_000, 70_000_000, 10_000_000)
    text = words.render(ReckonedDeath(reckoning, by_work=False))
    assert all(figure in text for figure in ("Rp42.000.000", "Rp70.000.000", "sekitar Rp10.000.000"))


def test_a_short_membership_is_told_as_about_and_never_split(words: Words) -> None:
    text = words.render(ReckonedDeath(reckon(died(months=2)), by_work=False))
    assert "sekitar Rp10.000.000" in text
    assert "beberapa kepala cabang" in text
    assert set(re.findall(r"Rp[\d.]+\d", text)) == {"Rp10.000.000"}
