"""Keeps the promises: who was not answered in time is told so, staff are called again, then a supervisor."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from services.db import Work
from services.helpdesk.hands import Hands
from services.helpdesk.messages import WaitLonger
from services.helpdesk.model import Conversation, State, What
from services.helpdesk.paging import Pager
from services.helpdesk.rules import VANISHED_AFTER
from services.helpdesk.store import ConversationStore
from services.helpdesk.teller import Teller
from services.staff.reach import is_there, name_of

SUPERVISOR_FROM = 2
"""From the second promise missed in a row a supervisor is called as well."""


AT_CLOSING = timedelta(minutes=15)
"""So long after the desk has closed people still hear of promises that ran out with it."""


class Watch:
    """The job that comes round every few seconds. Promises run only in opening hours, and what ran out while nobody
    looked (we were down) waits for the morning: it never wakes anybody."""

    def __init__(self, store: ConversationStore, hands: Hands, teller: Teller, pager: Pager) -> None:
        self._store, self._hands, self._teller, self._pager = store, hands, teller, pager

    async def keep(self, work: Work) -> int:
        """Looks after every promise that has run out; gives how many there were."""
        region = self._teller.region
        if not (region.is_open(work.now) or region.is_open(work.now - AT_CLOSING)):
            return 0
        missed = [await self._missed(work, conversation) for conversation in await self._store.due(work)]
        for one, has_come_back in missed:  # not before all have come back: they keep the places they had
            await (self._hands.tell_back if has_come_back else self._wait_longer)(work, one)
            await self._pager.page(work, one, supervisors=one.missed >= SUPERVISOR_FROM)
        return len(missed)

    async def _missed(self, work: Work, conversation: UUID) -> tuple[Conversation, bool]:
        """As it is now, and whether somebody who vanished gave it back."""
        found = await self._store.one(work, conversation)
        assert found is not None, "it is locked"
        within = self._teller.region.promise.answer
        missed = replace(found, missed=found.missed + 1, due=self._teller.promise(work.now, within))
        await self._store.missed_once_more(work, found.id)
        await self._teller.note_event(work, found.id, What.PROMISE_MISSED)
        has_come_back = await self._vanished(work, found)
        if has_come_back:
            missed = await self._hands.put_back(work, missed, What.VANISHED, await self._name(work, found))
        else:
            await self._store.save(work, missed)
        if missed.missed >= SUPERVISOR_FROM:
            await self._teller.note_event(work, found.id, What.SUPERVISOR_PAGED)
        return missed, has_come_back

    async def _wait_longer(self, work: Work, missed: Conversation) -> None:
        assert missed.due is not None
        place = await self._store.place(work, missed) if missed.state is State.WAITING else 0
        told = self._teller.told(work.now, missed.due)
        speech = WaitLonger(missed.number, place, told)
        await self._teller.tell(work, missed, speech, **self._teller.way_out(missed))

    async def _vanished(self, work: Work, found: Conversation) -> bool:
        if found.assignee is None:
            return False
        return not await is_there(work, found.assignee, VANISHED_AFTER)

    async def _name(self, work: Work, found: Conversation) -> str:
        assert found.assignee is not None
        return await name_of(work, found.assignee)
