"""The door of every update: who is this, what did they do, and who answers; inside the unit of work of the inbox."""

import re
from collections.abc import Callable, Coroutine, Sequence
from typing import Any

from handlers.chat import helpdesk, nearby, papers, sentences, welcome
from handlers.chat.buttons import Button, CheckCoverage, OpenMenu
from handlers.chat.forum import ForumDoor
from handlers.chat.heard import Heard, Kind
from handlers.chat.incoming import Deed, Incoming
from handlers.chat.keyboards import Keyboards
from handlers.chat.routes import Routes
from handlers.chat.taps import NotAButton
from handlers.chat.visit import Visit
from handlers.rooms import Rooms
from services.db import Work
from services.dialogues import Dialogue
from services.dialogues.messages import Apology, ContactNotAsked, EditsAreNotRead, OldButton, ThingNotRead
from services.helpdesk import Ongoing, Said, State
from services.post import Letter, Received
from services.refusals import Refusal
from services.visitors.messages import LookUpTooOld

WAYS_OUT: dict[type[Refusal], tuple[Button, ...]] = {LookUpTooOld: (CheckCoverage(),)}
"""Where a refusal names a next step, its button, before the menu."""

_COMMAND = re.compile(r"/([a-z_]{1,32})(?:@\w+)?(?:\s+|$)", re.IGNORECASE)

Answer = Callable[[str], Coroutine[Any, Any, None]]
"""Sends answerCallbackQuery, once, at once, outside the unit of work."""


class Doors:
    """Serves updates. `answer_tap` lets the phone stop its little clock while we work."""

    def __init__(self, rooms: Rooms, routes: Routes, answer_tap: Callable[[str], None], username: str = "") -> None:
        self._rooms = rooms
        self._routes = routes
        self._keyboards = Keyboards(rooms.words, routes.codec)
        self._answer_tap = answer_tap
        self._forum = ForumDoor(rooms, username)

    async def prepare(self, work: Work, chats: Sequence[int]) -> None:
        """Reads at once what the work on these chats will ask for."""
        chats = [chat for chat in chats if chat > 0]
        await self._rooms.dialogues.open(work, chats)
        await self._rooms.visitors.open(work, chats)

    async def serve(self, work: Work, update: Incoming, received: Received) -> None:
        """One update. A Refusal is said in the chat; anything else raised is our fault and left to the inbox."""
        if update.tap:
            self._answer_tap(update.tap)
        if update.group is not None:
            await self._forum.serve(work, update.group, received)
        if update.deed in (Deed.NOTHING, Deed.IN_GROUP):
            return
        visit = Visit(
            rooms=self._rooms,
            work=work,
            keyboards=self._keyboards,
            talk=self._routes.talk,
            chat=update.chat,
            user=update.user,
            arrived=received.arrived,
            message=update.message,
            first_name=update.first_name,
            answers=update.answers,
            pressed=update.deed is Deed.PRESSED,
            album=update.album,
        )
        try:
            await self._heard(visit, update)
        except Refusal as no:
            await self._refused(visit, no)

    async def apologise(self, work: Work, chat: int, reference: str) -> None:
        """After the last try: one apology with a reference, so that nobody waits for an answer that never comes."""
        if chat <= 0:
            await self._forum.apologise(work, chat, reference)
            return
        params = {"chat_id": chat, "text": self._rooms.words.render(Apology(reference)), "parse_mode": "HTML"}
        await self._rooms.post.write(work, Letter(chat, "sendMessage", params))

    async def _heard(self, visit: Visit, update: Incoming) -> None:
        match update.deed:
            case Deed.PRESSED:
                await self._pressed(visit, update.text)
            case Deed.EDITED:
                await self._edited(visit, update.text)
            case Deed.TYPED:
                await self._typed(visit, update)
            case Deed.SHARED:
                heard = Heard(Kind.CONTACT, contact=update.contact, thing=update.thing)
                await self._answered(visit, heard, _said(update))
            case Deed.SENT if await sentences.care(visit, update.text):
                await helpdesk.in_danger(visit, _said(update))
            case Deed.SENT if await papers.announced(visit, _said(update)):
                pass  # the answer comes when it has been fetched and looked at
            case Deed.SENT:
                await self._answered(visit, Heard(Kind.THING, update.text, thing=update.thing), _said(update))

    async def _pressed(self, visit: Visit, data: str) -> None:
        try:
            tap = self._routes.codec.unpack(data)
        except NotAButton:
            await visit.say(OldButton(), OpenMenu())
            return
        await self._routes.taps[type(tap)](visit, tap)
        await visit.rooms.dialogues.found_again(visit.work, visit.chat)  # after it: a call takes the lost words along

    async def _edited(self, visit: Visit, words: str) -> None:
        """Only new messages are read; staff see what became of those they have."""
        if not await helpdesk.corrected(visit, words) and not await sentences.taken_away(visit, words):
            await visit.say(EditsAreNotRead())

    async def _typed(self, visit: Visit, update: Incoming) -> None:
        text = update.text
        if command := _COMMAND.match(text):
            handler = self._routes.commands.get(command[1].lower(), welcome.unknown)
            if not await sentences.taken_away(visit, text):
                await handler(visit, text[command.end() :].strip())
                await visit.rooms.dialogues.found_again(visit.work, visit.chat)
        elif await sentences.care(visit, text):
            await helpdesk.in_danger(visit, _said(update))
        elif await self._is_with_staff(visit) or not await sentences.control(visit, text):
            await self._answered(visit, Heard(Kind.TEXT, text), _said(update))

    async def _is_with_staff(self, visit: Visit) -> bool:
        """A person answers and the bot asks nothing: then it is silent."""
        ongoing = await visit.rooms.helpdesk.callers.ongoing(visit.work, visit.chat)
        if ongoing is None or ongoing.state is not State.ACTIVE:
            return False
        return await visit.rooms.dialogues.active(visit.work, visit.chat) is None

    async def _answered(self, visit: Visit, heard: Heard, said: Said) -> None:
        """An answer to the open question, words for whoever of the staff is there, or words in the open."""
        dialogue = await visit.rooms.dialogues.active(visit.work, visit.chat)
        ongoing = await visit.rooms.helpdesk.callers.ongoing(visit.work, visit.chat)
        if dialogue is not None and heard.kind is Kind.THING and ongoing is not None and ongoing.is_open:
            await self._beside_the_question(visit, dialogue, ongoing, said)
        elif dialogue is not None:
            await self._to_the_question(visit, dialogue, heard, said)
        elif ongoing is not None and ongoing.state is State.ACTIVE:
            await helpdesk.to_staff(visit, ongoing, said)
        elif (ongoing is not None and ongoing.is_open) or not await nearby.found(visit, said.thing):
            await self._in_the_open(visit, heard, said)

    async def _in_the_open(self, visit: Visit, heard: Heard, said: Said) -> None:
        """No question is open, and nobody of the staff is there; perhaps somebody is waited for."""
        if heard.kind is Kind.TEXT:
            is_for_the_bot = sentences.is_for_the_bot(visit, heard.text)
            if await helpdesk.told(visit, said, is_for_the_bot=is_for_the_bot):
                await sentences.emergency(visit, heard.text)
            elif not await papers.called(visit, heard.text):
                await sentences.open_words(visit, heard.text)
        elif await helpdesk.keep(visit, said):
            await sentences.emergency(visit, heard.text)
        elif await papers.unannounced(visit, said):
            return
        elif heard.kind is Kind.CONTACT:
            await visit.say(ContactNotAsked(), OpenMenu())
        elif not await sentences.taken_away(visit, heard.text):
            await visit.say(ThingNotRead(heard.thing), *welcome.WAYS_ON)
            await sentences.emergency(visit, heard.text)

    async def _beside_the_question(self, visit: Visit, dialogue: Dialogue, ongoing: Ongoing, said: Said) -> None:
        """No question takes a picture or a voice; whoever is there or waited for does."""
        await helpdesk.keep(visit, said)
        if ongoing.state is State.WAITING:
            await visit.talk.repeat(visit, dialogue)

    async def _to_the_question(self, visit: Visit, dialogue: Dialogue, heard: Heard, said: Said) -> None:
        """An answer comes before a courtesy: *malam ini*, *oke makasih* and *bingung* may be both."""
        may_be_polite = heard.kind is Kind.TEXT and not visit.talk.is_answer(visit, dialogue, heard)
        if may_be_polite and await sentences.civil(visit, heard.text, is_asking=True):
            await visit.talk.repeat(visit, dialogue)
            return
        try:
            await visit.talk.hear(visit, dialogue, heard)
        except Refusal as no:
            await helpdesk.overhear(visit, said)
            if heard.kind is Kind.TEXT and await sentences.aside(visit, heard.text):
                await visit.talk.repeat(visit, dialogue)
            else:
                await visit.talk.refuse(visit, dialogue, no)

    async def _refused(self, visit: Visit, no: Refusal) -> None:
        dialogue = await visit.rooms.dialogues.active(visit.work, visit.chat)
        if dialogue is not None:
            await visit.talk.refuse(visit, dialogue, no)
        else:
            await visit.say(no, *WAYS_OUT.get(type(no), ()), OpenMenu())


def _said(update: Incoming) -> Said:
    return Said(update.text, update.carried, update.message, update.answers, update.album)
