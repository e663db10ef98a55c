"""The calculator: takes a case, walks the table of rules of that day, and shows its working."""

from datetime import date
from decimal import Decimal

from services.benefits.grant import grant_after_accident, grant_after_death
from services.benefits.model import (
    AtLeastMonths,
    Cause,
    Caution,
    Death,
    Factor,
    FunctionLost,
    Injury,
    Line,
    Loss,
    Membership,
    Mode,
    MonthsPaid,
    NoDisability,
    NotRated,
    PartLost,
    Reckoning,
    TotalDisability,
    Unit,
    Unrated,
)
from services.benefits.rules import RULES, Item, Rule, rule_if_any, rule_on
from services.speech import Rupiah

Rules = tuple[Rule, ...]
_LOSSES = {Loss.PART: Item.PART_LOST, Loss.FUNCTION: Item.FUNCTION_LOST}
_MODES = {Mode.LAND: Item.TRANSPORT_LAND, Mode.SEA: Item.TRANSPORT_SEA, Mode.AIR: Item.TRANSPORT_AIR}


def reckon(case: Death | Injury, rules: Rules = RULES) -> Reckoning:
    """What the rules of that day give in this case. Raises NoRuleOnThatDay before the table begins."""
    match case:
        case Death(cause=Cause.WORK):
            return _death_by_work(case, rules)
        case Death():
            return _death(case, rules)
        case Injury():
            return _injury(case, rules)


def base_wage(day: date, rules: Rules = RULES) -> Rupiah:
    """The lowest declared wage, in rupiah a month, that stands in for one we do not know."""
    return rule_on(Item.BASE_WAGE, day, rules).amount


def _death(case: Death, rules: Rules) -> Reckoning:
    full = tuple(_fixed(rule_on(i, case.day, rules)) for i in (Item.JKM_LUMP, Item.JKM_PERIODIC, Item.JKM_FUNERAL))
    lines, if_short, cautions = _by_membership(full, case.day, case.membership, rules)
    grant, grant_cautions = grant_after_death(case, rules)
    if_work = None
    if case.cause is Cause.UNKNOWN:
        if_work = _death_by_work(case, rules).total
        cautions = (*cautions, Caution.CAUSE_UNKNOWN)
    all_cautions = (*cautions, *grant_cautions)
    return Reckoning(case.day, lines, grant=grant, if_work=if_work, if_short=if_short, cautions=all_cautions)


def _by_membership(
    full: tuple[Line, ...], day: date, membership: Membership, rules: Rules
) -> tuple[tuple[Line, ...], Rupiah | None, tuple[Caution, ...]]:
    """The lines that fit the length of membership, the sum that could apply instead, and what to say about it."""
    short = rule_if_any(Item.JKM_SHORT, day, rules)
    months = membership.months if isinstance(membership, MonthsPaid) else None
    if short is None:
        first = rule_if_any(Item.JKM_FROM_DAY_ONE, day, rules)
        is_young = first is not None and months is not None and months < first.count
        return full, None, (Caution.FULL_FROM_DAY_ONE,) if is_young else ()
    if months is None:
        is_long = isinstance(membership, AtLeastMonths) and membership.months > short.count
        return full, None, () if is_long else (Caution.MONTHS_UNCERTAIN,)
    if months < short.count:
        return (Line(short, short.amount, is_about=True),), None, (Caution.SHORT_MEMBERSHIP,)
    if months == short.count:
        return full, short.amount, (Caution.EXACTLY_THREE_MONTHS,)
    return full, None, ()


def _death_by_work(case: Death, rules: Rules) -> Reckoning:
    """60 % × 80 × wage, never less than the lump sum of a death not by work; no waiting period."""
    wage = case.wage or base_wage(case.day, rules)
    floor = rule_on(Item.JKM_LUMP, case.day, rules)
    death = _of_wages(rule_on(Item.JKK_DEATH, case.day, rules), wage)
    lump = death if (death.amount or 0) >= floor.amount else _fixed(floor)
    extra = (_fixed(rule_on(item, case.day, rules)) for item in (Item.JKK_PERIODIC, Item.JKK_FUNERAL))
    grant = grant_after_accident(case.day, case.children, rules)
    return Reckoning(case.day, (lump, *extra), grant=grant)


def _injury(case: Injury, rules: Rules) -> Reckoning:
    wage = case.wage or base_wage(case.day, rules)
    cautions: tuple[Caution, ...] = ()
    if isinstance(case.disability, PartLost | FunctionLost | NotRated):
        cautions = (Caution.PERCENT_BY_DOCTOR,)
    ceilings = [Line(rule_on(Item.TREATMENT, case.day, rules), None)]
    home = rule_on(Item.HOME_CARE, case.day, rules)
    ceilings.append(Line(home, home.amount))
    for mode in (mode for mode in Mode if mode in case.modes):
        rule = rule_on(_MODES[mode], case.day, rules)
        ceilings.append(Line(rule, rule.amount))
    if len(case.modes) > 1:
        cautions = (*cautions, Caution.SEVERAL_MODES)
    lines = (*_unable(case, wage, rules), *_disability(case, wage, rules))
    is_total = isinstance(case.disability, TotalDisability)
    grant = grant_after_accident(case.day, case.children, rules) if is_total else ()
    unrated = _unrated(case, wage, rules)
    return Reckoning(case.day, lines, ceilings=tuple(ceilings), grant=grant, unrated=unrated, cautions=cautions)


def _unable(case: Injury, wage: Rupiah, rules: Rules) -> tuple[Line, ...]:
    """Wages while unable to work (STMB): in full for the first months, then in part until recovered."""
    first, later = (rule_on(item, case.day, rules) for item in (Item.STMB_FIRST, Item.STMB_LATER))
    spans = ((first, min(case.months_unable, first.count)), (later, max(case.months_unable - first.count, 0)))
    return tuple(_product(rule, _percent(rule.percent), _count(span), _money(wage)) for rule, span in spans if span)


def _disability(case: Injury, wage: Rupiah, rules: Rules) -> tuple[Line, ...]:
    match case.disability:
        case NoDisability() | NotRated():
            return ()
        case TotalDisability():
            total = _of_wages(rule_on(Item.TOTAL_DISABILITY, case.day, rules), wage)
            return total, _fixed(rule_on(Item.JKK_PERIODIC, case.day, rules))
        case PartLost(percent):
            rule = rule_on(Item.PART_LOST, case.day, rules)
            return (_product(rule, _percent(percent), _count(rule.wages), _money(wage)),)
        case FunctionLost(loss, percent):
            rule = rule_on(Item.FUNCTION_LOST, case.day, rules)
            return (_product(rule, _percent(loss), _percent(percent), _count(rule.wages), _money(wage)),)


def _unrated(case: Injury, wage: Rupiah, rules: Rules) -> Unrated | None:
    """What a loss is worth by the per cent, while nobody can say how many."""
    if not isinstance(case.disability, NotRated):
        return None
    loss = case.disability.loss
    rule = rule_on(_LOSSES[loss], case.day, rules)
    return Unrated(loss, _product(rule, _percent(1), _count(rule.wages), _money(wage)))


def _fixed(rule: Rule) -> Line:
    """A sum the law names, or so many instalments of one, paid at once."""
    if rule.count:
        return _product(rule, _count(rule.count), _money(rule.amount))
    return Line(rule, rule.amount)


def _of_wages(rule: Rule, wage: Rupiah) -> Line:
    return _product(rule, _percent(rule.percent), _count(rule.wages), _money(wage))


def _product(rule: Rule, *factors: Factor) -> Line:
    value = Decimal(1)
    for factor in factors:
        value *= Decimal(factor.value) / 100 if factor.unit is Unit.PERCENT else Decimal(factor.value)
    return Line(rule, Rupiah(int(value)), factors)


def _percent(value: Decimal | int) -> Factor:
    return Factor(Unit.PERCENT, value)


def _count(value: int) -> Factor:
    return Factor(Unit.COUNT, value)


def _money(value: Rupiah) -> Factor:
    return Factor(Unit.MONEY, value)
