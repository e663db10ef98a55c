"""What may be said in any conversation: welcome, menu, ways on when something was not understood."""

from dataclasses import dataclass
from datetime import date

from services.refusals import Refusal
from services.speech import Speech


@dataclass(frozen=True)
class Welcome(Speech):
    """The first words: who, what for, by whom, free."""

    place: str
    operator: str
    sample: bool


@dataclass(frozen=True)
class Menu(Speech):
    """What we can do; an unfinished conversation is offered first."""

    unfinished: bool


@dataclass(frozen=True)
class Help(Speech):
    """The commands, in a few lines."""


@dataclass(frozen=True)
class ConversationPaused(Speech):
    """After *batal*: nothing is lost."""


@dataclass(frozen=True)
class ConversationThrownAway(Speech):
    """After the answers of an unfinished conversation were deleted on request."""


@dataclass(frozen=True)
class NothingUnfinished(Speech):
    """Someone wants to go on, but nothing was begun."""


@dataclass(frozen=True)
class NothingToGoBackTo(Speech):
    """*Kembali* or *batal* outside any conversation."""


@dataclass(frozen=True)
class AlreadyAnswered(Speech):
    """A button under a question that is no longer open."""


@dataclass(frozen=True)
class OldButton(Speech):
    """A button we cannot read: of an older release, or not ours."""


@dataclass(frozen=True)
class NotUnderstood(Speech):
    """An ordinary sentence in which we found nothing we know."""


@dataclass(frozen=True)
class DidYouMean(Speech):
    """A sentence that fits two or three subjects, which hang below as buttons. `is_grieving`: it tells of a death."""

    is_grieving: bool


@dataclass(frozen=True)
class Greeted(Speech):
    """A greeting and nothing else; in the middle of a conversation the open question follows."""

    is_salam: bool
    is_asking: bool


@dataclass(frozen=True)
class Thanked(Speech):
    """Thanks and nothing else; in the middle of a conversation the open question follows."""

    is_asking: bool


@dataclass(frozen=True)
class TakeYourTime(Speech):
    """A sigh, a cry for help, tears: a person first, and a number should it be urgent."""

    ambulance: str
    is_asking: bool


@dataclass(frozen=True)
class UnknownCommand(Speech):
    """A command that does not exist."""


@dataclass(frozen=True)
class EditsAreNotRead(Speech):
    """An edited message: only new ones are read."""


@dataclass(frozen=True)
class ThingNotRead(Speech):
    """A photo, a voice message, a sticker: what we cannot read yet, with what to do instead."""

    thing: str


@dataclass(frozen=True)
class NumberTakenAway(Speech):
    """A 16-digit number outside any question: deleted from the chat, and a check is offered."""


@dataclass(frozen=True)
class ContactNotAsked(Speech):
    """A contact card that nobody asked for."""


@dataclass(frozen=True)
class Apology(Speech):
    """Our fault: something broke, here is the reference."""

    reference: str


@dataclass(eq=False)
class TypeAnAnswer(Refusal):
    """The open question wants a text, and something else came (a photo, a sticker)."""

    thing: str


@dataclass(eq=False)
class PressAButton(Refusal):
    """The open question wants one of its buttons, and a text came that is none of them (`story`: a long one), or a
    thing (a photo)."""

    thing: str = ""


@dataclass(eq=False)
class TooLong(Refusal):
    """An answer longer than we keep (characters)."""

    most: int


@dataclass(eq=False)
class NothingTyped(Refusal):
    """An answer without a letter or a digit in it."""


@dataclass(eq=False)
class DayUnreadable(Refusal):
    """That could not be read as a day."""

    today: date


@dataclass(eq=False)
class DayInFuture(Refusal):
    """That day has not come yet."""

    today: date


@dataclass(eq=False)
class DayTooLongAgo(Refusal):
    """So long ago that a digit must have slipped."""

    today: date


@dataclass(eq=False)
class MonthIsEnough(Refusal):
    """The day was forgotten; the month will do."""

    today: date
