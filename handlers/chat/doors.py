"""The door of every update: who is this, what did they do, and who answers; inside the unit of work of the inbox."""

import re
from collections.abc import Callable, Coroutine
from typing import Any

from telegram import CallbackQuery, Message, Update

from handlers.chat import sentences, welcome
from handlers.chat.buttons import Button, CheckCoverage, OpenMenu
from handlers.chat.heard import Contact, Heard, Kind
from handlers.chat.routes import Routes
from handlers.chat.taps import NotAButton
from handlers.chat.visit import Visit
from handlers.rooms import Rooms
from services.db import Work
from services.dialogues import Dialogue
from services.dialogues.messages import Apology, ContactNotAsked, EditsAreNotRead, OldButton, ThingNotRead
from services.post import Letter, Received
from services.refusals import Refusal
from services.visitors.messages import LookUpTooOld

THINGS = (
    "photo", "document", "voice", "audio", "video", "video_note", "sticker", "animation", "location", "venue", "poll",
    "dice", "game", "story", "paid_media", "checklist",
)  # fmt: skip
"""Kinds of content that are not words, most telling first."""
SERVICE = (
    "new_chat_members", "left_chat_member", "pinned_message", "new_chat_title", "message_auto_delete_timer_changed",
)  # fmt: skip
"""What Telegram itself writes into a chat: silence is right."""

WAYS_OUT: dict[type[Refusal], tuple[Button, ...]] = {LookUpTooOld: (CheckCoverage(),)}
"""Where a refusal names a next step, its button, before the menu."""

Answer = Callable[[str], Coroutine[Any, Any, None]]
"""Sends answerCallbackQuery, once, at once, outside the unit of work."""


class Doors:
    """Serves updates. `answer_tap` lets the phone stop its little clock while we work."""

    def __init__(self, rooms: Rooms, routes: Routes, answer_tap: Callable[[str], None]) -> None:
        self._rooms = rooms
        self._routes = routes
        self._answer_tap = answer_tap

    async def serve(self, work: Work, update: Update, received: Received) -> None:
        """One update. A Refusal is said in the chat; anything else raised is our fault and left to the inbox."""
        if update.callback_query is not None:
            self._answer_tap(update.callback_query.id)
        chat, user = update.effective_chat, update.effective_user
        if chat is None or user is None or chat.type != "private" or user.is_bot:
            return  # Groups, channels, anonymous posts: silence is right where others read.
        if update.my_chat_member is not None:
            return  # Blocking and coming back are marked by the outbox, which holds the letters.
        pressed = update.callback_query
        message = pressed.message if pressed else update.effective_message
        visit = Visit(
            rooms=self._rooms,
            work=work,
            codec=self._routes.codec,
            talk=self._routes.talk,
            chat=chat.id,
            user=user.id,
            arrived=received.arrived,
            message=message.message_id if message else None,
            first_name=user.first_name,
            pressed=pressed is not None,
        )
        try:
            await self._heard(visit, update)
        except Refusal as no:
            await self._refused(visit, no)

    async def apologise(self, work: Work, chat: int, reference: str) -> None:
        """After the last try: one apology with a reference, so that nobody waits for an answer that never comes."""
        if chat <= 0:
            return
        params = {"chat_id": chat, "text": self._rooms.words.render(Apology(reference)), "parse_mode": "HTML"}
        await self._rooms.post.write(work, Letter(chat, "sendMessage", params))

    async def _heard(self, visit: Visit, update: Update) -> None:
        if update.callback_query is not None:
            await self._pressed(visit, update.callback_query)
        elif update.edited_message is not None:
            await self._edited(visit, update.edited_message)
        elif update.message is not None:
            await self._written(visit, update.message)

    async def _pressed(self, visit: Visit, query: CallbackQuery) -> None:
        try:
            tap = visit.codec.unpack(query.data)
        except NotAButton:
            await visit.say(OldButton(), OpenMenu())
            return
        await self._routes.taps[type(tap)](visit, tap)

    async def _edited(self, visit: Visit, message: Message) -> None:
        """Only new messages are read. What has no words is a live location on its way: silence."""
        words = message.text or message.caption
        if words and not await sentences.taken_away(visit, words):
            await visit.say(EditsAreNotRead())

    async def _written(self, visit: Visit, message: Message) -> None:
        if message.text is not None:
            await self._typed(visit, message.text)
        elif message.contact is not None:
            await self._answered(visit, Heard(Kind.CONTACT, contact=_contact(message), thing="contact"))
        elif not any(getattr(message, name, None) for name in SERVICE):
            await self._answered(visit, Heard(Kind.THING, message.caption or "", thing=_thing(message)))

    async def _typed(self, visit: Visit, text: str) -> None:
        if command := re.match(r"/([a-z_]{1,32})(?:@\w+)?(?:\s+|$)", text, re.IGNORECASE):
            handler = self._routes.commands.get(command[1].lower(), welcome.unknown)
            if not await sentences.taken_away(visit, text):
                await handler(visit, text[command.end() :].strip())
        elif not await sentences.control(visit, text):
            await self._answered(visit, Heard(Kind.TEXT, text))

    async def _answered(self, visit: Visit, heard: Heard) -> None:
        """An answer to the open question, or words in the open."""
        dialogue = await visit.rooms.dialogues.active(visit.work, visit.chat)
        if dialogue is not None:
            await self._to_the_question(visit, dialogue, heard)
        elif heard.kind is Kind.TEXT:
            await sentences.open_words(visit, heard.text)
        elif heard.kind is Kind.CONTACT:
            await visit.say(ContactNotAsked(), OpenMenu())
        elif not await sentences.taken_away(visit, heard.text):
            await visit.say(ThingNotRead(heard.thing), *welcome.WAYS_ON)

    async def _to_the_question(self, visit: Visit, dialogue: Dialogue, heard: Heard) -> None:
        """An answer comes before a courtesy: *malam ini*, *oke makasih* and *bingung* may be both."""
        may_be_polite = heard.kind is Kind.TEXT and not visit.talk.is_answer(visit, dialogue, heard)
        if may_be_polite and await sentences.civil(visit, heard.text, is_asking=True):
            await visit.talk.repeat(visit, dialogue)
            return
        try:
            await visit.talk.hear(visit, dialogue, heard)
        except Refusal as no:
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


def _contact(message: Message) -> Contact:
    """Whose card it is, as Telegram vouches: the sender's own has his user id and was not forwarded."""
    card, sender = message.contact, message.from_user
    assert card is not None
    own = sender is not None and card.user_id == sender.id and message.forward_origin is None
    return Contact(card.phone_number, own)


def _thing(message: Message) -> str:
    return next((name for name in THINGS if getattr(message, name, None)), "other")
