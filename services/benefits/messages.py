"""What may be said about benefits, heirs, papers and clocks, one class per message."""

from dataclasses import dataclass
from datetime import date

from services.benefits.basis import Basis
from services.benefits.figures import Figures
from services.benefits.model import Reckoning
from services.benefits.papers import Kind, Paper
from services.region import Clinic, ClinicsNear, Near
from services.region.model import CrisisLine
from services.speech import Speech


@dataclass(frozen=True)
class DeathPays(Speech):
    """What is paid after a death not caused by work."""

    figures: Figures


@dataclass(frozen=True)
class ShortMembership(Speech):
    """Less than three months a member."""

    figures: Figures


@dataclass(frozen=True)
class AnyCause(Speech):
    """The cause of a death does not matter."""

    figures: Figures


@dataclass(frozen=True)
class SuicideCare(Speech):
    """Somebody asks about suicide: care first, never a sum."""

    crisis: CrisisLine


@dataclass(frozen=True)
class SuicideInFamily(Speech):
    """For a family that asked: paid whatever the cause; without a sum."""

    crisis: CrisisLine


@dataclass(frozen=True)
class Crisis(Speech):
    """Someone may be in danger: care, a number, a person. Never a sum."""

    crisis: CrisisLine


@dataclass(frozen=True)
class AccidentPays(Speech):
    """What is paid after a work accident, in short."""

    figures: Figures


@dataclass(frozen=True)
class Treatment(Speech):
    """Treatment after a work accident."""

    figures: Figures


@dataclass(frozen=True)
class Transport(Speech):
    """Transport after a work accident."""

    figures: Figures


@dataclass(frozen=True)
class UnableToWork(Speech):
    """Wages while unable to work."""

    figures: Figures


@dataclass(frozen=True)
class Disability(Speech):
    """Disability after a work accident."""

    figures: Figures


@dataclass(frozen=True)
class DeathByWork(Speech):
    """What is paid after a death by work."""

    figures: Figures


@dataclass(frozen=True)
class WhatCounts(Speech):
    """What counts as a work accident."""


@dataclass(frozen=True)
class SuddenDeath(Speech):
    """Sudden death while working, on land or at sea."""

    figures: Figures


@dataclass(frozen=True)
class Scholarship(Speech):
    """The education grant."""

    figures: Figures


@dataclass(frozen=True)
class ScholarshipYears(Speech):
    """The three years of the education grant."""

    figures: Figures
    place: str
    first_grant: date | None
    large_intake: date | None


@dataclass(frozen=True)
class WhichBpjs(Speech):
    """Two bodies with nearly the same name."""


@dataclass(frozen=True)
class DeathCertificate(Speech):
    """How to get the death certificate."""

    call_centre: str


@dataclass(frozen=True)
class HeirLetter(Speech):
    """Where the letter of heirs is made."""

    call_centre: str


@dataclass(frozen=True)
class HeirOrder(Speech):
    """Who inherits, in the order of the law."""


@dataclass(frozen=True)
class HeirsNeedAPerson(Speech):
    """Cases of heirs for which no rule is known."""


@dataclass(frozen=True)
class Clocks(Speech):
    """How long things may take."""

    figures: Figures


@dataclass(frozen=True)
class ClinicsNearYou(Speech):
    """Partner clinics of a district, or the nearest ones where none is named."""

    near: ClinicsNear
    call_centre: str


@dataclass(frozen=True)
class AskLocation(Speech):
    """Share where you are, and we name the nearest partner clinics; it is kept only in the record of an accident."""

    is_kept: bool = False


@dataclass(frozen=True)
class NearestClinics(Speech):
    """Partner clinics by their distance from a shared location, and those whose distance is unknown. `kept_in`: the
    record that keeps the location; empty: none does."""

    nearest: tuple[Near, ...]
    unknown: tuple[Clinic, ...]
    crisis: CrisisLine
    call_centre: str
    kept_in: str = ""


@dataclass(frozen=True)
class FarFromHere(Speech):
    """The shared location is in another part of the country, whose clinics we do not know. `kept_in`: see above."""

    place: str
    crisis: CrisisLine
    call_centre: str
    kept_in: str = ""


@dataclass(frozen=True)
class PaperList(Speech):
    """The papers of a case, as a list to keep. `maybe` are those that only some cases need."""

    kind: Kind
    papers: tuple[Paper, ...]
    maybe: tuple[Paper, ...] = ()


@dataclass(frozen=True)
class PaperGuide(Speech):
    """The same papers: who issues each, and why it is asked for."""

    kind: Kind
    papers: tuple[Paper, ...]


@dataclass(frozen=True)
class Sources(Speech):
    """[Dasar dan sumber]: the law behind a message, with article, date of effect and how sure we are."""

    bases: tuple[Basis, ...]


@dataclass(frozen=True)
class ReckonedDeath(Speech):
    """What follows from a death, with the working."""

    reckoning: Reckoning
    by_work: bool


@dataclass(frozen=True)
class ReckonedInjury(Speech):
    """What follows from a work accident, with the working."""

    reckoning: Reckoning
