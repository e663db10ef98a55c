"""A request for help: somebody asks for a person, and is called."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class Subject(StrEnum):
    """What the person needs someone for."""

    TALK = "talk"
    NO_NIK = "no_nik"
    FIND = "find"
    LOCKED = "locked"
    DATA = "data"
    STRANGE_LOOK = "strange_look"
    OTHER = "other"


class State(StrEnum):
    """Where a request is."""

    OPEN = "open"
    ANSWERED = "answered"
    REOPENED = "reopened"
    CLOSED = "closed"


MOVES: dict[State, frozenset[State]] = {
    State.OPEN: frozenset({State.ANSWERED, State.CLOSED}),
    State.ANSWERED: frozenset({State.ANSWERED, State.REOPENED, State.CLOSED}),
    State.REOPENED: frozenset({State.ANSWERED, State.CLOSED}),
    State.CLOSED: frozenset(),
}
"""From → to. A further answer to an answered request is a move to the same state."""

WAITING = frozenset({State.OPEN, State.REOPENED})
"""States in which the next step is ours."""


@dataclass(frozen=True)
class Details:
    """What the person told us; sealed at rest. `nik` only when it was looked up before; `year` of birth."""

    name: str = field(repr=False)
    phone: str = field(repr=False)
    village: str = field(repr=False)
    year: int | None = field(default=None, repr=False)
    words: str = field(default="", repr=False)
    nik: str = field(default="", repr=False)
    about: str = field(default="", repr=False)
    """Name of the person to be found, when it is another one."""


@dataclass(frozen=True)
class Answer:
    """What staff wrote back."""

    at: datetime
    by: str
    words: str = field(repr=False)


@dataclass(frozen=True)
class Headline:
    """A request in a list: nothing personal."""

    number: str
    subject: Subject
    state: State
    created_at: datetime
    changed_at: datetime


@dataclass(frozen=True)
class Request:
    """A request with everything in it. `chat` asked, and hears the answer."""

    id: UUID
    number: str
    chat: int
    subject: Subject
    state: State
    details: Details
    created_at: datetime
    answered_at: datetime | None = None
    answered_by: str | None = None
    closed_at: datetime | None = None
    closed_by: str | None = None

    def can_become(self, state: State) -> bool:
        """Whether this move is in the table."""
        return state in MOVES[self.state]
