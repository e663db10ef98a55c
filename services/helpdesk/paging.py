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
        """Writes to the members of the queue, at night for the morning; to those who oversee them only if that is
        wanted, or if nobody else can be reached. Gives how many there are."""
        assert conversation.due is not None
        speech = SomebodyWaits(
            conversation.number,
            conversation.subject,
            self._teller.office(conversation.queue),
            self._teller.told(self._teller.opening(work), conversation.due),
            conversation.missed,
        )
        answering = await reachable(work, Act.ANSWER_CONVERSATION, conversation.queue)
        overseeing = await reachable(work, Act.SEE_OVERSIGHT, conversation.queue)
        agents = [chat for chat in answering if chat not in overseeing]
        paged = [*agents, *overseeing] if supervisors or not agents else agents
        for chat in paged[:MOST_PAGED]:
            await self._teller.call(work, chat, speech, f"page:{conversation.number}")
        return len(paged)
