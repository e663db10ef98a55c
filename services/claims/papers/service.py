"""What a family does with the papers of its claim, and what becomes of a file that was fetched."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from services.benefits.papers import Paper
from services.claims.model import Claim, Step
from services.claims.moving import Mover
from services.claims.papers.messages import PapersClosed, PapersFull, PaperTooLarge, PaperTwice
from services.claims.papers.model import LIVE, Arrival, Checklist, Coming, Content, Page, PageState, Sent
from services.claims.papers.rules import (
    ALBUM_QUIET,
    EXPECTED_FOR,
    HIDEABLE_FOR,
    LARGEST,
    LEASE,
    MOST_PAGES,
    PAUSES,
    TAKES_PAPERS,
    checklist,
    stands_for,
)
from services.claims.papers.store import PaperStore
from services.claims.rules import missing_of, needed_of
from services.claims.states import Party, State, may_make
from services.claims.store import ClaimStore
from services.db import Work

FETCHED = "papers"
"""Topic of the bell: a file is to be fetched."""


class Papers:
    """Pages come in as file ids, are fetched outside any transaction, and then count."""

    def __init__(self, claims: ClaimStore, papers: PaperStore, mover: Mover) -> None:
        self._claims, self.store, self._mover = claims, papers, mover
        self.reminders, self.teller = mover.reminders, mover.teller

    async def list_of(self, work: Work, claim: Claim) -> Checklist:
        """Its papers, one by one."""
        return checklist(claim, await self.store.of(work, claim.id))

    async def expect(self, work: Work, claim: Claim, paper: Paper) -> None:
        """The family presses the button of a paper: the next photo is that."""
        await self.store.expect(work, claim.chat, claim.id, paper)

    async def expect_nothing(self, work: Work, chat: int) -> None:
        """The family turned to something else: the next photo is asked about."""
        await self.store.expect_nothing(work, chat)

    async def expected(self, work: Work, chat: int) -> tuple[UUID, Paper] | None:
        """What the chat is about to send, if it said so a short while ago."""
        return await self.store.expected(work, chat, work.now - EXPECTED_FOR)

    async def open_claim(self, work: Work, chat: int) -> Claim | None:
        """The chat's newest claim that still takes papers."""
        newest = await self._claims.of_chat(work, chat, 1, TAKES_PAPERS)
        return newest[0] if newest else None

    async def receive(self, work: Work, claim: Claim, paper: Paper | None, sent: Sent) -> bool:
        """Notes a file, which is fetched after the commit. False when its message was taken before.
        Raises PaperTooLarge, PapersFull."""
        if sent.size > LARGEST:
            raise PaperTooLarge(LARGEST >> 20)
        if await self.store.count(work, claim.id) >= MOST_PAGES:
            raise PapersFull(MOST_PAGES)
        if sent.album:
            paper = await self.store.paper_of(work, claim.id, sent.album) or paper
        is_new = await self.store.add(work, claim.id, paper, sent)
        if is_new and sent.album:
            await self.store.gather(work, claim.id, sent.album, ALBUM_QUIET)
        return is_new

    async def claim(self, work: Work, claim: UUID) -> Claim:
        """The claim of a page in hand, locked. Raises ValueError when it is gone."""
        found = await self._claims.by_id(work, claim)
        if found is None:
            raise ValueError("the claim of this page is gone")
        return found

    async def listed(self, work: Work, claim: Claim, letter: UUID) -> None:
        """The pinned list is this letter now."""
        await work.raw.execute("UPDATE claims SET list_letter = $2 WHERE id = $1", claim.id, letter)

    async def lease(self, work: Work, most: int) -> list[Coming]:
        """Files to fetch now; whoever dies over them leaves them to others."""
        return await self.store.lease(work, most, LEASE)

    async def later(self, work: Work, coming: Coming) -> bool:
        """Telegram or the store is away. Tells whether the family is to hear of it: once, however many files wait."""
        claim = await self._claims.by_id(work, coming.claim)
        pause = PAUSES[min(coming.tries, len(PAUSES)) - 1]
        return claim is not None and await self.store.postpone(work, coming, pause)

    async def arrived(self, work: Work, coming: Coming, content: Content) -> Arrival | None:
        """It lies in the store. The same content twice is one. None while others of the claim are still on their way:
        the family hears of all at once. Raises PaperTwice and PapersClosed, after which the page is gone."""
        claim = await self._claims.by_id(work, coming.claim)
        page = await self.store.page(work, coming.id)
        if claim is None or page is None or page.state is not PageState.COMING:
            return None  # erased or removed meanwhile, or done by another process
        if claim.state not in TAKES_PAPERS:
            await self.store.remove(work, [page.id])
            raise PapersClosed(claim.number)
        pages = await self.store.of(work, claim.id)
        worn = await self._worn(work, claim, page, pages)
        is_anew = any(other.state is PageState.ARRIVED for other in worn)
        staying = [other for other in pages if not (is_anew and other in worn)]
        twin = next((other for other in staying if _is_twin(other, page, content)), None)
        if twin is not None:
            await self.store.remove(work, [page.id])
            raise PaperTwice(twin.paper)
        is_doubted = bool(content.faults) and page.paper is not Paper.EVIDENCE_PHOTO
        state = PageState.DOUBTED if is_doubted else PageState.ARRIVED
        await self.store.stored(work, page, content, state)
        await self.store.replace(work, page, worn)
        return await self._settled(work, claim)

    async def settled(self, work: Work, coming: Coming) -> Arrival | None:
        """After a page that is not kept: what else came with it, once nothing is on its way any more."""
        claim = await self._claims.by_id(work, coming.claim)
        return await self._settled(work, claim) if claim is not None and claim.state in TAKES_PAPERS else None

    async def unfit(self, work: Work, coming: Coming) -> tuple[Claim, Arrival | None] | None:
        """It cannot be opened, or is to be had no more; the page is gone. None when it was gone before, or another
        process had it meanwhile."""
        claim = await self._claims.by_id(work, coming.claim)
        page = await self.store.page(work, coming.id)
        if claim is None or page is None or page.state is not PageState.COMING:
            return None
        await self.store.remove(work, [page.id])
        return claim, await self._settled(work, claim)

    async def keep(self, work: Work, claim: Claim) -> Arrival:
        """*Tetap kirim*: what is dark or blurred counts all the same."""
        pages = await self.store.of(work, claim.id)
        doubted = [page for page in pages if page.state is PageState.DOUBTED]
        await self.store.put(work, [page.id for page in doubted], PageState.ARRIVED)
        kept = tuple(replace(page, state=PageState.ARRIVED) for page in doubted)
        return Arrival(claim.id, kept, is_complete=await self.counted(work, claim))

    async def sort(self, work: Work, claim: Claim, paper: Paper, message: int) -> Arrival:
        """The family says what the photo of this message is, which nobody had announced."""
        pages = await self.store.of(work, claim.id)
        loose = _of_message(pages, message)
        for page in loose[:1]:
            await self.store.replace(work, page, await self._worn(work, claim, replace(page, paper=paper), pages))
        await self.store.sort(work, [page.id for page in loose], paper)
        sorted_ = [replace(page, paper=paper) for page in loose]
        live = tuple(page for page in sorted_ if page.state in LIVE)
        doubted = tuple(page for page in sorted_ if page.state is PageState.DOUBTED)
        return Arrival(claim.id, live, doubted, await self.counted(work, claim))

    async def drop(self, work: Work, claim: Claim, message: int) -> int:
        """The photo of this message, which nobody had announced, is no paper: away with it; gives how many went."""
        loose = [page.id for page in _of_message(await self.store.of(work, claim.id), message)]
        await self.store.remove(work, loose)
        return len(loose)

    async def remove(self, work: Work, claim: Claim, paper: Paper) -> int:
        """Takes a paper back with what it replaced, unless staff have accepted it or it went to BPJS with the file,
        whose proof it is; gives the number of its files that stood for it."""
        free = frozenset(PageState) - {PageState.ACCEPTED}
        since = await self._handed_over_at(work, claim)
        pages = [page for page in await self.store.of(work, claim.id) if page.paper is paper and page.state in free]
        gone = [page for page in pages if since is None or page.received_at > since]
        await self.store.remove(work, [page.id for page in gone])
        await self.counted(work, claim)
        return sum(page.state is not PageState.REPLACED for page in gone)

    async def _handed_over_at(self, work: Work, claim: Claim) -> datetime | None:
        """When the file last went to BPJS."""
        if claim.handover is None:
            return None
        moves = await self._claims.moves(work, claim)
        return max(move.at for move in moves if move.after is State.HANDED_OVER and not move.corrects)

    async def hide(self, work: Work, claim: Claim) -> list[int]:
        """Messages with photos that can still be deleted from the chat; from now on they count as gone."""
        since = work.now - HIDEABLE_FOR
        pages = await self.store.of(work, claim.id)
        shown = [page for page in pages if page.message and page.content and page.received_at > since]
        await self.store.hide(work, [page.id for page in shown])
        return [page.message for page in shown if page.message]

    async def _settled(self, work: Work, claim: Claim) -> Arrival | None:
        """Tells once, when nothing of the claim is on its way for the first time any more."""
        pages = await self.store.of(work, claim.id)
        await self.counted(work, claim, pages)
        if any(page.state is PageState.COMING for page in pages):
            return None
        untold = await self.store.untold(work, claim.id)
        new = [page for page in pages if page.id in untold]
        is_complete = bool(_lacking(claim, pages, untold)) and not _lacking(claim, pages, ())
        live = tuple(page for page in new if page.state in LIVE)
        doubted = tuple(page for page in new if page.state is PageState.DOUBTED)
        return Arrival(claim.id, live, doubted, is_complete) if new else None

    async def counted(self, work: Work, claim: Claim, pages: Iterable[Page] | None = None) -> bool:
        """Writes into the claim what has arrived (`pages` as they are now, where they have been read already); tells
        whether the family has now sent the last paper."""
        if pages is None:
            pages = await self.store.of(work, claim.id)
        pages = list(pages)
        arrived = frozenset(page.paper for page in pages if page.paper and page.state in LIVE)
        after = replace(claim, arrived=arrived)
        if arrived != claim.arrived:
            await self._claims.save(work, after)
        is_complete = bool(missing_of(claim)) and not missing_of(after)
        if is_complete or await self._is_answered(work, after, pages):
            await self._back_to_review(work, after)
        return is_complete

    async def _is_answered(self, work: Work, claim: Claim, pages: list[Page]) -> bool:
        """Staff asked in words for what no list names, and something came: they look at it."""
        if claim.state is not State.PAPERS_NEEDED or missing_of(claim):
            return False
        moves = await self._claims.moves(work, claim)
        asked = max(move.at for move in moves if move.after is State.PAPERS_NEEDED)
        return any(page.state is PageState.ARRIVED and page.received_at > asked for page in pages)

    async def _back_to_review(self, work: Work, claim: Claim) -> None:
        if claim.state is State.PAPERS_NEEDED and may_make(Party.FAMILY, claim.state, State.IN_REVIEW):
            await self._mover.move(work, f"chat:{claim.chat}", claim, Step(State.IN_REVIEW))

    async def _worn(self, work: Work, claim: Claim, page: Page, pages: Iterable[Page]) -> list[Page]:
        """The earlier pages that this one takes the place of."""
        return stands_for(page, pages, await self._handed_over_at(work, claim)) if page.paper else []


def _lacking(claim: Claim, pages: Iterable[Page], without: Collection[UUID]) -> list[Paper]:
    """The papers of the case that these pages do not show, some of them left out, and staff have not seen."""
    sent = {page.paper for page in pages if page.state in LIVE and page.id not in without}
    return [paper for paper in needed_of(claim) if paper not in sent | claim.seen]


def _is_twin(other: Page, page: Page, content: Content) -> bool:
    if other.id == page.id or other.content is None or other.state in (PageState.REPLACED, PageState.RETURNED):
        return False
    same_paper = page.paper is None or other.paper in (None, page.paper)
    return other.content.digest == content.digest and same_paper


def _of_message(pages: Iterable[Page], message: int) -> list[Page]:
    """What nobody has named of this message (0: of those that are off the screen), with the album it came in: photos
    that came one after another may be different papers."""
    loose = [page for page in pages if page.paper is None]
    albums = {page.album for page in loose if page.album and (page.message or 0) == message}
    return [page for page in loose if (page.message or 0) == message or page.album in albums]
