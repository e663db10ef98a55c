"""Every row of the facts, and every wrong statement that circulates, held against the table of rules."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.benefits.calculator import base_wage, reckon
from services.benefits.grant import grant_for_one_child, grant_now, months_after, reaches_grant_on
from services.benefits.model import (
    AtLeastMonths,
    Caution,
    Cause,
    Death,
    FunctionLost,
    Injury,
    Level,
    Mode,
    MonthsPaid,
    MonthsUnknown,
    PartLost,
    TotalDisability,
)
from services.benefits.rules import (
    PERMENAKER_1,
    PP_82,
    RULES,
    Confidence,
    Item,
    NoRuleOnThatDay,
    Rule,
    Source,
    rule_on,
)
from services.speech import Rupiah
from services.words import Words

DAY = date(2026, 3, 3)
LONG = MonthsPaid(12)


def amounts(case: Death | Injury) -> list[int | None]:
    return [line.amount for line in reckon(case).lines]


def died(cause: Cause = Cause.NOT_WORK, months: int = 12, day: date = DAY) -> Death:
    return Death(day, cause, MonthsPaid(months))


# --- death not caused by work


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
    assert (reckoning.total, reckoning.or_else) == (42_000_000, 10_000_000)
    assert Caution.EXACTLY_THREE_MONTHS in reckoning.cautions


def test_four_months_give_the_full_sum() -> None:
    assert reckon(died(months=4)).total == 42_000_000
    assert reckon(died(months=4)).or_else is None


@pytest.mark.parametrize("membership", [AtLeastMonths(0), AtLeastMonths(1), AtLeastMonths(3), MonthsUnknown()])
def test_unknown_months_never_give_the_sum_of_a_short_membership(membership: AtLeastMonths | MonthsUnknown) -> None:
    reckoning = reckon(Death(DAY, Cause.NOT_WORK, membership))
    assert reckoning.total == 42_000_000
    assert reckoning.or_else is None
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
    assert (reckoning.total, reckoning.or_else) == (42_000_000, 70_000_000)
    assert Caution.CAUSE_UNKNOWN in reckoning.cautions


def test_before_the_table_begins_an_officer_computes(words: Words) -> None:
    with pytest.raises(NoRuleOnThatDay) as stopped:
        reckon(died(day=date(2019, 12, 1)))
    assert stopped.value.oldest == PP_82
    assert "2 Desember 2019" in words.render(stopped.value)


# --- education grant


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


# --- work accident


def test_the_base_wage_is_one_million_and_costs_16_800_a_month() -> None:
    assert base_wage(DAY) == 1_000_000
    assert rule_on(Item.PREMIUM_JKK, DAY).amount + rule_on(Item.PREMIUM_JKM, DAY).amount == 16_800


def test_a_death_by_work_is_70_million_at_base_wage() -> None:
    reckoning = reckon(died(Cause.WORK))
    assert amounts(died(Cause.WORK)) == [48_000_000, 12_000_000, 10_000_000]
    assert reckoning.total == 70_000_000
    assert [factor.value for factor in reckoning.lines[0].working] == [60, 80, 1_000_000]


def test_a_death_by_work_knows_no_waiting_period() -> None:
    assert reckon(died(Cause.WORK, months=0)).total == 70_000_000


def test_a_death_by_work_is_never_less_than_the_lump_sum() -> None:
    case = replace(died(Cause.WORK), wage=Rupiah(300_000))
    assert amounts(case)[0] == 20_000_000


def test_a_higher_wage_gives_more() -> None:
    assert reckon(replace(died(Cause.WORK), wage=Rupiah(2_000_000))).total == 96_000_000 + 22_000_000


def test_treatment_has_no_ceiling_and_home_care_has_one() -> None:
    treatment, home = reckon(Injury(DAY)).ceilings
    assert (treatment.item, treatment.amount) == (Item.TREATMENT, None)
    assert (home.amount, home.rule.count) == (20_000_000, 12)
    assert treatment.rule.source == Source("PP 82/2019", "Lampiran III")


@pytest.mark.parametrize(("mode", "cap"), [(Mode.LAND, 5_000_000), (Mode.SEA, 2_000_000), (Mode.AIR, 10_000_000)])
def test_each_way_of_transport_has_its_own_cap(mode: Mode, cap: int) -> None:
    reckoning = reckon(Injury(DAY, modes=frozenset({mode})))
    assert reckoning.ceilings[-1].amount == cap
    assert Caution.SEVERAL_MODES not in reckoning.cautions
    assert reckoning.total == 0


def test_several_ways_of_transport_keep_their_caps_and_are_told_with_care() -> None:
    reckoning = reckon(Injury(DAY, modes=frozenset(Mode)))
    assert [line.amount for line in reckoning.ceilings[2:]] == [5_000_000, 2_000_000, 10_000_000]
    assert Caution.SEVERAL_MODES in reckoning.cautions


@pytest.mark.parametrize(("months", "sums"), [(1, [1_000_000]), (12, [12_000_000]), (14, [12_000_000, 1_000_000])])
def test_unable_to_work_is_the_whole_wage_for_a_year_then_half(months: int, sums: list[int]) -> None:
    assert amounts(Injury(DAY, months_unable=months)) == sums


def test_a_lost_part_is_percent_times_80_wages_and_told_as_b() -> None:
    reckoning = reckon(Injury(DAY, disability=PartLost(Decimal(10))))
    assert reckoning.total == 8_000_000
    assert not reckoning.lines[0].is_certain
    assert Caution.PERCENT_BY_DOCTOR in reckoning.cautions


def test_a_lost_function_is_loss_times_percent_times_80_wages() -> None:
    assert reckon(Injury(DAY, disability=FunctionLost(Decimal(50), Decimal(10)))).total == 4_000_000


def test_total_disability_is_56_plus_12_million() -> None:
    assert amounts(Injury(DAY, disability=TotalDisability())) == [56_000_000, 12_000_000]


@pytest.mark.parametrize(
    ("item", "amount"), [(Item.DENTURE, 5_000_000), (Item.HEARING_AID, 2_500_000), (Item.GLASSES, 1_000_000)]
)
def test_unconfirmed_rules_are_kept_but_not_shown(item: Item, amount: int) -> None:
    rule = rule_on(item, DAY)
    assert (rule.amount, rule.is_shown) == (amount, False)
    used = {rule.item for case in (died(), Injury(DAY, 20, frozenset(Mode))) for rule in reckon(case).rules}
    assert item not in used


# --- wrong statements that circulate


def test_jkm_is_not_only_for_deaths_by_work() -> None:
    assert reckon(died(Cause.NOT_WORK)).total == 42_000_000


def test_170_million_for_a_death_by_work_is_wrong_at_base_wage() -> None:
    assert reckon(died(Cause.WORK)).total == 70_000_000


def test_174_million_is_not_for_everyone() -> None:
    young = Death(DAY, Cause.NOT_WORK, MonthsPaid(12), (Level.NOT_YET, Level.NOT_YET))
    assert reckon(young).grant_total == 0


# --- the table itself


def test_every_row_has_a_law_and_a_day_of_effect() -> None:
    for rule in RULES:
        assert rule.source.law
        assert rule.since >= date(2015, 7, 1)
        assert (rule.confidence is not Confidence.B) or rule.source.told_by


def test_a_new_regulation_is_a_new_row() -> None:
    starts = date(2027, 1, 1)
    new = Rule(Item.JKM_LUMP, Source("PP 1/2027", "Pasal 1"), starts, amount=Rupiah(30_000_000))
    rules = (*RULES, new)
    assert reckon(died(day=date(2026, 12, 31)), rules).total == 42_000_000
    assert reckon(died(day=starts), rules).total == 52_000_000
    assert reckon(died(day=starts), rules).lines[0].rule.source.law == "PP 1/2027"


def test_a_repealed_row_no_longer_holds() -> None:
    rules = tuple(replace(r, until=date(2027, 1, 1)) if r.item is Item.JKM_SHORT else r for r in RULES)
    assert reckon(died(months=1, day=date(2026, 12, 31)), rules).total == 10_000_000
    assert reckon(died(months=1, day=date(2027, 1, 1)), rules).total == 42_000_000


@given(
    day=st.dates(PP_82, date(2035, 1, 1)),
    months=st.integers(0, 60),
    cause=st.sampled_from(Cause),
    wage=st.integers(100_000, 20_000_000),
)
def test_a_reckoning_adds_up_and_work_never_pays_less(day: date, months: int, cause: Cause, wage: int) -> None:
    case = Death(day, cause, MonthsPaid(months), wage=Rupiah(wage))
    reckoning = reckon(case)
    assert reckoning.total == sum(line.amount or 0 for line in reckoning.lines) > 0
    assert reckon(replace(case, cause=Cause.WORK)).total >= reckoning.total
