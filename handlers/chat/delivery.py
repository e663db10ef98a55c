"""The outbox sender: carries letters out right after their commit, marks them in batches, finds what others left."""

import asyncio
import logging
import time
from collections import Counter
from collections.abc import Iterable

from handlers.chat.courier import Courier
from handlers.chat.faults import broken_at
from handlers.chat.lines import Lines, Start
from handlers.chat.pace import Purse
from handlers.chat.rates import Manners, Rates
from services.db import Database
from services.db.weather import is_away
from services.post.model import Standing, Written
from services.post.outbox import Outbox, Tended, Trouble

_log = logging.getLogger(__name__)

BATCH_SECONDS = 0.02
"""Marks and releases of so long go into one statement."""
SWEEP_SECONDS = 1.0
FORSAKEN_SWEEPS = 60
"""At the first sweep, under each new name and after so many, chats are freed whose sender died idle."""
CLOSE_SECONDS = 10.0


class Delivery:
    """Carries letters out for this process. Nothing leaves before `start`; `close` gives back what is left."""

    def __init__(self, database: Database, outbox: Outbox, replica: Standing, courier: Courier, rates: Rates) -> None:
        self._database, self._outbox, self._replica = database, outbox, replica
        self._lines = Lines(database, outbox, replica, courier)
        self._purse = Purse(database, outbox, rates.bot)
        self._manners = Manners(rates)
        self._strays: set[int] = set()
        self._started = False
        self._sweeps, self._swept_as = 0, ""

    @property
    def replica(self) -> str | None:
        """The name under which letters may be leased to this process; none while it cannot vouch for being alive."""
        ready = self._started and self._replica.alive and not self._lines.closing
        return self._replica.name if ready else None

    @property
    def tally(self) -> Counter[tuple[str, str]]:
        """How many acts of each lane ended how, since the start."""
        return self._lines.tally

    def start(self, start: Start) -> None:
        self._lines.begin(start, self._purse, self._manners)
        self._started = True
        start(self._purse.fill(), "delivery.purse")
        start(self._tending(), "delivery.tend")
        start(self._sweeping(), "delivery.sweep")

    def carry(self, written: Written) -> None:
        """Told right after a commit: sends what is leased to us, and looks after the other chats when they are due."""
        if not self._started:
            return
        if written.replica == self._replica.name:
            self._lines.rename()
            for act in written.acts:
                self._lines.accept(act)
        loop = asyncio.get_running_loop()
        for chat, due in written.wake:
            # The database decides what is due; this timer only asks it soon enough. What is far off the sweep finds.
            ahead = due.timestamp() - time.time() + BATCH_SECONDS / 2 if due else 0.0
            if ahead < 2 * SWEEP_SECONDS:
                loop.call_later(max(0.0, ahead), self._lines.ledger.look_after, chat)

    async def close(self) -> None:
        """Lets the calls under way end, gives everything else back, and frees the chats."""
        self._lines.closing = True
        end = time.monotonic() + CLOSE_SECONDS
        while True:
            if not self._flying() or time.monotonic() > end:
                break
            await asyncio.sleep(0.01)
        try:
            await self._clear()
        except Exception as error:  # noqa: BLE001 - another process adopts what is left
            _mind(error)

    async def _clear(self) -> None:
        for bag in list(self._lines.bags.values()):
            await self._outbox.hold(self._database, self._replica.name, bag.chat, bag.drain(), Trouble())
        await self._tend()
        if not self._flying():
            await self._outbox.free(self._database, self._replica.name)

    def _flying(self) -> bool:
        return any(bag.flying for bag in self._lines.bags.values())

    async def _tending(self) -> None:
        while True:
            await self._lines.ledger.bell.wait()
            await asyncio.sleep(BATCH_SECONDS)
            self._lines.ledger.bell.clear()
            if not await self._tend():
                await asyncio.sleep(0.3)

    async def _tend(self) -> bool:
        sent, chats = self._lines.ledger.take()
        chats = chats if self._replica.alive and not self._lines.closing else set()
        try:
            tended = await self._outbox.tend(self._database, self._replica.name, sent, list(chats))
        except Exception as error:  # noqa: BLE001 - what could not be told is told later
            self._lines.ledger.put_back(sent, chats)
            _mind(error)
            return False
        self._hear(chats, tended)
        for one in tended:
            if one.letter is not None and one.act is None:
                await self._outbox.bury(self._database, one.letter, "unreadable")
        return True

    def _hear(self, asked: set[int], tended: Iterable[Tended]) -> None:
        answered = set()
        for one in tended:
            answered.add(one.chat)
            bag = self._lines.bags.get(one.chat)
            if one.act:
                self._lines.accept(one.act)
            elif bag and one.verdict == "kept":
                bag.renew(one.lease)
            elif bag and one.verdict == "lost" and bag.lease <= one.lease:
                bag.drain()
            if bag and bag.empty and one.verdict in ("free", "lost"):
                del self._lines.bags[one.chat]
        loop = asyncio.get_running_loop()
        for chat in asked - answered:
            if chat in self._lines.bags:  # its row was locked just now; without a bag the sweep comes by
                loop.call_later(2 * BATCH_SECONDS, self._lines.ledger.look_after, chat)

    async def _sweeping(self) -> None:
        while True:
            try:
                if self._replica.alive and not self._lines.closing:
                    await self._sweep()
            except Exception as error:  # noqa: BLE001 - the sweep goes on whatever happened
                _mind(error)
            await asyncio.sleep(SWEEP_SECONDS)

    async def _sweep(self) -> None:
        self._lines.rename()
        name = self._replica.name
        if self._lines.ledger.sent:
            await self._tend()  # before what a former name of ours left is adopted as if it had no outcome
        for chat in await self._outbox.needy(self._database, name):
            self._lines.ledger.look_after(chat)
        leased = await self._outbox.leased(self._database, name)
        known = set(self._lines.ledger.sent).union(*(bag.known() for bag in self._lines.bags.values()))
        strays = leased.keys() - known
        for stray in strays & self._strays:
            # Leased by a commit whose answer never reached us, or lost by a fault of ours while it was carried out.
            trouble = Trouble(stray, unsure=stray in self._lines.adrift)
            await self._outbox.hold(self._database, name, leased[stray], [stray], trouble)
            self._lines.adrift.discard(stray)
            self._lines.ledger.look_after(leased[stray])
        self._strays = strays - self._strays
        if self._sweeps % FORSAKEN_SWEEPS == 0 or name != self._swept_as:
            await self._outbox.free_forsaken(self._database)
        self._sweeps, self._swept_as = self._sweeps + 1, name


def _mind(error: Exception) -> None:
    if not is_away(error):
        _log.error("the outbox could not be tended: %s", broken_at(error))
