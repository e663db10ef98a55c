"""A page of a paper from the moment it was sent, and the list of papers as families and staff see it."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from services.benefits.papers import Paper


class PageState(StrEnum):
    """Where one file is."""

    COMING = "coming"
    """Telegram holds it; we have not fetched it yet."""
    DOUBTED = "doubted"
    """Stored, but dark, blurred or small: the family says whether it counts."""
    ARRIVED = "arrived"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    """Staff cannot use it, and the family was told why."""
    REPLACED = "replaced"
    """A newer one stands for it; kept until the claim goes."""


LIVE = frozenset({PageState.ARRIVED, PageState.ACCEPTED})
"""What counts as sent."""


class Standing(StrEnum):
    """Where a paper is, all its pages together."""

    MISSING = "missing"
    DOUBTED = "doubted"
    ARRIVED = "arrived"
    RETURNED = "returned"
    ACCEPTED = "accepted"


@dataclass(frozen=True)
class Sent:
    """A file as Telegram tells of it. `size` in bytes, 0 where it is not told."""

    file_id: str = field(repr=False)
    message: int
    album: str = ""
    size: int = 0


@dataclass(frozen=True)
class Content:
    """What was fetched: `file` names it in the store, `digest` is its SHA-256 in hex; `faults`: what a better photo
    would not have. `size` in bytes."""

    file: str
    digest: str
    kind: str
    size: int
    pages: int
    faults: tuple[str, ...] = ()


@dataclass(frozen=True)
class Page:
    """One file of a claim. `paper` None: nobody has said yet what it is. `message`: where it stands in the chat, until
    the family had it deleted there."""

    id: UUID
    claim: UUID
    paper: Paper | None
    state: PageState
    received_at: datetime
    message: int | None
    album: str = ""
    content: Content | None = None
    reason: str = field(default="", repr=False)
    by: str = ""
    """Who of the staff accepted it or sent it back."""


@dataclass(frozen=True)
class Coming:
    """A file to be fetched, leased to one process. `tries` counts the attempt under way."""

    id: UUID
    claim: UUID
    file_id: str = field(repr=False)
    tries: int
    message: int | None = None
    album: str = ""


@dataclass(frozen=True)
class Row:
    """One paper of the list. `pages` counts what was sent and counts."""

    paper: Paper
    standing: Standing
    pages: int = 0
    reason: str = field(default="", repr=False)


@dataclass(frozen=True)
class Checklist:
    """The papers of one claim; `grant` are those of the education grant, which hold nothing up."""

    rows: tuple[Row, ...]
    grant: tuple[Row, ...] = ()
    unsorted: int = 0

    @property
    def missing(self) -> tuple[Paper, ...]:
        """What the family still has to send, or to send again."""
        lacking = (Standing.MISSING, Standing.RETURNED, Standing.DOUBTED)
        return tuple(row.paper for row in self.rows if row.standing in lacking)

    def row(self, paper: Paper) -> Row:
        """The row of this paper, whether the case asks for it or not."""
        found = (row for row in (*self.rows, *self.grant) if row.paper is paper)
        return next(found, Row(paper, Standing.MISSING))


@dataclass(frozen=True)
class Arrival:
    """What became of the files that came together, once none of them is on its way any more."""

    claim: UUID
    arrived: tuple[Page, ...] = ()
    doubted: tuple[Page, ...] = ()
    is_complete: bool = False
    """Whether with these the last paper came that the family had to bring."""
