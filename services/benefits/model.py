"""A case as the calculator takes it, and a reckoning as it gives it back: sums with their working and source."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

from services.benefits.rules import Confidence, Item, Rule
from services.speech import Rupiah


class Cause(Enum):
    """Whether the death came from work. On the way to and from work, and on duty, is work."""

    NOT_WORK = "not_work"
    WORK = "work"
    UNKNOWN = "unknown"


class Level(Enum):
    """Where a child is in school when the grant begins."""

    NOT_YET = "not_yet"
    PRIMARY = "primary"
    JUNIOR = "junior"
    SENIOR = "senior"
    DEGREE = "degree"


class Mode(Enum):
    """How the hurt person was brought; each has a cap of its own."""

    LAND = "land"
    SEA = "sea"
    AIR = "air"


@dataclass(frozen=True)
class MonthsPaid:
    """Months of contribution that are proven paid, up to the event."""

    months: int


@dataclass(frozen=True)
class AtLeastMonths:
    """Listed for this many months, perhaps longer: enough to include, never enough to exclude."""

    months: int


@dataclass(frozen=True)
class MonthsUnknown:
    """Nobody knows yet."""


Membership = MonthsPaid | AtLeastMonths | MonthsUnknown


@dataclass(frozen=True)
class Death:
    """A participant died on `day`. `wage` is the declared monthly wage; None takes the lowest of the table."""

    day: date
    cause: Cause
    membership: Membership = MonthsUnknown()
    children: tuple[Level, ...] = ()
    wage: Rupiah | None = None


@dataclass(frozen=True)
class NoDisability:
    """Healed, or not known yet."""


@dataclass(frozen=True)
class TotalDisability:
    """Never able to work again."""


@dataclass(frozen=True)
class PartLost:
    """A part of the body is lost; `percent` from the table of the law, as the doctor finds it."""

    percent: Decimal


@dataclass(frozen=True)
class FunctionLost:
    """A part no longer works: `loss` percent of it, whose table value is `percent`."""

    loss: Decimal
    percent: Decimal


class Loss(Enum):
    """What a partial disability takes away."""

    PART = "part"
    FUNCTION = "function"


@dataclass(frozen=True)
class NotRated:
    """A part or its function is lost, but no doctor has given the percentage yet."""

    loss: Loss


Disability = NoDisability | TotalDisability | PartLost | FunctionLost | NotRated


@dataclass(frozen=True)
class Injury:
    """A work accident (or illness from work) on `day`. `months_unable` are whole months without work (STMB)."""

    day: date
    months_unable: int = 0
    modes: frozenset[Mode] = frozenset()
    disability: Disability = NoDisability()
    children: tuple[Level, ...] = ()
    wage: Rupiah | None = None


class Unit(Enum):
    """What a factor of a working is."""

    PERCENT = "percent"
    COUNT = "count"
    MONEY = "money"


@dataclass(frozen=True)
class Factor:
    """One factor of a working: 60 % × 80 × Rp1.000.000 are three."""

    unit: Unit
    value: Decimal | int


@dataclass(frozen=True)
class Line:
    """One sum. `amount` None means without a ceiling; `working` is empty when the law names the sum itself."""

    rule: Rule
    amount: Rupiah | None
    working: tuple[Factor, ...] = ()
    is_about: bool = False

    @property
    def item(self) -> Item:
        """What the line is for."""
        return self.rule.item

    @property
    def is_certain(self) -> bool:
        """Whether the rule was read in the law (A), not told by an official (B)."""
        return self.rule.confidence is Confidence.A


class Caution(Enum):
    """What must be said beside the sum."""

    SHORT_MEMBERSHIP = "short_membership"
    EXACTLY_THREE_MONTHS = "exactly_three_months"
    MONTHS_UNCERTAIN = "months_uncertain"
    FULL_FROM_DAY_ONE = "full_from_day_one"
    CAUSE_UNKNOWN = "cause_unknown"
    SCHOLARSHIP_NOT_YET = "scholarship_not_yet"
    SCHOLARSHIP_UNCERTAIN = "scholarship_uncertain"
    PERCENT_BY_DOCTOR = "percent_by_doctor"
    SEVERAL_MODES = "several_modes"


@dataclass(frozen=True)
class Unrated:
    """A loss that is left out of the sum until a doctor gives its percentage; `line` is what one per cent is worth."""

    loss: Loss
    line: Line


@dataclass(frozen=True)
class Reckoning:
    """What follows from a case. BPJS decides; this is what the rules say.

    `lines` add up to `total`. `ceilings` are paid by need, up to their amount (None: no limit), and stand outside
    the total. `grant` is the education grant per child. `if_work` is the larger sum while the cause is unknown,
    `if_short` the smaller one (about) at exactly three months. `unrated` is what the sum leaves out.
    """

    day: date
    lines: tuple[Line, ...]
    ceilings: tuple[Line, ...] = ()
    grant: tuple[Line, ...] = ()
    if_work: Rupiah | None = None
    if_short: Rupiah | None = None
    unrated: Unrated | None = None
    cautions: tuple[Caution, ...] = ()

    @property
    def total(self) -> Rupiah:
        """Rupiah that the lines add up to; ceilings and grant stand outside it."""
        return Rupiah(sum(line.amount or 0 for line in self.lines))

    @property
    def is_about(self) -> bool:
        """Whether the total is only told as "sekitar"."""
        return any(line.is_about for line in self.lines)

    @property
    def grant_total(self) -> Rupiah:
        """The most the education grant can come to over the years, for all children together."""
        return Rupiah(sum(line.amount or 0 for line in self.grant))

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule used, once each, in order."""
        left_out = (self.unrated.line,) if self.unrated else ()
        return tuple(dict.fromkeys(line.rule for line in (*self.lines, *left_out, *self.ceilings, *self.grant)))
