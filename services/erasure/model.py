"""Kinds of things we hold of a chat, and the rights people have over them."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from uuid import UUID


class Holding(Enum):
    """A kind of thing that we hold of a chat."""

    SELF = "self"
    LAST_LOOK_UP = "last_look_up"
    DRAFTS = "drafts"
    LETTERS = "letters"
    REQUESTS = "requests"
    ACCIDENTS = "accidents"
    CLAIMS = "claims"
    CLAIMS_AT_BPJS = "claims_at_bpjs"
    CONSENTS = "consents"
    ALLOWANCE = "allowance"
    LOOKS = "looks"
    ROSTER = "roster"


class Fate(Enum):
    """What a wish to delete does to it."""

    NOW = "now"
    STAYS = "stays"


class Right(Enum):
    """What somebody asked for (UU 27/2022 Ps. 5–13)."""

    ERASE = "erase"
    WITHDRAW = "withdraw"
    CORRECT = "correct"


@dataclass(frozen=True)
class Held:
    """How many of a kind we hold of this chat."""

    holding: Holding
    count: int


@dataclass(frozen=True)
class RightAsked:
    """A right that was asked for. `due`: three times 24 hours later; `done` None: still open."""

    id: UUID
    chat: int
    right: Right
    asked: datetime
    due: datetime
    done: datetime | None
