"""A claim as Santun keeps it (*pengajuan*): what happened to whom, who tells us, and where the file is."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from services.benefits.papers import Paper, Where
from services.claims.family import Family
from services.claims.states import MOVES, State
from services.speech import Rupiah


class Event(StrEnum):
    """What happened."""

    DEATH = "death"
    INJURY = "injury"
    ILLNESS = "illness"


class Doing(StrEnum):
    """What the person was doing when it happened; of an illness: whether it came from work."""

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
    ILLNESS = "illness"
    """JKK: illness caused by work (PAK)."""
    DEATH_UNCLEAR = "death_unclear"
    INJURY_UNCLEAR = "injury_unclear"
    ILLNESS_UNCLEAR = "illness_unclear"

    @property
    def is_clear(self) -> bool:
        """Whether it is known which benefit it is."""
        return not self.value.endswith("_unclear")


class Because(StrEnum):
    """Why a story belongs to its kind."""

    AT_WORK = "at_work"
    ON_THE_WAY = "on_the_way"
    NOT_AT_WORK = "not_at_work"
    DOING_UNKNOWN = "doing_unknown"
    HURT_OUTSIDE = "hurt_outside"
    HURT_UNKNOWN = "hurt_unknown"
    DOCTOR_SAYS = "doctor_says"
    DOCTOR_DENIES = "doctor_denies"
    NO_DOCTOR = "no_doctor"
    MISSING = "missing"
    ABROAD = "abroad"


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
    where: Where | None = None
    """Where it happened, when that asks for a paper of its own."""
    paid_oneself: bool = False
    """Treated where it had to be paid, so that receipts are needed."""
    family: Family = field(default_factory=Family, repr=False)
    hour: str = field(default="", repr=False)
    """`14.30`, in the region's time, where it was told or noted in the first hour."""
    place: str = field(default="", repr=False)
    latitude: float | None = field(default=None, repr=False)
    longitude: float | None = field(default=None, repr=False)
    """Where the family was in the first hour, if it shared that."""
    is_reported: bool = False
    """BPJS or the clinic knew of the accident in its first days, as the family says."""


@dataclass(frozen=True)
class Handover:
    """The file lies at BPJS. `receipt` is the number BPJS gave; the legal clock runs only for a complete file."""

    day: date
    office: str
    receipt: str = field(repr=False)
    is_complete: bool


@dataclass(frozen=True)
class Decision:
    """What BPJS decided and when: rupiah approved or paid, or the written reason of a no."""

    day: date
    amount: Rupiah | None = field(default=None, repr=False)
    reason: str = field(default="", repr=False)


class Corrected(StrEnum):
    """What the family had been told otherwise before staff put it right."""

    HANDOVER = "handover"
    AMOUNT = "amount"
    REASON = "reason"


@dataclass(frozen=True)
class Held:
    """Staff let a claim stand still, after papers of kinship on both sides of a pair; the family is not told of it."""

    by: str
    at: datetime
    reason: str = field(repr=False)


@dataclass(frozen=True)
class Step:
    """A move that somebody wants to make. `note` is told to the family; `before` is where its maker saw the claim, None
    when that does not matter."""

    to: State
    note: str = field(default="", repr=False)
    handover: Handover | None = None
    decision: Decision | None = None
    before: State | None = None


@dataclass(frozen=True)
class Move:
    """One line of a claim's history; with the facts that came with it the whole claim can be replayed. `kind`: which
    benefit it was from here on, where that changed. `corrects`: nothing moved, the facts stand in the place of those
    that came before; `note` is then why, and for staff alone."""

    at: datetime
    by: str
    before: State
    after: State
    note: str = field(default="", repr=False)
    handover: Handover | None = None
    decision: Decision | None = None
    kind: Kind | None = None
    corrects: bool = False

    @property
    def belongs_to(self) -> State:
        """The move that brings such facts: of a correction, the one that is put right."""
        return State.HANDED_OVER if self.corrects and self.handover else self.after


@dataclass(frozen=True)
class Claim:
    """A claim with everything in it. `participant` is None when nobody was looked up; `arrived` are papers that the
    family sent, `seen` those that staff have found good or had in their hands; `pay_by` is the last day of the law for
    BPJS to pay."""

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
    arrived: frozenset[Paper] = frozenset()
    seen: frozenset[Paper] = frozenset()
    handover: Handover | None = None
    decision: Decision | None = None
    pay_by: date | None = None
    assignee: UUID | None = None
    held: Held | None = None

    def can_become(self, state: State) -> bool:
        """Whether this move is in the table."""
        return state in MOVES[self.state]


@dataclass(frozen=True)
class Headline:
    """A claim in a list: nothing personal."""

    number: str
    kind: Kind
    state: State
    created_at: datetime
    changed_at: datetime
    pay_by: date | None = None
    assignee: UUID | None = None
    is_held: bool = False
    has_pair: bool = False
