"""The pinned list of papers, edited where it stands, whoever changed what it tells: the family or staff."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from services.claims.model import Claim
from services.claims.papers.messages import ClaimPapers
from services.claims.papers.model import Checklist
from services.claims.papers.rules import checklist
from services.claims.papers.store import PaperStore
from services.db import Work
from services.post import Lane, Letter, Post
from services.words import Words

Buttons = Callable[[UUID], Mapping[str, Any]]
"""Makes the reply markup under letters about a claim."""
_LETTER = """
SELECT c.list_letter FROM claims c JOIN letters l ON l.uid = c.list_letter
WHERE c.id = $1 AND l.state IN ('waiting', 'sending', 'sent')
"""


class PinnedList:
    """Knows which message the list is, and writes what has changed into it."""

    def __init__(self, post: Post, words: Words, pages: PaperStore) -> None:
        self._post, self._words, self._pages = post, words, pages
        self._buttons: Buttons | None = None

    def lend(self, buttons: Buttons) -> None:
        """How the buttons under the list are made, which this room cannot know."""
        self._buttons = buttons

    async def letter(self, work: Work, claim: Claim) -> UUID | None:
        """The letter that the list is, as long as the post remembers its message."""
        return await work.raw.fetchval(_LETTER, claim.id)  # type: ignore[no-any-return]

    async def refresh(self, work: Work, claim: Claim, found: Checklist | None = None) -> bool:
        """The list as it is now (`found`, where it was read already). False where there is none to edit."""
        letter = await self.letter(work, claim)
        if letter is None:
            return False
        rows = found or checklist(claim, await self._pages.of(work, claim.id))
        text = self._words.render(ClaimPapers(claim.number, claim.kind, rows.rows, rows.grant))
        markup = {"reply_markup": self._buttons(claim.id)} if self._buttons else {}
        params = {"chat_id": claim.chat, "text": text, "parse_mode": "HTML", **markup}
        subject = f"papers:{claim.id}"
        edit = Letter(claim.chat, "editMessageText", params, lane=Lane.STATUS, subject=subject, refers=letter)
        await self._post.write(work, edit)
        return True
