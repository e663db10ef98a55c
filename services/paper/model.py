"""What a transcript is made of. Words from tables (subject, queue, outcome, tags) are handed in as they are read."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Voice(StrEnum):
    """Whose line it is; the template tells them apart."""

    THEIRS = "theirs"
    STAFF = "staff"
    NOTE = "note"
    EVENT = "event"


class Attached(StrEnum):
    """What came with a line; the thing itself is not printed."""

    PHOTO = "photo"
    FILE = "file"
    VOICE = "voice"
    VIDEO = "video"
    PLACE = "place"
    CONTACT = "contact"
    STICKER = "sticker"


@dataclass(frozen=True)
class Line:
    """One message, internal note or event. `at` is aware; `who` is empty for an event of Santun's own."""

    voice: Voice
    at: datetime
    who: str = field(repr=False)
    text: str = field(repr=False)
    attached: tuple[Attached, ...] = ()


@dataclass(frozen=True)
class Transcript:
    """One conversation on paper. Notes are left out unless `with_notes`; `lines` in the order they were said."""

    operator: str
    number: str
    subject: str
    queue: str
    opened: datetime
    closed: datetime | None
    outcome: str
    tags: tuple[str, ...]
    lines: tuple[Line, ...]
    asked_by: str
    asked_at: datetime
    with_notes: bool = False
