"""The questions asked of the tables of papers; what is known of a file is sealed."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from pydantic import TypeAdapter
from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects.postgresql import insert

from services.benefits.papers import Paper
from services.claims.papers.model import Coming, Content, Page, PageState, Sent
from services.claims.papers.tables import claim_expecting, claim_papers
from services.db import Work
from services.privacy import Cipher
from services.privacy.cipher import Unreadable

_CONTENT = TypeAdapter(Content | None)
_DUE = """
UPDATE claim_papers SET due = santun_now() + $2::interval, tries = tries + 1
WHERE id IN (
  SELECT id FROM claim_papers WHERE due <= santun_now() ORDER BY due LIMIT $1 FOR UPDATE SKIP LOCKED
) RETURNING id, claim, body, tries, message, album
"""
_GATHERED = """
WITH parts AS (
  SELECT id, turn, row_number() OVER (ORDER BY message) AS place, row_number() OVER (ORDER BY turn) AS came
  FROM claim_papers WHERE claim = $1 AND album = $2 AND message IS NOT NULL
)
UPDATE claim_papers p SET turn = there.turn, due = CASE WHEN p.state = 'coming' AND p.tries = 0 THEN $3 ELSE p.due END
FROM parts here JOIN parts there ON there.came = here.place WHERE p.id = here.id
"""
_SWAPPED = """
UPDATE claim_papers p SET turn = other.turn FROM claim_papers other
WHERE (p.id, other.id) IN (($1::uuid, $2::uuid), ($2::uuid, $1::uuid))
"""
_PUT_OFF = "UPDATE claim_papers SET due = $2 WHERE id = $1 AND state = 'coming'"
_WAITS = """
WITH known AS (SELECT count(*) AS files FROM claim_papers WHERE claim = $2 AND state = 'coming' AND is_told),
  noted AS (UPDATE claim_papers SET is_told = true, due = $3 WHERE id = $1 AND state = 'coming' RETURNING id)
SELECT files = 0 FROM known, noted
"""


class PaperStore:
    """Reads and writes pages."""

    def __init__(self, cipher: Cipher) -> None:
        self._cipher = cipher

    async def add(self, work: Work, claim: UUID, paper: Paper | None, sent: Sent) -> bool:
        """A file to fetch; False when the message was taken before."""
        row = uuid4()
        values = {
            "id": row,
            "claim": claim,
            "paper": paper.value if paper else None,
            "state": PageState.COMING,
            "received_at": work.now,
            "message": sent.message,
            "album": sent.album,
            "body": self._sealed(row, file_id=sent.file_id),
            "due": work.now,
        }
        statement = insert(claim_papers).values(values).on_conflict_do_nothing().returning(claim_papers.c.id)
        return (await work.sql.execute(statement)).one_or_none() is not None

    async def lease(self, work: Work, most: int, lease: timedelta) -> list[Coming]:
        """Files whose turn it is, for this process alone until the lease ends."""
        rows = await work.raw.fetch(_DUE, most, lease)
        return [self._coming(row) for row in rows]

    async def gather(self, work: Work, claim: UUID, album: str, quiet: timedelta) -> None:
        """The parts of an album stand in the order of their messages, however they came, and none is fetched before it
        was quiet for so long."""
        await work.raw.execute(_GATHERED, claim, album, work.now + quiet)

    async def paper_of(self, work: Work, claim: UUID, album: str) -> Paper | None:
        """What the parts of this album are that came before."""
        mine = (claim_papers.c.claim == claim) & (claim_papers.c.album == album) & claim_papers.c.paper.is_not(None)
        query = select(claim_papers.c.paper).where(mine).order_by(claim_papers.c.turn.desc()).limit(1)
        paper = (await work.sql.execute(query)).scalar_one_or_none()
        return Paper(paper) if paper else None

    async def postpone(self, work: Work, coming: Coming, pause: timedelta) -> bool:
        """Not to be had just now. Tells whether it is the first of the claim's files on their way that the family hears
        of; the claim must be locked."""
        return bool(await work.raw.fetchval(_WAITS, coming.id, coming.claim, work.now + pause))

    async def put_off(self, work: Work, coming: Coming, pause: timedelta) -> None:
        """Fetched later, whatever is wrong with it; nothing is opened."""
        await work.raw.execute(_PUT_OFF, coming.id, work.now + pause)

    async def page(self, work: Work, page: UUID) -> Page | None:
        """One page, locked until the end of the unit of work."""
        query = select(claim_papers).where(claim_papers.c.id == page).with_for_update()
        row = (await work.sql.execute(query)).one_or_none()
        return self._page(row) if row else None

    async def of(self, work: Work, claim: UUID) -> tuple[Page, ...]:
        """All pages of a claim in the order in which they came."""
        query = select(claim_papers).where(claim_papers.c.claim == claim).order_by(claim_papers.c.turn)
        return tuple([self._page(row) for row in await work.sql.execute(query)])

    async def count(self, work: Work, claim: UUID) -> int:
        """How many files a claim holds."""
        query = select(func.count()).select_from(claim_papers).where(claim_papers.c.claim == claim)
        count: int = (await work.sql.execute(query)).scalar_one()
        return count

    async def stored(self, work: Work, page: Page, content: Content, state: PageState) -> Page:
        """It was fetched and lies in the store."""
        after = replace(page, content=content, state=state)
        await self._change(
            work, page.id, state=state, file=content.file, due=None, body=self._body(after), is_told=False
        )
        return after

    async def decided(self, work: Work, page: Page) -> None:
        """State, reason, and who of the staff."""
        await self._change(work, page.id, state=page.state, by=page.by, body=self._body(page))

    async def sort(self, work: Work, pages: Collection[UUID], paper: Paper) -> None:
        """Now it is known what these are."""
        statement = update(claim_papers).where(claim_papers.c.id.in_(pages)).values(paper=paper.value)
        await work.sql.execute(statement)

    async def put(self, work: Work, pages: Collection[UUID], state: PageState) -> None:
        """Moves pages into a state that needs no reason."""
        await work.sql.execute(update(claim_papers).where(claim_papers.c.id.in_(pages)).values(state=state))

    async def replace(self, work: Work, page: Page, worn: Collection[Page]) -> None:
        """A page takes the place of others; alone, and for one alone, also in the order of the pages."""
        await self.put(work, [other.id for other in worn], PageState.REPLACED)
        if len(worn) == 1 and not page.album:
            await work.raw.execute(_SWAPPED, page.id, next(iter(worn)).id)

    async def remove(self, work: Work, pages: Collection[UUID]) -> None:
        """Away with them; what no row names any more is swept out of the store."""
        await work.sql.execute(delete(claim_papers).where(claim_papers.c.id.in_(pages)))

    async def named(self, work: Work, files: Collection[str]) -> set[str]:
        """Which of these files of the store a page still names."""
        query = select(claim_papers.c.file).where(claim_papers.c.file.in_(files)).distinct()
        return {row.file for row in await work.sql.execute(query)}

    async def untold(self, work: Work, claim: UUID) -> set[UUID]:
        """Pages of which the family has not heard yet; from now on they have."""
        told = update(claim_papers).where((claim_papers.c.claim == claim) & ~claim_papers.c.is_told)
        arrived = told.where(claim_papers.c.state != PageState.COMING).values(is_told=True)
        return {row.id for row in await work.sql.execute(arrived.returning(claim_papers.c.id))}

    async def hide(self, work: Work, pages: Collection[UUID]) -> None:
        """Their messages are gone from the chat."""
        await work.sql.execute(update(claim_papers).where(claim_papers.c.id.in_(pages)).values(message=None))

    async def expect(self, work: Work, chat: int, claim: UUID, paper: Paper) -> None:
        """The next photo of this chat is this paper."""
        values = {"claim": claim, "paper": paper.value, "since": work.now}
        statement = insert(claim_expecting).values(chat=chat, **values)
        await work.sql.execute(statement.on_conflict_do_update(index_elements=["chat"], set_=values))

    async def expected(self, work: Work, chat: int, since: datetime) -> tuple[UUID, Paper] | None:
        """What the chat is about to send, if it said so since then."""
        query = select(claim_expecting).where((claim_expecting.c.chat == chat) & (claim_expecting.c.since > since))
        row = (await work.sql.execute(query)).one_or_none()
        return (row.claim, Paper(row.paper)) if row else None

    async def expect_nothing(self, work: Work, chat: int) -> None:
        """The next photo is not spoken for."""
        await work.sql.execute(delete(claim_expecting).where(claim_expecting.c.chat == chat))

    async def _change(self, work: Work, page: UUID, **values: Any) -> None:
        await work.sql.execute(update(claim_papers).where(claim_papers.c.id == page).values(values))

    def _body(self, page: Page) -> bytes:
        content = _CONTENT.dump_python(page.content, mode="json")
        return self._sealed(page.id, content=content, reason=page.reason)

    def _sealed(self, row: UUID, **body: Any) -> bytes:
        return self._cipher.seal_json("claim_papers", "body", row, body)

    def _opened(self, row: UUID, body: bytes) -> dict[str, Any]:
        opened = self._cipher.open_json("claim_papers", "body", row, body)
        return dict(opened)

    def _coming(self, row: Any) -> Coming:
        file_id = self._file_id(row["id"], row["body"])
        return Coming(row["id"], row["claim"], file_id, row["tries"], row["message"], row["album"])

    def _file_id(self, row: UUID, body: bytes) -> str:
        """Nothing where the row does not open any more: then the family is asked to send it again, and nobody waits."""
        try:
            return str(self._opened(row, body).get("file_id", ""))
        except Unreadable:
            return ""

    def _page(self, row: Any) -> Page:
        """One that does not open any more counts as replaced, so that the paper is asked for again, and nothing that
        is done with the others stands still. While it is on its way nothing of it is needed."""
        state = PageState(row.state)
        try:
            body = self._opened(row.id, row.body)
        except Unreadable:
            body, state = {}, state if state is PageState.COMING else PageState.REPLACED
        return Page(
            id=row.id,
            claim=row.claim,
            paper=Paper(row.paper) if row.paper else None,
            state=state,
            received_at=row.received_at,
            message=row.message,
            album=row.album,
            content=_CONTENT.validate_python(body.get("content")),
            reason=body.get("reason", ""),
            by=row.by,
        )
