"""Taking a conversation in hand: the checks before everything staff do, and who has it."""

from dataclasses import replace
from uuid import UUID

from services.db import Work
from services.dialogues import Dialogues
from services.helpdesk.messages import (
    AnotherOffice,
    BackInTheQueue,
    ConversationUnknown,
    InOtherHands,
    MemberCannot,
    NoteNeeded,
    NotOpen,
    NotYourQueue,
    QueueUnknown,
    SameQueue,
    StaffCame,
)
from services.helpdesk.model import Conversation, State, What
from services.helpdesk.paging import Pager
from services.helpdesk.store import ConversationStore
from services.helpdesk.teller import Teller, spoken_name
from services.privacy import Look, record_look
from services.privacy.audit import has_looked
from services.requests.numbers import Series, initials, read_number
from services.requests.reading import read_words
from services.staff import Act, Staff, StaffMember
from services.staff.reach import name_of
from services.staff.rules import SESSION_LASTS

_LOCK = "SELECT pg_advisory_xact_lock($1)"
"""The same lock that the inbox takes before it works on an update of the chat: what staff do and what the person does
come one after the other."""


class Hands:
    """Opens conversations for staff, and moves them between members and queues."""

    def __init__(self, store: ConversationStore, teller: Teller, pager: Pager, rooms: tuple[Staff, Dialogues]) -> None:
        self._store, self._teller, self._pager = store, teller, pager
        self._staff, self._dialogues = rooms

    async def open(self, work: Work, by: StaffMember, conversation: UUID, act: Act, *, lock: bool) -> Conversation:
        """The conversation, of which this member may do that; locked against the person's own updates if it is to be
        changed. Raises NotYourRole, ConversationUnknown, NotYourQueue."""
        by.must(act)
        found = await self._store.one(work, conversation)
        if found is not None and lock:
            if found.chat is not None:
                await work.raw.execute(_LOCK, found.chat)
            found = await self._store.one(work, conversation, lock=True)
        if found is None:
            await record_look(work, Look(by.actor, f"conversation.{act.value}", None, None, found=False))
            raise ConversationUnknown("")
        if not sits_in(by, found):
            await record_look(work, Look(by.actor, f"conversation.{act.value}", _subject(found), "queue", found=False))
            raise NotYourQueue(found.number, self._teller.office(found.queue))
        return found

    async def numbered(self, work: Work, by: StaffMember, typed: str) -> UUID:
        """The conversation of this number, in any usual spelling. Raises ConversationUnknown."""
        canonical = read_number(Series.REQUEST, initials(self._teller.region.name), typed)
        found = await self._store.by_number(work, canonical) if canonical else None
        if found is None:
            await record_look(work, Look(by.actor, "conversation.find", None, None, found=False))
            raise ConversationUnknown(typed)
        return found.id

    async def record(self, work: Work, by: StaffMember, found: Conversation, action: str, reason: str = "") -> None:
        """The look goes into the audit."""
        await record_look(work, Look(by.actor, f"conversation.{action}", _subject(found), reason or None))

    async def record_once(self, work: Work, by: StaffMember, found: Conversation) -> None:
        """A page that looks again is one look, as long as a session lasts; one that never opened it is a look."""
        seen = Look(by.actor, "conversation.read", _subject(found))
        if not await has_looked(work, seen, work.now - SESSION_LASTS):
            await record_look(work, seen)

    async def take(self, work: Work, by: StaffMember, conversation: UUID, *, over: bool = True) -> Conversation:
        """Takes it in hand, with `over` also out of another's hands. Raises what `open` raises, NotOpen, and without
        `over` InOtherHands: somebody else was quicker."""
        found = await self.open(work, by, conversation, Act.ANSWER_CONVERSATION, lock=True)
        if not over:
            await self.mine(work, by, found)
        return await self.give(work, by, found, by)

    async def take_next(self, work: Work, by: StaffMember) -> Conversation | None:
        """Of those that wait in the member's queues the one to which we owe an answer first, and that nobody else is
        taking just now; None when nobody waits. Raises NotYourRole."""
        by.must(Act.ANSWER_CONVERSATION)
        seat = None if by.queue is None or by.may(Act.SEE_OVERSIGHT) else by.queue
        where = "c.state = 'waiting' AND ($1::text IS NULL OR c.queue = $1)"
        for row in await self._store.rows(
            work, where, seat, order="(c.missed = 0), c.due NULLS LAST, c.waiting_since", most=20
        ):
            try:
                return await self.take(work, by, row.id, over=False)
            except (InOtherHands, MemberCannot, NotOpen):
                continue
        return None

    async def assign(self, work: Work, by: StaffMember, conversation: UUID, to: str) -> Conversation:
        """Gives it to another member. Raises what `open` and `Staff.allowed` raise, NotOpen, MemberCannot."""
        found = await self.open(work, by, conversation, Act.TRANSFER_CONVERSATION, lock=True)
        member = await self._staff.allowed(work, to, Act.ANSWER_CONVERSATION)
        if not sits_in(member, found):
            raise MemberCannot(spoken_name(member.name))
        return await self.give(work, by, found, member)

    async def give(self, work: Work, by: StaffMember, found: Conversation, to: StaffMember) -> Conversation:
        """Into the hands of a member; the person hears who is there now. What the bot was asking is put aside, so that
        the next words reach the member."""
        if not found.is_open:
            raise NotOpen(found.number)
        if found.chat is not None and found.chat == to.telegram:
            raise MemberCannot(spoken_name(to.name))  # nobody serves themselves: the look would cost nothing
        if found.chat is not None:
            await self._dialogues.park(work, found.chat)
        if found.assignee == to.id:
            return found
        what = What.TAKEN if found.assignee is None else What.TAKEN_OVER
        given = replace(found, state=State.ACTIVE, assignee=to.id)
        await self._store.save(work, given)
        await self._teller.note_event(work, found.id, what if to == by else What.ASSIGNED, by.name, to.name)
        await self._teller.tell(
            work, given, StaffCame(spoken_name(to.name), self._teller.office(to.queue) if to.queue else "")
        )
        return given

    async def release(self, work: Work, by: StaffMember, conversation: UUID) -> Conversation:
        """Back into the queue, at the place it had. Raises what `open` raises, NotOpen, InOtherHands."""
        found = await self.open(work, by, conversation, Act.ANSWER_CONVERSATION, lock=True)
        await self.mine(work, by, found)
        back = await self.put_back(work, found, What.RELEASED, by.name)
        await self.tell_back(work, back)
        await self._pager.page(work, back)
        return back

    async def release_all(self, work: Work, member: StaffMember, by: str) -> int:
        """Everything this member has in hand goes back into the queue; gives how many there were."""
        rows = await self._store.rows(work, "c.assignee = $1", member.id, order="c.chat NULLS FIRST, c.number")
        backs = []
        for row in rows:
            found = await self._locked(work, row.id)
            if found is not None and found.assignee == member.id:
                backs.append(await self.put_back(work, found, What.RELEASED, by))
        for back in backs:
            await self.tell_back(work, back)
            await self._pager.page(work, back)
        return len(backs)

    async def put_back(self, work: Work, found: Conversation, what: What, by: str) -> Conversation:
        """Nobody has it in hand any more, and it has the place it had. Whoever calls this tells the person, once all
        that come back have come, or the places would not be right; and calls staff."""
        due = self._teller.promise(work.now, self._teller.region.promise.answer)
        back = replace(found, state=State.WAITING, assignee=None, due=due)
        await self._store.save(work, back)
        await self._teller.note_event(work, found.id, what, by)
        return back

    async def tell_back(self, work: Work, back: Conversation) -> None:
        """The person hears that somebody else goes on, and the place."""
        assert back.due is not None
        place = await self._store.place(work, back)
        speech = BackInTheQueue(back.number, place, self._teller.told(work.now, back.due))
        await self._teller.tell(work, back, speech, **self._teller.way_out(back))

    async def transfer(self, work: Work, by: StaffMember, conversation: UUID, queue: str, note: str) -> Conversation:
        """To another office, with a note for whoever gets it. Raises what `open` raises, NotOpen, InOtherHands,
        QueueUnknown, SameQueue, NoteNeeded, WordsTooLong."""
        words = read_words(note)
        found = await self.open(work, by, conversation, Act.TRANSFER_CONVERSATION, lock=True)
        await self.mine(work, by, found)
        if queue not in self._teller.region.queues:
            raise QueueUnknown(self._teller.region.queues)
        office = self._teller.office(queue)
        if queue == found.queue:
            raise SameQueue(found.number, office)
        if not words:
            raise NoteNeeded(found.number)
        due = self._teller.promise(work.now, self._teller.region.promise.first_answer)
        moved = replace(found, state=State.WAITING, assignee=None, queue=queue, waiting_since=work.now, due=due)
        await self._store.save(work, replace(moved, missed=0))
        await self._teller.note_event(work, found.id, What.TRANSFERRED, by.name, f"{queue}\n{words}")
        place = await self._store.place(work, moved)
        speech = AnotherOffice(moved.number, office, place, self._teller.told(work.now, due))
        await self._teller.tell(work, moved, speech, **self._teller.way_out(moved))
        await self._pager.page(work, moved)
        return moved

    async def mine(self, work: Work, by: StaffMember, found: Conversation) -> None:
        """Raises NotOpen, and InOtherHands when another member has it."""
        if not found.is_open:
            raise NotOpen(found.number)
        if found.assignee is not None and found.assignee != by.id:
            raise InOtherHands(found.number, spoken_name(await name_of(work, found.assignee)))

    async def _locked(self, work: Work, conversation: UUID) -> Conversation | None:
        found = await self._store.one(work, conversation)
        if found is not None and found.chat is not None:
            await work.raw.execute(_LOCK, found.chat)
        return await self._store.one(work, conversation, lock=True)


def sits_in(member: StaffMember, conversation: Conversation) -> bool:
    """Whether it is this member's business: their queue, in their hands, or they oversee all queues."""
    everywhere = member.queue is None or member.may(Act.SEE_OVERSIGHT)
    return everywhere or conversation.queue == member.queue or conversation.assignee == member.id


def _subject(found: Conversation) -> str:
    return f"request:{found.number}"
