"""Buttons that carry a claim's id; the right to it is checked each time one comes back."""

from dataclasses import dataclass
from uuid import UUID

from handlers.chat.taps import Tap
from services.benefits.papers import Paper
from services.claims.documents.case import Wish


@dataclass(frozen=True)
class ShowSums(Tap):
    """What follows from a claim by the rules, line by line."""

    claim: UUID


@dataclass(frozen=True)
class ChangeClaim(Tap):
    """Tell a claim anew, from its summary on."""

    claim: UUID


@dataclass(frozen=True)
class WithdrawClaim(Tap):
    """Take a claim back? It is asked first."""

    claim: UUID


@dataclass(frozen=True)
class ConfirmWithdrawal(Tap):
    """Yes, take it back."""

    claim: UUID


@dataclass(frozen=True)
class KeepClaim(Tap):
    """No, it goes on."""

    claim: UUID


@dataclass(frozen=True)
class AppealClaim(Tap):
    """Object to a no of BPJS."""

    claim: UUID


@dataclass(frozen=True)
class ShowDocuments(Tap):
    """Letters that we can fill in, the receipt, the picture of its way."""

    claim: UUID


@dataclass(frozen=True)
class MakeDocument(Tap):
    """One of these, please."""

    claim: UUID
    wish: Wish


# --- its papers, and the reminders of them ---


@dataclass(frozen=True)
class PickPaper(Tap):
    """Which paper is to be sent?"""

    claim: UUID


@dataclass(frozen=True)
class PickGrantPaper(Tap):
    """Which paper of the education grant is to be sent?"""

    claim: UUID


@dataclass(frozen=True)
class SendPaper(Tap):
    """This paper, next."""

    claim: UUID
    paper: Paper


@dataclass(frozen=True)
class SortPhotos(Tap):
    """The photo that nobody had announced is this paper. `message`: where it stands in the chat, 0 when it was taken
    off the screen."""

    claim: UUID
    paper: Paper
    message: int


@dataclass(frozen=True)
class DropPhotos(Tap):
    """The photo that nobody had announced is no paper. `message` as with `SortPhotos`."""

    claim: UUID
    message: int


@dataclass(frozen=True)
class KeepPhotos(Tap):
    """Dark or blurred, they count all the same."""

    claim: UUID


@dataclass(frozen=True)
class RemovePaper(Tap):
    """Take a paper back."""

    claim: UUID
    paper: Paper


@dataclass(frozen=True)
class HidePhotos(Tap):
    """Delete the photos from the chat."""

    claim: UUID


@dataclass(frozen=True)
class StopReminders(Tap):
    """No reminders of this claim any more."""

    claim: UUID


@dataclass(frozen=True)
class WantReminders(Tap):
    """Reminders again."""

    claim: UUID
