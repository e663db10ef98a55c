"""People as staff may see them, exports on their way through two pairs of hands, and the weekly figures."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from services.claims.states import State
from services.participants.model import Coverage, NotFound, Period
from services.staff.rules import Reason


class By(StrEnum):
    """By what somebody is looked for."""

    NIK = "nik"
    KPJ = "kpj"
    PHONE = "phone"
    NAME = "name"


@dataclass(frozen=True)
class Asked:
    """A search as typed. `village` helps a name only."""

    by: By
    typed: str = field(repr=False)
    village: str = field(default="", repr=False)


@dataclass(frozen=True)
class Hit:
    """Somebody who was found, masked: enough to choose among ten, not enough to know."""

    id: UUID
    name: str = field(repr=False)
    nik: str = field(repr=False)
    village: str
    is_living: bool


@dataclass(frozen=True)
class Hits:
    """The first ten. `more`: there are others, and the search wants another word."""

    people: tuple[Hit, ...]
    more: bool


@dataclass(frozen=True)
class Whole:
    """What only some roles see of a person. `wage` in rupiah a month."""

    born: date = field(repr=False)
    kpj: str | None = field(repr=False)
    phone: str | None = field(repr=False)
    address: str | None = field(repr=False)
    wage: int | None = field(repr=False)
    district: str | None
    occupation: str | None
    died_on: date | None
    periods: tuple[Period, ...]


@dataclass(frozen=True)
class Person:
    """An opened person as this member may see them. `nik` is masked unless it was revealed; `on` the day the coverage
    is told for; `why` as the audit has it: a `Reason`, or `conversation:` with its number."""

    id: UUID
    name: str = field(repr=False)
    nik: str = field(repr=False)
    village: str
    is_living: bool
    on: date
    coverage: Coverage | NotFound
    why: str
    whole: Whole | None = field(repr=False)


@dataclass(frozen=True)
class Allowance:
    """How many people and claims a member opened outside conversations today, and how many they may."""

    name: str
    used: int
    most: int

    @property
    def left(self) -> int:
        return max(0, self.most - self.used)


class Kind(StrEnum):
    """What can be exported."""

    CLAIMS = "claims"
    CONVERSATIONS = "conversations"
    LOOKS = "looks"
    """Rows of the audit that staff left; those of visitors stay in the house."""


class Stage(StrEnum):
    """Where an export stands."""

    WAITING = "waiting"
    UNDECIDED = "undecided"
    """Nobody decided in time."""
    DECLINED = "declined"
    APPROVED = "approved"
    LAPSED = "lapsed"
    """Approved, and not fetched in time."""
    FETCHED = "fetched"


@dataclass(frozen=True)
class Order:
    """What is asked for. `states` narrow claims (none: all); the others have a span of days, both included."""

    kind: Kind
    reason: Reason
    states: frozenset[State] = frozenset()
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Export:
    """An export that somebody asked for. `asked_by` and `decided_by` are staff names."""

    id: UUID
    order: Order
    asked_by: str
    asked_at: datetime
    decided_by: str | None = None
    decided_at: datetime | None = None
    is_approved: bool = False
    fetched_at: datetime | None = None


class Concern(StrEnum):
    """Something a supervisor looks at once a week."""

    OUTSIDE = "outside"
    """People opened without a conversation."""
    CLAIMS = "claims"
    """Claims opened without one."""
    OWN_VILLAGE = "own_village"
    LATE = "late"
    """Looks while the desk is closed."""
    MISSES = "misses"
    EXPORTS = "exports"
    UNLOCKS = "unlocks"
    CONFIRMATIONS = "confirmations"


@dataclass(frozen=True)
class Line:
    """How often one member, week by week, the oldest first."""

    member: str
    counts: tuple[int, ...]


@dataclass(frozen=True)
class Overview:
    """This week and the ones before: `weeks` are their Mondays, the oldest first. Members without any are left out."""

    weeks: tuple[date, ...]
    lines: dict[Concern, tuple[Line, ...]]


@dataclass(frozen=True)
class Trace:
    """A row of the audit as it is shown: nobody's number at Telegram stands in it. `link` once it is in the chain."""

    id: int
    at: datetime
    actor: str
    action: str
    subject: str | None
    reason: str | None
    found: bool
    link: int | None = None


@dataclass(frozen=True)
class Detail:
    """The looks behind one count, newest first, beside the counts of the other weeks."""

    week: date
    weeks: tuple[date, ...]
    counts: tuple[int, ...]
    rows: tuple[Trace, ...]


@dataclass(frozen=True)
class Sieve:
    """Which rows of the audit are wanted; empty fields want all. `before` is the id from which older ones follow."""

    member: str = ""
    day: date | None = None
    action: str = ""
    subject: str = ""
    before: int | None = None


@dataclass(frozen=True)
class Chain:
    """How far the audit is chained. `waiting` rows are not yet; `verified` is when somebody last walked the chain and
    `is_whole` what they found."""

    last: int
    chained_at: datetime | None
    waiting: int
    verified: datetime | None
    is_whole: bool


@dataclass(frozen=True)
class Traces:
    """A page of the audit. `older` continues it."""

    rows: tuple[Trace, ...]
    older: int | None
    chain: Chain
