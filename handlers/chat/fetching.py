"""Fetches what families sent, looks at it in a confined child, puts it away sealed, and tells them; outside any
transaction, and again by another process where this one dies."""

import asyncio
import hashlib
import logging
from dataclasses import dataclass
from datetime import timedelta

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
from services.db.weather import is_passing, note
from services.files.model import StoreAway
from services.helpdesk import Thing
from services.helpdesk.messages import FileNotNow, FileNotThere
from services.pictures.messages import PictureTakesTooLong, TooManyPages
from services.pictures.model import MOST_COPIED_PAGES
from services.privacy.cipher import Unreadable
from services.refusals import Refusal
from services.speech import Speech

AT_ONCE = 4
BROKEN_WAITS = timedelta(days=1)
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
            await self._brought(coming)
        except Unreadable:
            await self._with_its_claim(coming)
        except Exception as error:  # noqa: BLE001 - tried again: at the end of its lease, or ever more rarely
            note(_log, "fetching a paper", error)
            if not is_passing(error):
                await self._after_a_fault(coming)

    async def _brought(self, coming: Coming) -> None:
        try:
            found = await self._content(coming)
        except Away:
            await self._later(coming)
        else:
            await self._settle(coming, found)

    async def _content(self, coming: Coming) -> Content | Unfit:
        """Outside any transaction: it takes seconds. Raises Away."""
        rooms = self._rooms
        try:
            content = await rooms.helpdesk.files.fetch(Thing("document", file_id=coming.file_id), keep=False)
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

    async def _after_a_fault(self, coming: Coming) -> None:
        """A fault of ours is waited out as a store that is away, and in the end given up like it."""
        try:
            await self._later(coming)
        except Exception as error:  # noqa: BLE001 - its lease ends
            note(_log, "putting off a paper", error)

    async def _with_its_claim(self, coming: Coming) -> None:
        """The claim does not open any more: its files wait, and the log is told once a day, not every minute."""
        _log.error("a claim does not open any more, and its files wait: see santun doctor")
        async with self._database.work() as work:
            await self._rooms.claims.papers.store.put_off(work, coming, BROKEN_WAITS)

    async def _say(self, coming: Coming, work: Work, said: Speech | Refusal, *buttons: Button) -> None:
        claim = await self._rooms.claims.papers.claim(work, coming.claim)
        once = f"album:{coming.album}:{type(said).__name__}" if coming.album else None
        await self._letters.say(work, claim, said, *buttons, once=once)
