"""[Dasar dan sumber]: which law stands behind what we say, as rows that a message can list."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from services.benefits.clocks import DEADLINES, Clock
from services.benefits.heirs import SOURCE as HEIRS_SOURCE
from services.benefits.rules import PERMENAKER_1, PP_44, Confidence, Item, Rule, Source, Teller, rule_on


class Fact(Enum):
    """What we say without a figure of its own."""

    GRACE = "grace"
    ARREARS = "arrears"
    DISCOUNT = "discount"
    GOING_ON_ALONE = "going_on_alone"
    SUDDEN_DEATH = "sudden_death"
    VIOLENCE = "violence"
    WORK_ACCIDENT = "work_accident"
    HEIRS = "heirs"
    PAPERS = "papers"
    PRIVACY = "privacy"
    ENROLMENT = "enrolment"


@dataclass(frozen=True)
class Basis:
    """One row: what it is about, where it is read, since when, and whether it was read in the law (else told)."""

    about: Item | Fact | Clock
    source: Source
    since: date | None
    is_certain: bool


_PROCEDURE = Source("Permenaker 5/2021 dan Permenaker 1/2025")
FACTS: dict[Fact, Basis] = {
    Fact.GRACE: Basis(Fact.GRACE, Source("", told_by=Teller.ONE_BRANCH), None, False),
    Fact.ARREARS: Basis(Fact.ARREARS, Source("", told_by=Teller.ONE_BRANCH), None, False),
    Fact.DISCOUNT: Basis(Fact.DISCOUNT, Source("PP 50/2025"), None, True),
    Fact.GOING_ON_ALONE: Basis(Fact.GOING_ON_ALONE, Source("PP 44/2015"), PP_44, True),
    Fact.SUDDEN_DEATH: Basis(Fact.SUDDEN_DEATH, Source("Permenaker 5/2021"), None, True),
    Fact.VIOLENCE: Basis(Fact.VIOLENCE, Source("Permenaker 1/2025"), PERMENAKER_1, True),
    Fact.WORK_ACCIDENT: Basis(Fact.WORK_ACCIDENT, Source("PP 44/2015"), PP_44, True),
    Fact.HEIRS: Basis(Fact.HEIRS, HEIRS_SOURCE, PP_44, True),
    Fact.PAPERS: Basis(Fact.PAPERS, _PROCEDURE, PERMENAKER_1, True),
    Fact.ENROLMENT: Basis(Fact.ENROLMENT, Source("", told_by=Teller.OTHER_PROGRAMMES), None, False),
    Fact.PRIVACY: Basis(Fact.PRIVACY, Source("UU 27/2022", "Pasal 20 sampai 24"), None, True),
}


def basis_of(about: Item | Fact | Clock, day: date) -> Basis:
    """The row for one thing, as it stands on this day."""
    if isinstance(about, Fact):
        return FACTS[about]
    if isinstance(about, Clock):
        row = DEADLINES[about]
        return Basis(about, row.source, row.since, row.confidence is Confidence.A)
    return basis_of_rule(rule_on(about, day))


def basis_of_rule(rule: Rule) -> Basis:
    """The row for a rule that was used in a reckoning."""
    return Basis(rule.item, rule.source, rule.since, rule.confidence is Confidence.A)


def bases_of(rules: Iterable[Rule]) -> tuple[Basis, ...]:
    """The rows behind a reckoning, without what is not shown."""
    return tuple(basis_of_rule(rule) for rule in rules if rule.is_shown)
