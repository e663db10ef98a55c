"""Fetches what families sent, looks at it in a confined child, puts it away sealed, and tells them; outside any
transaction, and again by another process where this one dies."""

import asyncio
import hashlib
import logging
from dataclasses import dataclass

from handlers.chat.buttons import Button, OpenMenu, ShowStatus
from handlers.chat.claim_buttons import PickPaper
from handlers.chat.keyboards import Keyboards
from handlers.chat.paper_letters import PaperLetters
from handlers.chat.rounds import Rounds
from handlers.rooms import Rooms
from services.claims.papers.messages import FileNotToBeHad, PapersClosed, PapersComing, PaperTwice
from services.claims.papers.model import Coming, Content
from services.claims.papers.rules import GIVEN_UP_TRIES
from services.claims.papers.service import FETCHED
from services.db import Database, Work
from services.db.weather import note
from services.files.model import StoreAway
from services.helpdesk import Thing
from services.helpdesk.messages import FileNotNow, FileNotThere
from services.pictures.messages import PictureTakesTooLong, TooManyPages
from services.pictures.model import MOST_COPIED_PAGES
from services.refusals import Refusal
from services.speech import Speech

AT_ONCE = 4
PATIENCE = 2
"""Tries that may take too long."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Unfit:
    """It cannot be used, and this is what the family hears."""

    why: Speech | Refusal


class Away(Exception):
    """Telegram or the store does not answer just now."""


class Fetching:
    """Any number of processes may do it at once."""

    def __init__(self, database: Database, rooms: Rooms, keyboards: Keyboards) -> None:
        self._database, self._rooms = database, rooms
        self._letters = PaperLetters(rooms, keyboards)

    async def run(self) -> None:
        """Until it is cancelled."""
        await Rounds(self._rooms.bell, FETCHED, "fetching papers").keep(self.once)

    async def once(self) -> bool:
        """A handful of files; tells whether there were any."""
        async with self._database.work() as work:
            coming = await self._rooms.claims.papers.lease(work, AT_ONCE)
        await asyncio.gather(*(self._one(one) for one in coming))
        return bool(coming)

    async def _one(self, coming: Coming) -> None:
        """One file, whatever becomes of it."""
        try:
            found = await self._content(coming)
            await self._settle(coming, found)
        except Away:
            await self._later(coming)
        except Exception as error:  # noqa: BLE001 - its lease ends, and it is tried again
            note(_log, "fetching a paper", error)

    async def _content(self, coming: Coming) -> Content | Unfit:
        """Outside any transaction: it takes seconds. Raises Away."""
        rooms = self._rooms
        try:
            content = await rooms.helpdesk.files.fetch(Thing("document", file_id=coming.file_id))
        except FileNotThere:
            return Unfit(FileNotToBeHad())
        except FileNotNow:
            raise Away from None
        try:
            seen = await rooms.pictures.examined(content)
        except PictureTakesTooLong as no:  # more often a busy machine than a bad file: it has two more chances
            if coming.tries <= PATIENCE:
                raise Away from None
            return Unfit(no)
        except Refusal as no:
            return Unfit(no)
        if seen.pages > MOST_COPIED_PAGES:
            return Unfit(TooManyPages(MOST_COPIED_PAGES))
        try:
            name = await rooms.files.put(content)
        except StoreAway:
            raise Away from None
        digest = hashlib.sha256(content).hexdigest()
        faults = tuple(fault.value for fault in seen.faults)
        return Content(name, digest, seen.kind.value, len(content), seen.pages, faults)

    async def _settle(self, coming: Coming, found: Content | Unfit) -> None:
        papers = self._rooms.claims.papers
        async with self._database.work() as work:
            if isinstance(found, Unfit):
                gone = await papers.unfit(work, coming)
                if gone is None:
                    return
                claim, arrival = gone
                quoted = coming.message if coming.album else None
                await self._letters.say(work, claim, found.why, PickPaper(claim.id), OpenMenu(), answers=quoted)
            else:
                try:
                    arrival = await papers.arrived(work, coming, found)
                except (PaperTwice, PapersClosed) as no:
                    await self._say(coming, work, no, ShowStatus(), OpenMenu())
                    arrival = await papers.settled(work, coming)
            if arrival is not None:
                after = await papers.claim(work, arrival.claim)
                await self._letters.tell(work, after, arrival)

    async def _later(self, coming: Coming) -> None:
        """Tried again with growing pauses; after a day the family is asked to send it anew."""
        if coming.tries >= GIVEN_UP_TRIES:
            await self._settle(coming, Unfit(FileNotToBeHad()))
            return
        async with self._database.work() as work:
            if await self._rooms.claims.papers.later(work, coming):
                await self._say(coming, work, PapersComing())

    async def _say(self, coming: Coming, work: Work, said: Speech | Refusal, *buttons: Button) -> None:
        claim = await self._rooms.claims.papers.claim(work, coming.claim)
        once = f"album:{coming.album}:{type(said).__name__}" if coming.album else None
        await self._letters.say(work, claim, said, *buttons, once=once)
