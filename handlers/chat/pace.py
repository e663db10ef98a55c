"""How fast the bot as a whole may write, shared with the other replicas through the database."""

import asyncio
import heapq
import logging
from itertools import count

from handlers.chat.faults import broken_at
from services.db import Database
from services.db.weather import is_away
from services.post.model import Act
from services.post.outbox import Outbox

_log = logging.getLogger(__name__)


class Purse:
    """Tokens for the bot as a whole, fetched in handfuls from the database and spent on the most urgent first."""

    def __init__(self, database: Database, outbox: Outbox, rate: float) -> None:
        self._database, self._outbox, self._rate = database, outbox, rate
        self._tokens = 0
        self._waiting: list[tuple[int, int, asyncio.Future[None]]] = []
        self._number = count()
        self._bell = asyncio.Event()

    async def spend(self, act: Act) -> None:
        """Waits for a token."""
        if self._tokens > 0 and not self._waiting:
            self._tokens -= 1
            return
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (int(act.lane), next(self._number), future))
        self._bell.set()
        await future

    def empty(self) -> None:
        """Throws away what is left: Telegram wants silence, and the database knows how long."""
        self._tokens = 0

    async def fill(self) -> None:
        """Fetches tokens for whoever waits, for ever."""
        while True:
            await self._bell.wait()
            self._bell.clear()
            while self._waiting:
                await self._handful()

    async def _handful(self) -> None:
        wait = 0.3
        try:
            want = max(1, round(self._rate / 10))
            self._tokens, wait = await self._outbox.tokens(self._database, self._rate, want)
        except Exception as error:  # noqa: BLE001 - whoever waits goes on waiting
            if not is_away(error):
                _log.error("no tokens: %s", broken_at(error))
        if not self._tokens:
            await asyncio.sleep(min(max(wait, 0.005), 5.0))
        while self._tokens and self._waiting:
            _, _, future = heapq.heappop(self._waiting)
            if not future.done():
                future.set_result(None)
                self._tokens -= 1
