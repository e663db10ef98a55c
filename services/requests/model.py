"""What somebody tells who asks for a person. What becomes of it is the help desk's."""

from dataclasses import dataclass, field
from enum import StrEnum


class Subject(StrEnum):
    """What the person needs someone for."""

    TALK = "talk"
    CALL = "call"
    """Would rather be called than write."""
    CONFUSED = "confused"
    """The bot did not understand, twice in a row."""
    HEIRS = "heirs"
    """A case that the rules leave to a person."""
    NO_NIK = "no_nik"
    FIND = "find"
    LOCKED = "locked"
    DATA = "data"
    STRANGE_LOOK = "strange_look"
    OTHER = "other"


@dataclass(frozen=True)
class Details:
    """What the person told us; sealed at rest. `nik` only when it was looked up before; `year` of birth."""

    name: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    village: str = field(default="", repr=False)
    year: int | None = field(default=None, repr=False)
    words: str = field(default="", repr=False)
    nik: str = field(default="", repr=False)
    about: str = field(default="", repr=False)
    """Name of the person to be found, when it is another one."""
