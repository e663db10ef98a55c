"""Gathers what waits for a topic: its first words, lines whose words were changed, new lines."""

from itertools import islice

from services.db import Work
from services.helpdesk.case import CaseBook
from services.helpdesk.forum.loading import Cargo
from services.helpdesk.forum.messages import TopicOpened
from services.helpdesk.forum.model import Carried, Topic
from services.helpdesk.forum.rules import LINES_READ, RETOLD_WITHIN
from services.helpdesk.lines import LineStore
from services.helpdesk.model import Message
from services.helpdesk.rules import masked
from services.helpdesk.store import ConversationStore
from services.helpdesk.teller import Teller
from services.words import Words

_LOST_SIGNS, _MOST_LOST = 200, 5
"""Of sentences that were not understood."""


class Gatherer:
    """Reads; nothing personal is in the first words, and no long number in any."""

    def __init__(
        self, stores: tuple[ConversationStore, LineStore], cases: CaseBook, words: Words, teller: Teller
    ) -> None:
        self._conversations, self._lines = stores
        self._cases, self._words, self._teller = cases, words, teller

    async def cargo(self, work: Work, topic: Topic) -> Cargo:
        """Everything that waits for this topic, and not more than can leave at once."""
        assert topic.conversation is not None
        first = await self._first_words(work, topic) if not topic.greeted else ""
        retold = await self._lines.retold(work, topic.conversation, topic.relayed, RETOLD_WITHIN)
        lines = await self._lines.following(work, topic.conversation, topic.relayed, LINES_READ)
        return Cargo(first, [Carried(line) for line in retold], [await self._answering(work, line) for line in lines])

    async def _answering(self, work: Work, line: Message) -> Carried:
        return Carried(line, await self._lines.one(work, line.answers) if line.answers else None)

    async def _first_words(self, work: Work, topic: Topic) -> str:
        assert topic.conversation is not None
        found = await self._conversations.one(work, topic.conversation)
        assert found is not None, "it is there as long as its topic names it"
        trace = await self._conversations.trace(work, found.id)
        speech = TopicOpened(
            number=found.number,
            subject=found.subject,
            channel=found.channel,
            level=await self._cases.level(work, found),
            office=self._teller.office(found.queue),
            due=found.due,
            asked=masked(found.details.words),
            lost=tuple(masked(words)[:_LOST_SIGNS] for words in islice(trace.words if trace else (), _MOST_LOST)),
            where=self._words.labels("desk_forum_flow").get(trace.flow, "") if trace else "",
            found=trace.found if trace else None,
            again=topic.anew > 0,
        )
        return self._words.render(speech)
