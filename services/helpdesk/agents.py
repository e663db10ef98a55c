"""What staff write: answers to the person, notes among themselves, and what they correct or take back."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from services.db import Work
from services.helpdesk.hands import Hands
from services.helpdesk.lines import LineStore
from services.helpdesk.messages import (
    LineGone,
    NobodyToWriteTo,
    NothingWritten,
    StaffSays,
    StaffSent,
    StaffTookBack,
)
from services.helpdesk.model import (
    Conversation,
    Kind,
    Message,
    Thing,
    Trace,
    What,
)
from services.helpdesk.store import ConversationStore
from services.helpdesk.teller import Teller, can_be_sent, spoken_name
from services.post.model import Attachment
from services.requests.reading import read_words, telegram_length
from services.staff import Act, StaffMember

TAKEN_BACK_WITHIN = timedelta(hours=48)
"""Telegram lets a bot change its own messages for so long."""

OVERLAP = timedelta(seconds=20)
"""What was written in a unit of work that began before a page asked may be committed after it did."""
MOST_WATCHED = 100
"""Lines of one page whose letters are asked after."""
MOST_BESIDE = 900
"""Words that stand beside a file: Telegram takes 1,024 with the name. What is longer goes before it."""


@dataclass(frozen=True)
class Reply:
    """What a member writes. `once`: names the press, so that pressing twice sends once; `answers`: the line it answers;
    `file`: from the console; `message`: number of the member's message in the group, and `thing` what it carries."""

    words: str = field(default="", repr=False)
    once: UUID = field(default_factory=uuid4)
    answers: UUID | None = None
    file: Attachment | None = field(default=None, repr=False)
    thing: Thing | None = field(default=None, repr=False)
    message: int | None = None


@dataclass(frozen=True)
class Shown:
    """What an open page shows: its newest line, the moment it asked last, and lines whose letters are under way."""

    turn: int
    at: datetime
    watched: tuple[UUID, ...] = ()


class Agents:
    """Everything is checked against the table of rights and the queue of the member, and leaves a row in the audit."""

    def __init__(self, hands: Hands, store: ConversationStore, lines: LineStore, teller: Teller) -> None:
        self._hands, self._store, self._lines, self._teller = hands, store, lines, teller

    async def read(self, work: Work, by: StaffMember, conversation: UUID) -> tuple[Conversation, list[Message]]:
        """The conversation with its newest lines; the look is recorded. Raises what `Hands.open` raises."""
        found = await self._hands.open(work, by, conversation, Act.READ_QUEUE, lock=False)
        await self._hands.record(work, by, found, "read")
        return found, await self._lines.read(work, found.id)

    async def newer(
        self, work: Work, by: StaffMember, conversation: UUID, after: int
    ) -> tuple[Conversation, list[Message]]:
        """What was added since that line, for a page that is open already: no new look."""
        found = await self._hands.open(work, by, conversation, Act.READ_QUEUE, lock=False)
        await self._hands.record_once(work, by, found)
        return found, await self._lines.read(work, found.id, after)

    async def changed(self, work: Work, found: Conversation, shown: Shown) -> list[Message]:
        """What has changed in lines that an open page shows already: words, and how far a letter came. `found` comes
        from `newer`, which has checked the right to it."""
        since = shown.at - OVERLAP
        return await self._lines.changed(work, found.id, shown.turn, since, shown.watched[:MOST_WATCHED])

    async def trace(self, work: Work, by: StaffMember, found: Conversation) -> Trace | None:
        """What went before it. Raises NotYourRole."""
        by.must(Act.READ_QUEUE)
        return await self._store.trace(work, found.id)

    async def answer(self, work: Work, by: StaffMember, conversation: UUID, reply: Reply) -> Message:
        """Writes to the person; one that waits is taken in hand by this. The same press again changes nothing.

        Raises what `Hands.open` raises, NotOpen, InOtherHands, NobodyToWriteTo, NothingWritten, WordsTooLong.
        """
        words = read_words(reply.words)
        if not (words or reply.file or (reply.thing and can_be_sent(reply.thing))):
            raise NothingWritten()
        found = await self._hands.open(work, by, conversation, Act.ANSWER_CONVERSATION, lock=True)
        known = await self._already(work, found, reply)
        if known is not None:
            return known
        await self._hands.mine(work, by, found)
        if found.chat is None:
            raise NobodyToWriteTo(found.number)
        reply = await self._within(work, found, reply)
        found = await self._hands.give(work, by, found, by)
        letter = await self._sent(work, by, found, reply, words)
        line = await self._added(work, self._line(work, by, found, reply, letter))
        first = found.first_answer_at or work.now
        await self._store.save(work, replace(found, due=None, missed=0, first_answer_at=first))
        await self._hands.record(work, by, found, "answer")
        self._teller.ring(work, found.id)
        return line

    async def note(self, work: Work, by: StaffMember, conversation: UUID, reply: Reply) -> Message:
        """Among staff; the person never sees it. Raises what `Hands.open` raises, NothingWritten, WordsTooLong."""
        words = read_words(reply.words)
        if not words:
            raise NothingWritten()
        found = await self._hands.open(work, by, conversation, Act.NOTE_CONVERSATION, lock=True)
        known = await self._already(work, found, reply)
        if known is not None:
            return known
        line = await self._added(work, self._line(work, by, found, await self._within(work, found, reply)))
        if found.chat is None and found.is_open and found.due is not None:  # the result of a call is what we owed
            first = found.first_answer_at or work.now
            await self._store.save(work, replace(found, due=None, missed=0, first_answer_at=first))
        self._teller.ring(work, found.id)
        return line

    async def correct(self, work: Work, by: StaffMember, line: UUID, words: str) -> Message:
        """Other words in place of an own message, at the person's too. Raises what `Hands.open` raises, LineGone."""
        said = read_words(words)
        known, found = await self._own(work, by, line)
        if not said:
            raise NothingWritten()
        if known.letter is None or known.thing is not None or found.chat is None:
            raise LineGone()
        if said != known.words:
            await self._lines.rewrite(work, known, said)
            await self._teller.rewrite(work, found.chat, known.letter, StaffSays(spoken_name(by.name), said))
            self._teller.ring(work, found.id)
        return replace(known, words=said)

    async def renote(self, work: Work, by: StaffMember, line: UUID, words: str) -> None:
        """Other words in place of an own note. Raises what `Hands.open` raises, LineGone, NothingWritten."""
        said = read_words(words)
        known = await self._lines.one(work, line)
        if known is None or known.kind is not Kind.NOTE or known.by != by.name:
            raise LineGone()
        if not said:
            raise NothingWritten()
        await self._hands.open(work, by, known.conversation, Act.NOTE_CONVERSATION, lock=True)
        if said != known.words:
            await self._lines.rewrite(work, known, said)
            self._teller.ring(work, known.conversation)

    async def take_back(self, work: Work, by: StaffMember, line: UUID) -> None:
        """Takes an own message away from the person's chat; that there was one stays to be seen.
        Raises what `Hands.open` raises, LineGone."""
        known, found = await self._own(work, by, line)
        if known.letter is None or known.thing is not None or found.chat is None:
            raise LineGone()
        await self._lines.rewrite(work, known, "")
        await self._teller.rewrite(work, found.chat, known.letter, StaffTookBack(spoken_name(by.name)))
        await self._teller.note_event(work, found.id, What.WITHDRAWN, by.name)

    async def _sent(self, work: Work, by: StaffMember, found: Conversation, reply: Reply, words: str) -> UUID:
        assert found.chat is not None
        more = await self._reply_to(work, reply)
        name = spoken_name(by.name)
        if (reply.file or reply.thing) and telegram_length(words) > MOST_BESIDE:
            await self._teller.write(work, found.chat, StaffSays(name, words), **more)
            words, more = "", {}
        if reply.file is not None:
            return await self._teller.send_file(work, found.chat, reply.file, StaffSent(name, words))
        if reply.thing is not None:
            return await self._teller.send_thing(work, found.chat, reply.thing, StaffSent(name, words), **more)
        return await self._teller.write(work, found.chat, StaffSays(name, words), **more)

    async def _within(self, work: Work, found: Conversation, reply: Reply) -> Reply:
        """A reply answers a line of its own conversation, or none."""
        line = await self._lines.one(work, reply.answers) if reply.answers else None
        return reply if line is not None and line.conversation == found.id else replace(reply, answers=None)

    async def _reply_to(self, work: Work, reply: Reply) -> dict[str, object]:
        """Telegram's quote of the message that is answered, where it is still there."""
        line = await self._lines.one(work, reply.answers) if reply.answers else None
        if line is None or line.message is None or line.kind is not Kind.THEIRS:
            return {}
        return {"reply_parameters": {"message_id": line.message, "allow_sending_without_reply": True}}

    async def _already(self, work: Work, found: Conversation, reply: Reply) -> Message | None:
        """The line that this press, or this message of the group, has made before. Raises LineGone where the name of
        the press is that of a line elsewhere."""
        known = await self._lines.one(work, reply.once)
        if known is not None and (known.conversation != found.id or known.message != reply.message):
            raise LineGone()
        if known is None and reply.message is not None:
            known = await self._lines.by_message(work, found.id, Kind.STAFF, reply.message)
        return known

    async def _added(self, work: Work, line: Message) -> Message:
        """With its turn."""
        turn = await self._lines.add(work, line)
        assert turn is not None, "it was looked for, and the conversation is locked"
        return replace(line, turn=turn)

    async def _own(self, work: Work, by: StaffMember, line: UUID) -> tuple[Message, Conversation]:
        known = await self._lines.one(work, line)
        if known is None:
            raise LineGone()
        found = await self._hands.open(work, by, known.conversation, Act.ANSWER_CONVERSATION, lock=True)
        fresh = work.now - known.at < TAKEN_BACK_WITHIN
        if known.by != by.name or known.kind is not Kind.STAFF or not known.words or not fresh:
            raise LineGone()
        if found.is_open:
            await self._hands.mine(work, by, found)
        return known, found

    @staticmethod
    def _line(work: Work, by: StaffMember, found: Conversation, reply: Reply, letter: UUID | None = None) -> Message:
        """With a letter it goes to the person; without, it is a note."""
        thing = reply.thing
        if reply.file is not None:
            thing = Thing(reply.file.part, name=reply.file.name, mime=reply.file.mime, size=len(reply.file.content))
        return Message(
            id=reply.once,
            conversation=found.id,
            turn=0,
            at=work.now,
            by=by.name,
            kind=Kind.STAFF if letter else Kind.NOTE,
            words=read_words(reply.words),
            thing=thing,
            message=reply.message,
            letter=letter,
            answers=reply.answers,
        )
