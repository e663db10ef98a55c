"""Every button there is, by subject. What it does stands in `routes.py`; what is written on it in `labels.toml`."""

from dataclasses import dataclass
from datetime import date
from enum import Enum
from uuid import UUID

from handlers.chat.taps import Tap
from services.benefits import papers
from services.benefits.answers import Matter
from services.claims import Event
from services.coverage import About
from services.requests import Subject


@dataclass(frozen=True)
class Choose(Tap):
    """An answer to the question of a step; valid only while that step is being asked."""

    flow: str
    step: str
    value: str


@dataclass(frozen=True)
class OpenMenu(Tap):
    """Back to the menu; an unfinished conversation is put aside."""


@dataclass(frozen=True)
class GoBack(Tap):
    """Back to the question before."""


@dataclass(frozen=True)
class Resume(Tap):
    """Take up an unfinished conversation."""

    flow: str


@dataclass(frozen=True)
class Discard(Tap):
    """Throw an unfinished conversation away."""

    flow: str


@dataclass(frozen=True)
class AskForHelp(Tap):
    """A person, please."""

    subject: Subject


@dataclass(frozen=True)
class LeaveQueue(Tap):
    """Does not want to wait for a person any more."""


@dataclass(frozen=True)
class BackToStaff(Tap):
    """Take up with staff a conversation that has ended."""

    conversation: UUID


@dataclass(frozen=True)
class BeginSubmission(Tap):
    """Start a claim: with what was looked up last, or (from a menu) with nothing known."""

    looked_up: bool = True


@dataclass(frozen=True)
class ReportEvent(Tap):
    """Start a claim where it is known what happened, and nothing else."""

    event: Event


@dataclass(frozen=True)
class ShowStatus(Tap):
    """Where the claims and requests of this chat are."""


@dataclass(frozen=True)
class ShowInfo(Tap):
    """One general subject: what is paid, which papers, where to go."""

    info: Matter


@dataclass(frozen=True)
class ShowSources(Tap):
    """[Dasar dan sumber] of a subject, as the law stood on that day."""

    info: Matter
    day: date


@dataclass(frozen=True)
class ShowClinics(Tap):
    """Partner clinics of one district, by its code."""

    district: str


@dataclass(frozen=True)
class NearMe(Tap):
    """Partner clinics near where the person is: asks for their location."""


@dataclass(frozen=True)
class ShowPaperGuide(Tap):
    """Who issues each paper of a case, and why it is asked for."""

    kind: papers.Kind


@dataclass(frozen=True)
class ShowPrivacy(Tap):
    """What we hold, and what can be done about it: the button for /privasi."""


@dataclass(frozen=True)
class ReckonNow(Tap):
    """Begin the calculator."""


# --- coverage ---


class Whose(Enum):
    """Whose phone it was."""

    THEIRS = "theirs"
    MINE = "mine"


@dataclass(frozen=True)
class FamilyDied(Tap):
    """Somebody of the family died: condolence, then the ways on."""


@dataclass(frozen=True)
class CheckCoverage(Tap):
    """Whose coverage is to be checked?"""


@dataclass(frozen=True)
class BeginCheck(Tap):
    """The questions on the way to an answer."""

    about: About


@dataclass(frozen=True)
class CheckAgain(Tap):
    """The same occasion with another number or name."""


@dataclass(frozen=True)
class ShareCover(Tap):
    """The last answer to forward."""


@dataclass(frozen=True)
class ShareOwnRecord(Tap):
    """One's own membership to forward."""


@dataclass(frozen=True)
class ShowCoverSources(Tap):
    """The law behind the last answer."""


@dataclass(frozen=True)
class ShowCoverPapers(Tap):
    """The papers for the last answer."""


@dataclass(frozen=True)
class CallCentre(Tap):
    """How to reach BPJS by phone."""


@dataclass(frozen=True)
class ConfirmSelf(Tap):
    """Show by one's phone number to be the participant."""


@dataclass(frozen=True)
class ShowOwnRecord(Tap):
    """What the roster holds of oneself."""


@dataclass(frozen=True)
class ReportLookUp(Tap):
    """Somebody strange looked."""


@dataclass(frozen=True)
class PhoneWas(Tap):
    """Whether this phone was the dead person's."""

    whose: Whose


# --- one's own data ---


@dataclass(frozen=True)
class WithdrawConsent(Tap):
    """Take the consent back."""


@dataclass(frozen=True)
class AskCorrection(Tap):
    """Something about me is wrong."""


@dataclass(frozen=True)
class AskErasure(Tap):
    """What would be deleted, and what would stay?"""


@dataclass(frozen=True)
class EraseData(Tap):
    """Delete it."""


@dataclass(frozen=True)
class KeepData(Tap):
    """Delete nothing."""


Button = Tap | tuple[str, Tap]
"""A tap, or a tap with a text of its own (a district, a name of a step)."""
