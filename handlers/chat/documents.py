"""Letters, receipt and picture of a claim: asked for with a button, made after the commit, sent as files."""

import logging
from typing import Any
from uuid import UUID

from handlers.chat import claims_life
from handlers.chat.buttons import Button, OpenMenu, ShowStatus
from handlers.chat.claim_buttons import MakeDocument, ShowDocuments
from handlers.chat.rounds import Rounds
from handlers.chat.visit import Visit
from handlers.rooms import Rooms
from services.claims import Claim, Event, Kind
from services.claims.documents.case import FILE_NAMES, Case, Wish
from services.claims.documents.errands import ASKED, MOST_TRIES, Errand
from services.claims.messages import DocumentComing, DocumentNotNow, DocumentsToHave
from services.claims.store import is_sent
from services.db import Database, Work
from services.post import Lane, Letter
from services.post.model import Attachment

AT_ONCE = 2
_PICTURES = frozenset({Wish.PICTURE})
_OF_A_DEATH = frozenset({Wish.DEATH, Wish.HEIRS})
_log = logging.getLogger(__name__)


def wishes(claim: Claim) -> tuple[Wish, ...]:
    """What can be had for this claim, what is needed most first."""
    needless = frozenset({Wish.ACCOUNT}) if claim.kind is Kind.DEATH else frozenset()
    needless |= frozenset() if claim.event is Event.DEATH else _OF_A_DEATH
    return tuple(wish for wish in Wish if wish not in needless)


async def show(visit: Visit, tap: ShowDocuments) -> None:
    """What can be made."""
    claim = await _sent(visit, tap.claim)
    if claim is None:
        return
    labels = visit.rooms.words.labels("claim_doc_short")
    buttons: list[Button] = [(labels[wish.value], MakeDocument(claim.id, wish)) for wish in wishes(claim)]
    await visit.say(DocumentsToHave(claim.number), *buttons, ShowStatus(), OpenMenu())


async def make(visit: Visit, tap: MakeDocument) -> None:
    """Asked for twice before it is there, it comes once."""
    claim = await _sent(visit, tap.claim)
    if claim is None:
        return
    wish = tap.wish if tap.wish in wishes(claim) else Wish.RECEIPT
    await visit.rooms.claims.errands.ask(visit.work, claim.id, wish)
    visit.rooms.bell.ring(visit.work, ASKED)
    await visit.say(DocumentComing(wish))


async def _sent(visit: Visit, claim: UUID) -> Claim | None:
    """The claim of a button; of what was never sent there is no receipt, and it is said where it stands."""
    found = await visit.rooms.claims.mine(visit.work, visit.chat, claim)
    if is_sent(found):
        return found
    await claims_life.say_where(visit, found, *claims_life.ways(found))
    return None


class Making:
    """Makes what was asked for; any number of processes may do it at once."""

    def __init__(self, database: Database, rooms: Rooms) -> None:
        self._database, self._rooms = database, rooms

    async def run(self) -> None:
        """Until it is cancelled."""
        await Rounds(self._rooms.bell, ASKED, "making documents").keep(self.once)

    async def once(self) -> bool:
        """A document or two; tells whether there were any."""
        async with self._database.work() as work:
            errands = await self._rooms.claims.errands.lease(work, AT_ONCE)
        for errand in errands:
            await self._one(errand)
        return bool(errands)

    async def _one(self, errand: Errand) -> None:
        """A document that cannot be made does not stand in the way of others; the family hears of it in the end."""
        try:
            async with self._database.work() as work:
                case = await self._rooms.claims.case(work, errand.claim, self._rooms.operator)
            content = await self._rooms.documents.made(errand.wish, case)
        except Exception as error:  # noqa: BLE001 - tried again when its lease ends
            _log.error("a document could not be made: %s", type(error).__name__)
            await self._failed(errand)
            return
        async with self._database.work() as work:
            if await self._rooms.claims.errands.done(work, errand):
                await self._send(work, case, errand.wish, content)

    async def _failed(self, errand: Errand) -> None:
        if errand.tries < MOST_TRIES:
            return
        async with self._database.work() as work:
            chat = await self._rooms.claims.errands.chat_of(work, errand)
            if chat is not None and await self._rooms.claims.errands.done(work, errand):
                text = self._rooms.words.render(DocumentNotNow(errand.wish))
                params = {"chat_id": chat, "text": text, "parse_mode": "HTML"}
                await self._rooms.post.write(work, Letter(chat, "sendMessage", params))

    async def _send(self, work: Work, case: Case, wish: Wish, content: bytes) -> None:
        chat, words = case.claim.chat, self._rooms.words
        params: dict[str, Any] = {"chat_id": chat, "caption": words.label("claim_doc_caption", wish.value)}
        is_picture = wish in _PICTURES
        part, method = ("photo", "sendPhoto") if is_picture else ("document", "sendDocument")
        file = Attachment(part, FILE_NAMES[wish], "image/png" if is_picture else "application/pdf", content)
        await self._rooms.post.write(work, Letter(chat, method, params, lane=Lane.REPLY, attachments=(file,)))
