"""What may be said around a conversation with staff: to the person who waits, and to staff about why not."""

from dataclasses import dataclass
from datetime import datetime

from services.helpdesk.model import Outcome, State
from services.refusals import Refusal
from services.region import Closed, Moment, Open
from services.requests import Subject
from services.speech import Speech


@dataclass(frozen=True)
class InTheQueue(Speech):
    """A person was called: the place in the queue, by when we answer, what to write meanwhile. `again`: it was asked
    before and stands as it was; `office`: who will answer; `unasked`: nobody asked for it, but the bot understands
    nothing."""

    number: str
    place: int
    desk: Open | Closed
    due: Moment | None
    office: str
    again: bool
    unasked: bool


@dataclass(frozen=True)
class WithStaff(Speech):
    """Asked for a person while one is there already."""

    number: str


@dataclass(frozen=True)
class NotedForStaff(Speech):
    """What was written while waiting stands with the conversation."""

    place: int


@dataclass(frozen=True)
class NikKeptForStaff(Speech):
    """A message with a NIK was deleted from the chat; staff can read it."""


@dataclass(frozen=True)
class StaffCame(Speech):
    """Somebody took the conversation."""

    name: str
    office: str


@dataclass(frozen=True)
class StaffSays(Speech):
    """The member's own words, inside our frame."""

    name: str
    words: str


@dataclass(frozen=True)
class StaffSent(Speech):
    """Who sends the file or the place that follows; the caption of it."""

    name: str
    words: str


@dataclass(frozen=True)
class StaffTookBack(Speech):
    """In the place of a message that a member of staff took back."""

    name: str


@dataclass(frozen=True)
class ConversationOver(Speech):
    """The conversation has ended and the bot is back."""

    number: str
    outcome: Outcome


@dataclass(frozen=True)
class ConversationTakenUp(Speech):
    """What was written after the end goes to staff again."""

    number: str
    place: int
    due: Moment | None


@dataclass(frozen=True)
class QueueLeft(Speech):
    """The person does not wait any more; nothing is lost."""

    number: str


@dataclass(frozen=True)
class WaitLonger(Speech):
    """We did not answer in time: the place is kept, and a new time. `place` 0: somebody has it in hand."""

    number: str
    place: int
    due: Moment


@dataclass(frozen=True)
class BackInTheQueue(Speech):
    """Whoever answered had to leave; the place is kept."""

    number: str
    place: int
    due: Moment


@dataclass(frozen=True)
class AnotherOffice(Speech):
    """The conversation was given to another office."""

    number: str
    office: str
    place: int
    due: Moment


@dataclass(frozen=True)
class MyConversation(Speech):
    """One conversation in /status. `place` 0: it does not wait."""

    number: str
    subject: Subject
    state: State
    created_at: datetime
    place: int
    due: Moment | None
    outcome: Outcome | None


@dataclass(frozen=True)
class SomebodyWaits(Speech):
    """To the telephone of a member of staff: who waits, in which queue, since when; nothing personal. `missed`: how
    often we did not answer in time."""

    number: str
    subject: Subject
    office: str
    due: Moment
    missed: int


@dataclass(eq=False)
class ConversationUnknown(Refusal):
    """No conversation has this number."""

    typed: str


@dataclass(eq=False)
class NotYourQueue(Refusal):
    """The conversation stands in a queue where this member does not sit."""

    number: str
    office: str


@dataclass(eq=False)
class InOtherHands(Refusal):
    """Somebody else has it in hand; two voices would confuse a family."""

    number: str
    name: str


@dataclass(eq=False)
class NotOpen(Refusal):
    """The conversation has ended."""

    number: str


@dataclass(eq=False)
class AnotherOpen(Refusal):
    """The person has another conversation open; their words go there."""

    number: str


@dataclass(eq=False)
class NobodyToWriteTo(Refusal):
    """A caller without Telegram: there is a telephone, and notes."""

    number: str


@dataclass(eq=False)
class NothingWritten(Refusal):
    """An answer or a note needs words."""


@dataclass(eq=False)
class NoteNeeded(Refusal):
    """Whoever gets it from another office must know why."""

    number: str


@dataclass(eq=False)
class QueueUnknown(Refusal):
    """There is no such queue."""

    known: tuple[str, ...]


@dataclass(eq=False)
class SameQueue(Refusal):
    """It stands in that queue already."""

    number: str
    office: str


@dataclass(eq=False)
class MemberCannot(Refusal):
    """This member cannot be given the conversation: another queue, another role, or no longer here."""

    name: str


@dataclass(eq=False)
class TagUnfit(Refusal):
    """That cannot be a tag."""

    most: int


@dataclass(eq=False)
class LineGone(Refusal):
    """The message is not there, is not ours, or can no longer be changed."""


@dataclass(eq=False)
class CannedUnknown(Refusal):
    """No kept answer has this code."""

    code: str
    known: tuple[str, ...]


@dataclass(eq=False)
class CannedUnfit(Refusal):
    """A code, a title or the words cannot be kept so."""

    field: str


@dataclass(eq=False)
class CannedTaken(Refusal):
    """Another kept answer has this code."""

    code: str


@dataclass(eq=False)
class PlaceholderUnknown(Refusal):
    """Braces that stand for nothing we know."""

    found: str
    known: tuple[str, ...]


@dataclass(eq=False)
class SearchTooShort(Refusal):
    """Too little to look for."""


@dataclass(eq=False)
class FileNotThere(Refusal):
    """The file is too large for us, or Telegram does not have it any more."""


@dataclass(eq=False)
class FileNotNow(Refusal):
    """Telegram does not answer just now."""


@dataclass(eq=False)
class NobodyWaits(Refusal):
    """There is nobody to take in hand."""


@dataclass(eq=False)
class FileUnfit(Refusal):
    """Such a file is not sent from the console."""

    megabytes: int
