"""What staff do with the papers of a claim: look, accept, send back with a reason."""

from collections.abc import Collection
from dataclasses import replace
from uuid import UUID

from services.benefits.papers import Paper
from services.claims.model import Claim
from services.claims.papers.messages import PageUnknown, PaperReturned, PapersClosed, ReasonMissing
from services.claims.papers.model import LIVE, Page, PageState
from services.claims.papers.rules import TAKES_PAPERS
from services.claims.papers.service import Papers
from services.claims.staff import ClaimDesk
from services.claims.store import ClaimStore
from services.claims.telling import Neighbours
from services.db import Work
from services.post import Lane, Letter
from services.requests.reading import read_words
from services.staff import Act, StaffMember

_OPEN = frozenset({PageState.ARRIVED, PageState.DOUBTED, PageState.ACCEPTED, PageState.RETURNED})


class PaperDesk:
    """The side of staff. `claims` finds the claim, checks its number and leaves the row in the audit."""

    def __init__(self, desk: ClaimDesk, claims: ClaimStore, papers: Papers, rooms: Neighbours) -> None:
        self._desk, self._claims, self._papers, self._rooms = desk, claims, papers, rooms

    async def look(self, work: Work, by: StaffMember, typed: str, page: UUID, reason: str) -> Page:
        """One page, to be shown under a watermark. Raises NotYourRole, ClaimUnknown, PageUnknown."""
        by.must(Act.SHOW_CLAIM)
        claim = await self._desk.known(work, by, "claim.paper", typed, reason)
        return await self._page(work, claim, page)

    async def accept(self, work: Work, by: StaffMember, typed: str, paper: Paper, shown: Collection[UUID]) -> Claim:
        """The pages of this paper that were `shown` are good; one that came since waits for somebody to look at it.
        Raises NotYourRole, ClaimUnknown, PageUnknown."""
        by.must(Act.MOVE_CLAIM)
        claim = await self._desk.known(work, by, "claim.accept", typed)
        pages = [page for page in await self._papers.store.of(work, claim.id) if page.paper is paper]
        good = [page for page in pages if page.id in shown and page.state in LIVE | {PageState.DOUBTED}]
        if not good:
            raise PageUnknown()
        for page in good:
            await self._papers.store.decided(work, replace(page, state=PageState.ACCEPTED, reason="", by=by.actor))
        return await self._saved(work, replace(claim, seen=claim.seen | {paper}))

    async def send_back(self, work: Work, by: StaffMember, typed: str, page: UUID, why: str) -> Claim:
        """This page cannot be used; the family hears why, and how to send another.
        Raises NotYourRole, ClaimUnknown, PageUnknown, PapersClosed, ReasonMissing, WordsTooLong."""
        by.must(Act.MOVE_CLAIM)
        claim = await self._desk.known(work, by, "claim.return", typed)
        found = await self._page(work, claim, page)
        reason = read_words(why)
        if found.paper is None or found.state is PageState.RETURNED:
            raise PageUnknown()
        if claim.state not in TAKES_PAPERS:
            raise PapersClosed(claim.number)
        if not reason:
            raise ReasonMissing(found.paper)
        await self._papers.store.decided(work, replace(found, state=PageState.RETURNED, reason=reason, by=by.actor))
        after = await self._saved(work, replace(claim, seen=claim.seen - {found.paper}))
        await self._papers.reminders.restart(work, after)
        await self._tell(work, after, PaperReturned(claim.number, found.paper, reason))
        return after

    async def _saved(self, work: Work, claim: Claim) -> Claim:
        after = replace(claim, changed_at=work.now)
        await self._claims.save(work, after)
        await self._papers.counted(work, after)
        await self._papers.teller.pinned.refresh(work, after)
        return after

    async def _tell(self, work: Work, claim: Claim, said: PaperReturned) -> None:
        text = self._rooms.words.render(said)
        under = self._papers.teller.under(claim, claim.chat)
        params = {"chat_id": claim.chat, "text": text, "parse_mode": "HTML", **under}
        await self._rooms.post.write(work, Letter(claim.chat, "sendMessage", params, lane=Lane.STATUS))

    async def _page(self, work: Work, claim: Claim, page: UUID) -> Page:
        found = await self._papers.store.page(work, page)
        if found is None or found.claim != claim.id or found.state not in _OPEN:
            raise PageUnknown()
        return found
