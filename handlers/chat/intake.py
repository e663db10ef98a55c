"""The inbox worker: one update of a chat at a time, in order, each in one transaction with everything it causes."""

import asyncio
import logging
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from telegram import Bot

from handlers.chat.accept import Acceptance
from handlers.chat.faults import broken_at, new_reference
from handlers.chat.incoming import Incoming, read_update
from handlers.chat.reading import read_json
from services.db import Database, Work
from services.db.weather import is_away, is_passing
from services.post import Post, Received, Standing
from services.post.model import Finish, Turn, Verdict
from services.post.rules import PAUSES, TRIES, presence_of

Serve = Callable[[Work, Incoming, Received], Awaitable[None]]
"""Does what an update asks for, in the open unit of work; whatever leaves it makes the try fail."""
Apologise = Callable[[Work, int, str], Awaitable[None]]
"""Writes the apology (work, chat, reference) for an update that could not be served."""
Start = Callable[[Coroutine[Any, Any, None], str], object]

_log = logging.getLogger(__name__)

SERVE_SECONDS = 20.0
SWEEP_SECONDS = 1.0
CLOSE_SECONDS = 10.0
HANDS = 5000
"""So many bodies of waiting updates are kept in memory; the others are read again from the inbox."""
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


class Intake:
    """Takes updates in and has them served. Nothing is worked on before `start`."""

    def __init__(self, door: Door, serve: Serve, apologise: Apologise, workers: int = 8) -> None:
        self._door, self._serve, self._apologise, self._workers = door, serve, apologise, workers
        self._acceptance = Acceptance(door.database, door.post.inbox, door.replica, self._told)
        self._ready: asyncio.Queue[int] = asyncio.Queue()
        self._busy: set[int] = set()
        self._again: set[int] = set()
        self._hands: dict[int, dict[int, bytes]] = {}
        self._held = 0
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
        if self._held < HANDS:
            self._hands.setdefault(chat, {})[seq] = body
            self._held += 1
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
            chat = await self._ready.get()
            delay: float | None = 0.5
            try:
                delay = None if self._closing else await self._turn(chat)
            except Exception as error:  # noqa: BLE001 - a worker outlives whatever one chat does to it
                if not is_away(error):
                    _log.error("taking an update failed: %s", broken_at(error))
            finally:
                self._rest(chat, delay)

    def _rest(self, chat: int, delay: float | None) -> None:
        self._busy.discard(chat)
        if chat in self._again or delay == 0:
            self._again.discard(chat)
            self._call(chat)
        elif delay is not None:
            asyncio.get_running_loop().call_later(delay, self._call, chat)

    async def _turn(self, chat: int) -> float | None:
        """One attempt on the chat's oldest update; answers after how many seconds to come again, none if not at all."""
        hand = next(iter(self._hands.get(chat, ())), None)
        turn = Turn(Verdict.EMPTY)
        finish: Finish | None = None
        try:
            async with self._door.database.work() as work:
                turn = await self._door.post.inbox.take(work, chat, self._door.replica.name, hand)
                if turn.verdict is Verdict.WORK and turn.received:
                    finish = await self._attempt(work, turn.received, turn.body)
        except Exception as error:
            if turn.verdict is not Verdict.WORK or turn.received is None:
                raise
            return await self._failed(turn.received, error)
        if finish and turn.received:
            self._drop(turn.received)
            self.tally["done"] += 1
            return 0 if finish.more else None
        return await self._idle(chat, turn)

    async def _attempt(self, work: Work, received: Received, body: bytes | None) -> Finish:
        opened = self._door.post.inbox.open(received, body) if body else self._hands[received.chat][received.seq]
        update = read_json(opened)
        finish = self._door.post.finish(work, received, presence_of(update))
        limit = asyncio.timeout(SERVE_SECONDS)
        try:
            async with limit:
                await self._serve(work, read_update(update), received)
        except TimeoutError:
            if limit.expired():
                raise TooSlowError from None
            raise
        return finish

    async def _idle(self, chat: int, turn: Turn) -> float | None:
        if turn.verdict is Verdict.SPENT and turn.received:
            await self._bury(turn.received, turn.received.reference or new_reference())
            return 0
        if turn.verdict is Verdict.BUSY:
            self._waits[chat] += 1
            return min(0.3, 0.01 * 2.0 ** self._waits[chat])
        self._waits.pop(chat, None)
        if turn.verdict is Verdict.EMPTY:
            self._held -= len(self._hands.pop(chat, ()))
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
                    await self._apologise(work, received.chat, reference)
        except Exception as error:
            if is_away(error):
                raise
            _log.error("no apology for %s: %s", reference, broken_at(error))
            async with self._door.database.work() as work:
                await self._door.post.inbox.bury(work, received.seq, reference)

    def _drop(self, received: Received) -> None:
        self._passes.pop(received.seq, None)
        self._waits.pop(received.chat, None)
        hands = self._hands.get(received.chat, {})
        for seq in [seq for seq in hands if seq <= received.seq]:
            del hands[seq]
            self._held -= 1
        if not hands:
            self._hands.pop(received.chat, None)

    async def _sweep(self) -> None:
        while True:
            try:
                for chat in await self._door.post.inbox.left(self._door.database, self._door.replica.name):
                    self._call(chat)
            except Exception as error:  # noqa: BLE001 - the sweep goes on whatever happened
                if not is_away(error):
                    _log.error("looking for updates that were left failed: %s", broken_at(error))
            await asyncio.sleep(SWEEP_SECONDS)
