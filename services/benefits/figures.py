"""The figures that the general messages name, taken from the table of rules for one day."""

from dataclasses import dataclass
from datetime import date

from services.benefits.calculator import base_wage, reckon
from services.benefits.clocks import DEADLINES, Clock
from services.benefits.grant import LADDER, grant_for_one_child
from services.benefits.model import Cause, Death, Injury, MonthsPaid, TotalDisability
from services.benefits.rules import RULES, Item, Rule, rule_on
from services.speech import Rupiah

Rules = tuple[Rule, ...]
_LONG = MonthsPaid(12)


@dataclass(frozen=True)
class DeathFigures:
    """A death not caused by work, in rupiah. `short_since` is the first day of the rule for short memberships."""

    lump: Rupiah
    periodic: Rupiah
    instalment: Rupiah
    instalments: int
    funeral: Rupiah
    total: Rupiah
    short: Rupiah
    short_months: int
    short_since: date


@dataclass(frozen=True)
class WorkFigures:
    """A work accident, in rupiah at the lowest declared wage."""

    wage: Rupiah
    half_wage: Rupiah
    premium: Rupiah
    lump: Rupiah
    periodic: Rupiah
    funeral: Rupiah
    death: Rupiah
    disability: Rupiah
    death_percent: int
    death_wages: int
    one_percent: Rupiah
    part_wages: int
    unable_months: int
    unable_percent: int
    later_percent: int
    home_care: Rupiah
    home_care_years: int
    land: Rupiah
    sea: Rupiah
    air: Rupiah


@dataclass(frozen=True)
class GrantFigures:
    """The education grant: rupiah a year by level and for how many years, and the most it can come to. `age` ends it;
    `months` of contributions open it, which are so many `years`."""

    primary: Rupiah
    primary_years: int
    junior: Rupiah
    junior_years: int
    senior: Rupiah
    senior_years: int
    degree: Rupiah
    degree_years: int
    one_child: Rupiah
    together: Rupiah
    children: int
    age: int
    months: int
    years: int


@dataclass(frozen=True)
class ClockFigures:
    """How long things may take: `report_days` of 24 hours, `pay_…` in working days."""

    report_days: int
    claim_years: int
    pay_death: int
    pay_accident: int
    late_percent: int


@dataclass(frozen=True)
class Figures:
    """All of them, for one day."""

    death: DeathFigures
    work: WorkFigures
    grant: GrantFigures
    clocks: ClockFigures


def figures_on(day: date, rules: Rules = RULES) -> Figures:
    """The figures for an event of this day. Raises NoRuleOnThatDay."""
    return Figures(_death(day, rules), _work(day, rules), _grant(day, rules), _clocks())


def _death(day: date, rules: Rules) -> DeathFigures:
    lump, periodic, funeral = (
        line.amount or Rupiah(0) for line in reckon(Death(day, Cause.NOT_WORK, _LONG), rules).lines
    )
    instalment = rule_on(Item.JKM_PERIODIC, day, rules)
    short = rule_on(Item.JKM_SHORT, day, rules)
    return DeathFigures(
        lump=lump,
        periodic=periodic,
        instalment=instalment.amount,
        instalments=instalment.count,
        funeral=funeral,
        total=Rupiah(lump + periodic + funeral),
        short=short.amount,
        short_months=short.count,
        short_since=short.since,
    )


def _work(day: date, rules: Rules) -> WorkFigures:
    def amount(item: Item) -> Rupiah:
        return rule_on(item, day, rules).amount

    wage = base_wage(day, rules)
    by_work, part = rule_on(Item.JKK_DEATH, day, rules), rule_on(Item.PART_LOST, day, rules)
    first, later = rule_on(Item.STMB_FIRST, day, rules), rule_on(Item.STMB_LATER, day, rules)
    lump, periodic, funeral = _sums(Death(day, Cause.WORK, _LONG), rules)
    disabled = reckon(Injury(day, disability=TotalDisability()), rules).lines[0]
    return WorkFigures(
        wage=wage,
        half_wage=Rupiah(wage * later.percent // 100),
        premium=Rupiah(amount(Item.PREMIUM_JKK) + amount(Item.PREMIUM_JKM)),
        lump=lump,
        periodic=periodic,
        funeral=funeral,
        death=Rupiah(lump + periodic + funeral),
        disability=disabled.amount or Rupiah(0),
        death_percent=by_work.percent,
        death_wages=by_work.wages,
        one_percent=Rupiah(part.wages * wage // 100),
        part_wages=part.wages,
        unable_months=first.count,
        unable_percent=first.percent,
        later_percent=later.percent,
        home_care=amount(Item.HOME_CARE),
        home_care_years=rule_on(Item.HOME_CARE, day, rules).count // 12,
        land=amount(Item.TRANSPORT_LAND),
        sea=amount(Item.TRANSPORT_SEA),
        air=amount(Item.TRANSPORT_AIR),
    )


def _grant(day: date, rules: Rules) -> GrantFigures:
    primary, junior, senior, degree = (rule_on(item, day, rules) for item in LADDER)
    children = rule_on(Item.SCHOLARSHIP_CHILDREN, day, rules).count
    months = rule_on(Item.SCHOLARSHIP_MONTHS, day, rules).count
    one_child = grant_for_one_child(day, rules)
    return GrantFigures(
        primary=primary.amount,
        primary_years=primary.count,
        junior=junior.amount,
        junior_years=junior.count,
        senior=senior.amount,
        senior_years=senior.count,
        degree=degree.amount,
        degree_years=degree.count,
        one_child=one_child,
        together=Rupiah(one_child * children),
        children=children,
        age=rule_on(Item.SCHOLARSHIP_AGE, day, rules).count,
        months=months,
        years=months // 12,
    )


def _clocks() -> ClockFigures:
    return ClockFigures(
        report_days=DEADLINES[Clock.REPORT_ACCIDENT].hours // 24,
        claim_years=DEADLINES[Clock.CLAIM_ACCIDENT].years,
        pay_death=DEADLINES[Clock.PAY_DEATH].working_days,
        pay_accident=DEADLINES[Clock.PAY_ACCIDENT].working_days,
        late_percent=DEADLINES[Clock.PAY_DEATH].late_percent_a_day,
    )


def _sums(case: Death, rules: Rules) -> list[Rupiah]:
    return [line.amount or Rupiah(0) for line in reckon(case, rules).lines]
