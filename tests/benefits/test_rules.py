"""The table of rules itself, and every wrong statement that circulates, held against it."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from services.benefits.calculator import reckon
from services.benefits.model import (
    Cause,
    Death,
    Injury,
    Level,
    MonthsPaid,
)
from services.benefits.rules import (
    PP_82,
    RULES,
    Confidence,
    Item,
    Rule,
    Source,
)
from services.speech import Rupiah

DAY = date(2026, 3, 3)
LONG = MonthsPaid(12)


def amounts(case: Death | Injury) -> list[int | None]:
    return [line.amount for line in reckon(case).lines]


def died(cause: Cause = Cause.NOT_WORK, months: int = 12, day: date = DAY) -> Death:
    return Death(day, cause, MonthsPaid(months))


def test_jkm_is_not_only_for_deaths_by_work() -> None:
    assert reckon(died(Cause.NOT_WORK)).total == 42_000_000


def test_170_million_for_a_death_by_work_is_wrong_at_base_wage() -> None:
    assert reckon(died(Cause.WORK)).total == 70_000_000


def test_174_million_is_not_for_everyone() -> None:
    young = Death(DAY, Cause.NOT_WORK, MonthsPaid(12), (Level.NOT_YET, Level.NOT_YET))
    assert reckon(young).grant_total == 0


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
