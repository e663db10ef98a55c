"""What may be said about requests for help, and about what people type into them."""

from dataclasses import dataclass
from datetime import datetime

from services.refusals import Refusal
from services.region import Closed, Open
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
    subject: str
    state: str
    created_at: datetime
    desk: Open | Closed


@dataclass(eq=False)
class RequestUnknown(Refusal):
    """No request has this number."""

    typed: str


@dataclass(eq=False)
class RequestMovedOn(Refusal):
    """The state of the request does not allow that any more."""

    number: str
    state: str


@dataclass(eq=False)
class TooManyRequests(Refusal):
    """This chat has enough open requests; they are answered first."""

    open: int
    call_centre: str


@dataclass(eq=False)
class AnswerEmpty(Refusal):
    """An answer needs words."""


@dataclass(eq=False)
class NameUnfit(Refusal):
    """That is no name."""

    too_long: bool


@dataclass(eq=False)
class PhoneUnfit(Refusal):
    """That is no number somebody can call; how many digits it had."""

    digits: int


@dataclass(eq=False)
class YearUnfit(Refusal):
    """That is no year of birth."""

    example: int


@dataclass(eq=False)
class WordsTooLong(Refusal):
    """More than we can keep."""

    length: int
    most: int
