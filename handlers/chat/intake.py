"""The inbox worker: one update of a chat at a time, in order, each in one transaction with everything it causes.

Updates of different chats that wait at the same moment share a transaction: opening and committing one costs more than
most of the work. If anything goes wrong in such a group nothing of it is kept, and each is done alone.
"""

import asyncio
import logging
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any

from telegram import Bot

from handlers.chat.accept import Acceptance
from handlers.chat.faults import broken_at, new_reference
from handlers.chat.hands import Hands
from handlers.chat.incoming import Incoming, read_update
from handlers.chat.reading import read_json
from services.db import Database, Work
from services.db.weather import is_away, is_passing
from services.post import Post, Received, Standing
from services.post.model import Finish, Turn, Verdict
from services.post.rules import PAUSES, TRIES, presence_of

Serve = Callable[[Work, Incoming, Received], Awaitable[None]]
"""Does what an update asks for, in the open unit of work; whatever leaves it makes the try fail."""
Prepare = Callable[[Work, Sequence[int]], Awaitable[None]]
"""Reads at once what the work on these chats will ask for."""
Apologise = Callable[[Work, int, str], Awaitable[None]]
"""Writes the apology (work, chat, reference) for an update that could not be served."""
Start = Callable[[Coroutine[Any, Any, None], str], object]

_log = logging.getLogger(__name__)

SERVE_SECONDS = 20.0
SWEEP_SECONDS = 1.0
CLOSE_SECONDS = 10.0
GROUP = 16
"""So many updates share a transaction at most. Those on which work was begun before are always alone: they may be the
ones that kill a process."""
UNCOUNTED = 10
"""So often in a row passing trouble may end the work on one update before it counts as a try."""


class TooSlowError(Exception):
    """The work on an update took longer than it may."""


@dataclass(frozen=True)
class Door:
    """What the intake stands on. The number of `bot` is part of every update's key."""

    database: Database
    post: Post
    replica: Standing
    bot: Bot

    @property
    def bot_id(self) -> int:
        """The number before the colon of the token."""
        return int(self.bot.token.partition(":")[0])


@dataclass(frozen=True)
class Clerk:
    """Who works on what was taken in."""

    serve: Serve
    apologise: Apologise
    prepare: Prepare | None = None


class Intake:
    """Takes updates in and has them served. Nothing is worked on before `start`."""

    def __init__(self, door: Door, clerk: Clerk, workers: int = 2) -> None:
        self._door, self._clerk, self._workers = door, clerk, workers
        self._acceptance = Acceptance(door.database, door.post.inbox, door.replica, self._told)
        self._ready: asyncio.Queue[int] = asyncio.Queue()
        self._busy: set[int] = set()
        self._again: set[int] = set()
        self._alone: set[int] = set()
        self._one_alone = asyncio.Lock()
        self._hands = Hands()
        self._passes: Counter[int] = Counter()
        self._waits: Counter[int] = Counter()
        self._closing = False
        self.tally: Counter[str] = Counter()

    def start(self, start: Start) -> None:
        start(self._acceptance.run(), "intake.accept")
        for number in range(self._workers):
            start(self._work(), f"intake.worker.{number}")
        start(self._sweep(), "intake.sweep")

    async def accept(self, body: bytes) -> None:
        """Stores one update; see `Acceptance.accept`."""
        await self._acceptance.accept(self._door.bot_id, body)
        self.tally["accepted"] += 1

    async def close(self) -> None:
        """Takes nothing more, lets the work in hand end, and leaves the rest to others without counting a try."""
        self._acceptance.closed = self._closing = True
        end = time.monotonic() + CLOSE_SECONDS
        while True:
            if not self._busy or time.monotonic() > end:
                break
            await asyncio.sleep(0.01)
        try:
            async with self._door.database.work() as work:
                await self._door.post.inbox.leave(work, self._door.replica.name)
        except Exception as error:
            if not is_away(error):
                raise

    def _told(self, chat: int, seq: int, body: bytes) -> None:
        self._hands.keep(chat, seq, body)
        self._call(chat)

    def _call(self, chat: int) -> None:
        if self._closing:
            return
        if chat in self._busy:
            self._again.add(chat)
        else:
            self._busy.add(chat)
            self._ready.put_nowait(chat)

    async def _work(self) -> None:
        while True:
            for group in self._groups(await self._ready.get()):
                await self._serve_group(group)

    def _groups(self, first: int) -> list[list[int]]:
        """Everything that is ready now: one group, and one by one what must be alone. So must what comes from a group:
        a member who answers waits for the person's chat, and nobody else is to wait for both."""
        chats = [first]
        while len(chats) < GROUP and not self._ready.empty():
            chats.append(self._ready.get_nowait())
        alone = [chat for chat in chats if chat in self._alone or chat < 0]
        together = [chat for chat in chats if chat not in alone]
        return ([together] if together else []) + [[chat] for chat in alone]

    async def _serve_group(self, chats: list[int]) -> None:
        """A group; or one update alone, and then nobody else is at one of those: should it kill the process, the try is
        counted against it and against none that only stood beside it."""
        delays: Mapping[int, float | None] = dict.fromkeys(chats, 0.5)
        try:
            async with self._one_alone if chats[0] in self._alone else nullcontext():
                delays = dict.fromkeys(chats) if self._closing else await self._turns(chats)
        except Exception as error:  # noqa: BLE001 - a worker outlives whatever one chat does to it
            if not is_away(error):
                _log.error("taking an update failed: %s", broken_at(error))
        finally:
            for chat in chats:
                self._rest(chat, delays[chat])

    def _rest(self, chat: int, delay: float | None) -> None:
        self._busy.discard(chat)
        if chat in self._again or delay == 0:
            self._again.discard(chat)
            self._call(chat)
        elif delay is not None:
            asyncio.get_running_loop().call_later(delay, self._call, chat)

    async def _turns(self, chats: list[int]) -> dict[int, float | None]:
        """One attempt on each chat's oldest update, all or none; answers for each chat after how many seconds to come
        again, none if not at all."""
        turns: list[Turn] = []
        finishes: dict[int, Finish] = {}
        hands = {chat: self._hands.first(chat) for chat in chats}
        try:
            async with self._door.database.work(reads_clock=False) as work:
                turns = await self._door.post.inbox.take(work, hands, self._door.replica.name)
                now = [turn for turn in turns if self._may_now(turn, len(chats))]
                if self._clerk.prepare and now:
                    await self._clerk.prepare(work, [turn.chat for turn in now])
                for turn in now:
                    finishes[turn.chat] = await self._attempt(work, turn)
        except Exception as error:
            if len(chats) > 1:  # whose fault it was shows when each is alone
                self._alone.update(chats)
                return dict.fromkeys(chats, 0.0)
            self._alone.discard(chats[0])
            if not turns or turns[0].verdict is not Verdict.WORK or turns[0].received is None:
                raise
            return {chats[0]: await self._failed(turns[0].received, error)}
        if len(chats) == 1 and turns[0].verdict is Verdict.CLAIMED:
            return await self._turns(chats)  # at once: whatever kills us while it waits would be counted against it
        if len(chats) == 1:
            self._alone.discard(chats[0])
        return {turn.chat: await self._after(turn, finishes.get(turn.chat)) for turn in turns}

    def _may_now(self, turn: Turn, size: int) -> bool:
        if turn.verdict is not Verdict.WORK or turn.received is None:
            return False
        if size > 1 and turn.received.tries > 1:
            self._alone.add(turn.chat)
            return False
        return True

    async def _after(self, turn: Turn, finish: Finish | None) -> float | None:
        if turn.chat in self._alone:
            return 0.0
        if finish and turn.received:
            self._drop(turn.received)
            self.tally["done"] += 1
            return 0.0 if finish.more else None
        return await self._idle(turn)

    async def _attempt(self, work: Work, turn: Turn) -> Finish:
        received = turn.received
        assert received is not None
        opened = self._door.post.inbox.open(received, turn.body) if turn.body else self._hands.body(received)
        update = read_json(opened)
        finish = self._door.post.finish(work, received, presence_of(update))
        limit = asyncio.timeout(SERVE_SECONDS)
        try:
            async with limit:
                await self._clerk.serve(work, read_update(update), received)
        except TimeoutError:
            if limit.expired():
                raise TooSlowError from None
            raise
        return finish

    async def _idle(self, turn: Turn) -> float | None:
        chat = turn.chat
        if turn.verdict is Verdict.SPENT and turn.received:
            await self._bury(turn.received, turn.received.reference or new_reference())
            return 0
        if turn.verdict is Verdict.BUSY:
            self._waits[chat] += 1
            return min(0.3, 0.01 * 2.0 ** self._waits[chat])
        self._waits.pop(chat, None)
        if turn.verdict is Verdict.EMPTY:
            self._hands.drop(chat)
        return 0 if turn.verdict is Verdict.CLAIMED else None

    async def _failed(self, received: Received, error: Exception) -> float:
        if is_passing(error) and self._passes[received.seq] < UNCOUNTED:
            self._passes[received.seq] += 1
            return min(2.0, 0.02 * 2.0 ** self._passes[received.seq])
        reference = received.reference or new_reference()
        _log.error("update %s, try %d: %s", reference, received.tries, broken_at(error))
        self.tally["failed"] += 1
        if received.tries >= TRIES:
            await self._bury(received, reference)
            return 0
        pause = PAUSES[received.tries - 1]
        async with self._door.database.work() as work:
            await self._door.post.inbox.fail(work, received, self._door.replica.name, pause, reference)
        return pause.total_seconds() + 0.01

    async def _bury(self, received: Received, reference: str) -> None:
        """Makes a dead letter of the update and apologises; if even that fails, without a word."""
        self._drop(received)
        self.tally["dead"] += 1
        try:
            async with self._door.database.work() as work:
                if await self._door.post.inbox.bury(work, received.seq, reference):
                    await self._clerk.apologise(work, received.chat, reference)
        except Exception as error:
            if is_away(error):
                raise
            _log.error("no apology for %s: %s", reference, broken_at(error))
            async with self._door.database.work() as work:
                await self._door.post.inbox.bury(work, received.seq, reference)

    def _drop(self, received: Received) -> None:
        self._passes.pop(received.seq, None)
        self._waits.pop(received.chat, None)
        self._hands.drop(received.chat, received.seq)

    async def _sweep(self) -> None:
        while True:
            try:
                left = await self._door.post.inbox.left(self._door.database, self._door.replica.name)
                self._alone.update(chat for chat, is_orphan in left.items() if is_orphan and chat not in self._busy)
                for chat in left:
                    self._call(chat)
            except Exception as error:  # noqa: BLE001 - the sweep goes on whatever happened
                if not is_away(error):
                    _log.error("looking for updates that were left failed: %s", broken_at(error))
            await asyncio.sleep(SWEEP_SECONDS)
