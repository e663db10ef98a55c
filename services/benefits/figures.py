"""The figures that the general messages name, taken from the table of rules for one day."""

from dataclasses import dataclass
from datetime import date

from services.benefits.calculator import base_wage, reckon
from services.benefits.grant import grant_for_one_child
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
    one_percent: Rupiah
    home_care: Rupiah
    land: Rupiah
    sea: Rupiah
    air: Rupiah


@dataclass(frozen=True)
class GrantFigures:
    """The education grant: rupiah a year by level, and the most it can come to."""

    primary: Rupiah
    junior: Rupiah
    senior: Rupiah
    degree: Rupiah
    one_child: Rupiah
    together: Rupiah
    children: int
    months: int


@dataclass(frozen=True)
class Figures:
    """All of them, for one day."""

    death: DeathFigures
    work: WorkFigures
    grant: GrantFigures


def figures_on(day: date, rules: Rules = RULES) -> Figures:
    """The figures for an event of this day. Raises NoRuleOnThatDay."""
    return Figures(_death(day, rules), _work(day, rules), _grant(day, rules))


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
    lump, periodic, funeral = _sums(Death(day, Cause.WORK, _LONG), rules)
    disabled = reckon(Injury(day, disability=TotalDisability()), rules).lines[0]
    return WorkFigures(
        wage=wage,
        half_wage=Rupiah(wage * rule_on(Item.STMB_LATER, day, rules).percent // 100),
        premium=Rupiah(amount(Item.PREMIUM_JKK) + amount(Item.PREMIUM_JKM)),
        lump=lump,
        periodic=periodic,
        funeral=funeral,
        death=Rupiah(lump + periodic + funeral),
        disability=disabled.amount or Rupiah(0),
        one_percent=Rupiah(rule_on(Item.PART_LOST, day, rules).wages * wage // 100),
        home_care=amount(Item.HOME_CARE),
        land=amount(Item.TRANSPORT_LAND),
        sea=amount(Item.TRANSPORT_SEA),
        air=amount(Item.TRANSPORT_AIR),
    )


def _grant(day: date, rules: Rules) -> GrantFigures:
    def amount(item: Item) -> Rupiah:
        return rule_on(item, day, rules).amount

    children = rule_on(Item.SCHOLARSHIP_CHILDREN, day, rules).count
    one_child = grant_for_one_child(day, rules)
    return GrantFigures(
        primary=amount(Item.SCHOLARSHIP_PRIMARY),
        junior=amount(Item.SCHOLARSHIP_JUNIOR),
        senior=amount(Item.SCHOLARSHIP_SENIOR),
        degree=amount(Item.SCHOLARSHIP_DEGREE),
        one_child=one_child,
        together=Rupiah(one_child * children),
        children=children,
        months=rule_on(Item.SCHOLARSHIP_MONTHS, day, rules).count,
    )


def _sums(case: Death, rules: Rules) -> list[Rupiah]:
    return [line.amount or Rupiah(0) for line in reckon(case, rules).lines]
