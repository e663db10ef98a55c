"""What may be said about requests for help, and about what people type into them."""

from dataclasses import dataclass

from services.refusals import Refusal
from services.requests.model import Subject
from services.speech import Speech


@dataclass(frozen=True)
class AskSubject(Speech):
    """What is it about?"""


@dataclass(frozen=True)
class AskCallerName(Speech):
    """Who are you? With what we do with the answer."""

    subject: Subject


@dataclass(frozen=True)
class AskCallerPhone(Speech):
    """Which number may we call?"""


@dataclass(frozen=True)
class PhoneNoted(Speech):
    """The number as we understood it; takes the contact button off the screen."""

    phone: str


@dataclass(frozen=True)
class AskSoughtName(Speech):
    """Whom shall we look for?"""


@dataclass(frozen=True)
class AskVillage(Speech):
    """Which village? Of the person we look for, when there is one."""

    of_sought: bool


@dataclass(frozen=True)
class AskWhichVillage(Speech):
    """Several villages, or one of another spelling, could be meant."""

    typed: str
    several: bool


@dataclass(frozen=True)
class AskYearOfBirth(Speech):
    """In which year was the person born whom we look for?"""


@dataclass(frozen=True)
class AskStory(Speech):
    """What is it about, in your own words? May be skipped."""


@dataclass(frozen=True)
class CheckRequest(Speech):
    """Everything you told us, before it goes to staff. `year` 0: not known."""

    subject: Subject
    name: str
    phone: str
    village: str
    about: str
    year: int
    words: str


@dataclass(frozen=True)
class NothingUnderWay(Speech):
    """/status of a chat that has neither claims nor requests."""


@dataclass(eq=False)
class NameUnfit(Refusal):
    """That is no name."""

    too_long: bool


@dataclass(eq=False)
class NotAName(Refusal):
    """Letters, but a question or a day."""


@dataclass(eq=False)
class PhoneUnfit(Refusal):
    """That is no number somebody can call; how many digits it had."""

    digits: int


@dataclass(eq=False)
class VillageUnfit(Refusal):
    """That is no name of a village."""


@dataclass(eq=False)
class YearUnfit(Refusal):
    """That is no year of birth."""

    example: int


@dataclass(eq=False)
class WordsTooLong(Refusal):
    """More than we can keep."""

    length: int
    most: int
