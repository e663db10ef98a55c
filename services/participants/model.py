"""Who is on the roster, for which time, and the six answers to "was this person insured on that day?"."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from uuid import UUID

from services.participants.kpj import Kpj
from services.participants.nik import Nik, Sex
from services.participants.phone import Phone


class Programme(Enum):
    """What the contribution pays for."""

    JKK = "jkk"
    JKM = "jkm"


PROGRAMMES = (Programme.JKK, Programme.JKM)
"""Both come together for informal workers (BPU) whose contribution a local government pays."""


class Proof(Enum):
    """What a row proves: a roster row only that someone is listed, a row of BPJS's payment list that it was paid."""

    LISTED = "listed"
    PAID = "paid"


@dataclass(frozen=True)
class Source:
    """The file that says so: number of its batch and the day it was loaded."""

    batch: int
    loaded_on: date


@dataclass(frozen=True)
class Period:
    """A stretch of membership as one row of a file has it. Both ends belong to it; `until` None means "still"."""

    since: date
    until: date | None
    funder: str
    proof: Proof = Proof.LISTED
    is_start_known: bool = True
    """False where our data begins in the middle, so that there may have been earlier months."""
    source: Source | None = None


@dataclass(frozen=True)
class Covered:
    """Paid for on that day."""

    since: date
    until: date | None
    """Last day of the membership as far as the lists reach."""
    months_paid: int
    """Proven months from the start of this stretch up to that day, the day's own month included."""
    is_earlier_unknown: bool
    """Then it is "setidaknya N bulan": nothing may be concluded from a small number."""
    funder: str
    source: Source | None = None
    programmes: tuple[Programme, ...] = PROGRAMMES


@dataclass(frozen=True)
class Listed:
    """On the list of those whose contribution the funder pays; BPJS confirms that it was received."""

    since: date
    until: date | None
    at_least_months: int
    """Months on the list up to that day, the day's own month included."""
    months_paid: int
    """How many of them are proven paid."""
    is_earlier_unknown: bool
    funder: str
    source: Source | None = None
    programmes: tuple[Programme, ...] = PROGRAMMES


@dataclass(frozen=True)
class Grace:
    """The membership ended less than about three months before that day; BPJS decides (confidence B)."""

    since: date
    ended: date
    """Last day of membership."""
    grace_until: date
    at_least_months: int
    """Months of membership up to its end."""
    is_earlier_unknown: bool
    funder: str
    source: Source | None = None
    programmes: tuple[Programme, ...] = PROGRAMMES


@dataclass(frozen=True)
class Lapsed:
    """The membership ended longer before that day. Never said as "hangus": the family still applies."""

    since: date
    ended: date
    at_least_months: int
    is_earlier_unknown: bool
    funder: str
    source: Source | None = None
    programmes: tuple[Programme, ...] = PROGRAMMES


@dataclass(frozen=True)
class NotYet:
    """The membership begins after that day."""

    since: date
    funder: str
    source: Source | None = None
    programmes: tuple[Programme, ...] = PROGRAMMES


@dataclass(frozen=True)
class NotFound:
    """No such number, or another name with it: the same answer for both."""


Coverage = Covered | Listed | Grace | Lapsed | NotYet
"""What can be said about somebody who is on the roster."""


@dataclass(frozen=True)
class Participant:
    """One person on the roster, opened. `repr` shows neither name nor numbers."""

    id: UUID
    nik: Nik
    name: str = field(repr=False)
    """As in the roster."""
    sex: Sex
    born: date = field(repr=False)
    """As in the roster, else as in the NIK (century guessed)."""
    kpj: str | None = field(repr=False)
    phone: str | None = field(repr=False)
    """`+62812…`"""
    address: str | None = field(repr=False)
    wage: int | None = field(repr=False)
    """Declared wage, rupiah a month."""
    village_code: str | None
    """Kemendagri code with dots; None when the name of the file is not on the list of places."""
    village: str | None
    district: str | None
    occupation: str | None
    died_on: date | None
    periods: tuple[Period, ...]

    @property
    def is_living(self) -> bool:
        """As far as anybody told us."""
        return self.died_on is None


@dataclass(frozen=True)
class Found:
    """The person that was asked for, with the answer for the day."""

    participant: Participant
    coverage: Coverage


@dataclass(frozen=True)
class Sought:
    """What came of a look-up. `village`: code of where the person with this number lives, whatever name was given, or
    nothing; for alarms, never for answers."""

    answer: Found | NotFound
    village: str = field(default="", repr=False)


@dataclass(frozen=True)
class NameIn:
    """Words of a name as `names.name_words` gives them, all of which must be met, in one of these villages (codes;
    none: anywhere)."""

    words: tuple[str, ...] = field(repr=False)
    villages: tuple[str, ...] = ()


Mark = Nik | Kpj | Phone | NameIn
"""By what staff look for somebody."""


@dataclass(frozen=True)
class Batch:
    """One file that was loaded, or one approved hold."""

    number: int
    proof: Proof
    file_name: str
    loaded_at: datetime
    loaded_by: str
    is_sample: bool
    counts: "Counts"
    is_undone: bool


@dataclass(frozen=True)
class Counts:
    """What became of the people in a file (`rejected`: rows)."""

    rows: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0
    ended: int = 0
    held: int = 0
    rejected: int = 0


@dataclass(frozen=True)
class Hold:
    """A known number came with another name; somebody must say which is right."""

    number: int
    batch: int
    nik: Nik
    name_before: str = field(repr=False)
    name_after: str = field(repr=False)
    village: str | None
