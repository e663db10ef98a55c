"""What a family does with a claim: submit it, look where it is, take it back, object to a no."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

from services.claims.accidents.rules import carried
from services.claims.accidents.service import Accidents
from services.claims.board import Board
from services.claims.documents.case import Case
from services.claims.documents.errands import Errands
from services.claims.importing.service import DecisionSheets
from services.claims.messages import (
    CONSENT_VERSION,
    ClaimNotYours,
    ClaimReceived,
    ClaimStatus,
    ClaimSums,
    NobodyOfThatName,
    NotAnyMore,
    SumsLater,
    TooManyClaims,
)
from services.claims.model import Claim, Details, Event, Move, Step
from services.claims.moving import Mover
from services.claims.papers.rules import checklist
from services.claims.papers.service import Papers
from services.claims.papers.staff import PaperDesk
from services.claims.papers.store import PaperStore
from services.claims.rules import kind_of, lies_with_us, paid_by
from services.claims.staff import ClaimDesk
from services.claims.states import Party, State, may_make
from services.claims.store import ClaimStore
from services.claims.sums import sums_of, told
from services.claims.telling import Neighbours, Teller
from services.db import Work
from services.participants.model import NotFound
from services.participants.names import name_words
from services.participants.nik import Nik
from services.privacy import Keys, Look, record_look
from services.requests.numbers import Series, initials, number
from services.requests.reading import read_words
from services.staff import Act, StaffMember

MOST_A_DAY = 10
"""Claims of one chat in 24 hours; a village helper may bring several families."""


class Claims:
    """Files of families. Who submits sees their own and no other; `desk` is the side of staff."""

    def __init__(self, keys: Keys, rooms: Neighbours) -> None:
        self._store = ClaimStore(keys.cipher)
        self._fingerprint = keys.fingerprint
        self._region, self._participants = rooms.region, rooms.participants
        papers = PaperStore(keys.cipher)
        self.teller = Teller(rooms, papers)
        self._mover = Mover(self._store, self.teller, rooms)
        self.reminders = self._mover.reminders
        self.desk = ClaimDesk(self._store, self._mover, rooms)
        self.board = Board(rooms.region)
        self.decisions = DecisionSheets(self.desk, self._store, keys.cipher, rooms.region)
        self.papers = Papers(self._store, papers, self._mover)
        self.accidents = Accidents(keys, self._store, papers, rooms.region)
        self.errands = Errands()
        self.paper_desk = PaperDesk(self.desk, self._store, self.papers, rooms)

    async def submit(
        self, work: Work, chat: int, event: Event, details: Details, participant: UUID | None = None
    ) -> Claim:
        """A new claim, with consent given now. The same person, day and event from the same chat is the one there
        is: what was told anew replaces the old while the file is still with us. The open record of the same accident
        becomes it. What other chats submit is neither read nor told. Raises TooManyClaims."""
        key = self._key(chat, event, details, participant)
        known = await self._store.same(work, chat, key)
        if known is not None:
            return await self._told_again(work, known, details) if lies_with_us(known) else known
        if await self._store.started_since(work, chat, work.now - timedelta(days=1)) >= MOST_A_DAY:
            raise TooManyClaims(MOST_A_DAY, self._region.contacts.call_centre)
        claim = replace(self._new(work, chat, event, details), participant=participant)
        recorded = await self.accidents.completed(work, claim, key, self._person(event, details))
        if recorded is not None:
            await self.reminders.restart(work, recorded)
            return recorded
        claim = replace(claim, number=self._number(work, await self._store.next_running(work)))
        if await self._store.add(work, claim, key, self._person(event, details)):
            await self._store.add_move(work, claim, Move(work.now, f"chat:{chat}", State.DRAFT, State.SUBMITTED))
            await self.reminders.restart(work, claim)
            return claim
        known = await self._store.same(work, chat, key)
        assert known is not None, "a claim that stood in the way is there"
        return known

    async def renew(
        self, work: Work, chat: int, claim: UUID, details: Details, participant: UUID | None = None
    ) -> Claim:
        """The family tells a claim anew, while it lies with us: other words, another day, another name. `participant`
        stays for as long as the name does. The same words change nothing. Raises ClaimNotYours, NotAnyMore."""
        found = await self.changeable(work, chat, claim)
        if participant is None and _is_same_person(found.details, details):
            participant = found.participant  # staff may have found it while the family was telling
        renewed = await self._told_again(work, replace(found, participant=participant), details)
        key = self._key(chat, found.event, details, participant)
        other = await self._store.same(work, chat, key)
        is_free = other is None or other.id == found.id
        await self._store.about(work, renewed, key if is_free else None, self._person(found.event, details))
        return renewed

    async def open_to(self, work: Work, chat: int, claim: UUID, wanted: State) -> Claim:
        """The chat's claim, if the family may bring it there. Raises ClaimNotYours, NotAnyMore."""
        found = await self.mine(work, chat, claim)
        if not _may(found, wanted):
            raise NotAnyMore(found.number, found.state, wanted)
        return found

    async def changeable(self, work: Work, chat: int, claim: UUID) -> Claim:
        """The chat's claim, if it still lies with us. Raises ClaimNotYours, NotAnyMore."""
        found = await self.mine(work, chat, claim)
        if not lies_with_us(found):
            raise NotAnyMore(found.number, found.state, State.SUBMITTED)
        return found

    async def sums(self, work: Work, claim: Claim) -> ClaimSums | SumsLater:
        """What follows by the rules of that day, from the record of whom the claim is about; the look stands in the
        audit. Without a record: that it is known once staff found it."""
        if claim.participant is None:
            return SumsLater(claim.number)
        asker, reason = f"chat:{claim.chat}", f"claim:{claim.number}"
        person = await self._participants.participant(work, claim.participant, asker, reason)
        return (told(claim, person) if person else None) or SumsLater(claim.number)

    def received(self, work: Work, claim: Claim) -> ClaimReceived:
        """What the family hears after submitting."""
        return ClaimReceived(claim.number, self._region.desk(work.now))

    async def of_chat(self, work: Work, chat: int, most: int = 3) -> list[Claim]:
        """The newest claims of this chat."""
        return await self._store.of_chat(work, chat, most)

    async def mine(self, work: Work, chat: int, claim: UUID) -> Claim:
        """The claim behind a button, locked, if it is this chat's. Anything else leaves a row in the audit.
        Raises ClaimNotYours, in the same words whether there is such a claim or not."""
        found = await self._store.by_id(work, claim)
        if found is None or found.chat != chat:
            await record_look(work, Look(f"chat:{chat}", "claim.forged", f"claim:{claim}", None, found=False))
            raise ClaimNotYours()
        return found

    async def case(self, work: Work, claim: UUID, operator: str) -> Case:
        """Everything that a document of the family is made of. Raises ValueError when the claim is gone."""
        found = await self.papers.claim(work, claim)
        pages = await self.papers.store.of(work, claim)
        moves = tuple(await self._store.moves(work, found))
        return Case(found, moves, pages, checklist(found, pages), operator, work.now)

    async def connect(self, work: Work, by: StaffMember, typed: str, nik: Nik) -> Claim:
        """Staff found whom the claim is about, by number and the name that the family told: the sums are known then,
        and a death that is at BPJS is known to the roster. Doing it twice is doing it once. Raises NotYourRole,
        ClaimUnknown, NobodyOfThatName."""
        by.must(Act.LOOK_UP_PEOPLE)
        by.must(Act.MOVE_CLAIM)
        claim = await self.desk.known(work, by, "claim.connect", typed)
        if claim.participant is not None:
            return claim
        day = claim.details.day
        found = (await self._participants.look_up(work, nik, claim.details.about, day, by.actor)).answer
        if isinstance(found, NotFound):
            raise NobodyOfThatName(claim.number)
        known = replace(claim.details, nik=nik.number)
        after = replace(claim, participant=found.participant.id, details=known, changed_at=work.now)
        await self._store.save(work, after)
        await self._store.add_move(work, after, Move(work.now, by.actor, claim.state, claim.state))
        if claim.event is Event.DEATH and claim.handover is not None:
            why = f"claim:{claim.number}"
            await self._participants.mark_died(work, found.participant.id, day, by.actor, why)
        return after

    async def file_case(self, work: Work, by: StaffMember, typed: str, reason: str, operator: str) -> Case:
        """Everything that the complete file is made of, the roster's record among it; both looks stand in the audit.
        Raises NotYourRole, ClaimUnknown."""
        by.must(Act.HAND_OVER_CLAIM)
        claim = await self.desk.known(work, by, "claim.file", typed, reason)
        person = None
        if claim.participant is not None:
            why = f"claim:{claim.number}"
            person = await self._participants.participant(work, claim.participant, by.actor, why)
        case = await self.case(work, claim.id, operator)
        return replace(case, participant=person, sums=sums_of(claim, person), by=by.actor.removeprefix("staff:"))

    async def moves(self, work: Work, claim: Claim) -> list[Move]:
        """Its history, in order."""
        return await self._store.moves(work, claim)

    async def status(self, work: Work, claim: Claim) -> ClaimStatus:
        """Where it is, what is missing, what comes next."""
        return self.teller.status(work, claim, await self._store.moves(work, claim))

    async def withdraw(self, work: Work, chat: int, claim: UUID) -> Claim:
        """The family takes it back, while it lies with us. Doing it twice is doing it once.
        Raises ClaimNotYours, NotAnyMore."""
        return await self._by_family(work, chat, claim, Step(State.WITHDRAWN))

    async def appeal(self, work: Work, chat: int, claim: UUID, why: str) -> Claim:
        """The family objects to a no of BPJS; staff bring it there. Raises ClaimNotYours, NotAnyMore, WordsTooLong."""
        return await self._by_family(work, chat, claim, Step(State.APPEALED, read_words(why)))

    async def forget(self, work: Work, chat: int) -> int:
        """Deletes what this chat submitted and what has not gone to BPJS; gives their number. What lies at BPJS stays
        until its end."""
        return await self._store.forget(work, chat)

    async def _by_family(self, work: Work, chat: int, claim: UUID, step: Step) -> Claim:
        found = await self.mine(work, chat, claim)
        if found.state is step.to:
            return found
        if found.state is State.DRAFT and step.to is State.WITHDRAWN:
            return await self.accidents.discard(work, found)
        if not _may(found, step.to):
            raise NotAnyMore(found.number, found.state, step.to)
        return await self._mover.move(work, f"chat:{chat}", found, step)

    async def _told_again(self, work: Work, known: Claim, details: Details) -> Claim:
        """The same words again change nothing; others replace the old ones. What staff made of its kind stays, unless
        the new words tell of another one, which has a clock of its own at BPJS."""
        details = carried(known.details, details)
        if not details.nik and known.participant is not None and _is_same_person(known.details, details):
            details = replace(details, nik=known.details.nik)
        if known.details == details:
            return known
        anew = kind_of(known.event, details)
        is_other = anew is not kind_of(known.event, known.details)
        kind = anew if is_other else known.kind
        until = paid_by(kind, known.handover, self._region.is_official_working_day)
        renewed = replace(known, details=details, kind=kind, pay_by=until, changed_at=work.now)
        await self._store.save(work, renewed)
        if until != known.pay_by:
            await self.reminders.handed_over(work, renewed)
        by, became = f"chat:{known.chat}", None if kind is known.kind else kind
        await self._store.add_move(work, known, Move(work.now, by, known.state, known.state, kind=became))
        return renewed

    def _number(self, work: Work, running: int) -> str:
        return number(Series.CLAIM, initials(self._region.name), self._region.today(work.now).year, running)

    def _new(self, work: Work, chat: int, event: Event, details: Details) -> Claim:
        return Claim(
            id=uuid4(),
            number="",
            chat=chat,
            participant=None,
            event=event,
            kind=kind_of(event, details),
            state=State.SUBMITTED,
            details=details,
            consent_version=CONSENT_VERSION,
            created_at=work.now,
            changed_at=work.now,
        )

    def _key(self, chat: int, event: Event, details: Details, participant: UUID | None) -> bytes:
        person = str(participant) if participant else " ".join(sorted(name_words(details.about)))
        parts = (str(chat), event.value, person, details.day.isoformat())
        return self._fingerprint.of("submission", "\0".join(parts))

    def _person(self, event: Event, details: Details) -> bytes | None:
        """By what claims of other chats about the same person are found, for staff alone."""
        words = sorted(name_words(details.about))
        return self._fingerprint.of("claim.person", "\0".join((event.value, *words))) if words else None


def _is_same_person(known: Details, told: Details) -> bool:
    """By the name, as it is told."""
    return sorted(name_words(known.about)) == sorted(name_words(told.about))


def _may(claim: Claim, wanted: State) -> bool:
    """Whether the family may bring it there: what lies at BPJS, lacking a paper, is not taken back from here."""
    is_too_late = wanted is State.WITHDRAWN and claim.handover is not None
    return may_make(Party.FAMILY, claim.state, wanted) and not is_too_late
