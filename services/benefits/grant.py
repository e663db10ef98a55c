"""The education grant (beasiswa): how much, for whom, and in which month a member's own dates open it."""

from datetime import date

from services.benefits.model import (
    AtLeastMonths,
    Caution,
    Death,
    Factor,
    Level,
    Line,
    MonthsPaid,
    Unit,
)
from services.benefits.rules import RULES, Item, Rule, rule_on
from services.speech import Rupiah

Rules = tuple[Rule, ...]
LADDER = (Item.SCHOLARSHIP_PRIMARY, Item.SCHOLARSHIP_JUNIOR, Item.SCHOLARSHIP_SENIOR, Item.SCHOLARSHIP_DEGREE)
"""The rungs of school, lowest first; a child climbs from its own."""
_STARTS = {Level.NOT_YET: 0, Level.PRIMARY: 0, Level.JUNIOR: 1, Level.SENIOR: 2, Level.DEGREE: 3}


def grant_after_death(case: Death, rules: Rules = RULES) -> tuple[tuple[Line, ...], tuple[Caution, ...]]:
    """After a death not caused by work: only from 36 months of contributions on, and nothing is said for sure
    when the months are not known."""
    if not case.children:
        return (), ()
    needed = rule_on(Item.SCHOLARSHIP_MONTHS, case.day, rules).count
    match case.membership:
        case MonthsPaid(months) if months < needed:
            return (), (Caution.SCHOLARSHIP_NOT_YET,)
        case MonthsPaid():
            return grant_after_accident(case.day, case.children, rules), ()
        case AtLeastMonths(months) if months >= needed:
            return grant_after_accident(case.day, case.children, rules), ()
        case _:
            return (), (Caution.SCHOLARSHIP_UNCERTAIN,)


def grant_after_accident(day: date, children: tuple[Level, ...], rules: Rules = RULES) -> tuple[Line, ...]:
    """After a work accident (death or total disability): no waiting period. At most two children, and those
    who have the longest way to go count first."""
    most = rule_on(Item.SCHOLARSHIP_CHILDREN, day, rules).count
    starts = sorted(_STARTS[child] for child in children)[:most]
    return tuple(line for start in starts for line in _climb(start, day, rules))


def grant_now(level: Level, day: date, rules: Rules = RULES) -> Rupiah:
    """Rupiah a year for a child at this level; nothing until school starts."""
    if level is Level.NOT_YET:
        return Rupiah(0)
    return rule_on(LADDER[_STARTS[level]], day, rules).amount


def grant_for_one_child(day: date, rules: Rules = RULES) -> Rupiah:
    """The most one child can receive over all its years of school."""
    return Rupiah(sum(line.amount or 0 for line in _climb(0, day, rules)))


def reaches_grant_on(first_paid: date, today: date, rules: Rules = RULES) -> date:
    """The day on which 36 unbroken months are full, counted from the first paid month. A date, not a promise."""
    needed = rule_on(Item.SCHOLARSHIP_MONTHS, today, rules).count
    return months_after(first_paid, needed)


def months_after(day: date, months: int) -> date:
    """The first day of the month that is `months` after the month of `day`."""
    years, month = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month + 1, 1)


def _climb(start: int, day: date, rules: Rules) -> tuple[Line, ...]:
    steps = (rule_on(item, day, rules) for item in LADDER[start:])
    return tuple(
        Line(rule, Rupiah(rule.amount * rule.count), (Factor(Unit.COUNT, rule.count), Factor(Unit.MONEY, rule.amount)))
        for rule in steps
    )
