"""A work accident: treatment, transport, wages while unable to work, disability and death."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from services.benefits.calculator import base_wage, reckon
from services.benefits.messages import ReckonedInjury
from services.benefits.model import (
    Cause,
    Caution,
    Death,
    FunctionLost,
    Injury,
    Loss,
    Mode,
    MonthsPaid,
    NotRated,
    PartLost,
    TotalDisability,
)
from services.benefits.rules import (
    Item,
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


@pytest.mark.parametrize("loss", Loss)
def test_a_loss_without_a_percentage_is_left_out_and_told_by_the_per_cent(loss: Loss, words: Words) -> None:
    reckoning = reckon(Injury(DAY, months_unable=1, disability=NotRated(loss)))
    assert reckoning.total == 1_000_000
    assert reckoning.unrated is not None
    assert reckoning.unrated.line.amount == 800_000
    assert reckoning.unrated.line.rule in reckoning.rules
    assert Caution.PERCENT_BY_DOCTOR in reckoning.cautions
    told = words.render(ReckonedInjury(reckoning))
    assert "Belum ikut dihitung" in told
    assert "persen dari tabel × 80 × upah yang dilaporkan" in told


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
