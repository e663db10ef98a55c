"""What the calculator asks, and what it says when an answer cannot be read."""

from dataclasses import dataclass

from services.refusals import Refusal
from services.speech import Speech


@dataclass(frozen=True)
class AskWhatToReckon(Speech):
    """A death or an accident."""


@dataclass(frozen=True)
class AskDayOfEvent(Speech):
    """When: the rules of that day count."""


@dataclass(frozen=True)
class AskIfFromWork(Speech):
    """What the person was doing."""


@dataclass(frozen=True)
class AskHowLongMember(Speech):
    """How many months of contributions."""


@dataclass(frozen=True)
class AskHowManyChildren(Speech):
    """Children under 23, at school or still small."""


@dataclass(frozen=True)
class AskSchoolLevel(Speech):
    """The level of one child; `child` counts from 1."""

    child: int


@dataclass(frozen=True)
class AskOutcome(Speech):
    """How the hurt person is now."""


@dataclass(frozen=True)
class AskMonthsUnable(Speech):
    """How many months without work."""


@dataclass(frozen=True)
class AskLoss(Speech):
    """By how much a part works less, as the doctor found."""


@dataclass(frozen=True)
class AskPercent(Speech):
    """The percentage of the table, as the doctor found."""


@dataclass(frozen=True)
class AskTransport(Speech):
    """How the hurt person was brought."""


@dataclass(eq=False)
class NoSuchNumber(Refusal):
    """Not a whole number in this range."""

    least: int
    most: int
