"""What the family hears of a claim: where it is, what is missing, what comes next, and by when."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from services.claims.documents.case import looked_at_by
from services.claims.messages import ClaimStatus
from services.claims.model import Claim, Corrected, Event, Move
from services.claims.papers.pinned import Buttons, PinnedList
from services.claims.papers.rules import TAKES_PAPERS
from services.claims.papers.store import PaperStore
from services.claims.rules import missing_of, unchecked_of, working_days
from services.claims.states import DECIDED, State
from services.claims.way import way_of
from services.db import Work
from services.participants.service import Participants
from services.post import Lane, Letter, Post
from services.region import Region
from services.visitors import Visitors
from services.words import Words


@dataclass(frozen=True)
class Neighbours:
    """The rooms that claims stand on."""

    post: Post
    words: Words = field(repr=False)
    region: Region
    participants: Participants
    visitors: Visitors


class Teller:
    """Writes status letters. Who submitted hears every change, and so does a hurt member's own chat."""

    def __init__(self, rooms: Neighbours, pages: PaperStore) -> None:
        self._rooms = rooms
        self.pinned = PinnedList(rooms.post, rooms.words, pages)
        self._buttons: Buttons | None = None

    def lend(self, buttons: Buttons, under_list: Buttons) -> None:
        """How buttons of the chat are made, under status letters and under the list of papers, which this room cannot
        know."""
        self._buttons = buttons
        self.pinned.lend(under_list)

    def under(self, claim: Claim, chat: int) -> Mapping[str, Any]:
        """What hangs under a letter about a claim that still takes papers: the next step, for whoever submitted it."""
        is_theirs = chat == claim.chat and claim.state in TAKES_PAPERS
        return {"reply_markup": self._buttons(claim.id)} if self._buttons and is_theirs else {}

    def status(self, work: Work, claim: Claim, moves: list[Move], corrected: Corrected | None = None) -> ClaimStatus:
        """Where it is, what is missing, what comes next; and what staff said when they brought it here, not why they
        changed its kind meanwhile."""
        handover, decision, region = claim.handover, claim.decision, self._rooms.region
        return ClaimStatus(
            number=claim.number,
            kind=claim.kind,
            state=claim.state,
            created_at=claim.created_at,
            way=way_of(claim, moves, work.now, region),
            missing=missing_of(claim),
            unchecked=unchecked_of(claim),
            handed_over_on=handover.day if handover else None,
            office=handover.office if handover else "",
            receipt=handover.receipt if handover else "",
            is_complete=handover.is_complete if handover else False,
            working_days=working_days(claim.kind),
            pay_by=claim.pay_by,
            is_late=claim.pay_by is not None and region.today(work.now) > claim.pay_by,
            next_by=self._next_by(work, claim, moves),
            decided_on=decision.day if decision else None,
            amount=decision.amount if decision else None,
            reason=decision.reason if decision else "",
            note=_note(claim, moves),
            desk=region.desk(work.now),
            call_centre=region.contacts.call_centre,
            corrected=corrected,
        )

    def _next_by(self, work: Work, claim: Claim, moves: list[Move]) -> date | None:
        """Until when staff look at it, where the next step is theirs; a promise whose day is over is not repeated."""
        is_ours = claim.state is State.APPEALED or (claim.state is State.IN_REVIEW and not missing_of(claim))
        region = self._rooms.region
        day = looked_at_by(moves[-1].at, region) if is_ours and moves else None
        return day if day and day >= region.today(work.now) else None

    async def tell(self, work: Work, claim: Claim, moves: list[Move], corrected: Corrected | None = None) -> None:
        """One status letter to everybody who follows this claim; a newer one replaces one that still waits, so that
        one about a correction tells everything as well. Whoever made the move in a chat is answered there."""
        text = self._rooms.words.render(self.status(work, claim, moves, corrected))
        for chat in await self.followers(work, claim):
            if moves[-1].by == f"chat:{chat}":
                continue
            params = {"chat_id": chat, "text": text, "parse_mode": "HTML", **self.under(claim, chat)}
            subject = f"claim:{claim.id}"
            await self._rooms.post.write(work, Letter(chat, "sendMessage", params, lane=Lane.STATUS, subject=subject))

    async def followers(self, work: Work, claim: Claim) -> tuple[int, ...]:
        """Chats that hear of the claim. Of the dead nothing goes to what was their own phone."""
        chats = [claim.chat]
        if claim.participant is not None and claim.event is not Event.DEATH:
            chats += await self._rooms.visitors.chats_of(work, claim.participant)
        return tuple(dict.fromkeys(chats))


def _note(claim: Claim, moves: list[Move]) -> str:
    """What staff said when they brought it here. What may name a sum or a day that was put right since is not said
    again."""
    note = ""
    for move in moves:
        if move.after is claim.state and not move.corrects and (move.before is not move.after or move.handover):
            note = move.note
        is_about = move.decision if claim.state in DECIDED else move.handover and claim.state is State.HANDED_OVER
        if move.corrects and is_about:
            note = ""
    return note
