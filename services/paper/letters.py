"""Letters that a family must write itself, filled in as far as known. What is empty becomes a dotted line for the pen.

All are texts as they shall be read, in the language of the letter. They hold personal data, so nothing shows in a repr.
"""

from dataclasses import dataclass, field
from datetime import date

from services.words.filters import hari

WITH_WEEKDAY = {"written": hari}
"""Metadata of a day that is told with the name of its weekday."""


@dataclass(frozen=True, repr=False)
class Person:
    """Somebody a letter names. `relation` to the participant, `age` where no day of birth is known."""

    name: str = ""
    nik: str = ""
    relation: str = ""
    birthplace: str = ""
    born: date | None = None
    age: str = ""
    work: str = ""
    address: str = ""
    phone: str = ""


@dataclass(frozen=True, repr=False)
class Account:
    """*Kronologi kejadian*: what happened, told by the participant (`teller` None) or by somebody who knows."""

    participant: Person
    teller: Person | None = None
    day: date | None = field(default=None, metadata=WITH_WEEKDAY)
    hour: str = ""
    place: str = ""
    doing: str = ""
    happened: str = ""
    afterwards: str = ""
    seen_by: str = ""
    witnesses: tuple[Person, ...] = ()
    signed_in: str = ""
    number: str = ""


@dataclass(frozen=True, repr=False)
class ProxyLetter:
    """*Surat kuasa*: an heir (or the hurt participant) lets somebody bring the papers. Never to receive the money.

    `matter` is what is claimed ("Jaminan Kematian"), `office` the branch, `day` that of the event.
    """

    giver: Person
    receiver: Person
    participant: Person
    matter: str = ""
    kpj: str = ""
    day: date | None = field(default=None, metadata=WITH_WEEKDAY)
    is_death: bool = True
    office: str = ""
    signed_in: str = ""
    number: str = ""


@dataclass(frozen=True, repr=False)
class HeirLetterRequest:
    """*Permohonan surat keterangan ahli waris* to the village. `head` is whom it addresses, where that is certain."""

    applicant: Person
    deceased: Person
    heirs: tuple[Person, ...] = ()
    died: date | None = field(default=None, metadata=WITH_WEEKDAY)
    died_in: str = ""
    head: str = ""
    village: str = ""
    district: str = ""
    witnesses: tuple[Person, ...] = ()
    signed_in: str = ""
    number: str = ""


@dataclass(frozen=True, repr=False)
class DeathLetterRequest:
    """*Permohonan surat keterangan kematian* to the village, from which the death certificate follows."""

    applicant: Person
    deceased: Person
    sex: str = ""
    died: date | None = field(default=None, metadata=WITH_WEEKDAY)
    hour: str = ""
    died_in: str = ""
    cause: str = ""
    buried_in: str = ""
    head: str = ""
    village: str = ""
    district: str = ""
    witnesses: tuple[Person, ...] = ()
    signed_in: str = ""
    number: str = ""
