"""Which sum follows from a claim by the rules of its day: pure, from the roster's periods and what the family told."""

from dataclasses import dataclass
from datetime import date

from services.benefits.basis import Basis, basis_of_rule
from services.benefits.calculator import reckon
from services.benefits.model import Cause, Caution, Death, Injury, Mode, Reckoning
from services.benefits.rules import NoRuleOnThatDay
from services.claims.family import Trouble, heirs_of
from services.claims.messages import ClaimSums
from services.claims.model import Claim, Kind
from services.coverage.rules import declared_wage, last_day_of, membership, standing
from services.participants.model import Coverage, Lapsed, NotFound, NotYet, Participant
from services.participants.rules import coverage as coverage_on

CAUSES: dict[Kind, Cause] = {
    Kind.DEATH: Cause.NOT_WORK,
    Kind.DEATH_BY_WORK: Cause.WORK,
    Kind.DEATH_UNCLEAR: Cause.UNKNOWN,
}
"""The kinds that are deaths, and what they say of the cause; any other kind is an injury or an illness."""
_SAID_ALREADY = frozenset({Caution.CAUSE_UNKNOWN, Caution.SEVERAL_MODES, Caution.SHORT_MEMBERSHIP})
"""Cautions that the lines themselves tell."""


@dataclass(frozen=True)
class _Case:
    """One day on which it may have happened, with the answer of the roster for it."""

    day: date
    coverage: Coverage
    reckoning: Reckoning | None


def sums_of(claim: Claim, participant: Participant | None) -> Reckoning | None:
    """What the rules give for the day of the event (of a month: its last day that had come when the claim was made).
    None where nobody was looked up, only the month is known and the sum hangs on the day, the membership begins after
    that day or ended too long before it, or the table of rules does not reach back so far. BPJS decides."""
    case = _last_case(claim, participant)
    return case.reckoning if case and participant and not _day_matters(claim, participant) else None


def told(claim: Claim, participant: Participant) -> ClaimSums | None:
    """The sums as they are said, with the standing on that day. None where the roster has no periods at all."""
    case = _last_case(claim, participant)
    if case is None:
        return None
    reckoning = sums_of(claim, participant)
    return ClaimSums(
        number=claim.number,
        kind=claim.kind,
        day=claim.details.day,
        day_is_exact=claim.details.day_is_exact,
        standing=standing(case.coverage),
        day_matters=_day_matters(claim, participant),
        by_month=claim.kind not in CAUSES,
        has_heirs=Trouble.NOBODY not in heirs_of(claim.details.family).troubles,
        reckoning=reckoning,
        cautions=tuple(one for one in reckoning.cautions if one not in _SAID_ALREADY) if reckoning else (),
        sources=_sources(reckoning) if reckoning else (),
    )


def _last_case(claim: Claim, participant: Participant | None) -> _Case | None:
    return _case(claim, participant, _days(claim)[-1]) if participant else None


def _days(claim: Claim) -> tuple[date, ...]:
    """The day; where only the month is known, its first and its last that had come."""
    day = claim.details.day
    if claim.details.day_is_exact:
        return (day,)
    return day.replace(day=1), max(day, min(last_day_of(day), claim.created_at.date()))


def _day_matters(claim: Claim, participant: Participant) -> bool:
    """Whether the month alone does not tell the sum: a membership that begins or ends in it, or a rule that does."""
    first, last = (_case(claim, participant, day) for day in (_days(claim)[0], _days(claim)[-1]))
    if first is None or last is None:
        return first is not last
    return type(first.coverage) is not type(last.coverage) or _lines(first) != _lines(last)


def _lines(case: _Case) -> tuple[object, ...]:
    reckoning = case.reckoning
    return (reckoning.lines, reckoning.if_short, reckoning.grant) if reckoning else ()


def _case(claim: Claim, participant: Participant, day: date) -> _Case | None:
    coverage = coverage_on(participant.periods, day)
    if isinstance(coverage, NotFound):
        return None
    if isinstance(coverage, NotYet | Lapsed):
        return _Case(day, coverage, None)
    try:
        return _Case(day, coverage, reckon(_event(claim, participant, coverage, day)))
    except NoRuleOnThatDay:
        return _Case(day, coverage, None)


def _event(claim: Claim, participant: Participant, coverage: Coverage, day: date) -> Death | Injury:
    """Raises NoRuleOnThatDay. Of an injury: one month without work, and every way of being brought."""
    wage = declared_wage(participant, day)
    if claim.kind not in CAUSES:
        return Injury(day, months_unable=1, modes=frozenset(Mode), wage=wage)
    levels = claim.details.family.schooling
    return Death(day, CAUSES[claim.kind], membership(coverage), children=levels, wage=wage)


def _sources(reckoning: Reckoning) -> tuple[Basis, ...]:
    """Where the figures are read, each once; who told a rule stands beside its line."""
    rules = [line.rule for line in (*reckoning.lines, *reckoning.ceilings, *reckoning.grant)]
    found = {(rule.source.law, rule.source.article, rule.since): basis_of_rule(rule) for rule in rules}
    return tuple(found.values())
