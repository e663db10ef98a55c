"""Sweeps out of the store of files what no row names any more: papers taken back, claims forgotten, fetches cut short.

No job of the schedule, because those are done in a transaction, and a store may take minutes. That two processes sweep
at the same time does no harm.
"""

import asyncio
import logging
from collections.abc import Collection

from handlers.rooms import Rooms
from services.db import Database
from services.db.weather import note
from services.files.model import StoreAway
from services.files.service import SPARED

FIRST_SECONDS, EVERY_SECONDS = 300.0, 3600.0
"""Until the first sweep of a process, which has more urgent things to do when it starts, and from one to the next."""
_log = logging.getLogger(__name__)


class Sweeping:
    """What lay in the store for a day without a row is deleted."""

    def __init__(self, database: Database, rooms: Rooms) -> None:
        self._database, self._rooms = database, rooms

    async def run(self) -> None:
        """Until it is cancelled."""
        pause = FIRST_SECONDS
        while True:
            await asyncio.sleep(pause)
            pause = EVERY_SECONDS
            try:
                await self.once()
            except StoreAway as away:
                _log.warning("sweeping waits for the store: %s", away)
            except Exception as error:  # noqa: BLE001 - it comes round again whatever happened
                note(_log, "sweeping", error)

    async def once(self) -> int:
        """One sweep; gives how many contents went. Raises StoreAway."""
        async with self._database.work() as work:
            before = work.now - SPARED
        return await self._rooms.files.sweep(self._named, before)

    async def _named(self, files: Collection[str]) -> set[str]:
        async with self._database.work() as work:
            return await self._rooms.claims.papers.store.named(work, files)
