"""What is read from the staff's group: whose topic it is, what people did to topics by hand, and who may not speak."""

from dataclasses import replace
from datetime import timedelta

from services.db import Work
from services.db.bell import Bell
from services.helpdesk.forum.ailing import Ailing
from services.helpdesk.forum.group import GroupBook
from services.helpdesk.forum.messages import Ignored, MemberIgnored
from services.helpdesk.forum.model import Topic, TopicState, Trouble
from services.helpdesk.forum.store import TopicStore
from services.helpdesk.forum.writing import Writer
from services.helpdesk.lines import LineStore
from services.helpdesk.model import QUEUE, Kind, Message
from services.privacy import Look, record_look
from services.privacy.audit import has_done

_IGNORED = "desk_group.ignored"
_TOLD_EVERY = timedelta(hours=1)
_OF_STANDING = frozenset({Trouble.REMOVED, Trouble.NO_RIGHTS, Trouble.NOT_A_FORUM, Trouble.NOT_FOUND})
"""What is over when the bot is there, in a forum, with the right to keep topics."""


class Forum:
    """The door of the group asks here; what members do in conversations goes through the same verbs as the console."""

    def __init__(
        self, stores: tuple[LineStore, TopicStore], book: GroupBook, writer: Writer, ailing: Ailing, bell: Bell
    ) -> None:
        self._lines, self._topics = stores
        self._book, self._ailing, self._bell = book, ailing, bell
        self.writer = writer

    async def is_ours(self, work: Work, chat: int) -> bool:
        """Whether it is the group of the settings, or what has become of it."""
        return chat in (self._book.plan.chat, await self._book.chat(work))

    async def topic(self, work: Work, chat: int, thread: int | None) -> Topic | None:
        """The topic in which somebody wrote, if it is one of ours."""
        return await self._topics.by_thread(work, chat, thread) if thread is not None else None

    async def answered(self, work: Work, topic: Topic, message: int, quote: str) -> Message | None:
        """The person's line that was answered: the one of that message from which was quoted, else its newest."""
        if topic.conversation is None:
            return None
        lines = await self._lines.in_topic(work, topic.conversation, message)
        if not lines and await self._topics.is_on_its_way_as(work, topic, message):
            found = [await self._lines.one(work, line) for line in reversed(topic.told)]
            lines = [line for line in found if line is not None]
        theirs = [line for line in lines if line.kind is Kind.THEIRS]
        quoted = [line for line in theirs if quote and quote in line.words]
        return next(iter(quoted or theirs), None)

    async def written(self, work: Work, topic: Topic, message: int) -> Message | None:
        """The line that a member wrote as this message of the group."""
        assert topic.conversation is not None
        staff = await self._lines.by_message(work, topic.conversation, Kind.STAFF, message)
        return staff or await self._lines.by_message(work, topic.conversation, Kind.NOTE, message)

    async def is_gone(self, work: Work, topic: Topic) -> bool:
        """Whether the person has blocked the bot."""
        return topic.conversation is not None and await self._topics.is_gone(work, topic.conversation)

    async def is_known_there(self, work: Work, line: Message) -> None:
        """The group has seen the new words of a line: they were changed there."""
        fresh = await self._lines.one(work, line.id)
        await self._lines.known_there(work, [fresh] if fresh else [])

    async def was_opened(self, work: Work, chat: int, thread: int, name: str) -> None:
        """The bot opened a topic: perhaps nobody was left to hear of it, or it was opened twice."""
        topic = await self._topics.by_name(work, name)
        if topic is None or topic.chat != chat:
            return
        if topic.thread is None:
            await self._topics.save(work, replace(topic, thread=thread))
        elif topic.thread != thread:
            await self.writer.delete_topic(work, chat, thread)

    async def was_shut(self, work: Work, topic: Topic) -> None:
        """Somebody closed a topic by hand: it is opened again when there is something new."""
        now = await self._topics.locked(work, topic.id)
        if now is not None:
            await self._topics.save(work, replace(now, state=TopicState.CLOSED))

    async def moved(self, work: Work, chat: int) -> None:
        """The group has become a supergroup of this number."""
        await self._book.moved(work, chat)
        self._bell.ring(work, QUEUE)

    async def standing(self, work: Work, trouble: Trouble | None) -> None:
        """The bot was let in or thrown out, or given or taken rights; what is wrong now, if anything is."""
        group = await self._book.opened(work)
        if group is None:
            return
        if trouble is not None:
            await self._book.ails(work, trouble, "")
        elif group.trouble in _OF_STANDING:
            await self._ailing.ends(work)
        self._bell.ring(work, QUEUE)

    async def ignored(self, work: Work, thread: int | None, user: int, why: Ignored) -> bool:
        """Somebody wrote who may not: told once an hour, and recorded. Tells whether it was told now."""
        actor = f"chat:{user}"
        if await has_done(work, actor, _IGNORED, work.now - _TOLD_EVERY):
            return False
        await record_look(work, Look(actor, _IGNORED, None, why.value, found=False))
        await self.writer.say(work, MemberIgnored(why), thread)
        self._bell.ring(work, QUEUE)
        return True
