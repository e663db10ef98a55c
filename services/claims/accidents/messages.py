"""What is said in the first hour after an accident: shortest sentences, first things first."""

from dataclasses import dataclass
from datetime import date, datetime

from services.claims.accidents.rules import Step
from services.refusals import Refusal
from services.region.model import CrisisLine
from services.speech import Speech


@dataclass(frozen=True)
class FirstHour(Speech):
    """The accident is recorded: the emergency first, until when to report it and with which words, what is kept and for
    how many days. `hour` empty: not known. `is_over`: the two days have passed."""

    number: str
    crisis: CrisisLine
    until: datetime
    day: date
    hour: str
    place: str
    is_reported: bool
    is_over: bool
    days: int


@dataclass(frozen=True)
class EvidenceKept(Speech):
    """Photos of the place are kept, with the moment in which the last one came. `has_place`: its name was told."""

    number: str
    photos: int
    at: datetime
    has_place: bool


@dataclass(frozen=True)
class AskAccidentTime(Speech):
    """When did it happen?"""


@dataclass(frozen=True)
class AskAccidentPlace(Speech):
    """Where did it happen, in words?"""


@dataclass(frozen=True)
class AccidentWasReported(Speech):
    """Noted that it was reported: the clock is silent now."""

    number: str


@dataclass(frozen=True)
class ReportReminder(Speech):
    """The clock of the record, or the one question whether a claim is to follow. `is_over`: the two days have passed
    meanwhile."""

    number: str
    step: Step
    until: datetime
    is_over: bool
    call_centre: str


@dataclass(frozen=True)
class AskToDiscard(Speech):
    """Throw the record away, with its photos and its location?"""

    number: str


@dataclass(frozen=True)
class RecordDiscarded(Speech):
    """It is gone; the right to a claim is not."""

    number: str


@dataclass(eq=False)
class TimeUnreadable(Refusal):
    """That could not be read as a moment of the last days."""

    today: date


@dataclass(eq=False)
class TimeInFuture(Refusal):
    """That moment has not come yet."""

    now: datetime
