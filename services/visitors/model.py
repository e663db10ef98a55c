"""A visitor is a private chat; here is what we know of one."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from uuid import UUID


class How(Enum):
    """How a visitor showed to be the participant."""

    CONTACT = "contact"
    """A phone number that Telegram vouches for, and that the roster knows."""
    STAFF = "staff"
    """Seen in person."""


@dataclass(frozen=True)
class Visitor:
    """A private chat (its id is also the person's id at Telegram)."""

    chat: int
    first_seen: datetime


@dataclass(frozen=True)
class Consent:
    """A yes that stands: to which text, and when it was given."""

    version: int
    given: datetime


@dataclass(frozen=True)
class Own:
    """The level *self*: this chat is this participant, until it ends."""

    participant: UUID
    until: datetime
    how: How


@dataclass(frozen=True)
class Contact:
    """What matters of a contact card; whatever Telegram does not vouch for is treated as written by an attacker."""

    own: bool
    """Telegram's user id in it is the sender's, and it was not forwarded."""
    asked: bool
    """Whether it came in answer to our own question."""


class ContactFault(Enum):
    """Why a contact proves nothing."""

    UNASKED = "unasked"
    NOT_YOURS = "not_yours"
    """Another person's card, or one that was forwarded."""


@dataclass(frozen=True)
class LookedUp:
    """What this chat looked up last, so that the next button need not carry anything personal.

    `participant` is None when nothing was found. `day_is_exact` is False when only the month is known; `day` is
    then its first day. `about` and `working` are the values of the enums of the room `coverage`.
    """

    participant: UUID | None
    about: str
    nik: str = field(repr=False)
    name: str = field(repr=False)
    day: date | None = None
    day_is_exact: bool = True
    working: str = "unknown"


@dataclass(frozen=True)
class Around:
    """A chat and the person it asked about. `is_tied`: it once showed to be this person; `is_own`: it is a participant
    today, this one or another; `others`: chats that are this person today."""

    is_tied: bool
    is_own: bool
    others: tuple[int, ...]


@dataclass(frozen=True)
class Allowed:
    """The look-up may go on."""


@dataclass(frozen=True)
class Locked:
    """No further person before this moment (aware, the region's zone); until then a person helps."""

    until: datetime


@dataclass(frozen=True)
class Use:
    """One counted look-up of a chat. `found`: the person was found, so asking again tells nothing new."""

    person: bytes
    at: datetime
    tries: int
    found: bool


class AlarmKind(Enum):
    """What looks like somebody trying numbers."""

    VILLAGE = "village"
    """Many fresh chats asked for people of one village on one day."""
    REPORTED = "reported"
    """A participant said that a look-up was neither theirs nor their family's."""


@dataclass(frozen=True)
class Alarm:
    """Something staff should look at; holds no personal data."""

    at: datetime
    kind: AlarmKind
    village: str
    """Code of the village, or nothing."""
    chats: int
