"""Everything a document of a claim is made of, read in one unit of work; the document itself is made outside it."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from services.benefits.model import Reckoning
from services.claims.model import Claim, Move
from services.claims.papers.model import Checklist, Page
from services.participants.model import Participant
from services.region import Region

REVIEWED_WITHIN = 2
"""Working days of our own desk in which staff look at what a family sent: our promise, no law."""


class Wish(StrEnum):
    """A document that a family can have."""

    ACCOUNT = "account"
    PROXY = "proxy"
    HEIRS = "heirs"
    DEATH = "death"
    RECEIPT = "receipt"
    PICTURE = "picture"


LETTERS = (Wish.ACCOUNT, Wish.PROXY, Wish.HEIRS, Wish.DEATH)
"""Letters that families must write themselves."""
FILE_NAMES = {
    Wish.ACCOUNT: "kronologi.pdf",
    Wish.PROXY: "surat-kuasa.pdf",
    Wish.HEIRS: "permohonan-surat-ahli-waris.pdf",
    Wish.DEATH: "permohonan-surat-kematian.pdf",
    Wish.RECEIPT: "tanda-terima.pdf",
    Wish.PICTURE: "status.png",
}
"""Nothing personal stands in the name of a file."""


@dataclass(frozen=True)
class Case:
    """A claim with all that hangs on it. `participant` and `sums` only where staff ask."""

    claim: Claim
    moves: tuple[Move, ...]
    pages: tuple[Page, ...]
    papers: Checklist
    operator: str
    now: datetime
    participant: Participant | None = field(default=None, repr=False)
    sums: Reckoning | None = None
    by: str = ""


def reviewed_by(case: Case, region: Region) -> date:
    """Until when staff look at what the family sent last; where that day is over, the promise begins anew."""
    sent = [page.received_at for page in case.pages] + [move.at for move in case.moves]
    day = looked_at_by(max(sent, default=case.now), region)
    return day if day >= region.today(case.now) else looked_at_by(case.now, region)


def looked_at_by(sent: datetime, region: Region) -> date:
    """Our promise for what was sent at that moment."""
    day, left = region.today(sent), REVIEWED_WITHIN
    while left:
        day += timedelta(days=1)
        left -= region.hours.is_working_day(day)
    return day
