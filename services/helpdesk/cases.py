"""What becomes of a conversation: tags, its end, its opening again, and callers without Telegram."""

from dataclasses import dataclass, field, replace
from uuid import UUID, uuid4

from services.db import Work
from services.helpdesk.callers import Callers
from services.helpdesk.hands import Hands
from services.helpdesk.messages import AnotherOpen, ConversationOver, QueueUnknown, TagUnfit
from services.helpdesk.model import GIVEN_BY_STAFF, Channel, Conversation, Outcome, State, What
from services.helpdesk.rules import MOST_TAGS, TAG
from services.helpdesk.store import ConversationStore
from services.helpdesk.teller import Teller
from services.requests import Details, Subject
from services.requests.reading import read_name, read_phone, read_words
from services.staff import Act, StaffMember


@dataclass(frozen=True)
class Caller:
    """Somebody without Telegram: on the telephone, or at the counter."""

    channel: Channel
    queue: str
    subject: Subject
    name: str = field(repr=False)
    phone: str = field(default="", repr=False)
    words: str = field(default="", repr=False)


class Cases:
    """Everything is checked against the table of rights and the queue of the member, and leaves a row in the audit."""

    def __init__(self, hands: Hands, store: ConversationStore, teller: Teller, callers: Callers) -> None:
        self._hands, self._store, self._teller, self._callers = hands, store, teller, callers

    async def tag(self, work: Work, by: StaffMember, conversation: UUID, tag: str, *, on: bool) -> Conversation:
        """Puts a tag on it, or takes it off. Raises what `Hands.open` raises, TagUnfit."""
        found = await self._hands.open(work, by, conversation, Act.NOTE_CONVERSATION, lock=True)
        plain = " ".join(tag.lower().split())
        tags = [known for known in found.tags if known != plain]
        if on and (not TAG.fullmatch(plain) or len(tags) >= MOST_TAGS):
            raise TagUnfit(MOST_TAGS)
        tagged = replace(found, tags=tuple([*tags, plain] if on else tags))
        await self._store.save(work, tagged)
        self._teller.ring(work, found.id)
        return tagged

    async def close(self, work: Work, by: StaffMember, conversation: UUID, outcome: Outcome, note: str) -> Conversation:
        """The end; the bot tells the person that it is back. Raises what `Hands.open` raises, NotOpen, InOtherHands,
        WordsTooLong."""
        words = read_words(note)
        found = await self._hands.open(work, by, conversation, Act.CLOSE_CONVERSATION, lock=True)
        await self._hands.mine(work, by, found)
        given = outcome if outcome in GIVEN_BY_STAFF else Outcome.SOLVED
        ended = replace(
            found,
            state=State.CLOSED,
            assignee=None,
            due=None,
            outcome=given,
            closed_at=work.now,
            closed_by=by.name,
        )
        await self._store.save(work, ended)
        await self._teller.note_event(work, found.id, What.CLOSED, by.name, f"{given.value}\n{words}")
        await self._hands.record(work, by, found, "close")
        await self._teller.tell(
            work, ended, ConversationOver(found.number, given), reply_markup=self._teller.way_back(found.id)
        )
        return ended

    async def open_again(self, work: Work, by: StaffMember, conversation: UUID) -> Conversation:
        """Takes one that has ended in hand again. Raises what `Hands.open` raises; NotYourRole."""
        found = await self._hands.open(work, by, conversation, Act.ANSWER_CONVERSATION, lock=True)
        if found.is_open:
            return found
        if found.chat is not None:
            await self._must_be_alone(work, found.chat)
        opened = replace(found, state=State.WAITING, waiting_since=work.now, outcome=None, closed_at=None)
        opened = replace(opened, closed_by=None, missed=0)
        await self._store.save(work, opened)
        await self._teller.note_event(work, found.id, What.REOPENED_BY_STAFF, by.name)
        return await self._hands.give(work, by, opened, by)

    async def enter(self, work: Work, by: StaffMember, caller: Caller) -> Conversation:
        """Somebody on the telephone or at the counter, into the same queue. Raises NotYourRole, NameUnfit, PhoneUnfit,
        QueueUnknown, WordsTooLong."""
        by.must(Act.ENTER_CALLER)
        words = read_words(caller.words)
        phone = read_phone(caller.phone) if caller.phone.strip() else ""
        details = Details(name=read_name(caller.name), phone=phone, words=words)
        if caller.queue not in self._teller.region.queues:
            raise QueueUnknown(self._teller.region.queues)
        due = self._teller.promise(work.now, self._teller.region.promise.first_answer)
        conversation = Conversation(
            id=uuid4(),
            number="",
            chat=None,
            queue=caller.queue,
            subject=caller.subject,
            state=State.WAITING,
            channel=caller.channel,
            details=details,
            created_at=work.now,
            waiting_since=work.now,
            due=due,
        )
        return await self._callers.enter(work, conversation, by.name)

    async def _must_be_alone(self, work: Work, chat: int) -> None:
        """A chat has one open conversation, so that nobody's words go astray."""
        others = await self._store.rows(work, "c.chat = $1 AND c.state <> 'closed'", chat)
        if others:
            raise AnotherOpen(others[0].number)
