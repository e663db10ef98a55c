"""The one table of rules: every figure with its law, the day it took effect and how sure we are of it.

A new regulation is a new row (and an `until` on the row it replaces); nothing else changes.
Amounts are whole rupiah; dates are the day of the event (death, accident, diagnosis).
"""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from services.refusals import Refusal
from services.speech import Rupiah

_NOTHING = Rupiah(0)


class Confidence(Enum):
    """A: read in the law or several official statements. B: one official or the press. C: unconfirmed, not shown."""

    A = "a"
    B = "b"
    C = "c"


class Item(Enum):
    """What a rule is about."""

    BASE_WAGE = "base_wage"
    PREMIUM_JKK = "premium_jkk"
    PREMIUM_JKM = "premium_jkm"
    JKM_LUMP = "jkm_lump"
    JKM_PERIODIC = "jkm_periodic"
    JKM_FUNERAL = "jkm_funeral"
    JKM_ANY_CAUSE = "jkm_any_cause"
    JKM_SHORT = "jkm_short"
    JKM_FROM_DAY_ONE = "jkm_from_day_one"
    SCHOLARSHIP_MONTHS = "scholarship_months"
    SCHOLARSHIP_CHILDREN = "scholarship_children"
    SCHOLARSHIP_AGE = "scholarship_age"
    SCHOLARSHIP_PRIMARY = "scholarship_primary"
    SCHOLARSHIP_JUNIOR = "scholarship_junior"
    SCHOLARSHIP_SENIOR = "scholarship_senior"
    SCHOLARSHIP_DEGREE = "scholarship_degree"
    TREATMENT = "treatment"
    HOME_CARE = "home_care"
    TRANSPORT_LAND = "transport_land"
    TRANSPORT_SEA = "transport_sea"
    TRANSPORT_AIR = "transport_air"
    TRANSPORT_MODES = "transport_modes"
    STMB_FIRST = "stmb_first"
    STMB_LATER = "stmb_later"
    PART_LOST = "part_lost"
    FUNCTION_LOST = "function_lost"
    TOTAL_DISABILITY = "total_disability"
    JKK_DEATH = "jkk_death"
    JKK_FUNERAL = "jkk_funeral"
    JKK_PERIODIC = "jkk_periodic"
    DENTURE = "denture"
    HEARING_AID = "hearing_aid"
    GLASSES = "glasses"
    RETURN_TO_WORK = "return_to_work"


class Teller(Enum):
    """Who told a rule that we have not read in the law itself."""

    BRANCH_HEADS = "branch_heads"
    ONE_BRANCH = "one_branch"
    PRESS = "press"
    DIRECTOR_2021 = "director_2021"
    SPOKESMAN_2024 = "spokesman_2024"
    OTHER_PROGRAMMES = "other_programmes"


@dataclass(frozen=True)
class Source:
    """Where a rule is read: the law and its article, and for B who said so."""

    law: str
    article: str = ""
    told_by: Teller | None = None


@dataclass(frozen=True)
class Rule:
    """One row. Only the numbers that the rule has are set: an amount, a count (of months, years, children),
    a percentage, or a percentage of a number of months' wages."""

    item: Item
    source: Source
    since: date
    confidence: Confidence = Confidence.A
    until: date | None = None
    """First day on which the rule no longer holds."""
    amount: Rupiah = _NOTHING
    count: int = 0
    percent: int = 100
    wages: int = 0

    def holds_on(self, day: date) -> bool:
        """Whether an event of this day falls under the rule."""
        return self.since <= day and (self.until is None or day < self.until)

    @property
    def is_shown(self) -> bool:
        """C is not told to people until a person has confirmed it."""
        return self.confidence is not Confidence.C


PP_44 = date(2015, 7, 1)
PP_82 = date(2019, 12, 2)
PERMENAKER_1 = date(2025, 2, 24)

_JKM = Source("PP 82/2019", "Pasal 34")
_LIST = Source("PP 82/2019", "Lampiran III")
_LIST_TOLD = Source("PP 82/2019", "Lampiran III", told_by=Teller.PRESS)
_OLD = Source("PP 44/2015")
_SHORT = Source("Permenaker 1/2025", told_by=Teller.BRANCH_HEADS)
_ANY = Source("PP 82/2019", "Pasal 34", told_by=Teller.DIRECTOR_2021)
B, C = Confidence.B, Confidence.C

RULES: tuple[Rule, ...] = (
    Rule(Item.BASE_WAGE, _OLD, PP_44, amount=Rupiah(1_000_000)),
    Rule(Item.PREMIUM_JKK, _OLD, PP_44, amount=Rupiah(10_000)),
    Rule(Item.PREMIUM_JKM, _OLD, PP_44, amount=Rupiah(6_800)),
    Rule(Item.JKM_LUMP, _JKM, PP_82, amount=Rupiah(20_000_000)),
    Rule(Item.JKM_PERIODIC, _JKM, PP_82, amount=Rupiah(500_000), count=24),
    Rule(Item.JKM_FUNERAL, _JKM, PP_82, amount=Rupiah(10_000_000)),
    Rule(Item.JKM_ANY_CAUSE, _ANY, PP_82),
    Rule(Item.JKM_SHORT, _SHORT, PERMENAKER_1, B, amount=Rupiah(10_000_000), count=3),
    Rule(Item.JKM_FROM_DAY_ONE, Source("PP 82/2019", told_by=Teller.BRANCH_HEADS), PP_82, B, PERMENAKER_1, count=3),
    Rule(Item.SCHOLARSHIP_MONTHS, _JKM, PP_82, count=36),
    Rule(Item.SCHOLARSHIP_CHILDREN, _LIST, PP_82, count=2),
    Rule(Item.SCHOLARSHIP_AGE, _LIST, PP_82, count=23),
    Rule(Item.SCHOLARSHIP_PRIMARY, _LIST, PP_82, amount=Rupiah(1_500_000), count=8),
    Rule(Item.SCHOLARSHIP_JUNIOR, _LIST, PP_82, amount=Rupiah(2_000_000), count=3),
    Rule(Item.SCHOLARSHIP_SENIOR, _LIST, PP_82, amount=Rupiah(3_000_000), count=3),
    Rule(Item.SCHOLARSHIP_DEGREE, _LIST, PP_82, amount=Rupiah(12_000_000), count=5),
    Rule(Item.TREATMENT, _LIST, PP_82),
    Rule(Item.HOME_CARE, _LIST, PP_82, amount=Rupiah(20_000_000), count=12),
    Rule(Item.TRANSPORT_LAND, _LIST, PP_82, amount=Rupiah(5_000_000)),
    Rule(Item.TRANSPORT_SEA, _LIST, PP_82, amount=Rupiah(2_000_000)),
    Rule(Item.TRANSPORT_AIR, _LIST, PP_82, amount=Rupiah(10_000_000)),
    Rule(Item.TRANSPORT_MODES, _LIST_TOLD, PP_82, B),
    Rule(Item.STMB_FIRST, _LIST, PP_82, percent=100, count=12),
    Rule(Item.STMB_LATER, _LIST, PP_82, percent=50),
    Rule(Item.PART_LOST, _LIST_TOLD, PP_82, B, wages=80),
    Rule(Item.FUNCTION_LOST, _LIST_TOLD, PP_82, B, wages=80),
    Rule(Item.TOTAL_DISABILITY, _LIST, PP_82, percent=70, wages=80),
    Rule(Item.JKK_DEATH, _LIST, PP_82, percent=60, wages=80),
    Rule(Item.JKK_FUNERAL, _LIST, PP_82, amount=Rupiah(10_000_000)),
    Rule(Item.JKK_PERIODIC, _LIST, PP_82, amount=Rupiah(500_000), count=24),
    Rule(Item.DENTURE, _LIST, PP_82, C, amount=Rupiah(5_000_000)),
    Rule(Item.HEARING_AID, _LIST, PP_82, C, amount=Rupiah(2_500_000)),
    Rule(Item.GLASSES, _LIST, PP_82, C, amount=Rupiah(1_000_000)),
    Rule(Item.RETURN_TO_WORK, _LIST, PP_82),
)


@dataclass(eq=False)
class NoRuleOnThatDay(Refusal):
    """The table does not reach back to that day: an officer must compute."""

    day: date
    oldest: date


def rule_on(item: Item, day: date, rules: tuple[Rule, ...] = RULES) -> Rule:
    """The rule that holds for an event of this day; the youngest wins. Raises NoRuleOnThatDay."""
    holding = [rule for rule in rules if rule.item is item and rule.holds_on(day)]
    if not holding:
        raise NoRuleOnThatDay(day, min(rule.since for rule in rules if rule.item is item))
    return max(holding, key=lambda rule: rule.since)


def rule_if_any(item: Item, day: date, rules: tuple[Rule, ...] = RULES) -> Rule | None:
    """The same for a rule that need not exist on every day."""
    holds = any(rule.item is item and rule.holds_on(day) for rule in rules)
    return rule_on(item, day, rules) if holds else None
