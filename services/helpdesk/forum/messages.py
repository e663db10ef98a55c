"""What may be said in the staff's group: conversations as they come in, what was done, and why something was not."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from services.helpdesk.forum.model import Trouble
from services.helpdesk.model import Channel, Level, Outcome, State, What
from services.refusals import Refusal
from services.requests import Subject
from services.speech import Speech


class Voice(StrEnum):
    """Whose words a line is."""

    THEIRS = "theirs"
    CONSOLE = "console"
    """A member of staff, written elsewhere than in the group."""
    TOPIC = "topic"
    """A member of staff, written in a topic that is no more."""
    NOTE = "note"


class Ignored(StrEnum):
    """Why nothing was done with what somebody wrote."""

    UNLINKED = "unlinked"
    ANONYMOUS = "anonymous"


@dataclass(frozen=True)
class TopicOpened(Speech):
    """The first words of a topic: as much as every member may see. `again`: the topic was lost and is opened anew;
    `found`: what came of the last look-up, if there was one; `where`: in which conversation with the bot."""

    number: str
    subject: Subject
    channel: Channel
    level: Level
    office: str
    due: datetime | None
    asked: str = field(repr=False)
    lost: tuple[str, ...] = field(repr=False)
    where: str
    found: bool | None
    again: bool


@dataclass(frozen=True)
class TopicLine(Speech):
    """One line. `thing`: what is not words; `quote`: the beginning of what it answers; `retold`: the words were
    changed; `rest`: the line began in an earlier piece, `more`: it goes on in a later one."""

    voice: Voice
    by: str
    words: str = field(repr=False)
    thing: str = ""
    quote: str = field(default="", repr=False)
    retold: bool = False
    rest: bool = False
    more: bool = False


@dataclass(frozen=True)
class TopicEvent(Speech):
    """Something happened. `by`: who did it; `whom`: to whom it was given; `office`: where it went; `words`: the
    note."""

    what: What
    by: str
    whom: str = ""
    office: str = ""
    outcome: Outcome | None = None
    words: str = field(default="", repr=False)


@dataclass(frozen=True)
class TopicStatus(Speech):
    """How a conversation stands, for whoever asks in its topic."""

    number: str
    state: State
    by: str
    office: str
    due: datetime | None
    outcome: Outcome | None


@dataclass(frozen=True)
class WaitingConversation:
    """One of those who wait."""

    number: str
    subject: Subject
    office: str
    due: datetime | None


@dataclass(frozen=True)
class GroupStatus(Speech):
    """Who waits, for whoever asks in the group at large. `mine`, `waiting`, `missed`: how many."""

    mine: int
    waiting: int
    missed: int
    rows: tuple[WaitingConversation, ...]


@dataclass(frozen=True)
class GroupHelp(Speech):
    """What can be typed in the group."""


@dataclass(frozen=True)
class CannedDraft(Speech):
    """A kept answer, filled in, before it is sent."""

    code: str
    words: str = field(repr=False)


@dataclass(frozen=True)
class CannedSent(Speech):
    """A kept answer that was sent to the person."""

    by: str
    words: str = field(repr=False)


@dataclass(frozen=True)
class CannedDropped(Speech):
    """A kept answer that was not sent."""

    code: str


@dataclass(frozen=True)
class PersonIsGone(Speech):
    """What was written waits: the person has blocked the bot."""


@dataclass(frozen=True)
class NotPassedOn(Speech):
    """Before the reason why the person did not get what was written."""


@dataclass(frozen=True)
class MemberIgnored(Speech):
    """What somebody wrote counts only from linked accounts; and how to link one."""

    why: Ignored


@dataclass(frozen=True)
class MessageStuck(Speech):
    """Something written in the group could not be worked on, through a fault of ours."""

    reference: str


@dataclass(frozen=True)
class GroupAilment(Speech):
    """Something is wrong with the group; what to do about it. `words`: Telegram's own."""

    trouble: Trouble
    words: str


@dataclass(frozen=True)
class GroupWellAgain(Speech):
    """What was wrong with the group is over, and what is open is carried on."""


@dataclass(frozen=True)
class TopicStays(Speech):
    """A topic whose time is over cannot be deleted: the bot lacks the right."""


@dataclass(eq=False)
class NotACommand(Refusal):
    """No command of the group is called so."""

    typed: str


@dataclass(eq=False)
class OutcomeUnknown(Refusal):
    """How a conversation ended is one of a few words."""

    known: tuple[str, ...]


@dataclass(eq=False)
class CannotBePassedOn(Refusal):
    """Such a thing cannot be sent on to a person."""


@dataclass(eq=False)
class TransferWhere(Refusal):
    """A transfer names an office, or a member of staff."""

    known: tuple[str, ...]


@dataclass(eq=False)
class CannedWhich(Refusal):
    """A kept answer is named by its code."""

    known: tuple[str, ...]


@dataclass(eq=False)
class OnlyInTopics(Refusal):
    """The command is about one conversation, and this is no topic of one."""
