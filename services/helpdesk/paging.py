"""Calls staff by telephone: those who tied their Telegram account are written to when somebody waits."""

from services.db import Work
from services.helpdesk.messages import SomebodyWaits
from services.helpdesk.model import Conversation
from services.helpdesk.teller import Teller
from services.staff import Act
from services.staff.reach import reachable

MOST_PAGED = 30
"""Members who are written to for one conversation."""


class Pager:
    """Nobody's name, number or words go to a private telephone: only that somebody waits."""

    def __init__(self, teller: Teller) -> None:
        self._teller = teller

    async def page(self, work: Work, conversation: Conversation, *, supervisors: bool = False) -> int:
        """Writes to the members of the queue (or to the supervisors); gives how many there are."""
        assert conversation.due is not None
        speech = SomebodyWaits(
            conversation.number,
            conversation.subject,
            self._teller.office(conversation.queue),
            conversation.due,
            conversation.missed,
        )
        act = Act.SEE_OVERSIGHT if supervisors else Act.ANSWER_CONVERSATION
        paged = await reachable(work, act, conversation.queue)
        for chat in paged[:MOST_PAGED]:
            await self._teller.write(work, chat, speech)
        return len(paged)
