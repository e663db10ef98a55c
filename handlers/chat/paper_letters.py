"""Letters about papers that no question asked for: the pinned list, what arrived, what is doubtful."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from handlers.chat.accident_buttons import AccidentReported, CompleteAccident, TellPlace
from handlers.chat.buttons import AskForHelp, Button, OpenMenu, ShowStatus
from handlers.chat.claim_buttons import (
    DropPhotos,
    HidePhotos,
    KeepPhotos,
    PickPaper,
    SendPaper,
    ShowDocuments,
    SortPhotos,
)
from handlers.chat.keyboards import Keyboards
from handlers.rooms import Rooms
from services.claims import Claim, State
from services.claims.accidents.messages import EvidenceKept
from services.claims.documents.case import Wish
from services.claims.documents.errands import ASKED
from services.claims.papers.messages import ClaimPapers, PaperDoubtful, PapersArrived, WhichPaper
from services.claims.papers.model import Arrival, Checklist, Page
from services.db import Work
from services.post import Letter
from services.refusals import Refusal
from services.requests import Subject
from services.speech import Speech


@dataclass(frozen=True)
class PaperLetters:
    """Writes into the chat of a claim, whether or not somebody is just now talking there."""

    rooms: Rooms
    keyboards: Keyboards

    async def write_list(self, work: Work, claim: Claim, *, anew: bool = False) -> None:
        """The pinned list: edited where it stands, written and pinned anew where it never was or is long gone, or where
        the family has just sent its claim and looks for it below. The record of an accident has none yet."""
        if claim.state is not State.DRAFT:
            await self._write_list(work, claim, await self.rooms.claims.papers.list_of(work, claim), anew)

    async def _write_list(self, work: Work, claim: Claim, found: Checklist, anew: bool) -> None:
        if not anew and await self.rooms.claims.teller.pinned.refresh(work, claim, found):
            return
        said = ClaimPapers(claim.number, claim.kind, found.rows, found.grant)
        params = self._params(claim, said, *under_list(claim.id))
        written = await self.rooms.post.write(work, Letter(claim.chat, "sendMessage", params))
        pin = {"chat_id": claim.chat, "disable_notification": True}
        await self.rooms.post.write(work, Letter(claim.chat, "pinChatMessage", pin, refers=written))
        await self.rooms.claims.papers.listed(work, claim, written)

    async def tell(self, work: Work, claim: Claim, arrival: Arrival) -> None:
        """What came, in as few messages as can be: what counts, what is doubtful, what nobody has named yet."""
        found = await self.rooms.claims.papers.list_of(work, claim)
        named = tuple(dict.fromkeys(page.paper for page in arrival.arrived if page.paper is not None))
        loose = [page for page in (*arrival.arrived, *arrival.doubted) if page.paper is None]
        if arrival.doubted:
            quoted = _the_one_of_an_album(arrival)
            await self.say(work, claim, _doubt(arrival), *_ways_with(claim, arrival.doubted), answers=quoted)
        if claim.state is State.DRAFT:
            await self._tell_kept(work, claim, arrival)
        elif named:
            said = PapersArrived(claim.number, named, found.missing, arrival.is_complete)
            more = (PickPaper(claim.id),) if found.missing else ()
            await self.say(work, claim, said, *more, HidePhotos(claim.id), ShowStatus())
            if arrival.is_complete:
                await self.rooms.claims.errands.ask(work, claim.id, Wish.RECEIPT)
                self.rooms.bell.ring(work, ASKED)
        if loose:
            await self.say(work, claim, WhichPaper(found.unsorted), *self._choices(claim, found))
        if claim.state is not State.DRAFT:
            await self._write_list(work, claim, found, anew=False)

    async def _tell_kept(self, work: Work, record: Claim, arrival: Arrival) -> None:
        """In the first hour nobody is told what is missing."""
        if arrival.arrived:
            told = record.details
            at = arrival.arrived[-1].received_at
            said = EvidenceKept(record.number, len(arrival.arrived), at, has_place=bool(told.place))
            place = () if told.place else (TellPlace(record.id),)
            report = () if told.is_reported else (AccidentReported(record.id),)
            await self.say(work, record, said, *place, *report, CompleteAccident(record.id), AskForHelp(Subject.TALK))

    async def say(
        self, work: Work, claim: Claim, speech: Speech | Refusal, *buttons: Button, **how: int | str | None
    ) -> None:
        """A message in the chat of the claim. `how`: `answers` (the message it quotes), `once` (a second one under this
        name is not said)."""
        params = self._params(claim, speech, *buttons)
        if answers := how.get("answers"):
            params["reply_parameters"] = {"message_id": answers, "allow_sending_without_reply": True}
        once = str(how["once"]) if how.get("once") else None
        await self.rooms.post.write(work, Letter(claim.chat, "sendMessage", params, dedupe=once))

    def _params(self, claim: Claim, speech: Speech | Refusal, *buttons: Button) -> dict[str, Any]:
        params: dict[str, Any] = {
            "chat_id": claim.chat,
            "text": self.rooms.words.render(speech),
            "parse_mode": "HTML",
        }
        return params | ({"reply_markup": self.keyboards.under(buttons, 1)} if buttons else {})

    def _choices(self, claim: Claim, found: Checklist) -> list[Button]:
        """Papers that it may be, what is missing first."""
        rows = [row.paper for row in (*found.rows, *found.grant)]
        order = (*found.missing, *(paper for paper in rows if paper not in found.missing))
        labels = self.rooms.words.labels("paper_short")
        choices: list[Button] = [(labels[paper.value], SortPhotos(claim.id, paper)) for paper in order]
        return [*choices, DropPhotos(claim.id), OpenMenu()]


def under_list(claim: UUID) -> tuple[Button, ...]:
    """The buttons under the pinned list."""
    return (PickPaper(claim), ShowDocuments(claim), ShowStatus())


def _doubt(arrival: Arrival) -> PaperDoubtful:
    pages = arrival.doubted
    faults = {fault for page in pages if page.content for fault in page.content.faults}
    papers = {page.paper for page in pages}
    paper = papers.pop() if len(papers) == 1 else None
    which, count = places(arrival)
    return PaperDoubtful(paper, "too_dark" in faults, "too_blurred" in faults, "too_small" in faults, which, count)


def places(arrival: Arrival) -> tuple[tuple[int, ...], int]:
    """The numbers of the doubtful pages among those that were sent together, from 1, and how many these are; no numbers
    where all are doubtful, or where one of them was not kept, so that counting in the chat would mislead."""
    together = [*arrival.arrived, *arrival.doubted]
    messages = sorted(page.message for page in together if page.message)
    is_whole = len(messages) == len(together) and messages == list(range(messages[0], messages[0] + len(messages)))
    if not arrival.arrived or not is_whole:
        return (), len(together)
    return tuple(sorted(messages.index(page.message) + 1 for page in arrival.doubted if page.message)), len(together)


def _the_one_of_an_album(arrival: Arrival) -> int | None:
    """Where one of several pictures is doubtful, it is quoted."""
    return arrival.doubted[0].message if len(arrival.doubted) == 1 and arrival.doubted[0].album else None


def _ways_with(claim: Claim, pages: tuple[Page, ...]) -> tuple[Button, ...]:
    paper = next((page.paper for page in pages if page.paper is not None), None)
    again = (SendPaper(claim.id, paper),) if paper else (PickPaper(claim.id),)
    return (KeepPhotos(claim.id), *again)
