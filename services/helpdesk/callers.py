"""The side of the person who needs somebody: ask, be told, write, wait, leave."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4
from weakref import WeakKeyDictionary

from services.db import Work
from services.db.beside import Beside
from services.helpdesk.lines import LineStore
from services.helpdesk.messages import (
    ConversationTakenUp,
    InTheQueue,
    MyConversation,
    QueueLeft,
)
from services.helpdesk.model import (
    Asked,
    Channel,
    Conversation,
    Kind,
    Message,
    Ongoing,
    Outcome,
    Row,
    Said,
    State,
    Trace,
    What,
)
from services.helpdesk.paging import Pager
from services.helpdesk.rules import ACKNOWLEDGED_EVERY, MOST_TRACED, VAGUE
from services.helpdesk.store import ONGOING, ONGOING_OF, ConversationStore, ongoing_in
from services.helpdesk.teller import Teller
from services.region import Moment
from services.requests import Details, Subject
from services.requests.numbers import Series, initials, number


class Callers:
    """What a chat may do with its own conversation; the chat is the key to it, nothing that comes back from there."""

    def __init__(self, store: ConversationStore, lines: LineStore, teller: Teller, pager: Pager) -> None:
        self._store, self._lines, self._teller, self._pager = store, lines, teller, pager
        self._ongoing: WeakKeyDictionary[Work, dict[int, Ongoing | None]] = WeakKeyDictionary()

    @property
    def beside(self) -> Beside:
        """What each chat has under way is read along with what is known of it as a visitor."""
        return Beside(ONGOING_OF, ONGOING, self._take)

    async def ongoing(self, work: Work, chat: int) -> Ongoing | None:
        """The chat's conversation that is open, or that ended a short while ago."""
        known = self._ongoing.setdefault(work, {})
        if chat not in known:
            known[chat] = await self._store.ongoing(work, chat)
        return known[chat]

    async def ask(self, work: Work, chat: int, subject: Subject, details: Details, trace: Trace | None = None) -> Asked:
        """Calls a person. While a conversation is open it is that one, and what is told is added to it; one that ended
        a short while ago goes on; asking twice changes nothing."""
        known = await self._known(work, chat)
        if known is None:
            return await self._new(work, chat, subject, details, trace)
        told = _with_more(known, subject, details)
        if known.is_open:
            return await self._told_more(work, known, told)
        if trace is not None:
            await self._store.retrace(work, known.id, await self._with_earlier(work, known.id, trace))
        opened = await self._opened_again(work, told)
        return Asked(opened, await self._store.place(work, opened), is_new=False, is_reopened=True)

    async def enter(self, work: Work, conversation: Conversation, by: str) -> Conversation:
        """A caller without Telegram, whom staff enter into the same queue; gives it with its number."""
        numbered = replace(conversation, number=await self._next_number(work))
        await self._begin(work, numbered, None, by)
        return numbered

    async def about(self, work: Work, chat: int, participant: UUID | None) -> None:
        """Whom the chat's open conversation is about, as far as the chat has shown: whom it looked up last."""
        conversation = await self._open_one(work, chat)
        if conversation is not None and participant is not None and conversation.participant != participant:
            await self._store.save(work, replace(conversation, participant=participant))

    async def hear(self, work: Work, ongoing: Ongoing, said: Said) -> bool:
        """What the person wrote stands with the conversation; whoever has it in hand owes an answer. False when this
        very message stands there already."""
        await self._store.heard(work, ongoing.id)
        answers = await self._lines.sent_as(work, ongoing.id, said.answers) if said.answers else None
        line = Message(
            id=uuid4(),
            conversation=ongoing.id,
            turn=0,
            at=work.now,
            by="",
            kind=Kind.THEIRS,
            words=said.words,
            thing=said.thing,
            message=said.message,
            answers=answers.id if answers else None,
        )
        is_new = await self._lines.add(work, line) is not None
        if is_new and ongoing.state is State.ACTIVE:
            await self._store.owe(work, ongoing.id, self._promise(work))
        self._teller.ring(work, ongoing.id)
        return is_new

    async def correct(self, work: Work, ongoing: Ongoing, message: int, words: str) -> bool:
        """The person changed a message that staff have. False when they do not have it."""
        line = await self._lines.by_message(work, ongoing.id, Kind.THEIRS, message)
        if line is None:
            return False
        if line.words != words:
            await self._lines.rewrite(work, line, words)
            self._teller.ring(work, ongoing.id)
        return True

    async def take_up(self, work: Work, chat: int, conversation: UUID) -> ConversationTakenUp | None:
        """The chat's conversation, which ended a short while ago, is opened again, in the queue; one that waits stays
        as it is. None where it is not this chat's, ended long ago, is in hand, or is not the one under way."""
        ongoing = await self.ongoing(work, chat)
        if ongoing is None or ongoing.id != conversation or ongoing.state is State.ACTIVE:
            return None
        found = await self._known(work, chat)
        if found is None or found.state is State.ACTIVE:
            return None
        if not found.is_open:
            found = await self._opened_again(work, found)
        return ConversationTakenUp(found.number, await self._store.place(work, found), self._told(work, found.due))

    async def leave(self, work: Work, chat: int) -> QueueLeft | None:
        """The person does not wait any more; None when nothing waits. A conversation in hand is not ended by this."""
        found = await self._open_one(work, chat)
        if found is None or found.state is not State.WAITING:
            return None
        ended = replace(
            found, state=State.CLOSED, outcome=Outcome.CANCELLED, closed_at=work.now, closed_by=None, due=None
        )
        await self._store.save(work, ended)
        await self._teller.note_event(work, found.id, What.CANCELLED)
        self._forget_read(work, chat)
        return QueueLeft(found.number)

    async def where(self, work: Work, asked: Asked) -> InTheQueue | ConversationTakenUp:
        """What the person hears after asking."""
        one = asked.conversation
        if asked.is_reopened:
            return ConversationTakenUp(one.number, asked.place, self._told(work, one.due))
        desk, office = self._teller.region.desk(work.now), self._teller.office(one.queue)
        unasked = asked.is_new and one.subject is Subject.CONFUSED
        due = self._told(work, one.due)
        return InTheQueue(one.number, asked.place, desk, due, office, not asked.is_new, unasked)

    async def place(self, work: Work, ongoing: Ongoing) -> int:
        """The place in the queue, from 1; 0 when it does not wait."""
        found = await self._store.one(work, ongoing.id)
        return await self._store.place(work, found) if found and found.state is State.WAITING else 0

    async def is_quiet(self, work: Work, ongoing: Ongoing, said: Said) -> bool:
        """Whether the person wrote a moment ago and was told then that it was noted. A picture or a voice is always
        told so."""
        is_soon = ongoing.heard_at is not None and work.now - ongoing.heard_at < ACKNOWLEDGED_EVERY
        return is_soon and said.thing is None

    async def of_chat(self, work: Work, chat: int, most: int = 3) -> list[MyConversation]:
        """The chat's newest conversations as its owner sees them in /status, the newest first."""
        return [await self._mine(work, row) for row in await self._store.of_chat(work, chat, most)]

    async def forget(self, work: Work, chat: int) -> int:
        """Deletes all conversations of this chat with their lines; gives their number."""
        self._forget_read(work, chat)
        return await self._store.forget(work, chat)

    async def _mine(self, work: Work, row: Row) -> MyConversation:
        found = await self._store.one(work, row.id) if row.state is State.WAITING else None
        place = await self._store.place(work, found) if found else 0
        due = self._told(work, row.due)
        return MyConversation(row.number, row.subject, row.state, row.created_at, place, due, row.outcome)

    async def _known(self, work: Work, chat: int) -> Conversation | None:
        """The chat's conversation that is open, or ended a short while ago; locked."""
        ongoing = await self.ongoing(work, chat)
        return await self._store.one(work, ongoing.id, lock=True) if ongoing else None

    async def _open_one(self, work: Work, chat: int) -> Conversation | None:
        known = await self._known(work, chat)
        return known if known is not None and known.is_open else None

    async def _new(self, work: Work, chat: int, subject: Subject, details: Details, trace: Trace | None) -> Asked:
        conversation = Conversation(
            id=uuid4(),
            number=await self._next_number(work),
            chat=chat,
            queue=self._teller.region.queues[0],
            subject=subject,
            state=State.WAITING,
            channel=Channel.CHAT,
            details=details,
            created_at=work.now,
            waiting_since=work.now,
            due=self._teller.promise(work.now, self._teller.region.promise.first_answer),
        )
        await self._begin(work, conversation, trace, by="")
        return Asked(conversation, await self._store.place(work, conversation), is_new=True)

    async def _told_more(self, work: Work, known: Conversation, told: Conversation) -> Asked:
        if told != known:
            told = replace(told, due=told.due or self._promise(work))
            await self._store.save(work, told)
            await self._teller.note_event(work, known.id, What.TOLD_MORE)
        place = await self._store.place(work, told) if told.state is State.WAITING else 0
        return Asked(told, place, is_new=False)

    async def _with_earlier(self, work: Work, conversation: UUID, trace: Trace) -> Trace:
        """The new trace, behind the words that were not understood before; the last of all."""
        earlier = await self._store.trace(work, conversation)
        words = (*(earlier.words if earlier else ()), *trace.words)
        return replace(trace, words=words[-MOST_TRACED:])

    async def _opened_again(self, work: Work, found: Conversation) -> Conversation:
        opened = replace(
            found,
            state=State.WAITING,
            waiting_since=work.now,
            due=self._promise(work),
            missed=0,
            outcome=None,
            closed_at=None,
            closed_by=None,
        )
        await self._store.save(work, opened, heard_at=None)
        await self._teller.note_event(work, found.id, What.REOPENED)
        await self._pager.page(work, opened)
        assert found.chat is not None
        self._forget_read(work, found.chat)
        return opened

    def _told(self, work: Work, due: datetime | None) -> Moment | None:
        return self._teller.told(work.now, due) if due else None

    def _promise(self, work: Work) -> datetime:
        return self._teller.promise(work.now, self._teller.region.promise.answer)

    async def _begin(self, work: Work, conversation: Conversation, trace: Trace | None, by: str) -> None:
        await self._store.add(work, conversation, trace)
        await self._teller.note_event(work, conversation.id, What.OPENED, by)
        await self._pager.page(work, conversation)
        if conversation.chat is not None:
            self._forget_read(work, conversation.chat)

    async def _next_number(self, work: Work) -> str:
        region = self._teller.region
        running = await self._store.next_running(work)
        return number(Series.REQUEST, initials(region.name), region.today(work.now).year, running)

    def _take(self, work: Work, chat: int, values: Sequence[Any]) -> None:
        """What the statement of another room has read."""
        self._ongoing.setdefault(work, {})[chat] = ongoing_in(values)

    def _forget_read(self, work: Work, chat: int) -> None:
        self._ongoing.get(work, {}).pop(chat, None)


def _with_more(known: Conversation, subject: Subject, details: Details) -> Conversation:
    """What is told anew replaces what was told; *a person, please* takes nothing away from a clearer reason."""
    told = {name: value for name, value in vars(details).items() if value}
    clearer = known.subject if subject in VAGUE else subject
    return replace(known, subject=clearer, details=replace(known.details, **told))
