"""What is said about papers: why each, who issues it, what else would do; what came, and what is missing."""

from dataclasses import dataclass

from services.benefits.papers import Paper
from services.claims.model import Kind
from services.claims.papers.model import Row, Standing
from services.refusals import Refusal
from services.speech import Speech


@dataclass(frozen=True)
class ClaimPapers(Speech):
    """The list of papers of a claim, pinned and edited as papers arrive."""

    number: str
    kind: Kind
    rows: tuple[Row, ...]
    grant: tuple[Row, ...]


@dataclass(frozen=True)
class WhichToSend(Speech):
    """Which paper is sent next?"""

    count: int


@dataclass(frozen=True)
class SendThis(Speech):
    """One paper: what for, from where, what it costs, what else would do; the next photo is it."""

    paper: Paper
    standing: Standing
    pages: int
    reason: str


@dataclass(frozen=True)
class PapersComing(Speech):
    """A file was noted and is being fetched."""


@dataclass(frozen=True)
class PapersArrived(Speech):
    """What came and counts, and what is missing now."""

    number: str
    papers: tuple[Paper, ...]
    missing: tuple[Paper, ...]
    is_complete: bool


@dataclass(frozen=True)
class WhichPaper(Speech):
    """Photos came that nobody announced: which paper are they?"""

    count: int


@dataclass(frozen=True)
class PaperDoubtful(Speech):
    """It came, but is dark, blurred or small; how to do better, or to send it all the same. `which`: its numbers among
    the `count` that were sent together, where only some are so."""

    paper: Paper | None
    is_dark: bool
    is_blurred: bool
    is_small: bool
    which: tuple[int, ...]
    count: int


@dataclass(frozen=True)
class NoPhotoWaits(Speech):
    """An old button: no photo waits for a name, or for a yes to a dark one."""


@dataclass(frozen=True)
class PaperRemoved(Speech):
    """A paper was taken back."""

    paper: Paper
    count: int


@dataclass(frozen=True)
class PhotosDropped(Speech):
    """Photos that were no papers are deleted from the claim."""


@dataclass(frozen=True)
class PhotosHidden(Speech):
    """Photos were deleted from the chat; they stay with us, sealed."""

    count: int


@dataclass(frozen=True)
class PaperReturned(Speech):
    """Staff cannot use a paper, and why."""

    number: str
    paper: Paper
    reason: str


@dataclass(frozen=True)
class FileNotToBeHad(Speech):
    """Telegram does not give the file out any more, or was away for a day: please send it again."""


@dataclass(eq=False)
class PaperTwice(Refusal):
    """This very file was sent before."""

    paper: Paper | None


@dataclass(eq=False)
class PaperTooLarge(Refusal):
    """More bytes than Telegram gives out."""

    megabytes: int


@dataclass(eq=False)
class PapersFull(Refusal):
    """More files than a claim has."""

    most: int


@dataclass(eq=False)
class PapersClosed(Refusal):
    """The claim takes no papers any more."""

    number: str


@dataclass(eq=False)
class PageUnknown(Refusal):
    """Staff: this claim has no such page, or it was replaced meanwhile."""


@dataclass(eq=False)
class ReasonMissing(Refusal):
    """Staff: whoever sends a paper back tells the family why."""

    paper: Paper


@dataclass(eq=False)
class PaperNotToBeHad(Refusal):
    """Staff: the store does not give the content out; `is_away`: just now, else for good."""

    is_away: bool
