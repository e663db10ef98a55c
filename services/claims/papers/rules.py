"""The list of a case made of what was sent, and the limits of what is taken: pure questions."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from services.benefits.papers import Paper
from services.claims.model import Claim
from services.claims.papers.model import LIVE, Checklist, Page, PageState, Row, Standing
from services.claims.rules import needed_of, papers_of_grant
from services.claims.states import State

LARGEST = 20 << 20
"""Bytes; the largest file that Telegram lets a bot fetch."""
MOST_PAGES = 120
"""Files of one claim; a long file has forty."""
EXPECTED_FOR = timedelta(minutes=30)
"""For so long after a button was pressed the next photo is that paper, even while staff are talked to."""
TAKES_PAPERS = frozenset(
    {
        State.DRAFT,
        State.SUBMITTED,
        State.IN_REVIEW,
        State.PAPERS_NEEDED,
        State.HANDED_OVER,
        State.REJECTED,
        State.APPEALED,
    }
)
"""Where papers are still of use."""
ALBUM_QUIET = timedelta(seconds=1)
"""Telegram tells of the pictures of an album one by one and never how many there are: they are fetched, and told of
together, once none has followed for so long."""
PAUSES = tuple(timedelta(seconds=seconds) for seconds in (2, 10, 60, 300, 1800))
"""Between the tries to fetch a file, the last one over and over for a day."""
LEASE = timedelta(seconds=60)
GIVEN_UP_TRIES = 50
"""Telegram, or our store, was away for about a day: the family is asked to send it again."""
HIDEABLE_FOR = timedelta(hours=47)
"""Telegram lets a bot delete messages of a private chat that are younger than 48 hours."""
_WORN = (PageState.RETURNED, PageState.DOUBTED)
"""What a new page of the same paper takes the place of."""
_ORDER = (PageState.RETURNED, PageState.ARRIVED, PageState.ACCEPTED, PageState.DOUBTED)
"""The first of these that a page of a paper has tells where the paper is; a dark photo beside a good one is no loss."""


def checklist(claim: Claim, pages: Iterable[Page]) -> Checklist:
    """The list of this claim."""
    found = [page for page in pages if page.state not in (PageState.REPLACED, PageState.COMING)]
    more = {page.paper for page in found if page.paper} | claim.seen
    needed = needed_of(claim)
    grant = papers_of_grant(claim.event, claim.details)
    extra = tuple(paper for paper in Paper if paper in more and paper not in needed and paper not in grant)
    return Checklist(
        rows=tuple(_row(claim, paper, found) for paper in (*needed, *extra)),
        grant=tuple(_row(claim, paper, found) for paper in grant),
        unsorted=sum(page.paper is None for page in found),
    )


def stands_for(page: Page, pages: Iterable[Page], since: datetime | None) -> list[Page]:
    """Which earlier pages of its paper a new one takes the place of: those that staff sent back or that are hard to
    read; and where any is, an album with as many pages as came before stands for them all, but for what was accepted
    or went to BPJS with the file (`since`)."""
    pages = [other for other in pages if other.id != page.id]
    together = {other.id for other in pages if page.album and other.album == page.album}
    mine = [other for other in pages if other.paper is page.paper and other.id not in together]
    worn = [other for other in mine if other.state in _WORN]
    before = [other for other in mine if other.state in _WORN or other.state is PageState.ARRIVED]
    if not worn or len(together) + 1 < len(before):
        return worn
    return [other for other in before if other in worn or since is None or other.received_at > since]


def _row(claim: Claim, paper: Paper, pages: list[Page]) -> Row:
    mine = [page for page in pages if page.paper is paper]
    live = sum(page.state in LIVE for page in mine)
    first = next((state for state in _ORDER for page in mine if page.state is state), None)
    if first is None:
        return Row(paper, Standing.ACCEPTED if paper in claim.seen else Standing.MISSING)
    reason = next((page.reason for page in mine if page.state is PageState.RETURNED), "")
    return Row(paper, Standing(first.value), live, reason)
