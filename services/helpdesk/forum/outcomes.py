"""What became of the acts in the group: marks what arrived, and goes around or mends what did not."""

import logging
from dataclasses import replace

from services.db import Work
from services.helpdesk.forum.ailing import Ailing
from services.helpdesk.forum.group import GroupBook
from services.helpdesk.forum.messages import TopicStays
from services.helpdesk.forum.model import Doing, Fault, Flown, Group, Topic, TopicState, Trouble
from services.helpdesk.forum.rules import MARKED_WITHIN, OF_THE_GROUP, meaning, proves_wellness
from services.helpdesk.forum.store import TopicStore
from services.helpdesk.forum.writing import Writer
from services.helpdesk.store import ConversationStore
from services.post import Lane, Post

_FLYING = frozenset({"waiting", "sending"})
_WITHOUT = frozenset({Doing.DELETE, Doing.RENAME})
"""Acts that fail without anybody missing anything."""
_log = logging.getLogger(__name__)


class Outcomes:
    """Settles acts. What cannot be done is taken out of the outbox: it must not lie among the dead letters."""

    def __init__(
        self, stores: tuple[ConversationStore, TopicStore], book: GroupBook, writer: Writer, post: Post, ailing: Ailing
    ) -> None:
        self._conversations, self._topics = stores
        self._book, self._writer, self._post, self._ailing = book, writer, post, ailing

    async def settle(self, work: Work, group: Group) -> int:
        """Looks at every act on its way; gives how many still are."""
        flying = 0
        for flown in await self._topics.flown(work):
            if flown.chat is not None and flown.chat != flown.topic.chat == group.chat:
                await self._book.moved(work, flown.chat)
                group = replace(group, chat=flown.chat, trouble=None)
            flying += await self._settle(work, group, flown)
        for error in await self._post.clear_dead(work, {group.chat, group.configured}):
            _log.warning("an answer to the staff's group came to nothing: %s", error)
        return flying

    async def tell(self, work: Work, group: Group) -> None:
        """Tells staff of what is wrong with the group, where it lasts."""
        await self._ailing.tell(work, group)

    async def _settle(self, work: Work, group: Group, flown: Flown) -> bool:
        """Tells whether the act is still on its way."""
        topic = flown.topic
        if flown.state in _FLYING and not flown.gone:
            return True
        assert topic.letter is not None
        if flown.state in _FLYING | {"dead"} and not await self._post.withdraw(work, topic.letter):
            return True
        if flown.state in _FLYING:
            await self._topics.save(work, _free(topic))
            await self._book.ails(work, Trouble.REMOVED, "")
        elif flown.state == "sent":
            await self._arrived(work, group, flown)
        elif flown.state == "dead":
            await self._failed(work, topic, flown.error)
        else:  # dropped by hand, or too old: it was not carried, so it is carried again
            await self._topics.save(work, _free(topic))
        return False

    async def _arrived(self, work: Work, group: Group, flown: Flown) -> None:
        topic, free = flown.topic, _free(flown.topic)
        match topic.doing:
            case Doing.OPEN:
                await self._opened(work, free, flown)
            case Doing.CARRY:
                if flown.message is not None:
                    await self._topics.told(work, topic.told, flown.message)
                await self._topics.save(work, _moved_on(topic))
            case Doing.DELETE:
                await self._topics.drop(work, topic)
            case Doing.CLOSE:
                await self._topics.save(work, replace(free, state=TopicState.CLOSED))
            case Doing.REOPEN:
                await self._topics.save(work, replace(free, state=TopicState.OPEN))
            case _:
                await self._topics.save(work, free)
        is_later = group.since and flown.sent and flown.sent > group.since + MARKED_WITHIN
        if is_later and proves_wellness(topic.doing, group.trouble):
            await self._ailing.ends(work)

    async def _opened(self, work: Work, free: Topic, flown: Flown) -> None:
        """The number of the topic; the group may have told it already, or of another one made by a repeated act."""
        if free.thread is None or free.chat != flown.chat:
            free = replace(free, thread=flown.message, chat=flown.chat or free.chat)
        elif flown.message is not None and flown.message != free.thread:
            await self._writer.delete_topic(work, free.chat, flown.message)
        await self._topics.save(work, free)

    async def _failed(self, work: Work, topic: Topic, error: str) -> None:
        fault = meaning(error)
        _log.warning("%s in the staff's group came to nothing: %s", topic.doing, error)
        free = _free(topic)
        if topic.doing in _WITHOUT:
            await self._did_without(work, free, topic.doing, fault)
        elif fault is Fault.TOPIC_GONE:
            await self._topics.save(work, await self.lost(work, free))
        elif fault is Fault.TOPIC_SHUT:
            await self._topics.save(work, replace(free, state=TopicState.CLOSED))
        elif fault in OF_THE_GROUP:
            await self._topics.save(work, free)
            await self._book.ails(work, OF_THE_GROUP[fault], error)
        else:
            await self._unfit(work, topic, error)

    async def lost(self, work: Work, topic: Topic) -> Topic:
        """The topic is no more: what is open is carried anew from its last lines on, into another."""
        lost = replace(topic, thread=None, state=TopicState.OPEN, greeted=False)
        if topic.conversation is None:
            return lost
        found = await self._conversations.one(work, topic.conversation)
        turn = found.turn if found else topic.relayed
        begin = await self._topics.before_the_last(work, topic.conversation, turn)
        kept = min(topic.relayed, begin)
        return replace(lost, relayed=kept, part=0, anew=turn)

    async def _did_without(self, work: Work, free: Topic, doing: Doing, fault: Fault) -> None:
        """A topic that cannot be deleted is tried again later."""
        if doing is Doing.DELETE and fault is Fault.TOPIC_GONE:
            await self._topics.drop(work, free)
            return
        await self._topics.save(work, free)
        if doing is Doing.DELETE:
            await self._writer.say(work, TopicStays(), None, lane=Lane.STATUS, dedupe=f"stays:{work.now:%Y-%m-%d}")

    async def _unfit(self, work: Work, topic: Topic, error: str) -> None:
        """Telegram takes everything but this: a voice that cannot be sent goes as words; what cannot go even so is
        left to the console."""
        free = _free(topic)
        match topic.doing:
            case Doing.CARRY if not topic.plain:
                await self._topics.save(work, replace(free, plain=True))
            case Doing.CARRY:
                await self._topics.save(work, _moved_on(topic))
            case Doing.REOPEN:
                await self._topics.save(work, replace(free, state=TopicState.OPEN))
            case Doing.CLOSE:
                await self._topics.save(work, replace(free, state=TopicState.CLOSED))
            case _:
                await self._topics.save(work, free)
                await self._book.ails(work, Trouble.REFUSED, error)


def _free(topic: Topic) -> Topic:
    return replace(topic, letter=None, doing=None, told=())


def _moved_on(topic: Topic) -> Topic:
    return replace(_free(topic), greeted=True, relayed=topic.upto, part=topic.upto_part, plain=False)
