"""The load and the fake Bot API, in one process: so many updates in flight, each slot a chat in conversation.

It prints the port of the Bot API, then reads orders from stdin, a JSON line each, and answers each with a line.
An update is done when its 200 and its answer have arrived. While an answer waits by design (`Turn.looks_up`), its
chat is set aside; another takes the slot.
"""

import asyncio
import itertools
import math
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date

import orjson

from bench.botapi import Answer, BotApi
from bench.loops import fastest_loop
from bench.photos import photo
from bench.talks import Chat, Crowd, crowds
from bench.wire import Connection, Webhook

DESIGNED_WAIT = 0.7
"""Seconds after the question before which an answer about a person does not leave."""
PATIENCE = 20.0
"""Seconds in which nothing at all was answered, after which the bench gives up."""
_LOOK_SECONDS = 0.01
"""Until a slot looks again whether one of a limited crowd has rested."""


@dataclass(frozen=True)
class Order:
    """What to do: `rate` updates a second at fixed moments, or (0) the next one as soon as a slot is free."""

    talk: str
    port: int
    secret: str
    in_flight: int
    seconds: float
    rate: float = 0.0
    warm_up: float = 0.0
    chats: int = 0
    """Of whom the bot knows something already, so that nobody else may ask; 0: there is always another one."""


@dataclass
class Tally:
    """What came of an order; milliseconds. `handled` counts the updates of the warm-up as well."""

    handled: int = 0
    seconds: float = 0.0
    waits: list[float] = field(default_factory=list)
    look_ups: list[float] = field(default_factory=list)


class NotAnsweredError(Exception):
    """The bot answered something else, or nothing: figures of such a run would mean nothing."""


class Run:
    """One order being carried out by a crowd of chats, which stay where their conversations are for the next one."""

    def __init__(self, order: Order, crowd: Crowd) -> None:
        self._order, self._crowd = order, crowd
        self._asked: dict[int, tuple[Chat, asyncio.Future[Answer]]] = {}
        self._aside = 0
        self._reunited = asyncio.Event()
        self._tally = Tally(seconds=order.seconds)
        self._begin = 0.0
        self._moments: Iterator[float] = iter(())

    async def go(self, api: BotApi) -> Tally:
        """The whole order, to the last answer."""
        webhook = Webhook(self._order.port, self._order.secret)
        api.heard = self._heard
        lines = [await Connection.open(webhook) for _ in range(self._order.in_flight)]
        now = time.monotonic()
        self._begin = now + self._order.warm_up
        self._moments = self._moments_from(now)
        try:
            await self._watched(asyncio.gather(self._all(lines)))
        finally:
            for line in lines:
                line.close()
        return self._tally

    async def _all(self, lines: Sequence[Connection]) -> None:
        await asyncio.gather(*(self._slot(line) for line in lines))
        if self._aside:  # nobody is left waiting when the order is done
            self._reunited.clear()
            await self._reunited.wait()

    async def _watched(self, slots: asyncio.Future[tuple[None]]) -> None:
        """One clock for all, instead of one for every update."""
        handled = -1
        while not (await asyncio.wait((slots,), timeout=PATIENCE))[0]:
            if self._tally.handled == handled:
                unanswered = self._unanswered()  # before the cancelling, which marks every wait as done
                slots.cancel()
                raise unanswered
            handled = self._tally.handled
        slots.result()

    def _moments_from(self, now: float) -> Iterator[float]:
        """When the next update is due; latency counts from then, so a bot that falls behind cannot hide it."""
        end = self._begin + self._order.seconds
        if not self._order.rate:
            while (now := time.monotonic()) < end:
                yield now
            return
        for number in itertools.count():
            if (moment := now + number / self._order.rate) >= end:
                return
            yield moment

    async def _slot(self, line: Connection) -> None:
        for moment in self._moments:
            if (ahead := moment - time.monotonic()) > 0:
                await asyncio.sleep(ahead)
            chat = self._crowd.take(self._order.chats or math.inf)
            if chat is None:
                await asyncio.sleep(_LOOK_SECONDS)
            else:
                await self._turn(line, chat, moment)

    async def _turn(self, line: Connection, chat: Chat, moment: float) -> None:
        answered: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._asked[chat.number] = (chat, answered)
        looks_up = chat.turn.looks_up
        if looks_up:
            self._aside += 1
            answered.add_done_callback(lambda answer: self._looked_up(chat, moment, answer.result()))
        status = await line.post(self._crowd.update(chat))
        posted = time.monotonic()
        if status != 200:
            raise NotAnsweredError(f"status {status}")
        if looks_up:
            return
        answer = await answered
        self._count(self._tally.waits, moment, max(posted, answer.at))
        self._crowd.give_back(chat, answer)

    def _looked_up(self, chat: Chat, moment: float, answer: Answer) -> None:
        self._aside -= 1
        if not self._aside:
            self._reunited.set()
        self._count(self._tally.look_ups, moment + DESIGNED_WAIT, answer.at)
        self._crowd.give_back(chat, answer)

    def _count(self, waits: list[float], since: float, until: float) -> None:
        self._tally.handled += 1
        if self._begin <= until < self._begin + self._order.seconds:
            waits.append((until - since) * 1000)

    def _heard(self, answer: Answer) -> None:
        chat, answered = self._asked.get(answer.chat, (None, None))
        if chat is None or answered is None or answered.done():
            return
        chat.last = answer.text
        if chat.turn.is_answered_by(answer):
            answered.set_result(answer)

    def _unanswered(self) -> NotAnsweredError:
        waiting = [chat for chat, answered in self._asked.values() if not answered.done()]
        if not waiting:
            return NotAnsweredError(f"everything was answered, but not with 200 within {PATIENCE:.0f} s")
        told = "; ".join(f"{chat.turn}, heard last: {chat.last!r}" for chat in waiting[:3])
        return NotAnsweredError(f"{len(waiting)} were not answered: {told}")


async def serve(rows: int, as_of: date) -> None:
    """Carries out one order after the other."""
    known, api = crowds(rows, as_of), BotApi(content=photo)
    print(await api.open(), flush=True)
    loop = asyncio.get_running_loop()
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        order = Order(**orjson.loads(line))
        try:
            tally = asdict(await Run(order, known[order.talk]).go(api))
        except (NotAnsweredError, OSError) as error:
            tally = {"error": f"{type(error).__name__}: {error}"}
        print(orjson.dumps(tally).decode(), flush=True)


if __name__ == "__main__":
    fastest_loop(serve(int(sys.argv[1]), date.fromisoformat(sys.argv[2])))
