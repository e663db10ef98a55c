"""The verbs of unfinished conversations."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from services.db import Work
from services.dialogues.model import Dialogue
from services.dialogues.store import DialogueStore
from services.privacy import Cipher

LOST = "lost"
"""Under this name stand the sentences in a row that were not understood; it is no flow."""
MOST_LOST = 5
_LONGEST_LOST = 500
KEPT = timedelta(days=90)
"""How long an untouched draft is kept."""


class Dialogues:
    """One chat may have several unfinished conversations; at most one of them is active."""

    def __init__(self, cipher: Cipher) -> None:
        self._store = DialogueStore(cipher)

    async def open(self, work: Work, chats: Sequence[int]) -> None:
        """Reads the conversations of several chats at once, for a door that is about to serve them all."""
        await self._store.open(work, chats)

    async def active(self, work: Work, chat: int) -> Dialogue | None:
        """The conversation that the next message of this chat belongs to."""
        return (await self._store.desk(work, chat)).active()

    async def parked(self, work: Work, chat: int, flow: str) -> Dialogue | None:
        """A begun conversation of this flow, active or not."""
        return (await self._store.desk(work, chat)).one(flow)

    async def unfinished(self, work: Work, chat: int) -> list[Dialogue]:
        """All begun conversations, the newest first."""
        return [begun for begun in (await self._store.desk(work, chat)).all() if begun.flow != LOST]

    async def keep(self, work: Work, dialogue: Dialogue) -> None:
        """Stores the conversation and makes it the active one; another active one is parked."""
        (await self._store.desk(work, dialogue.chat)).keep(dialogue, work.now)

    async def miss(self, work: Work, dialogue: Dialogue) -> int:
        """Counts an answer that could not be read; gives how many came in a row. The next step begins anew."""
        missed = dialogue.missed + 1
        (await self._store.desk(work, dialogue.chat)).update(replace(dialogue, missed=missed))
        return missed

    async def lose(self, work: Work, chat: int, words: str) -> int:
        """A sentence outside any question was not understood; gives how many came in a row."""
        desk = await self._store.desk(work, chat)
        known = desk.one(LOST)
        said = (*(known.draft["words"] if known else ()), words[:_LONGEST_LOST])[-MOST_LOST:]
        missed = known.missed + 1 if known else 1
        desk.put_aside(Dialogue(chat, LOST, 1, LOST, missed=missed, draft={"words": list(said)}), work.now)
        return missed

    async def lost_words(self, work: Work, chat: int) -> tuple[str, ...]:
        """The sentences in a row that were not understood."""
        known = (await self._store.desk(work, chat)).one(LOST)
        return tuple(known.draft["words"]) if known else ()

    async def found_again(self, work: Work, chat: int) -> None:
        """Something was understood: the row has ended."""
        desk = await self._store.desk(work, chat)
        if desk.one(LOST) is not None:
            desk.end(LOST)

    async def park(self, work: Work, chat: int) -> None:
        """Puts the active conversation aside; nothing of it is lost."""
        (await self._store.desk(work, chat)).park()

    async def end(self, work: Work, chat: int, flow: str) -> None:
        """The conversation reached its end, or the person threw it away."""
        (await self._store.desk(work, chat)).end(flow)

    async def forget(self, work: Work, chat: int) -> int:
        """Throws away all drafts of a chat, at once; gives their number."""
        return await self._store.forget(work, chat)

    async def forget_old(self, work: Work) -> int:
        """The daily job: throws away drafts untouched for `KEPT`; gives their number."""
        return await self._store.forget_older(work, KEPT)
