"""The staff's group, as it comes in: what linked members write in a topic goes to the person, and nothing else does."""

import re
from collections.abc import Awaitable, Callable

from handlers.chat.forum_commands import COMMANDS, PRESSES, TAPS, note, pass_on, rewrite
from handlers.chat.group_visit import GroupVisit
from handlers.chat.groups import InGroup, Stir
from handlers.chat.keyboards import Keyboards
from handlers.chat.taps import Codec, NotAButton
from handlers.rooms import Rooms
from services.db import Work
from services.helpdesk.forum.messages import Ignored, MessageStuck, NotACommand
from services.helpdesk.forum.model import Trouble
from services.post import Received
from services.refusals import Refusal
from services.staff.reach import was_in_group

INTERNAL = "//"
"""Talk among staff begins so."""
_COMMAND = re.compile(r"/([a-z_]{1,32})(?:@(\w+))?(?:\s+|$)", re.IGNORECASE)

Deed = Callable[[GroupVisit], Awaitable[None]]


class ForumDoor:
    """Serves updates of groups; every group but the staff's is answered with silence. `username` is the bot's, by
    which commands for another bot are told apart."""

    def __init__(self, rooms: Rooms, username: str) -> None:
        self._rooms, self._username = rooms, username.lower()
        self._forum = rooms.helpdesk.forum
        self._codec = Codec(TAPS)
        self._keyboards = Keyboards(rooms.words, self._codec)

    async def serve(self, work: Work, heard: InGroup, received: Received) -> None:
        """One update. A Refusal is said in the group; anything else raised is our fault and left to the inbox."""
        if not await self._forum.is_ours(work, heard.former or heard.chat):
            return
        is_our_own = heard.user == received.bot
        match heard.stir:
            case Stir.MOVED:
                await self._forum.moved(work, heard.number)
            case Stir.STANDING:
                await self._forum.standing(work, _wrong(heard))
            case Stir.TOPIC_OPENED if is_our_own:
                await self._forum.was_opened(work, heard.chat, heard.thread or heard.message or 0, heard.text)
            case Stir.TOPIC_SHUT if not is_our_own:
                await self._shut(work, heard)
            case Stir.SAID | Stir.EDITED | Stir.PRESSED if heard.unnamed or not heard.bot:
                await self._person(work, heard)

    async def apologise(self, work: Work, chat: int, reference: str) -> None:
        """Something that was written in the group is lost to the person: whoever wrote it must hear of it."""
        if await self._forum.is_ours(work, chat):
            await self._forum.writer.say(work, MessageStuck(reference), None)

    async def _shut(self, work: Work, heard: InGroup) -> None:
        topic = await self._forum.topic(work, heard.chat, heard.thread)
        if topic is not None:
            await self._forum.was_shut(work, topic)

    async def _person(self, work: Work, heard: InGroup) -> None:
        """Somebody wrote or pressed. Talk outside our topics is no business of ours, nor what is for another bot."""
        topic = await self._forum.topic(work, heard.chat, heard.thread)
        command = _COMMAND.match(heard.text) if heard.stir is Stir.SAID else None
        if topic is None and command is None:
            return
        if command and command[2] and command[2].lower() != self._username:
            return
        member = None if heard.unnamed else await self._rooms.staff.by_telegram(work, heard.user)
        if member is None:
            if heard.stir is Stir.SAID and (topic is not None or (command and command[1].lower() in COMMANDS)):
                why = Ignored.ANONYMOUS if heard.unnamed else Ignored.UNLINKED
                await self._forum.ignored(work, heard.thread, heard.user, why)
            return
        await was_in_group(work, member.id)
        visit = GroupVisit(self._rooms, work, self._keyboards, member, heard, topic)
        is_for_the_person = command is None and not heard.text.startswith(INTERNAL)
        try:
            await self._deed(heard, command)(visit)
        except Refusal as no:
            await visit.refuse(no, not_passed_on=is_for_the_person and heard.stir is Stir.SAID)

    def _deed(self, heard: InGroup, command: re.Match[str] | None) -> Deed:
        text = heard.text
        if heard.stir is Stir.EDITED:
            return lambda visit: rewrite(visit, text)
        if heard.stir is Stir.PRESSED:
            return lambda visit: self._pressed(visit, text)
        if command is not None:
            return lambda visit: self._commanded(visit, command[1], text[command.end() :].strip())
        if text.startswith(INTERNAL):
            return lambda visit: note(visit, text.removeprefix(INTERNAL))
        return lambda visit: pass_on(visit, text)

    async def _commanded(self, visit: GroupVisit, name: str, rest: str) -> None:
        """A command that only looks like one of ours must not reach a family: it is refused."""
        handler = COMMANDS.get(name.lower())
        if handler is not None:
            await handler(visit, rest)
        elif visit.topic is not None:
            raise NotACommand(name)

    async def _pressed(self, visit: GroupVisit, data: str) -> None:
        try:
            tap = self._codec.unpack(data)
        except NotAButton:
            return
        await PRESSES[type(tap)](visit, tap)


def _wrong(heard: InGroup) -> Trouble | None:
    """What keeps the bot from serving the group as it stands in it now."""
    if not heard.inside:
        return Trouble.REMOVED
    if not heard.is_forum:
        return Trouble.NOT_A_FORUM
    return None if heard.may_manage else Trouble.NO_RIGHTS
