"""What staff do with claims. Every verb checks the right, and every look leaves a row in the audit."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime, time
from uuid import UUID

from services.benefits.papers import Paper
from services.claims.messages import (
    ClaimMovedOn,
    ClaimUnknown,
    KindUnfit,
    KinshipUnseen,
    MoveNotAllowed,
    NoteMissing,
    NothingToCorrect,
)
from services.claims.model import Claim, Handover, Headline, Held, Kind, Move, Step
from services.claims.moving import Mover
from services.claims.rules import correctable, kinds_of, paid_by
from services.claims.states import DECIDED, NEEDS_OF_STAFF, TO_STAFF, Need, Party, State, may_make
from services.claims.store import ClaimStore, is_sent
from services.claims.telling import Neighbours
from services.db import Work
from services.privacy import Look, record_look
from services.privacy.audit import last_reason
from services.requests.numbers import Series, initials, read_number
from services.requests.reading import read_words
from services.staff import Act, StaffMember

MOST_LISTED = 500
"""Rows of a list."""
MOST_AROUND = 20
"""Claims shown beside one participant."""
RIGHTS: dict[State, Act] = {State.HANDED_OVER: Act.HAND_OVER_CLAIM} | dict.fromkeys(DECIDED, Act.RECORD_DECISION)
"""The right that a move takes; any other takes MOVE_CLAIM."""
ACTIONS: dict[State, str] = {State.HANDED_OVER: "claim.hand_over"} | dict.fromkeys(DECIDED, "claim.decide")
"""What a move is called in the audit; any other `claim.move`."""


class ClaimDesk:
    """The side of staff."""

    def __init__(self, store: ClaimStore, mover: Mover, rooms: Neighbours) -> None:
        self._store, self._mover, self._region = store, mover, rooms.region
        self._prefix = initials(rooms.region.name)

    async def overview(self, work: Work, by: StaffMember, states: frozenset[State] = TO_STAFF) -> list[Headline]:
        """Claims in these states, the oldest first; nothing personal. Raises NotYourRole."""
        by.must(Act.LIST_CLAIMS)
        await record_look(work, Look(by.actor, "claims.list"))
        return await self._store.headlines(work, states, MOST_LISTED)

    async def around(self, work: Work, by: StaffMember, participant: UUID, chats: Collection[int]) -> list[Headline]:
        """Claims about this participant or from these chats, the newest first; nothing personal. Whoever asks has
        opened the participant, which stands in the audit. Raises NotYourRole."""
        by.must(Act.LIST_CLAIMS)
        return await self._store.around(work, participant, chats, MOST_AROUND)

    async def show(self, work: Work, by: StaffMember, typed: str, reason: str) -> tuple[Claim, list[Move]]:
        """Everything about one claim. Raises NotYourRole, ClaimUnknown."""
        by.must(Act.SHOW_CLAIM)
        claim = await self.known(work, by, "claim.show", typed, reason)
        return claim, await self._store.moves(work, claim)

    async def standing(self, work: Work, by: StaffMember, typed: str) -> str | None:
        """Why this claim stands open for this member until the end of the day: the reason of the last look. None: they
        have not looked yet today. Raises NotYourRole."""
        by.must(Act.SHOW_CLAIM)
        canonical = read_number(Series.CLAIM, self._prefix, typed)
        if canonical is None:
            return None
        morning = datetime.combine(self._region.today(work.now), time(), self._region.zone)
        return await last_reason(work, Look(by.actor, "claim.show", f"claim:{canonical}"), morning)

    async def pair_of(self, work: Work, by: StaffMember, claim: Claim) -> list[Headline]:
        """Other claims about what may be the same event; families never learn of them. Raises NotYourRole."""
        by.must(Act.SHOW_CLAIM)
        return await self._store.pair_of(work, claim)

    async def export(self, work: Work, by: StaffMember, reason: str, states: frozenset[State]) -> list[Claim]:
        """Everything about all claims in these states; each leaves a row in the audit. Raises NotYourRole."""
        by.must(Act.EXPORT_CLAIMS)
        found = await self._store.whole(work, states)
        await record_look(work, Look(by.actor, "claims.export", None, reason, found=bool(found)))
        for claim in found:
            await record_look(work, Look(by.actor, "claim.export", f"claim:{claim.number}", reason))
        return found

    async def move(self, work: Work, by: StaffMember, typed: str, step: Step) -> Claim:
        """The next state, which the family hears with the note. The same step again changes nothing.
        Raises NotYourRole, ClaimUnknown, ClaimMovedOn, MoveNotAllowed, NoteMissing, HandoverUnfit, DecisionUnfit,
        ClaimHeld, WordsTooLong."""
        by.must(RIGHTS.get(step.to, Act.MOVE_CLAIM))
        claim = await self.known(work, by, ACTIONS.get(step.to, "claim.move"), typed)
        if await self._is_made(work, by, claim, step):
            return claim
        if step.before not in {None, claim.state}:
            raise ClaimMovedOn(claim.number, claim.state, step.to)
        if not may_make(Party.STAFF, claim.state, step.to):
            raise _not_allowed(claim, step.to)
        if Need.NOTE in NEEDS_OF_STAFF.get(step.to, ()) and not read_words(step.note):
            raise NoteMissing(claim.number, step.to)
        return await self._mover.move(work, by.actor, claim, step)

    async def correct(self, work: Work, by: StaffMember, typed: str, step: Step) -> Claim:
        """The hand-over or the decision that came with the move to `step.to` was written down wrongly; with the right
        to make that move, and `note` as the reason. See `Mover.correct`. Raises NotYourRole, ClaimUnknown,
        ClaimMovedOn, NothingToCorrect, NoteMissing, HandoverUnfit, DecisionUnfit, WordsTooLong."""
        by.must(RIGHTS.get(step.to, Act.RECORD_DECISION))
        claim = await self.known(work, by, "claim.correct", typed)
        if step.before not in {None, claim.state}:
            raise ClaimMovedOn(claim.number, claim.state, step.to)
        if step.to not in correctable(claim):
            raise NothingToCorrect(claim.number, claim.state, step.to, correctable(claim))
        return await self._mover.correct(work, by.actor, claim, step)

    async def hand_over(self, work: Work, by: StaffMember, typed: str, handover: Handover) -> Claim:
        """The file was brought to BPJS; the family hears where and when. See `move`."""
        return await self.move(work, by, typed, Step(State.HANDED_OVER, handover=handover))

    async def mark_seen(self, work: Work, by: StaffMember, typed: str, papers: Iterable[Paper]) -> Claim:
        """Staff have had these papers in their hands (all of them, not only the new ones).
        Raises NotYourRole, ClaimUnknown."""
        by.must(Act.MOVE_CLAIM)
        claim = await self.known(work, by, "claim.papers", typed)
        return await self._listed(work, replace(claim, seen=frozenset(papers), changed_at=work.now))

    async def classify(self, work: Work, by: StaffMember, typed: str, kind: Kind, why: str) -> Claim:
        """Another benefit than the family's words told; the reason stands in the history, and the clock of BPJS is the
        one of that benefit. The same again changes nothing. Raises NotYourRole, ClaimUnknown, NoteMissing,
        KindUnfit, WordsTooLong."""
        by.must(Act.MOVE_CLAIM)
        claim = await self.known(work, by, "claim.classify", typed)
        note = read_words(why)
        if not note:
            raise NoteMissing(claim.number, claim.state)
        if kind not in kinds_of(claim.event):
            raise KindUnfit(claim.number, claim.event, kind)
        if claim.kind is kind:
            return claim
        changed = Move(work.now, by.actor, claim.state, claim.state, note, kind=kind)
        await self._store.add_move(work, claim, changed)
        until = paid_by(kind, claim.handover, self._region.is_official_working_day)
        if until != claim.pay_by:
            await self._mover.reminders.handed_over(work, claim)
        return await self._listed(work, replace(claim, kind=kind, pay_by=until, changed_at=work.now))

    async def assign(self, work: Work, by: StaffMember, typed: str, to: UUID | None) -> Claim:
        """Who sees to it; None: nobody. One takes a claim oneself, and lays it down, with MOVE_CLAIM; out of or into
        the hands of others it goes with ASSIGN_CLAIM. Raises NotYourRole, ClaimUnknown."""
        by.must(Act.MOVE_CLAIM if to in {by.id, None} else Act.ASSIGN_CLAIM)
        claim = await self.known(work, by, "claim.assign", typed)
        if to != claim.assignee and claim.assignee not in {by.id, None}:
            by.must(Act.ASSIGN_CLAIM)
        return await self._saved(work, replace(claim, assignee=to))

    async def hold(self, work: Work, by: StaffMember, typed: str, why: str) -> Claim:
        """It is not handed over for now, because papers of kinship were seen on both sides of a pair. The family is
        not told, for nobody may learn of another's claim; it stands in the history, which staff alone read.
        Raises NotYourRole, ClaimUnknown, NoteMissing, KinshipUnseen."""
        by.must(Act.HOLD_CLAIM)
        claim = await self.known(work, by, "claim.hold", typed)
        reason = read_words(why)
        if not reason:
            raise NoteMissing(claim.number, claim.state)
        if not await self._store.shows_kinship_on_both_sides(work, claim):
            raise KinshipUnseen(claim.number)
        await self._store.add_move(work, claim, Move(work.now, by.actor, claim.state, claim.state, reason))
        return await self._saved(work, replace(claim, held=Held(by.actor, work.now, reason)))

    async def let_go(self, work: Work, by: StaffMember, typed: str) -> Claim:
        """It goes on. Raises NotYourRole, ClaimUnknown."""
        by.must(Act.HOLD_CLAIM)
        claim = await self.known(work, by, "claim.let_go", typed)
        if claim.held is not None:
            await self._store.add_move(work, claim, Move(work.now, by.actor, claim.state, claim.state))
        return await self._saved(work, replace(claim, held=None))

    async def _is_made(self, work: Work, by: StaffMember, claim: Claim, step: Step) -> bool:
        """Whether this very step was made before: a press that came twice."""
        if claim.state is not step.to:
            return False
        if step.handover is not None:
            return claim.handover == step.handover
        if step.decision is not None:
            return claim.decision == step.decision
        last = (await self._store.moves(work, claim))[-1]
        return (last.after, last.by, last.note) == (step.to, by.actor, read_words(step.note))

    async def _saved(self, work: Work, claim: Claim) -> Claim:
        await self._store.save(work, claim)
        return claim

    async def _listed(self, work: Work, claim: Claim) -> Claim:
        """Saved, and the family's list of papers says so too."""
        await self._store.save(work, claim)
        await self._mover.teller.pinned.refresh(work, claim)
        return claim

    async def known(self, work: Work, by: StaffMember, action: str, typed: str, reason: str | None = None) -> Claim:
        """The claim of a number as staff type it, locked; the look stands in the audit. What a family recorded without
        sending it is none. Raises ClaimUnknown."""
        canonical = read_number(Series.CLAIM, self._prefix, typed)
        claim = await self._store.by_number(work, canonical) if canonical else None
        claim = claim if claim and is_sent(claim) else None
        subject = f"claim:{canonical}" if canonical else None
        await record_look(work, Look(by.actor, action, subject, reason, found=claim is not None))
        if claim is None:
            raise ClaimUnknown(typed)
        return claim


def _not_allowed(claim: Claim, wanted: State) -> MoveNotAllowed:
    ways = tuple(state for state in State if may_make(Party.STAFF, claim.state, state))
    return MoveNotAllowed(claim.number, claim.state, wanted, ways)
