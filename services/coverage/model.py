"""What is asked about a person's coverage, and what the calculator's sums become in an answer."""

from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from services.benefits.model import Caution
from services.benefits.rules import Item
from services.participants.nik import Nik
from services.speech import Rupiah


class About(Enum):
    """Whom a question is about."""

    SELF = "self"
    DECEASED = "deceased"
    HURT = "hurt"


class Standing(Enum):
    """The roster's answer for today, in one word."""

    COVERED = "covered"
    LISTED = "listed"
    GRACE = "grace"
    LAPSED = "lapsed"
    NOT_YET = "not_yet"


class Honour(Enum):
    """What stands before a name."""

    BAPAK = "bapak"
    IBU = "ibu"
    ALMARHUM = "almarhum"
    ALMARHUMAH = "almarhumah"


class Working(Enum):
    """Whether it happened at work, or on the way to or from it."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Occasion:
    """What is asked: about whom, for which day, and how it happened.

    For oneself the day is today. Where only the month is known, `day` is any day of it and `day_is_exact` is False.
    """

    about: About
    day: date
    day_is_exact: bool = True
    working: Working = Working.UNKNOWN


@dataclass(frozen=True)
class Enquiry:
    """An occasion, and the person: number and name as they were given."""

    nik: Nik
    name: str = field(repr=False)
    occasion: Occasion


@dataclass(frozen=True)
class Part:
    """One part of a sum; `amount` None means without a ceiling."""

    item: Item
    amount: Rupiah | None


@dataclass(frozen=True)
class Sums:
    """What follows from a case. `if_work`: the sum if it came from work, while nobody knows whether it did; `if_short`:
    the sum if a membership of exactly three months counts as a short one; `is_about`: only told as "sekitar".
    `total` 0: the table of rules does not reach back to that day."""

    total: Rupiah
    parts: tuple[Part, ...]
    is_about: bool = False
    if_work: Rupiah | None = None
    if_short: Rupiah | None = None
    cautions: tuple[Caution, ...] = ()

    @property
    def warnings(self) -> tuple[Caution, ...]:
        """What must be said in a sentence of its own."""
        return tuple(caution for caution in self.cautions if caution is not Caution.CAUSE_UNKNOWN)
