"""The two sides of the help desk in one process: agents at their consoles, people in their chats, the fake Bot API.

It prints the port of the Bot API, then reads one order from stdin, works for as long as it says, and prints what each
message took to the other side. An agent's page behaves as in the browser: a stream of what changed, the newer lines
when its conversation changed, the list of the queue anew at most every three seconds.
"""

import asyncio
import itertools
import random
import re
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import aiohttp
import orjson

from bench.botapi import Answer, BotApi
from bench.loops import fastest_loop
from bench.wire import Connection, Webhook

PATIENCE = 20.0
"""Seconds after which a message that did not arrive fails the bench."""
_QUEUE_EVERY = 3.0
_TURN = re.compile(r'data-turn="(\d+)"')


@dataclass(frozen=True)
class Seat:
    """An agent: the cookie and the token of a session, and the conversations in hand (id, chat)."""

    cookie: str
    csrf: str
    conversations: list[tuple[str, int]]


@dataclass(frozen=True)
class Shift:
    """What to do: each side of each open conversation writes once in `pause` seconds, on average."""

    port: int
    secret: str
    seconds: float
    warm_up: float
    pause: float
    seats: list[Seat]


@dataclass
class Waits:
    """Milliseconds of every message from the one side to the other, once warm; and what the consoles asked for."""

    to_staff: list[float] = field(default_factory=list)
    to_people: list[float] = field(default_factory=list)
    requests: int = 0


class LateError(Exception):
    """A message did not reach the other side."""


class Floor:
    """All agents and all people, at once."""

    def __init__(self, shift: Shift) -> None:
        self._shift = shift
        self._site = f"http://127.0.0.1:{shift.port}"
        self._updates = itertools.count(time.time_ns() // 1000 % 2**40)
        self._messages = itertools.count(1)
        self._chance = random.Random(7)
        self._awaited: dict[str, asyncio.Future[float]] = {}
        self._warm = time.monotonic() + shift.warm_up
        self._end = self._warm + shift.seconds
        self.waits = Waits()

    def heard(self, answer: Answer) -> None:
        """The fake Bot API was told to say something in a chat."""
        for word in answer.text.split():
            self._arrived(word, answer.at)

    async def work(self) -> Waits:
        """Until the shift is over and every message has arrived."""
        async with asyncio.TaskGroup() as crew:
            for seat in self._shift.seats:
                crew.create_task(self._agent(seat))
        return self.waits

    async def _agent(self, seat: Seat) -> None:
        headers = {"Cookie": f"santun={seat.cookie}", "X-CSRF-Token": seat.csrf}
        webhook = Webhook(self._shift.port, self._shift.secret)
        async with aiohttp.ClientSession(headers=headers) as http:
            line = await Connection.open(webhook)
            for conversation, chat in itertools.cycle(seat.conversations):
                if time.monotonic() >= self._end:
                    break
                async with self._open_page(http, conversation):
                    await self._exchange(http, line, conversation, chat)
            line.close()

    async def _exchange(self, http: aiohttp.ClientSession, line: Connection, conversation: str, chat: int) -> None:
        """The person writes, the agent answers; then the agent turns to the next conversation."""
        pause = self._shift.pause / len(self._shift.seats[0].conversations)
        await asyncio.sleep(self._chance.uniform(0.5, 1.5) * pause / 2)
        word = self._word()
        await self._measured(word, self._person_says(line, chat, word), self.waits.to_staff)
        await asyncio.sleep(self._chance.uniform(0.5, 1.5) * pause / 2)
        word = self._word()
        await self._measured(word, self._agent_says(http, conversation, word), self.waits.to_people)

    async def _measured(self, word: str, says: Any, waits: list[float]) -> None:
        arrival: asyncio.Future[float] = asyncio.get_running_loop().create_future()
        self._awaited[word] = arrival
        since = time.monotonic()
        await says
        try:
            until = await asyncio.wait_for(arrival, PATIENCE)
        except TimeoutError:
            raise LateError(f"{'staff' if waits is self.waits.to_staff else 'the person'} did not hear it") from None
        if self._warm <= until < self._end:
            waits.append((until - since) * 1000)

    async def _person_says(self, line: Connection, chat: int, word: str) -> None:
        person = {"id": chat, "is_bot": False, "first_name": "Siti"}
        where = {"id": chat, "type": "private", "first_name": "Siti"}
        message = {"message_id": next(self._messages), "date": int(time.time()), "text": f"Pak, {word} bagaimana"}
        update = {"update_id": next(self._updates), "message": message | {"from": person, "chat": where}}
        status = await line.post(orjson.dumps(update))
        if status != 200:
            raise LateError(f"the webhook answered {status}")

    async def _agent_says(self, http: aiohttp.ClientSession, conversation: str, word: str) -> None:
        form = {"jenis": "jawaban", "kata": f"Baik Bu {word} kami periksa", "sekali": str(uuid4())}
        async with http.post(
            f"{self._site}/desk/percakapan/{conversation}/tulis", data=form, headers={"HX-Request": "true"}
        ) as answer:
            if answer.status != 200:
                raise LateError(f"the console answered {answer.status}: {(await answer.text())[:300]}")

    @asynccontextmanager
    async def _open_page(self, http: aiohttp.ClientSession, conversation: str) -> AsyncIterator[None]:
        """The page of a conversation, as long as it is looked at."""
        async with http.get(f"{self._site}/desk/percakapan/{conversation}") as page:
            turns = [int(turn) for turn in _TURN.findall(await page.text())]
        listening = asyncio.ensure_future(self._listen(http, conversation, max(turns, default=0)))
        await asyncio.sleep(0)
        try:
            yield
        finally:
            listening.cancel()
            await asyncio.wait((listening,))

    async def _listen(self, http: aiohttp.ClientSession, conversation: str, turn: int) -> None:
        topics = f"t=queue&t=c:{conversation}"
        queue_at = 0.0
        async with http.get(f"{self._site}/desk/events?{topics}", timeout=aiohttp.ClientTimeout(total=None)) as stream:
            async for raw in stream.content:
                topic = raw.decode().removeprefix("data: ").strip() if raw.startswith(b"data: ") else ""
                if topic == f"c:{conversation}":
                    turn = await self._newer(http, conversation, turn)
                elif topic == "queue" and time.monotonic() >= queue_at:
                    queue_at = time.monotonic() + _QUEUE_EVERY
                    await self._asked(http, f"/desk/antrean/daftar?daftar=milik&kini={conversation}")

    async def _newer(self, http: aiohttp.ClientSession, conversation: str, turn: int) -> int:
        text = await self._asked(http, f"/desk/percakapan/{conversation}/baru?setelah={turn}")
        now = time.monotonic()
        for word in set(self._awaited) & set(text.split()):
            self._arrived(word, now)
        return max([turn, *(int(found) for found in _TURN.findall(text))])

    async def _asked(self, http: aiohttp.ClientSession, path: str) -> str:
        self.waits.requests += 1
        headers = {"HX-Request": "true", "X-Background": "1"}
        async with http.get(self._site + path, headers=headers) as answer:
            return await answer.text()

    def _word(self) -> str:
        return f"kata{next(self._messages)}x{self._chance.randrange(10**6)}"

    def _arrived(self, word: str, at: float) -> None:
        if (arrival := self._awaited.pop(word, None)) and not arrival.done():
            arrival.set_result(at)


async def serve() -> None:
    """One shift."""
    api = BotApi()
    print(await api.open(), flush=True)
    told = orjson.loads(await asyncio.get_running_loop().run_in_executor(None, sys.stdin.readline))
    seats = [Seat(one["cookie"], one["csrf"], [(a, b) for a, b in one["conversations"]]) for one in told.pop("seats")]
    floor = Floor(Shift(**told, seats=seats))
    api.heard = floor.heard
    print(orjson.dumps(vars(await floor.work())).decode(), flush=True)


if __name__ == "__main__":
    fastest_loop(serve())
