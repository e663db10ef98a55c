"""A submission: what happened to whom, who tells us, and where the file is."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from services.benefits.papers import Paper


class Event(StrEnum):
    """What happened."""

    DEATH = "death"
    INJURY = "injury"


class Doing(StrEnum):
    """What the person was doing when it happened."""

    WORK = "work"
    ON_THE_WAY = "on_the_way"
    NEITHER = "neither"
    UNKNOWN = "unknown"


class Relation(StrEnum):
    """Who the submitter is to the person."""

    SELF = "self"
    SPOUSE = "spouse"
    CHILD = "child"
    PARENT = "parent"
    SIBLING = "sibling"
    OTHER_FAMILY = "other_family"
    NOT_FAMILY = "not_family"


class Kind(StrEnum):
    """Which benefit the file is for; BPJS decides in the end."""

    DEATH = "death"
    """JKM: death not by work."""
    DEATH_BY_WORK = "death_by_work"
    """JKK: death by a work accident."""
    INJURY = "injury"
    """JKK: injury by a work accident."""
    DEATH_UNCLEAR = "death_unclear"
    INJURY_UNCLEAR = "injury_unclear"


class State(StrEnum):
    """Where a submission is."""

    RECEIVED = "received"
    CONTACTED = "contacted"
    CHECKED = "checked"
    HANDED_OVER = "handed_over"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


_EARLY = {State.CONTACTED, State.CHECKED, State.CLOSED, State.WITHDRAWN}

MOVES: dict[State, frozenset[State]] = {
    State.RECEIVED: frozenset(_EARLY),
    State.CONTACTED: frozenset((_EARLY | {State.HANDED_OVER}) - {State.CONTACTED}),
    State.CHECKED: frozenset((_EARLY | {State.HANDED_OVER}) - {State.CHECKED}),
    # Handed over again: what was missing has been brought to BPJS.
    State.HANDED_OVER: frozenset({State.HANDED_OVER, State.CLOSED}),
    State.CLOSED: frozenset(),
    State.WITHDRAWN: frozenset(),
}
"""From → to. Nothing reaches BPJS before staff have spoken to the family or checked the file."""

HERE = frozenset({State.RECEIVED, State.CONTACTED, State.CHECKED})
"""States in which the file lies with us, not with BPJS."""


@dataclass(frozen=True)
class Details:
    """What the submitter told us; sealed at rest. `about` names the person; `nik` only when it was looked up."""

    day: date = field(repr=False)
    doing: Doing
    relation: Relation
    name: str = field(repr=False)
    phone: str = field(repr=False)
    day_is_exact: bool = True
    """False when only the month is known; `day` is then its first."""
    about: str = field(default="", repr=False)
    nik: str = field(default="", repr=False)
    words: str = field(default="", repr=False)


@dataclass(frozen=True)
class Handover:
    """The file lies at BPJS. `receipt` is the number BPJS gave; the legal clock runs only for a complete file."""

    day: date
    office: str
    receipt: str = field(repr=False)
    is_complete: bool


@dataclass(frozen=True)
class Move:
    """One line of a submission's history."""

    at: datetime
    by: str
    before: State
    after: State
    note: str = field(default="", repr=False)


@dataclass(frozen=True)
class Submission:
    """A submission with everything in it. `participant` is None when nobody was looked up; `seen` are papers that staff
    have had in their hands."""

    id: UUID
    number: str
    chat: int
    participant: UUID | None
    event: Event
    kind: Kind
    state: State
    details: Details
    consent_version: int
    created_at: datetime
    changed_at: datetime
    seen: frozenset[Paper] = frozenset()
    handover: Handover | None = None

    def can_become(self, state: State) -> bool:
        """Whether this move is in the table."""
        return state in MOVES[self.state]


@dataclass(frozen=True)
class Headline:
    """A submission in a list: nothing personal."""

    number: str
    kind: Kind
    state: State
    created_at: datetime
    changed_at: datetime
