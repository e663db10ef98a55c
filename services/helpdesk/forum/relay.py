"""Carries conversations into the staff's group: one message per topic at a time, all that waits in it, at Telegram's
pace. Everything it knows stands in the database, so that it goes on wherever a process was killed."""

from dataclasses import replace

from services.db import Work
from services.helpdesk.forum.gathering import Gatherer
from services.helpdesk.forum.group import GroupBook
from services.helpdesk.forum.loading import Loader
from services.helpdesk.forum.model import Ailment, Doing, Group, Need, Pace, Pulse, Topic, Trouble
from services.helpdesk.forum.outcomes import Outcomes
from services.helpdesk.forum.rules import MOST_FLYING, TRIED_EVERY, lives_in, next_step, tokens, urgency
from services.helpdesk.forum.store import TopicStore, new_topic
from services.helpdesk.forum.writing import METHODS, Writer
from services.helpdesk.lines import LineStore

_LOCK = 0x544F5049
"""Of the advisory lock that keeps two replicas from carrying at once ("TOPI")."""


class Relay:
    """`carry` is one round of it, `tidy` a job for now and then."""

    def __init__(
        self,
        stores: tuple[LineStore, TopicStore],
        book: GroupBook,
        writer: Writer,
        outcomes: Outcomes,
        parts: tuple[Gatherer, Loader],
    ) -> None:
        self._lines, self._topics = stores
        self._book, self._writer, self._outcomes = book, writer, outcomes
        self._gatherer, self._loader = parts

    @property
    def is_wanted(self) -> bool:
        """Whether the settings name a group."""
        return self._book.plan.chat is not None

    def keep(self, pace: Pace) -> None:
        """How fast it may write, from now on."""
        self._book.pace = pace

    async def carry(self, work: Work) -> Pulse:
        """Sees what became of the acts on their way, and writes the next ones."""
        known = await self._opened(work)
        if known is None:
            return Pulse()
        flying = await self._outcomes.settle(work, known)
        group = await self._book.read(work)
        assert group is not None
        most = min(MOST_FLYING - flying, tokens(group, self._book.pace, work.now))
        await self._outcomes.tell(work, group)
        if group.trouble is not None:
            most = min(most, 1 - flying) if _is_due(group, work) else 0
        begun = await self._begin(work, group, most) if most > 0 else 0
        if begun:
            await self._book.spend(work, begun)
        if begun and group.trouble is not None:
            await self._book.tried(work, work.now)
        return Pulse(flying + begun, begun)

    async def trouble(self, work: Work) -> Ailment | None:
        """What is wrong with the group, for the console's banner; None when all is well or there is no group."""
        return await self._book.ailment(work)

    async def tidy(self, work: Work, most: int = 5) -> int:
        """Has topics deleted whose conversation ended long ago or was erased; gives how many."""
        group = await self._opened(work)
        if group is None or group.trouble is not None:
            return 0
        aged = await self._topics.aged(work, most)
        for topic in aged:
            if lives_in(topic, group.chat):
                await self._send(work, topic, Doing.DELETE)
            else:
                await self._topics.drop(work, topic)
        return len(aged)

    async def _opened(self, work: Work) -> Group | None:
        """The group; None without one, or while another replica is at it."""
        if not self.is_wanted or not await work.raw.fetchval("SELECT pg_try_advisory_xact_lock($1, 0)", _LOCK):
            return None
        return await self._book.opened(work)

    async def _begin(self, work: Work, group: Group, most: int) -> int:
        """Writes so many acts at most, for those who wait longest."""
        needs = sorted(await self._topics.needs(work, group.chat), key=lambda one: -urgency(one, work.now))
        steps = [(need, step) for need in needs if (step := next_step(need, group.chat)) is not None]
        if group.trouble is Trouble.NO_RIGHTS:  # what shows best whether they are back
            steps.sort(key=lambda one: one[1] is not Doing.OPEN)
        if group.trouble is Trouble.REMOVED and steps:
            await self._writer.revive(work, group.chat)
        begun = 0
        for need, step in steps:
            begun += await self._taken_up(work, group, need, step)
            if begun == most:
                break
        return begun

    async def _taken_up(self, work: Work, group: Group, need: Need, step: Doing) -> bool:
        """Unless somebody else is at the topic just now, or something has happened to it: then the next round sees."""
        if need.topic is None:
            return await self._act(work, group, need, step)
        topic = await self._topics.locked(work, need.topic.id, waits=False)
        return topic == need.topic and await self._act(work, group, need, step)

    async def _act(self, work: Work, group: Group, need: Need, step: Doing) -> bool:
        """Tells whether a letter was written: there may be nothing to say."""
        name = self._writer.topic_name(need.number, need.subject)
        if step is Doing.OPEN:
            await self._send(work, await self._to_open(work, group, need, name), step)
            return True
        assert need.topic is not None
        if step is Doing.CARRY and need.topic.name != name:
            await self._send(work, replace(need.topic, name=name), Doing.RENAME)
            return True
        if step is Doing.CARRY:
            return await self._carry(work, need.topic)
        await self._send(work, need.topic, step)
        return True

    async def _to_open(self, work: Work, group: Group, need: Need, name: str) -> Topic:
        """A first topic, or one in place of a topic that was lost or stood in another group."""
        topic = need.topic or new_topic(need, group.chat, name)
        if topic.chat != group.chat:
            topic = await self._outcomes.lost(work, topic)
            await self._lines.leave_group(work, need.conversation)
        return replace(topic, chat=group.chat, name=name)

    async def _carry(self, work: Work, topic: Topic) -> bool:
        load = self._loader.load(topic, await self._gatherer.cargo(work, topic))
        await self._lines.known_there(work, load.known)
        moved = replace(topic, upto=load.upto, upto_part=load.part, told=tuple(load.told))
        if not load.method:
            await self._topics.save(work, replace(moved, relayed=load.upto, part=load.part, told=()))
            return False
        letter = await self._writer.act(work, topic.chat, load.method, load.params)
        await self._topics.save(work, replace(moved, letter=letter, doing=Doing.CARRY))
        return True

    async def _send(self, work: Work, topic: Topic, doing: Doing) -> None:
        params: dict[str, object] = {} if doing is Doing.OPEN else {"message_thread_id": topic.thread}
        params |= {"name": topic.name} if doing in (Doing.OPEN, Doing.RENAME) else {}
        letter = await self._writer.act(work, topic.chat, METHODS[doing], params)
        await self._topics.save(work, replace(topic, letter=letter, doing=doing))


def _is_due(group: Group, work: Work) -> bool:
    return group.tried is None or work.now - group.tried >= TRIED_EVERY
