"""What the tables say of a chat, read once in a unit of work: nearly every update asks for some of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID
from weakref import WeakKeyDictionary

from services.db import Work
from services.db.beside import Beside
from services.visitors.model import Consent

_OF = """
SELECT asked.chat_id, v.participant, v.self_until, v.self_how, v.forgiven, v.looked_up, v.looked_up_until,
  c.version, c.given{selected}
FROM unnest($1::bigint[]) AS asked(chat_id)
LEFT JOIN visitors v ON v.chat_id = asked.chat_id
LEFT JOIN consents c ON c.chat_id = asked.chat_id AND c.withdrawn IS NULL{joined}
"""


@dataclass(frozen=True)
class Known:
    """A chat as stored; all empty for one that was never here. `looked_up` is sealed."""

    participant: UUID | None
    self_until: datetime | None
    self_how: str | None
    forgiven: datetime | None
    looked_up: bytes | None = field(repr=False)
    looked_up_until: datetime | None
    consent: Consent | None
    """The one that stands, to whichever text."""


class Acquaintance:
    """Remembers within a unit of work what was read of each chat. Whoever writes says so."""

    def __init__(self) -> None:
        self._known: WeakKeyDictionary[Work, dict[int, Known]] = WeakKeyDictionary()
        self._query = _OF.format(selected="", joined="")
        self._beside: Beside | None = None

    def reads(self, beside: Beside) -> None:
        """From now on this is read in the same statement."""
        self._query = _OF.format(selected=beside.selected, joined=beside.joined)
        self._beside = beside

    async def of(self, work: Work, chat: int) -> Known:
        known = self._known.get(work)
        if known is None or chat not in known:
            await self.open(work, (chat,))
        return self._known[work][chat]

    async def open(self, work: Work, chats: Iterable[int]) -> None:
        """Reads several chats at once, except those that were read already."""
        known = self._known.setdefault(work, {})
        wanted = [chat for chat in chats if chat not in known]
        if wanted:
            known.update(await self._read(work, wanted))

    def changed(self, work: Work, chat: int | None = None) -> None:
        """Forgets what was read of this chat, or of all."""
        known = self._known.get(work, {})
        if chat is None:
            known.clear()
        else:
            known.pop(chat, None)

    async def _read(self, work: Work, chats: Sequence[int]) -> dict[int, Known]:
        found = {}
        for row in await work.raw.fetch(self._query, chats):
            chat, participant, until, how, forgiven, looked_up, looked_up_until, version, given, *more = row
            consent = None if version is None else Consent(version, given)
            found[chat] = Known(participant, until, how, forgiven, looked_up, looked_up_until, consent)
            if self._beside is not None:
                self._beside.take(work, chat, more)
        return found
