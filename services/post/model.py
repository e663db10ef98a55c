"""Updates on their way in, letters on their way out, and who carries them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, IntEnum
from typing import Any, Protocol
from uuid import UUID


class Lane(IntEnum):
    """Why a letter is written. Replies and staff are never held up by status and bulk."""

    REPLY = 0
    STAFF = 1
    STATUS = 2
    BULK = 3

    @property
    def urgent(self) -> bool:
        """Whether a person is waiting for it."""
        return self <= Lane.STAFF


@dataclass(frozen=True)
class Attachment:
    """A file that travels inside a letter; `part` is the parameter it stands for, e.g. `document`."""

    part: str
    name: str = field(repr=False)
    mime: str
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class Letter:
    """One act in a chat: a method of the Bot API and its parameters, carried out after the commit.

    `due` is when (now, if none); a letter of the future holds up nobody. `expires`: not carried out after that.
    `dedupe`: a second letter with the same key in the same chat is not written. `subject`: a newer status letter
    replaces an older one of the same subject that still waits. `refers`: the letter whose message this one edits or
    deletes; its number becomes the parameter `message_id`.
    """

    chat: int
    method: str
    params: Mapping[str, Any] = field(repr=False)
    lane: Lane = Lane.REPLY
    due: datetime | None = None
    expires: datetime | None = None
    dedupe: str | None = None
    subject: str | None = None
    refers: UUID | None = None
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True)
class Act:
    """A letter leased to this process. `message` is the message it refers to, where that is known already."""

    id: int
    uid: UUID
    chat: int
    lane: Lane
    lease: int
    method: str
    params: Mapping[str, Any] = field(repr=False)
    attachments: tuple[Attachment, ...] = field(default=(), repr=False)
    tries: int = 0
    uncertain: bool = False
    refers: UUID | None = None
    message: int | None = None


class Verdict(Enum):
    """What became of the attempt to take a chat's oldest update."""

    WORK = "work"
    CLAIMED = "claimed"
    SPENT = "spent"
    BUSY = "busy"
    LATER = "later"
    EMPTY = "empty"


@dataclass(frozen=True)
class Received:
    """An update in hand: `tries` counts the attempt under way, `reference` names its earlier failure, if any."""

    seq: int
    bot: int
    update: int
    chat: int
    arrived: datetime
    tries: int
    reference: str | None = None


@dataclass(frozen=True)
class Turn:
    """The answer to taking; `received` and the sealed `body` only where there is something to work on."""

    chat: int
    verdict: Verdict
    received: Received | None = None
    body: bytes | None = field(default=None, repr=False)


class Finish:
    """The mark that an update is done. `more` tells after the commit whether the chat has another one waiting."""

    def __init__(self, seq: int, chat: int, here: bool | None) -> None:
        self.seq = seq
        self.chat = chat
        self.here = here
        self.more = False


@dataclass(frozen=True)
class Written:
    """What a commit put into the outbox: acts leased to `replica`, and chats to look after (now, or when it is due)."""

    replica: str | None
    acts: tuple[Act, ...]
    wake: tuple[tuple[int, datetime | None], ...]


class Standing(Protocol):
    """This process among the replicas. The name changes when its lock was lost and taken anew."""

    @property
    def name(self) -> str: ...

    @property
    def alive(self) -> bool: ...


class Carrier(Protocol):
    """Whoever carries letters out in this process."""

    @property
    def replica(self) -> str | None:
        """The name under which letters may be leased to this process; none if it cannot send just now."""
        ...

    def carry(self, written: Written) -> None:
        """Told right after a commit that wrote letters."""
        ...


@dataclass(frozen=True)
class DeadLetter:
    """Something that could not be done and waits for staff: an update (`P…`) or a letter (`S…`)."""

    number: str
    what: str
    since: datetime
    tries: int
    reason: str


@dataclass(frozen=True)
class Counts:
    """How full the queues are; no personal data."""

    inbox_waiting: int
    inbox_oldest_seconds: float
    inbox_dead: int
    letters_waiting: Mapping[str, int]
    letters_oldest_seconds: float
    letters_dead: int
    chats_gone: int
