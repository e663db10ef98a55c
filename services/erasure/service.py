"""The verbs of privacy: show what we hold, withdraw, delete, ask for a correction; and the daily forgetting."""

from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID, uuid4

from services.claims import Claims
from services.db import Work
from services.dialogues import Dialogues
from services.erasure import store
from services.erasure.messages import ConfirmErasure, ConsentWithdrawn, Erased, NoConsentToWithdraw, WhatWeHold
from services.erasure.model import Fate, Held, Holding, Right, RightAsked
from services.erasure.rules import ANSWER_WITHIN, FATES, LOOKS_KEPT, RETENTION
from services.helpdesk import Helpdesk
from services.post import Post
from services.privacy import Keys, Look, record_look
from services.privacy.audit import forget_looks
from services.speech import Speech
from services.visitors import Visitors


@dataclass(frozen=True)
class Reach:
    """The rooms that hold something of a chat."""

    visitors: Visitors
    dialogues: Dialogues
    post: Post
    helpdesk: Helpdesk
    claims: Claims


class Erasure:
    """Shows and forgets what we hold of a chat."""

    def __init__(self, keys: Keys, reach: Reach) -> None:
        self._audit_key = keys.audit
        self._visitors = reach.visitors
        self._dialogues = reach.dialogues
        self._post = reach.post
        self._helpdesk = reach.helpdesk
        self._claims = reach.claims

    async def what_we_hold(self, work: Work, chat: int, operator: str) -> WhatWeHold:
        """A summary of everything that we hold of this chat."""
        consent = await self._visitors.consent(work, chat)
        own = await self._visitors.own(work, chat)
        held = await store.held(work, chat)
        return WhatWeHold(held, consent.given if consent else None, own.until if own else None, operator)

    async def would_erase(self, work: Work, chat: int) -> ConfirmErasure:
        """What `erase` would delete and what it would leave, before it is asked for sure."""
        going, staying = _split(await store.held(work, chat))
        return ConfirmErasure(going, staying)

    async def erase(self, work: Work, chat: int) -> Erased:
        """Deletes everything of this chat that may go, at once; doing it twice deletes nothing more."""
        going, staying = _split(await store.held(work, chat))
        await self._visitors.withdraw(work, chat)
        await self._visitors.forget(work, chat)
        await self._dialogues.forget(work, chat)
        await self._helpdesk.callers.forget(work, chat)
        await self._claims.forget(work, chat)
        await self._post.forget(work, chat)
        await record_look(work, Look(f"chat:{chat}", "erase", f"chat:{chat}"))
        await self._ask(work, chat, Right.ERASE, is_done=True)
        return Erased(going, staying)

    async def withdraw(self, work: Work, chat: int) -> Speech:
        """Takes the consent back and drops what was begun on it."""
        if not await self._visitors.withdraw(work, chat):
            return NoConsentToWithdraw()
        await self._dialogues.forget(work, chat)
        await self._ask(work, chat, Right.WITHDRAW, is_done=True)
        return ConsentWithdrawn()

    async def ask_correction(self, work: Work, chat: int) -> RightAsked:
        """Notes that something is to be corrected, with its deadline; a person does it."""
        return await self._ask(work, chat, Right.CORRECT, is_done=False)

    async def open_rights(self, work: Work) -> list[RightAsked]:
        """Wishes that staff still have to answer, the most urgent first."""
        return await store.open_rights(work)

    async def mark_done(self, work: Work, right: UUID, actor: str, reason: str) -> bool:
        """Staff have answered a wish; False when there is no such open one."""
        await record_look(work, Look(actor, "right done", str(right), reason))
        return await store.done(work, right, actor)

    async def forget_old(self, work: Work) -> dict[str, int]:
        """The daily job: deletes what is older than the tables allow; gives the number of rows by table."""
        gone = {"dialogues": await self._dialogues.forget_old(work)}
        gone["visitors"] = await self._visitors.forget_old_look_ups(work)
        gone["looks"] = await forget_looks(work, self._audit_key, work.now - LOOKS_KEPT)
        for kept in RETENTION:
            gone[kept.table] = gone.get(kept.table, 0) + await store.forget_older(
                work, kept, work.now - timedelta(days=kept.days)
            )
        return gone

    async def _ask(self, work: Work, chat: int, right: Right, *, is_done: bool) -> RightAsked:
        asked = RightAsked(uuid4(), chat, right, work.now, work.now + ANSWER_WITHIN, None)
        if is_done:
            return await store.ask(work, replace(asked, done=work.now), done_by="santun")
        return await store.ask(work, asked)


def _split(held: tuple[Held, ...]) -> tuple[tuple[Held, ...], tuple[Holding, ...]]:
    going = tuple(one for one in held if FATES[one.holding] is Fate.NOW)
    return going, tuple(one.holding for one in held if FATES[one.holding] is Fate.STAYS)
