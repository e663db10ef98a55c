"""Makes a move: checks what must come with it, saves, writes the history, tells the family. Both sides use it.

What staff wrote down wrongly is put right here too: the old line stays in the history, a new one says what stands.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from services.claims.messages import ClaimHeld, DecisionUnfit, HandoverUnfit, NoteMissing
from services.claims.model import Claim, Corrected, Decision, Event, Handover, Move, Step
from services.claims.reminding import Reminders
from services.claims.rules import paid_by, waits_for_papers
from services.claims.states import NEEDS, Need, State
from services.claims.store import ClaimStore
from services.claims.telling import Neighbours, Teller
from services.db import Work
from services.requests.reading import one_line, read_words

MOST_RUPIAH = 1_000_000_000
"""No sum of the programme comes near it; a slip of the finger does."""


class Mover:
    """The one place where a claim changes its state."""

    def __init__(self, store: ClaimStore, teller: Teller, rooms: Neighbours) -> None:
        self._store, self.teller, self._rooms = store, teller, rooms
        self.reminders = Reminders(store, rooms.region)

    async def move(self, work: Work, actor: str, claim: Claim, step: Step) -> Claim:
        """The claim after the move, which must be in the table already checked. The same hand-over or decision again
        is the move that was made. Raises NoteMissing, HandoverUnfit, DecisionUnfit, ClaimHeld, WordsTooLong."""
        step = replace(step, note=read_words(step.note))
        needs = NEEDS.get(step.to, frozenset())
        if Need.NOTE in needs and not step.note:
            raise NoteMissing(claim.number, step.to)
        after = replace(claim, state=step.to, changed_at=work.now)
        if Need.HANDOVER in needs:
            after = await self._handed_over(work, actor, after, step)
        elif Need.DAY in needs:
            after = replace(after, decision=self._decision(work, claim, step))
        handover = after.handover if Need.HANDOVER in needs else None
        decision = after.decision if Need.DAY in needs else None
        move = Move(work.now, actor, claim.state, step.to, step.note, handover, decision)
        await self._store.save(work, after)
        await self._store.add_move(work, claim, move)
        await self.reminders.restart(work, after)
        await self.teller.tell(work, after, await self._store.moves(work, after))
        return after

    async def correct(self, work: Work, actor: str, claim: Claim, step: Step) -> Claim:
        """What came with the move to `step.to` reads as this step has it from now on; `note` is why, for staff. The
        family hears once what it was told otherwise. The same again changes nothing.
        Raises NoteMissing, HandoverUnfit, DecisionUnfit, WordsTooLong."""
        why = read_words(step.note)
        if not why:
            raise NoteMissing(claim.number, step.to)
        after = self._corrected(work, claim, step)
        if (after.handover, after.decision) == (claim.handover, claim.decision):
            return claim
        is_handover = step.to is State.HANDED_OVER
        handover, decision = (after.handover, None) if is_handover else (None, after.decision)
        move = Move(work.now, actor, claim.state, claim.state, why, handover, decision, corrects=True)
        await self._store.save(work, after)
        await self._store.add_move(work, claim, move)
        if after.pay_by != claim.pay_by:
            await self.reminders.handed_over(work, after)
        if waits_for_papers(after) is not waits_for_papers(claim):
            await self.reminders.restart(work, after)
        if told := _told_otherwise(claim, after):
            await self.teller.tell(work, after, await self._store.moves(work, after), told)
        return after

    def _corrected(self, work: Work, claim: Claim, step: Step) -> Claim:
        after = replace(claim, changed_at=work.now)
        if step.to is not State.HANDED_OVER:
            return replace(after, decision=self._decision(work, claim, step))
        handover = self._handover(work, claim, step.handover)
        if claim.decision is not None and handover.day > claim.decision.day:
            created = self._rooms.region.today(claim.created_at)
            raise HandoverUnfit("decided", created, claim.decision.day)
        return replace(after, handover=handover, pay_by=self._paid_by(claim, handover))

    async def _handed_over(self, work: Work, actor: str, claim: Claim, step: Step) -> Claim:
        """The file was brought to BPJS. From here on the roster knows of the death: what a family tells alone ends
        nobody's record, and before this step a file may still turn out to be a mistake."""
        if claim.held is not None:
            raise ClaimHeld(claim.number)
        handover = self._handover(work, claim, step.handover)
        if claim.event is Event.DEATH and claim.participant is not None:
            died_on, reason = claim.details.day, f"claim:{claim.number}"
            await self._rooms.participants.mark_died(work, claim.participant, died_on, actor, reason)
        await self.reminders.handed_over(work, claim)
        return replace(claim, handover=handover, pay_by=self._paid_by(claim, handover))

    def _paid_by(self, claim: Claim, handover: Handover) -> date | None:
        is_working_day: Callable[[date], bool] = self._rooms.region.is_official_working_day
        return paid_by(claim.kind, handover, is_working_day)

    def _handover(self, work: Work, claim: Claim, given: Handover | None) -> Handover:
        region = self._rooms.region
        created, today = region.today(claim.created_at), region.today(work.now)
        given = given or Handover(today, "", "", is_complete=False)
        tidy = replace(given, office=one_line(given.office), receipt=one_line(given.receipt))
        fits = {
            "day": created <= tidy.day <= today,
            "office": 1 <= len(tidy.office) <= 120,
            "receipt": 1 <= len(tidy.receipt) <= 60,
        }
        for problem, is_fit in fits.items():
            if not is_fit:
                raise HandoverUnfit(problem, created, today)
        return tidy

    def _decision(self, work: Work, claim: Claim, step: Step) -> Decision:
        """What BPJS decided; days before the hand-over, future days and odd sums are slips."""
        needs, given = NEEDS[step.to], step.decision
        today = self._rooms.region.today(work.now)
        since = claim.handover.day if claim.handover else today
        if given is None or not since <= given.day <= today:
            raise DecisionUnfit("day", since, today)
        if given.amount is not None and not 0 < given.amount <= MOST_RUPIAH:
            raise DecisionUnfit("amount", since, today)
        if Need.AMOUNT in needs and given.amount is None:
            raise DecisionUnfit("amount", since, today)
        reason = read_words(given.reason)
        read_words(step.note + reason)  # both stand in one letter to the family, which holds no more
        if Need.REASON in needs and not reason:
            raise DecisionUnfit("reason", since, today)
        return replace(given, reason=reason)


def _told_otherwise(before: Claim, after: Claim) -> Corrected | None:
    """What the family was told that is not so. A day alone stands in the next answer and makes no letter, and of the
    way to BPJS nothing is told once it has decided."""
    if after.handover != before.handover:
        return Corrected.HANDOVER if after.decision is None else None
    assert before.decision is not None
    assert after.decision is not None
    if after.decision.amount != before.decision.amount:
        return Corrected.AMOUNT
    return Corrected.REASON if after.decision.reason != before.decision.reason else None
