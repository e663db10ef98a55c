"""A visit of the staff's group: one update of one linked member, with the open unit of work and the topic."""

from dataclasses import dataclass
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

from handlers.chat.groups import InGroup
from handlers.chat.keyboards import Keyboards
from handlers.chat.taps import Tap
from handlers.rooms import Rooms
from services.db import Work
from services.helpdesk.forum.messages import NotPassedOn, OnlyInTopics
from services.helpdesk.forum.model import Topic
from services.refusals import Refusal
from services.speech import Speech
from services.staff import StaffMember


@dataclass(frozen=True)
class GroupVisit:
    """What a handler of the group is given. `topic`: where it was said, if that is the topic of a conversation."""

    rooms: Rooms
    work: Work
    keyboards: Keyboards
    member: StaffMember
    heard: InGroup
    topic: Topic | None = None

    @property
    def conversation(self) -> UUID:
        """Whose topic this is. Raises OnlyInTopics."""
        if self.topic is None or self.topic.conversation is None:
            raise OnlyInTopics()
        return self.topic.conversation

    @property
    def once(self) -> UUID:
        """Names this message, however often it comes."""
        return uuid5(NAMESPACE_OID, f"{self.heard.chat}:{self.heard.message}")

    async def say(self, speech: Speech | Refusal | str, *buttons: Tap, **how: Any) -> None:
        """An answer to what was written."""
        if buttons:
            how["reply_markup"] = self.keyboards.under(buttons, len(buttons))
        if self.heard.message is not None:
            how["reply_parameters"] = {"message_id": self.heard.message, "allow_sending_without_reply": True}
        await self.rooms.helpdesk.forum.writer.say(self.work, speech, self.heard.thread, **how)

    async def sign(self, sign: str) -> None:
        """A small sign at what was written: `passed_on` or `noted`."""
        if self.heard.message is not None:
            await self.rooms.helpdesk.forum.writer.react(self.work, self.heard.message, sign)

    async def refuse(self, no: Refusal, *, not_passed_on: bool) -> None:
        """Why it was not done, and what to type instead where there is something."""
        words = self.rooms.words
        parts = [words.render(NotPassedOn())] if not_passed_on else []
        parts.append(words.render(no))
        parts += [words.labels("desk_forum_hint").get(type(no).__name__, "")]
        await self.say("\n".join(part for part in parts if part))
