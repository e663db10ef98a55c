"""What may be said about ways and worries: cards, offices, brokers, links, clinics that ask for money."""

from dataclasses import dataclass

from services.benefits.figures import Figures
from services.region.model import CrisisLine, Office
from services.speech import Speech


@dataclass(frozen=True)
class Free(Speech):
    """Nothing costs anything; brokers."""

    call_centre: str


@dataclass(frozen=True)
class CardLost(Speech):
    """The card is lost or never came; the KPJ."""

    call_centre: str
    app: str


@dataclass(frozen=True)
class NotInTheData(Speech):
    """The name is not found."""

    call_centre: str


@dataclass(frozen=True)
class WhyListed(Speech):
    """Enrolled without having asked."""

    place: str


@dataclass(frozen=True)
class WhichNumber(Speech):
    """NIK, not KK."""


@dataclass(frozen=True)
class Inactive(Speech):
    """Contributions stopped or are behind."""

    figures: Figures


@dataclass(frozen=True)
class Funding(Speech):
    """Will the regency pay next year."""

    figures: Figures


@dataclass(frozen=True)
class Discount(Speech):
    """Half price is for those who pay themselves."""


@dataclass(frozen=True)
class OtherInsurers(Speech):
    """Money from Jasa Raharja, KPU and others."""


@dataclass(frozen=True)
class DiedFarAway(Speech):
    """Died in another place or on another island."""

    call_centre: str


@dataclass(frozen=True)
class ClinicAsksMoney(Speech):
    """A clinic wants money first."""

    call_centre: str


@dataclass(frozen=True)
class WhereToGo(Speech):
    """Where to go with the papers."""

    call_centre: str
    offices: tuple[Office, ...]


@dataclass(frozen=True)
class FromThePhone(Speech):
    """Doing it from the phone."""

    call_centre: str
    email: str
    tracking: str


@dataclass(frozen=True)
class TrackClaim(Speech):
    """Where is my claim."""

    call_centre: str
    tracking: str


@dataclass(frozen=True)
class NoAnswer(Speech):
    """Weeks or months without an answer."""

    figures: Figures
    call_centre: str


@dataclass(frozen=True)
class AskForTheReason(Speech):
    """A claim came back with a no."""

    call_centre: str


@dataclass(frozen=True)
class NoEmployer(Speech):
    """Who signs when there is no boss."""

    call_centre: str


@dataclass(frozen=True)
class AboutUs(Speech):
    """Who runs this bot."""

    call_centre: str
    place: str
    operator: str


@dataclass(frozen=True)
class Phishing(Speech):
    """Is this link real."""

    call_centre: str
    web: str


@dataclass(frozen=True)
class NeighboursNik(Speech):
    """Looking somebody else up."""


@dataclass(frozen=True)
class AccidentNow(Speech):
    """Hurt just now: emergency first."""

    crisis: CrisisLine


@dataclass(frozen=True)
class AskDistrict(Speech):
    """Which district, to name its partner clinics."""


@dataclass(frozen=True)
class PickASubject(Speech):
    """Subjects hang below as buttons; or type a question."""


@dataclass(frozen=True)
class WhoCanJoin(Speech):
    """Who may be enrolled, and what it costs for oneself."""

    figures: Figures
    place: str
    call_centre: str


@dataclass(frozen=True)
class MissingOrAbroad(Speech):
    """Missing at sea, or died abroad: no rule is known, a person must handle it."""

    call_centre: str
