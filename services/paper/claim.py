"""What a claim looks like on paper: the receipt of the family, the complete file of the branch, the picture of its way.

Texts are given as they shall be read (sums in full, NIK masked or not, as the reader may see it); days as days.
Nothing of it shows in a repr.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from services.paper.codes import squares
from services.paper.letters import WITH_WEEKDAY, Person

AS_CODE = {"written": squares}
"""Metadata of a text that is drawn as a QR code; empty draws none."""


class PaperState(StrEnum):
    """How far one paper is."""

    ACCEPTED = "accepted"
    CHECKING = "checking"
    AGAIN = "again"


@dataclass(frozen=True, repr=False)
class ReceivedPaper:
    """One line of the receipt. `digest` is SHA-256 in hex; `reason` says why it is needed again, and how."""

    name: str
    pages: int
    received: datetime
    digest: str
    state: PaperState
    reason: str = ""


@dataclass(frozen=True, repr=False)
class HandedOver:
    """To BPJS: which office, when, and the number that it gave, if it gave one."""

    day: date
    office: str
    number: str = ""


@dataclass(frozen=True, repr=False)
class Receipt:
    """*Tanda terima* for the family. `matter` is what is claimed, `next_step` is ours, `contact` one way a line."""

    operator: str
    number: str
    matter: str
    participant: str
    submitter: str
    next_step: str
    made_at: datetime
    code: str = field(default="", metadata=AS_CODE)
    event_day: date | None = field(default=None, metadata=WITH_WEEKDAY)
    papers: tuple[ReceivedPaper, ...] = ()
    missing: tuple[str, ...] = ()
    next_by: date | None = field(default=None, metadata=WITH_WEEKDAY)
    handed_over: HandedOver | None = None
    contact: tuple[str, ...] = ()


@dataclass(frozen=True, repr=False)
class Fact:
    """One line of the summary: what it is, and what we know."""

    name: str
    value: str


class HeirOrder(StrEnum):
    """The order of PP 44/2015 Ps. 37 (5) and 40 (2); the first that is there takes all."""

    FAMILY = "family"
    BLOOD = "blood"
    SIBLINGS = "siblings"
    IN_LAWS = "in_laws"
    WILL = "will"
    UNKNOWN = "unknown"


@dataclass(frozen=True, repr=False)
class RankedHeir:
    """One heir and where the law puts them; `note` is what a person must see to (a minor, a quarrel)."""

    person: Person
    order: HeirOrder
    note: str = ""


@dataclass(frozen=True, repr=False)
class Sum:
    """One line of the sums. Not `is_certain` (confidence B): told as "menurut {source}; petugas yang memastikan"."""

    what: str
    amount: str
    source: str
    is_certain: bool = True


@dataclass(frozen=True, repr=False)
class FiledPaper:
    """A paper with its pages as JPEG, upright; without pages it has a sheet that says so."""

    name: str
    received: datetime
    digest: str
    state: PaperState
    pages: tuple[bytes, ...] = ()
    reason: str = ""


@dataclass(frozen=True, repr=False)
class CompleteFile:
    """*Berkas lengkap* for the branch. `attention` is what a person must handle; `total` empty when nobody may add."""

    operator: str
    number: str
    matter: str
    participant: Person
    submitter: Person
    office: str
    made_at: datetime
    made_by: str
    code: str = field(default="", metadata=AS_CODE)
    kpj: str = ""
    is_death: bool = True
    event_day: date | None = field(default=None, metadata=WITH_WEEKDAY)
    facts: tuple[Fact, ...] = ()
    heirs: tuple[RankedHeir, ...] = ()
    attention: tuple[str, ...] = ()
    sums: tuple[Sum, ...] = ()
    total: str = ""
    cautions: tuple[str, ...] = ()
    papers: tuple[FiledPaper, ...] = ()
    missing: tuple[str, ...] = ()


class Step(StrEnum):
    """Where a row of the time line stands. `LATE` is the present one when its day is over."""

    DONE = "done"
    NOW = "now"
    NEXT = "next"
    LATE = "late"


@dataclass(frozen=True, repr=False)
class StatusRow:
    """`when` is a day, or "paling lambat 12 Maret 2026"; `note` says what it means."""

    label: str
    step: Step
    when: str = ""
    note: str = ""


@dataclass(frozen=True, repr=False)
class StatusPicture:
    """The way of a claim for a small phone, oldest first."""

    operator: str
    number: str
    matter: str
    rows: tuple[StatusRow, ...]
    as_of: datetime
