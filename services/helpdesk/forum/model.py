"""A topic of the staff's group, what is to be done there next, and what may be wrong with the group."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from services.helpdesk.model import Message, State
from services.requests import Subject


@dataclass(frozen=True)
class GroupPlan:
    """What the settings say. `chat` None: console only. `console`: its address, if it can be reached from outside."""

    chat: int | None = None
    console: str = ""


@dataclass(frozen=True)
class Pace:
    """How fast the relay writes: one act in so much time, so many at once. Telegram lets a bot write 20 messages a
    minute to a group; the sender's own limit is five at once, of which one is left for answers to commands."""

    interval: timedelta = timedelta(seconds=4)
    burst: int = 4


class TopicState(StrEnum):
    """Whether one can write in it. The state of a topic without a thread tells nothing."""

    OPEN = "open"
    CLOSED = "closed"


class Doing(StrEnum):
    """An act in the group, carried by one letter."""

    OPEN = "open"
    CARRY = "carry"
    REOPEN = "reopen"
    CLOSE = "close"
    RENAME = "rename"
    DELETE = "delete"


class Trouble(StrEnum):
    """Why nothing goes to the group."""

    NOT_A_FORUM = "not_a_forum"
    NO_RIGHTS = "no_rights"
    REMOVED = "removed"
    NOT_FOUND = "not_found"
    REFUSED = "refused"
    """Something else, in Telegram's words."""


class Fault(StrEnum):
    """What Telegram's refusal of one act means."""

    TOPIC_GONE = "topic_gone"
    TOPIC_SHUT = "topic_shut"
    NOT_A_FORUM = "not_a_forum"
    NO_RIGHTS = "no_rights"
    NOT_FOUND = "not_found"
    UNFIT = "unfit"
    """This very act cannot be done."""


@dataclass(frozen=True)
class Topic:
    """The topic of a conversation. It exists at Telegram when it has a thread in the group of today.

    `greeted`: its first words stand in it. `relayed`: number of the newest line carried there, `part`: characters of
    the next one that were carried as well. `anew`: lines up to this one are carried again because the topic was lost.
    `letter`, `doing`, `upto`, `upto_part` and `told` belong to the act on its way; `plain`: the next line goes as words
    only.
    """

    id: UUID
    conversation: UUID | None
    chat: int
    thread: int | None
    name: str
    state: TopicState = TopicState.OPEN
    greeted: bool = False
    relayed: int = 0
    part: int = 0
    anew: int = 0
    letter: UUID | None = None
    doing: Doing | None = None
    upto: int = 0
    upto_part: int = 0
    told: tuple[UUID, ...] = ()
    plain: bool = False


@dataclass(frozen=True)
class Need:
    """A conversation that may have something for the group. `since`: how long its oldest line waits; `retold`: words
    that were carried have been changed since."""

    conversation: UUID
    number: str
    subject: Subject
    state: State
    turn: int
    since: datetime | None
    retold: bool
    topic: Topic | None


@dataclass(frozen=True)
class Flown:
    """An act and what became of its letter: its state, the chat in which it ended up, the number it got, when."""

    topic: Topic
    state: str | None
    chat: int | None
    message: int | None
    error: str
    gone: bool
    sent: datetime | None


@dataclass(frozen=True)
class Pulse:
    """One round of the relay: acts on their way when it ended, and how many of them it began."""

    flying: int = 0
    begun: int = 0


@dataclass(frozen=True)
class Group:
    """The group as we know it. `chat` is its number of today, which changes when it becomes a supergroup; `free_at`:
    the pace, as the moment at which everything written so far has been paid for."""

    configured: int
    chat: int
    trouble: Trouble | None
    words: str = field(repr=False)
    since: datetime | None
    told: datetime | None
    tried: datetime | None
    free_at: datetime | None


@dataclass(frozen=True)
class Carried:
    """A line for the group, and the line it answers."""

    line: Message
    answered: Message | None = None


@dataclass(frozen=True)
class Ailment:
    """The trouble of the group, for the console and for doctor. `words`: Telegram's own, without numbers."""

    trouble: Trouble
    since: datetime
    words: str = field(default="", repr=False)
