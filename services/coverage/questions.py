"""What is asked on the way to an answer about coverage, and the words before and beside it."""

from dataclasses import dataclass

from services.coverage.model import About
from services.refusals import Refusal
from services.speech import Speech


@dataclass(frozen=True)
class FamilyInGrief(Speech):
    """Condolence first; then what may be theirs, how we go, and a way to a person."""


@dataclass(frozen=True)
class AskWhom(Speech):
    """Whose coverage is to be checked."""


@dataclass(frozen=True)
class AskNik(Speech):
    """Where the NIK stands and what it looks like; that the message with it will be deleted."""

    about: About


@dataclass(frozen=True)
class AskName(Speech):
    """The full name; the message with the NIK is gone."""

    about: About


@dataclass(frozen=True)
class AskDay(Speech):
    """The day it happened; the month is enough."""

    about: About


@dataclass(frozen=True)
class AskWorking(Speech):
    """Whether it happened at work or on the way, before any sum."""

    about: About


@dataclass(frozen=True)
class CallCentreOfBpjs(Speech):
    """How to reach BPJS by phone, and what to have at hand."""

    number: str


@dataclass(frozen=True)
class ForwardTheNext(Speech):
    """What to do with the message that follows."""


@dataclass(frozen=True)
class PhoneStaysAsItIs(Speech):
    """The phone was not the dead person's: nothing changes."""


@dataclass(eq=False)
class ContactWanted(Refusal):
    """A text or a thing where only Telegram's own contact button proves anything."""


@dataclass(eq=False)
class NothingToReckon(Refusal):
    """Sources are asked for an answer in which no sum was named."""
