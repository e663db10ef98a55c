"""The load, in a process of its own: so many updates in flight, each slot a chat of its own, all chats in conversation.

It reads orders from stdin, a JSON line each, and answers each with a line. An update is done when its 200 and its
answer have arrived. While an answer waits by design (`Turn.looks_up`), its chat is set aside; another takes the slot.
"""

import asyncio
import itertools
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import date

import orjson

from bench.loops import fastest_loop
from bench.talks import TALKS, Chat, Crowd
from bench.wire import Answer, Connection, Ear, Webhook

DESIGNED_WAIT = 0.7
"""Seconds after the question before which an answer about a person does not leave."""
PATIENCE = 20.0
"""Seconds after which an update counts as not answered, and the bench gives up."""


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
        self._tally = Tally(seconds=order.seconds)
        self._begin = 0.0
        self._moments: Iterator[float] = iter(())

    async def go(self, api_port: int) -> Tally:
        """The whole order, to the last answer."""
        webhook = Webhook(self._order.port, self._order.secret)
        ear = await Ear.open(api_port, self._heard)
        lines = [await Connection.open(webhook) for _ in range(self._order.in_flight)]
        now = time.monotonic()
        self._begin = now + self._order.warm_up
        self._moments = self._moments_from(now)
        try:
            await asyncio.gather(*(self._slot(line) for line in lines))
            await self._reunite()
        finally:
            for line in lines:
                line.close()
            ear.close()
        return self._tally

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
            await self._turn(line, self._crowd.take(), moment)

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
        try:
            answer = await asyncio.wait_for(answered, PATIENCE)
        except TimeoutError:
            raise self._unanswered() from None
        self._count(self._tally.waits, moment, max(posted, answer.at))
        self._crowd.give_back(chat, answer)

    def _looked_up(self, chat: Chat, moment: float, answer: Answer) -> None:
        self._aside -= 1
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

    async def _reunite(self) -> None:
        end = time.monotonic() + PATIENCE
        while self._aside:
            if time.monotonic() > end:
                raise self._unanswered()
            await asyncio.sleep(0.005)

    def _unanswered(self) -> NotAnsweredError:
        chat = next(chat for chat, answered in self._asked.values() if not answered.done())
        return NotAnsweredError(f"{chat.turn} was not answered; heard last: {chat.last!r}")


async def serve(api_port: int, rows: int, as_of: date) -> None:
    """Carries out one order after the other."""
    crowds = {name: Crowd(talk, rows, as_of) for name, talk in TALKS.items()}
    print("ready", flush=True)
    loop = asyncio.get_running_loop()
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        order = Order(**orjson.loads(line))
        try:
            tally = asdict(await Run(order, crowds[order.talk]).go(api_port))
        except (NotAnsweredError, OSError, EOFError) as error:
            tally = {"error": f"{type(error).__name__}: {error}"}
        print(orjson.dumps(tally).decode(), flush=True)


if __name__ == "__main__":
    fastest_loop(serve(int(sys.argv[1]), int(sys.argv[2]), date.fromisoformat(sys.argv[3])))
