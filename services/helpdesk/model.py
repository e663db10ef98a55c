"""A conversation between somebody who asked for a person and the staff who answer."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from services.requests import Details, Subject


class State(StrEnum):
    """Where a conversation is."""

    WAITING = "waiting"
    """In the queue; nobody has it in hand."""
    ACTIVE = "active"
    """A member of staff has it in hand; the bot is silent."""
    CLOSED = "closed"


MOVES: dict[State, frozenset[State]] = {
    State.WAITING: frozenset({State.ACTIVE, State.CLOSED}),
    # To itself: another member takes it over.
    State.ACTIVE: frozenset({State.ACTIVE, State.WAITING, State.CLOSED}),
    State.CLOSED: frozenset({State.WAITING, State.ACTIVE}),
}
"""From → to. A closed one is opened again by the person's next message, or by staff."""

OPEN = frozenset({State.WAITING, State.ACTIVE})


class Channel(StrEnum):
    """How the person came."""

    CHAT = "chat"
    PHONE = "phone"
    VISIT = "visit"


class Outcome(StrEnum):
    """How it ended."""

    SOLVED = "solved"
    REFERRED = "referred"
    """To an office, or to BPJS."""
    NO_REPLY = "no_reply"
    """The person did not write any more."""
    NOT_OURS = "not_ours"
    CANCELLED = "cancelled"
    """By the person."""


GIVEN_BY_STAFF = (Outcome.SOLVED, Outcome.REFERRED, Outcome.NO_REPLY, Outcome.NOT_OURS)


class Kind(StrEnum):
    """What a line of a conversation is."""

    THEIRS = "theirs"
    STAFF = "staff"
    NOTE = "note"
    """Among staff; the person never sees it."""
    EVENT = "event"


class What(StrEnum):
    """What happened, in a line that is an event."""

    OPENED = "opened"
    TOLD_MORE = "told_more"
    TAKEN = "taken"
    TAKEN_OVER = "taken_over"
    ASSIGNED = "assigned"
    RELEASED = "released"
    VANISHED = "vanished"
    """Given back to the queue because the member did not answer in time and is not there."""
    TRANSFERRED = "transferred"
    PROMISE_MISSED = "promise_missed"
    SUPERVISOR_PAGED = "supervisor_paged"
    CLOSED = "closed"
    CANCELLED = "cancelled"
    REOPENED = "reopened"
    REOPENED_BY_STAFF = "reopened_by_staff"
    WITHDRAWN = "withdrawn"
    """A message of staff was taken back."""


class Level(StrEnum):
    """How much the chat has shown about itself (design, "Who may know what")."""

    STRANGER = "stranger"
    KNOWS = "knows"
    """Named a number and a name that belong together."""
    SELF = "self"


@dataclass(frozen=True)
class Thing:
    """What is not words: a file at Telegram by its id, or a place, or a contact card. Sealed at rest."""

    kind: str
    """photo, document, voice, audio, video, video_note, sticker, animation, location, contact, or another name."""
    file_id: str = field(default="", repr=False)
    name: str = field(default="", repr=False)
    mime: str = ""
    size: int = 0
    """Bytes, as Telegram says."""
    latitude: float | None = field(default=None, repr=False)
    longitude: float | None = field(default=None, repr=False)
    phone: str = field(default="", repr=False)

    @property
    def is_file(self) -> bool:
        """Whether something can be fetched."""
        return bool(self.file_id)


@dataclass(frozen=True)
class Said:
    """What somebody wrote. `message`: Telegram's number of it in its chat; `answers`: of the message it replies to;
    `album`: what pictures that were sent at once have in common."""

    words: str = field(default="", repr=False)
    thing: Thing | None = field(default=None, repr=False)
    message: int | None = None
    answers: int | None = None
    album: str = ""


@dataclass(frozen=True)
class Trace:
    """What went before: words that were not understood, what was begun, and what was looked up last. Sealed at rest."""

    words: tuple[str, ...] = field(default=(), repr=False)
    flow: str = ""
    step: str = ""
    about: str = field(default="", repr=False)
    """Value of `services.coverage.About`, or nothing."""
    day: date | None = field(default=None, repr=False)
    found: bool | None = None


@dataclass(frozen=True)
class Ongoing:
    """What the chat's door must know of its conversation: one that is open, or was closed in the last days."""

    id: UUID
    number: str
    state: State
    queue: str
    assignee: UUID | None
    heard_at: datetime | None
    """When the person last wrote something for staff."""
    was_left: bool = False
    """It has ended because the person did not want to wait any more."""

    @property
    def is_open(self) -> bool:
        return self.state in OPEN


@dataclass(frozen=True)
class Conversation:
    """A conversation. `chat` None: a caller without Telegram. `due`: by when we promised to answer, if we owe one.
    `missed`: promises missed since the last answer. `turn`: number of its newest line."""

    id: UUID
    number: str
    chat: int | None
    queue: str
    subject: Subject
    state: State
    channel: Channel
    details: Details = field(repr=False)
    created_at: datetime
    waiting_since: datetime
    assignee: UUID | None = None
    participant: UUID | None = None
    due: datetime | None = None
    missed: int = 0
    first_answer_at: datetime | None = None
    closed_at: datetime | None = None
    closed_by: str | None = None
    outcome: Outcome | None = None
    tags: tuple[str, ...] = ()
    turn: int = 0

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    def can_become(self, state: State) -> bool:
        """Whether this move is in the table."""
        return state in MOVES[self.state]


@dataclass(frozen=True)
class Message:
    """A line of a conversation. `by`: name of the member of staff, nothing for the person, `santun` for the bot.
    `letter`: what carries a message of staff to the person. `state` tells how far it came."""

    id: UUID
    conversation: UUID
    turn: int
    at: datetime
    by: str
    kind: Kind
    what: What | None = None
    words: str = field(default="", repr=False)
    thing: Thing | None = field(default=None, repr=False)
    message: int | None = None
    letter: UUID | None = None
    answers: UUID | None = None
    edited_at: datetime | None = None
    topic_message: int | None = None
    """What carried it into the staff's group."""
    state: str = ""
    """Of a letter: `waiting`, `sending`, `sent`, `dead`, `dropped`, `gone` (the person blocked us); else nothing."""


@dataclass(frozen=True)
class Asked:
    """What came of asking for a person."""

    conversation: Conversation
    place: int
    """In the queue, from 1; 0 when it does not wait."""
    is_new: bool
    is_reopened: bool = False
    """It had ended a short while ago and goes on under its number."""


@dataclass(frozen=True)
class Row:
    """A conversation in a list: nothing personal."""

    id: UUID
    number: str
    queue: str
    subject: Subject
    state: State
    channel: Channel
    assignee: str | None
    """Name of the member of staff."""
    created_at: datetime
    waiting_since: datetime
    changed_at: datetime
    due: datetime | None
    missed: int
    first_answer_at: datetime | None
    closed_at: datetime | None
    outcome: Outcome | None
    tags: tuple[str, ...]


@dataclass(frozen=True)
class Canned:
    """An answer kept for use again: `code` is what is typed to find it, `queue` None stands in all queues."""

    id: UUID
    code: str
    title: str
    words: str = field(repr=False)
    queue: str | None
    changed_at: datetime
    changed_by: str


def topic_of(conversation: UUID) -> str:
    """The bell's name of a conversation."""
    return f"c:{conversation}"


QUEUE = "queue"
"""The bell's name for everything that changes a list of conversations."""
