"""Makes a move: checks what must come with it, saves, writes the history, tells the family. Both sides use it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from services.claims.messages import ClaimHeld, DecisionUnfit, HandoverUnfit, NoteMissing
from services.claims.model import Claim, Decision, Event, Handover, Move, Step
from services.claims.reminding import Reminders
from services.claims.rules import paid_by
from services.claims.states import NEEDS, Need
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
        is_working_day: Callable[[date], bool] = self._rooms.region.is_official_working_day
        return replace(claim, handover=handover, pay_by=paid_by(claim.kind, handover, is_working_day))

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
