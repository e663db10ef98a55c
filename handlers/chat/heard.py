"""What a person did, freed from Telegram's shapes: a text, a choice, a contact, or some other thing."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from enum import Enum
from functools import cached_property

from services.region import Region
from services.words.spoken import Spoken
from services.words.topics import Topics

_LONG_NUMBER = re.compile(
    r"(?:\d[\s.\-/_:*()·\u00ad\u034f\u200b-\u200f\u2010-\u2015\u2060-\u2069\u2212\ufeff]{0,4}){15}\d"
)
"""Sixteen digits in the groups in which people write them; some telephones put invisible signs between."""

_NUMBERED = re.compile(rf"(?:\b(?:nik|ktp|kk|no|nomor|nomer)\W*)*{_LONG_NUMBER.pattern}", re.IGNORECASE)


def holds_long_number(text: str) -> bool:
    """Whether 16 digits stand in it: a NIK or the number of a family card, which a chat should not keep."""
    return _LONG_NUMBER.search(text) is not None


def without_long_numbers(text: str) -> str:
    """What is left of it, for finding out what it is about."""
    return _NUMBERED.sub(" ", text)


class Kind(Enum):
    """How an answer came."""

    TEXT = "text"
    CHOICE = "choice"
    CONTACT = "contact"
    THING = "thing"


@dataclass(frozen=True)
class Contact:
    """A shared contact card. `own` is true only if Telegram vouches that it is the sender's own and it was not
    forwarded."""

    phone: str = field(repr=False)
    own: bool


@dataclass(frozen=True)
class Heard:
    """One answer. `text`: what was typed, or the value of the choice; `thing`: what else it was (photo, voice)."""

    kind: Kind
    text: str = field(default="", repr=False)
    contact: Contact | None = None
    thing: str = ""

    @property
    def choice(self) -> str | None:
        """The value of the button pressed, if one was."""
        return self.text if self.kind is Kind.CHOICE else None


@dataclass(frozen=True)
class Scene:
    """What a step may know besides the draft: the moment (the database's), the region, what words mean, and who
    is writing."""

    now: datetime
    zone: tzinfo
    region: Region
    spoken: Spoken
    topics: Topics
    first_name: str = field(default="", repr=False)

    @cached_property
    def today(self) -> date:
        """The day in the region's time zone."""
        return self.now.astimezone(self.zone).date()
