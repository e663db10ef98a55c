"""Tells staff when something is wrong with their group, and when it is over."""

from services.db import Work
from services.db.bell import Bell
from services.helpdesk.forum.group import GroupBook
from services.helpdesk.forum.messages import GroupAilment, GroupWellAgain
from services.helpdesk.forum.model import Group, Trouble
from services.helpdesk.forum.rules import TOLD_AFTER, TOLD_AGAIN_AFTER
from services.helpdesk.forum.writing import Writer
from services.helpdesk.model import QUEUE
from services.helpdesk.teller import Teller
from services.post import Lane
from services.speech import Speech
from services.staff import Act
from services.staff.reach import reachable

_SPEAKABLE = frozenset({Trouble.NOT_A_FORUM, Trouble.NO_RIGHTS, Trouble.REFUSED})
"""Where the group may still hear it."""


class Ailing:
    """By the bell for the console, by a private letter to those who oversee, and in the group itself where that is
    possible; each once."""

    def __init__(self, book: GroupBook, writer: Writer, teller: Teller, bell: Bell) -> None:
        self._book, self._writer, self._teller, self._bell = book, writer, teller, bell

    async def tell(self, work: Work, group: Group) -> None:
        """Tells of what is wrong, once; not of what is over in a moment, such as between a bot's coming into a group
        and its being given rights."""
        if group.trouble is None or group.since is None or work.now - group.since < TOLD_AFTER:
            return
        if group.told is None or (group.told < group.since and work.now - group.told >= TOLD_AGAIN_AFTER):
            await self._book.was_told(work)
            speech = GroupAilment(group.trouble, group.words)
            await self._say(work, speech, in_group=group.trouble in _SPEAKABLE)

    async def ends(self, work: Work) -> None:
        """It is over; who was told of it is told so."""
        group = await self._book.read(work)
        if group is None or group.trouble is None or group.since is None:
            return
        await self._book.is_well(work)
        self._bell.ring(work, QUEUE)
        if group.told is not None and group.told >= group.since:
            await self._say(work, GroupWellAgain(), in_group=True)

    async def _say(self, work: Work, speech: Speech, *, in_group: bool) -> None:
        self._bell.ring(work, QUEUE)
        if in_group:
            await self._writer.say(work, speech, None, lane=Lane.STATUS, subject="ailment")
        chats = {
            chat for queue in self._teller.region.queues for chat in await reachable(work, Act.SEE_OVERSIGHT, queue)
        }
        for chat in sorted(chats):
            await self._teller.write(work, chat, speech)
