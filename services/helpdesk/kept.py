"""Answers kept for use again: edited in the console, filled from the conversation."""

from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

from services.db import Work
from services.helpdesk.messages import CannedTaken, CannedUnfit, CannedUnknown, PlaceholderUnknown
from services.helpdesk.model import Canned, Conversation
from services.helpdesk.rules import CODE, PLACEHOLDER, PLACEHOLDERS
from services.helpdesk.teller import Teller, spoken_name
from services.privacy import Look, record_look
from services.staff import Act, StaffMember
from services.words import Words

_ALL = """
SELECT id, code, title, words, queue, changed_at, changed_by FROM canned_answers
WHERE $1::text IS NULL OR queue IS NULL OR queue = $1 ORDER BY code
"""
_SAVE = """
INSERT INTO canned_answers (id, code, title, words, queue, changed_at, changed_by) VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (id) DO UPDATE SET code = excluded.code, title = excluded.title, words = excluded.words,
  queue = excluded.queue, changed_at = excluded.changed_at, changed_by = excluded.changed_by
"""
_TAKEN = "SELECT EXISTS (SELECT FROM canned_answers WHERE code = $1 AND id <> $2)"
_DROP = "DELETE FROM canned_answers WHERE id = $1 RETURNING code"


class KeptAnswers:
    """Nothing personal is kept in them: what is personal comes from the conversation, when they are used."""

    def __init__(self, teller: Teller, words: Words) -> None:
        self._teller, self._words = teller, words

    async def all(self, work: Work, queue: str | None = None) -> list[Canned]:
        """Those of a queue and of all queues, by their code."""
        return [_canned(row) for row in await work.raw.fetch(_ALL, queue)]

    async def one(self, work: Work, code: str, queue: str | None = None) -> Canned:
        """Raises CannedUnknown."""
        known = await self.all(work, queue)
        plain = code.strip().lower()
        found = next((one for one in known if one.code == plain), None)
        if found is None:
            raise CannedUnknown(plain, tuple(one.code for one in known[:20]))
        return found

    async def save(self, work: Work, by: StaffMember, draft: Canned) -> Canned:
        """A new one, or other words for one that is there. Raises NotYourRole, CannedUnfit, CannedTaken,
        PlaceholderUnknown."""
        by.must(Act.EDIT_TEMPLATES)
        tidy = replace(draft, code=draft.code.strip().lower(), title=draft.title.strip(), words=draft.words.strip())
        self._check(tidy)
        if await work.raw.fetchval(_TAKEN, tidy.code, tidy.id):
            raise CannedTaken(tidy.code)
        saved = replace(tidy, changed_at=work.now, changed_by=by.name)
        await work.raw.execute(_SAVE, *vars(saved).values())
        await record_look(work, Look(by.actor, "canned.save", f"canned:{saved.code}"))
        return saved

    async def take_examples(self, work: Work, by: StaffMember) -> int:
        """The answers that come along with Santun, except where a code is taken; gives how many. Raises NotYourRole."""
        by.must(Act.EDIT_TEMPLATES)
        taken = {one.code for one in await self.all(work)}
        titles = self._words.labels("desk_starter_title")
        fresh = [(code, text) for code, text in self._words.labels("desk_starter").items() if code not in taken]
        for code, text in fresh:
            await self.save(work, by, Canned(uuid4(), code, titles[code], text, None, work.now, ""))
        return len(fresh)

    async def drop(self, work: Work, by: StaffMember, canned: UUID) -> None:
        """Throws one away; one that is gone already stays so. Raises NotYourRole."""
        by.must(Act.EDIT_TEMPLATES)
        code = await work.raw.fetchval(_DROP, canned)
        await record_look(work, Look(by.actor, "canned.drop", f"canned:{code}" if code else None, found=bool(code)))

    def draft(self, by: StaffMember) -> dict[str, Any]:
        """The empty form of a new one."""
        return {"id": uuid4(), "code": "", "title": "", "words": "", "queue": by.queue}

    def filled(self, canned: Canned, conversation: Conversation, by: StaffMember, now: Any) -> str:
        """The words with everything between braces put in; what is not known becomes a word that fits there."""
        region = self._teller.region
        opens = region.next_opening(now)
        values = {
            "nama": conversation.details.name or self._words.label("desk_words", "no_name"),
            "nomor": conversation.number,
            "petugas": spoken_name(by.name),
            "kantor": self._teller.office(conversation.queue),
            "jam": self._words.label("desk_words", "opening", day=f"{opens:%d-%m-%Y}", hour=f"{opens:%H.%M}"),
            "pusat": region.contacts.call_centre,
        }
        return PLACEHOLDER.sub(lambda found: values.get(found[1].strip(), found[0]), canned.words)

    def _check(self, draft: Canned) -> None:
        if not CODE.fullmatch(draft.code):
            raise CannedUnfit("code")
        if not 3 <= len(draft.title) <= 80:
            raise CannedUnfit("title")
        if not 10 <= len(draft.words) <= 2000:
            raise CannedUnfit("words")
        if draft.queue is not None and draft.queue not in self._teller.region.queues:
            raise CannedUnfit("queue")
        for found in PLACEHOLDER.findall(draft.words):
            if found.strip() not in PLACEHOLDERS:
                raise PlaceholderUnknown(found, PLACEHOLDERS)


def _canned(row: Any) -> Canned:
    return Canned(**dict(row))
