"""What may be said about requests for help, and about what people type into them."""

from dataclasses import dataclass
from datetime import datetime

from services.refusals import Refusal
from services.region import Closed, Open
from services.requests.model import State, Subject
from services.speech import Speech


@dataclass(frozen=True)
class RequestTaken(Speech):
    """The request has a number; when somebody will call, and the way meanwhile."""

    number: str
    desk: Open | Closed
    call_centre: str


@dataclass(frozen=True)
class RequestAnswered(Speech):
    """Staff's own words, inside our frame."""

    number: str
    words: str


@dataclass(frozen=True)
class RequestClosed(Speech):
    """Nothing more will happen to it by itself."""

    number: str


@dataclass(frozen=True)
class MyRequest(Speech):
    """One request in /status."""

    number: str
    subject: Subject
    state: State
    created_at: datetime
    desk: Open | Closed


@dataclass(frozen=True)
class AskMore(Speech):
    """A request waits already: nothing is asked again, but something may be added."""

    number: str
    desk: Open | Closed


@dataclass(frozen=True)
class WordsAdded(Speech):
    """What was added stands with the request."""

    number: str


@dataclass(frozen=True)
class StillWaiting(Speech):
    """Nothing was added; the request waits as before."""

    number: str


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
    """/status of a chat that has neither submissions nor requests."""


@dataclass(eq=False)
class RequestUnknown(Refusal):
    """No request has this number."""

    typed: str


@dataclass(eq=False)
class RequestMovedOn(Refusal):
    """The state of the request does not allow that any more."""

    number: str
    state: State


@dataclass(eq=False)
class TooManyRequests(Refusal):
    """This chat has enough open requests; they are answered first."""

    open: int
    call_centre: str


@dataclass(eq=False)
class AnswerEmpty(Refusal):
    """An answer needs words."""


@dataclass(eq=False)
class NothingWaits(Refusal):
    """The request to which something should be added is closed, or deleted; what was written is kept nowhere."""

    has_words: bool = True


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
