"""How the help desk speaks: letters to the person, lines in the conversation, the bell for the pages."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from services.db import Work
from services.db.bell import Bell
from services.helpdesk.lines import LineStore
from services.helpdesk.model import QUEUE, Conversation, Kind, Message, State, Thing, What, topic_of
from services.post import Lane, Letter, Post
from services.post.model import Attachment
from services.region import Moment, Region
from services.speech import Speech
from services.words import Words

_SENDING = {
    "photo": "sendPhoto",
    "document": "sendDocument",
    "voice": "sendVoice",
    "audio": "sendAudio",
    "video": "sendVideo",
    "video_note": "sendVideoNote",
    "sticker": "sendSticker",
    "animation": "sendAnimation",
}
"""By which method a file that lies at Telegram already is sent on; its id is the parameter of the kind's name."""
Buttons = Callable[[UUID], Mapping[str, Any]]
"""Makes the reply markup with the way back to the staff of a conversation."""
_WITHOUT_CAPTION = {"video_note", "sticker", "location"}


class Teller:
    """Letters, lines and the bell, in the unit of work of whoever acts."""

    def __init__(self, post: Post, words: Words, region: Region, bell: Bell, lines: LineStore) -> None:
        self._post, self._words, self._bell, self._lines = post, words, bell, lines
        self.region = region
        self._buttons: Buttons | None = None
        self._way_out: Mapping[str, Any] | None = None

    def lend(self, buttons: Buttons, way_out: Mapping[str, Any]) -> None:
        """How buttons of the chat are made, which this room cannot know."""
        self._buttons, self._way_out = buttons, way_out

    def way_back(self, conversation: UUID) -> Mapping[str, Any] | None:
        """What hangs under the end of a conversation: the way back to staff."""
        return self._buttons(conversation) if self._buttons else None

    def way_out(self, conversation: Conversation) -> Mapping[str, Any]:
        """What hangs under a message to somebody who waits: the way out of the queue."""
        is_waiting = conversation.state is State.WAITING
        return {"reply_markup": self._way_out} if is_waiting and self._way_out else {}

    def ring(self, work: Work, conversation: UUID) -> None:
        """Something changed in it, and so in the lists."""
        self._bell.ring(work, QUEUE, topic_of(conversation))

    def promise(self, now: datetime, within: timedelta) -> datetime:
        """By when we answer: so much of the opening hours later."""
        return self.region.hours.after(now, within)

    def opening(self, work: Work) -> datetime:
        """When staff are there next; now, if they are."""
        return self.region.next_opening(work.now)

    def told(self, now: datetime, due: datetime) -> Moment:
        """The promise in the words of the day on which it is read."""
        return self.region.hours.seen(now, due)

    def office(self, queue: str) -> str:
        """What people call the office of a queue."""
        return self.region.office_name(queue) or self._words.label("desk_words", "any_office")

    def subjects_like(self, plain: str) -> list[str]:
        """Subjects whose name holds these words."""
        return [key for key, label in self._words.labels("request_subject").items() if plain in label.lower()]

    async def tell(self, work: Work, conversation: Conversation, speech: Speech, **more: Any) -> UUID | None:
        """A message of ours to the person; the letter's name, none for somebody without Telegram."""
        if conversation.chat is None:
            return None
        return await self.write(work, conversation.chat, speech, **more)

    async def write(self, work: Work, chat: int, speech: Speech, **more: Any) -> UUID:
        """A message of ours to a private chat."""
        params = {"chat_id": chat, "text": self._words.render(speech), "parse_mode": "HTML"}
        params |= {"link_preview_options": {"is_disabled": True}} | more
        return await self._post.write(work, Letter(chat, "sendMessage", params, lane=Lane.STAFF))

    async def call(self, work: Work, chat: int, speech: Speech, about: str) -> None:
        """A message to the telephone of a member of staff; not before the desk opens, and only the newest about the
        same thing."""
        params = {"chat_id": chat, "text": self._words.render(speech), "parse_mode": "HTML"}
        opens = self.opening(work)
        due = opens if opens > work.now else None
        await self._post.write(work, Letter(chat, "sendMessage", params, lane=Lane.STATUS, due=due, subject=about))

    async def rewrite(self, work: Work, chat: int, letter: UUID, speech: Speech) -> None:
        """Other words in place of a message that was sent."""
        params = {"chat_id": chat, "text": self._words.render(speech), "parse_mode": "HTML"}
        await self._post.write(work, Letter(chat, "editMessageText", params, lane=Lane.STAFF, refers=letter))

    async def send_thing(self, work: Work, chat: int, thing: Thing, caption: Speech, **more: Any) -> UUID:
        """A file that lies at Telegram already, or a place; the caption before it where it cannot have one."""
        params: dict[str, Any] = {"chat_id": chat, **more}
        if thing.kind in _WITHOUT_CAPTION:
            await self.write(work, chat, caption)
        else:
            params |= {"caption": self._words.render(caption), "parse_mode": "HTML"}
        if thing.kind == "location":
            params |= {"latitude": thing.latitude, "longitude": thing.longitude}
            return await self._post.write(work, Letter(chat, "sendLocation", params, lane=Lane.STAFF))
        params[thing.kind] = thing.file_id
        return await self._post.write(work, Letter(chat, _SENDING[thing.kind], params, lane=Lane.STAFF))

    async def send_file(self, work: Work, chat: int, file: Attachment, caption: Speech) -> UUID:
        """A file from the console; `file.part` is the parameter it stands for."""
        params = {"chat_id": chat, "caption": self._words.render(caption), "parse_mode": "HTML"}
        letter = Letter(chat, _SENDING[file.part], params, lane=Lane.STAFF, attachments=(file,))
        return await self._post.write(work, letter)

    async def note_event(self, work: Work, conversation: UUID, what: What, by: str = "", words: str = "") -> None:
        """Something happened: a line among the others."""
        line = Message(uuid4(), conversation, 0, work.now, by, Kind.EVENT, what, words)
        await self._lines.add(work, line)
        self.ring(work, conversation)


def can_be_sent(thing: Thing) -> bool:
    """Whether it can be sent on to the person."""
    return thing.kind == "location" or (thing.kind in _SENDING and bool(thing.file_id))


def spoken_name(name: str) -> str:
    """A staff name as people say it: `siti.rahmah` → `Siti Rahmah`."""
    return " ".join(part.capitalize() for part in name.replace("_", ".").replace("-", ".").split(".") if part)
