"""From the roster's answer and an occasion to what is said: a table of answers, and pure functions that fill them."""

import calendar
from datetime import date

from services.benefits.basis import Basis, Fact, bases_of, basis_of
from services.benefits.calculator import base_wage, reckon
from services.benefits.model import AtLeastMonths, Cause, Death, Injury, Membership, MonthsPaid, Reckoning
from services.benefits.papers import Kind
from services.benefits.rules import NoRuleOnThatDay
from services.coverage import messages as say
from services.coverage.model import About, Honour, Occasion, Part, Standing, Sums, Working
from services.participants.model import (
    Coverage,
    Covered,
    Found,
    Grace,
    Lapsed,
    Listed,
    NotFound,
    NotYet,
    Participant,
)
from services.participants.nik import Sex
from services.participants.rules import coverage as coverage_on
from services.speech import Rupiah, Speech

CAUSES = {Working.YES: Cause.WORK, Working.NO: Cause.NOT_WORK, Working.UNKNOWN: Cause.UNKNOWN}
_DEATH_PAPERS = {
    Working.YES: Kind.DEATH_BY_WORK,
    Working.NO: Kind.DEATH,
    Working.UNKNOWN: Kind.DEATH_UNCLEAR,
}
LIVING = {Sex.MAN: Honour.BAPAK, Sex.WOMAN: Honour.IBU}
DEAD = {Sex.MAN: Honour.ALMARHUM, Sex.WOMAN: Honour.ALMARHUMAH}
STANDINGS: dict[type[Coverage], Standing] = {
    Covered: Standing.COVERED,
    Listed: Standing.LISTED,
    Grace: Standing.GRACE,
    Lapsed: Standing.LAPSED,
    NotYet: Standing.NOT_YET,
}
_EXACTLY_SHORT = 3
"""Months up to which a known start alone tells that a membership is a short one (Permenaker 1/2025)."""


def answer(found: Found | NotFound, occasion: Occasion) -> Speech:
    """What is said. Pure: the same for the same roster row and occasion."""
    if isinstance(found, NotFound):
        return say.CoverNotFound(occasion.about)
    if not occasion.day_is_exact and _differs_within_month(found.participant, occasion.day):
        return _day_matters(found.participant, occasion)
    return _ANSWERS[occasion.about](found.participant, found.coverage, occasion)


def share(found: Found | NotFound, occasion: Occasion) -> Speech:
    """The same to forward: without name, number and dates."""
    if isinstance(found, NotFound) or not isinstance(found.coverage, Covered | Listed):
        return say.ShareUncertainCover(occasion.about)
    funder = found.coverage.funder
    match occasion.about:
        case About.SELF:
            return say.ShareOwnCover(funder, _sums(found.participant, found.coverage, occasion))
        case About.DECEASED:
            return say.ShareDeathCover(funder, _sums(found.participant, found.coverage, occasion))
        case About.HURT:
            return say.ShareHurtCover(funder)


def membership(coverage: Coverage) -> Membership:
    """How long, as far as it is proven. A short one is only told where the first month is known for sure."""
    match coverage:
        case Covered(months_paid=months, is_earlier_unknown=False):
            return MonthsPaid(months)
        case Listed(at_least_months=months, is_earlier_unknown=False) if months <= _EXACTLY_SHORT:
            return MonthsPaid(months)
        case Covered(months_paid=months):
            return AtLeastMonths(months)
        case Listed(at_least_months=months) | Grace(at_least_months=months) | Lapsed(at_least_months=months):
            return AtLeastMonths(months)
        case NotYet():
            return AtLeastMonths(0)


def standing(coverage: Coverage) -> Standing:
    """The answer in one word."""
    return STANDINGS[type(coverage)]


def last_day(coverage: Coverage) -> date | None:
    """Until when; for one who is not covered yet, from when. None: no end on the list."""
    match coverage:
        case Covered() | Listed():
            return coverage.until
        case Grace() | Lapsed():
            return coverage.ended
        case NotYet():
            return coverage.since


def last_day_of(month: date) -> date:
    """The last day of the month in which `month` lies."""
    return month.replace(day=calendar.monthrange(month.year, month.month)[1])


def papers_kind(occasion: Occasion) -> Kind:
    """Which list of papers the occasion needs."""
    if occasion.about is About.HURT:
        return Kind.INJURY
    return _DEATH_PAPERS[occasion.working]


def bases(found: Found | NotFound, occasion: Occasion) -> tuple[Basis, ...]:
    """The law behind what `answer` says; nothing where it names no sum."""
    if isinstance(found, NotFound) or isinstance(found.coverage, NotYet):
        return ()
    causes = {CAUSES[occasion.working]} if occasion.about is About.DECEASED else {Cause.NOT_WORK}
    if Cause.UNKNOWN in causes:
        causes = {Cause.NOT_WORK, Cause.WORK}
    cases = [reckoning(found.participant, found.coverage, occasion, cause) for cause in sorted(causes, key=_by_value)]
    used = dict.fromkeys(rule for case in cases if case for rule in case.rules)
    grace = (basis_of(Fact.GRACE, occasion.day),) if isinstance(found.coverage, Grace | Lapsed) else ()
    return (*bases_of(used), *grace)


def _by_value(cause: Cause) -> str:
    return cause.value


# --- oneself ---


def _own(person: Participant, coverage: Coverage, occasion: Occasion) -> Speech:
    who = (person.name, honour_of(person, LIVING), person.nik.masked)
    match coverage:
        case Covered() | Listed():
            is_paid, _ = _proof(coverage)
            sums = _sums(person, coverage, occasion)
            return say.OwnCover(
                *who, coverage.until, coverage.funder, is_paid, coverage.months_paid, coverage.is_earlier_unknown, sums
            )
        case Grace() | Lapsed():
            return say.OwnCoverEnded(*who, coverage.ended, coverage.funder, isinstance(coverage, Grace))
        case NotYet():
            return say.OwnCoverNotYet(*who, coverage.since, coverage.funder)


# --- somebody who died ---


def _deceased(person: Participant, coverage: Coverage, occasion: Occasion) -> Speech:
    who = (person.name, honour_of(person, DEAD), person.nik.masked)
    when = (occasion.day, occasion.day_is_exact)
    sums = _sums(person, coverage, occasion)
    match coverage:
        case Covered() | Listed():
            is_paid, months = _proof(coverage)
            at_least = coverage.is_earlier_unknown
            return say.DeathCovered(*who, *when, coverage.funder, is_paid, months, at_least, sums)
        case Grace() | Lapsed():
            in_grace = isinstance(coverage, Grace)
            return say.DeathAfterCover(*who, *when, coverage.ended, coverage.funder, in_grace, sums)
        case NotYet():
            return say.DeathBeforeCover(*who, *when, coverage.since)


def honour_of(person: Participant, table: dict[Sex, Honour]) -> Honour | None:
    """Bapak or Ibu, almarhum or almarhumah; never a wrong one: where roster and NIK disagree, only the name."""
    return table[person.sex] if person.sex is person.nik.sex else None


# --- somebody who was hurt ---


def _hurt(person: Participant, coverage: Coverage, occasion: Occasion) -> Speech:
    who = (person.name, person.nik.masked)
    when = (occasion.day, occasion.day_is_exact)
    match coverage:
        case Covered() | Listed():
            is_paid, months = _proof(coverage)
            at_least, working = coverage.is_earlier_unknown, occasion.working
            sums = _sums(person, coverage, occasion)
            return say.HurtCovered(*who, *when, coverage.funder, is_paid, months, at_least, working, sums)
        case Grace() | Lapsed():
            return say.HurtAfterCover(*who, *when, coverage.ended, coverage.funder, isinstance(coverage, Grace))
        case NotYet():
            return say.HurtBeforeCover(*who, *when, coverage.since)


_ANSWERS = {About.SELF: _own, About.DECEASED: _deceased, About.HURT: _hurt}


def _day_matters(person: Participant, occasion: Occasion) -> Speech:
    honour = honour_of(person, DEAD) if occasion.about is About.DECEASED else None
    return say.DayMatters(person.name, honour, person.nik.masked, occasion.day, occasion.about)


def _differs_within_month(person: Participant, month: date) -> bool:
    first, last = (coverage_on(person.periods, day) for day in (month.replace(day=1), last_day_of(month)))
    return type(first) is not type(last)


def _proof(coverage: Covered | Listed) -> tuple[bool, int]:
    """Whether the day's own month is proven paid, and the months we know of."""
    if isinstance(coverage, Covered):
        return True, coverage.months_paid
    return False, coverage.at_least_months


# --- the sums ---


def reckoning(
    person: Participant, coverage: Coverage, occasion: Occasion, cause: Cause | None = None
) -> Reckoning | None:
    """What the rules of the day give; None where the table of rules does not reach back so far.

    `cause` stands in for the one of the occasion.
    """
    day = occasion.day if occasion.day_is_exact else last_day_of(occasion.day)
    try:
        wage = declared_wage(person, day)
        match occasion.about:
            case About.HURT:
                return reckon(Injury(day, months_unable=1, wage=wage))
            case About.SELF:
                return reckon(Death(day, Cause.NOT_WORK, membership(coverage), wage=wage))
            case About.DECEASED:
                return reckon(Death(day, cause or CAUSES[occasion.working], membership(coverage), wage=wage))
    except NoRuleOnThatDay:
        return None


def _sums(person: Participant, coverage: Coverage, occasion: Occasion) -> Sums:
    result = reckoning(person, coverage, occasion)
    if result is None:
        return Sums(Rupiah(0), ())
    lines = (*result.ceilings, *result.lines)
    return Sums(
        total=result.total,
        parts=tuple(Part(line.item, line.amount) for line in lines),
        is_about=result.is_about,
        if_work=result.if_work,
        if_short=result.if_short,
        cautions=result.cautions,
    )


def declared_wage(person: Participant, day: date) -> Rupiah | None:
    """The declared wage in rupiah a month, where it is above the lowest that can be declared on that day; else None.
    Raises NoRuleOnThatDay."""
    lowest = base_wage(day)
    return Rupiah(person.wage) if person.wage and person.wage > lowest else None
