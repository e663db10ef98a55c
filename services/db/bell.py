"""Tells who watches that something changed: at once in this process, by NOTIFY in the others, never inside a
transaction.

A topic is an opaque text such as `queue` or `c:<id>`; it tells where to look again and nothing of what is there.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

import asyncpg
from sqlalchemy import make_url

from services.db.engine import Database, Work

CHANNEL = "santun_desk"
PACE = 0.1
"""Seconds between two rounds of NOTIFY: each takes a lock that every committing NOTIFY waits for."""
BEAT_SECONDS, BEAT_LIMIT = 5.0, 5.0
RETRY_SECONDS = 1.0
EVERYTHING = "*"
"""To whom it rings is told all of their topics: something may have been missed."""
_LONGEST = 7000
"""Bytes of a payload; PostgreSQL takes less than 8000."""
_SESSION = {"application_name": "santun bell", "tcp_user_timeout": "15s"}
_log = logging.getLogger(__name__)

if TYPE_CHECKING:
    Link = asyncpg.Connection[asyncpg.Record]


class Ear:
    """Somebody who listens. `wait` gives the topics that rang since the last time; none once the bell is closed."""

    def __init__(self, topics: frozenset[str], owner: object = None) -> None:
        self.topics, self.owner = topics, owner
        self.closed = False
        self._rung: set[str] = set()
        self._woken = asyncio.Event()

    def ring(self, topics: frozenset[str]) -> None:
        heard = self.topics if EVERYTHING in topics else self.topics & topics
        if heard:
            self._rung |= heard
            self._woken.set()

    def close(self) -> None:
        self.closed = True
        self._woken.set()

    async def wait(self, seconds: float) -> frozenset[str]:
        """Returns after so many seconds at the latest."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._woken.wait()
        self._woken.clear()
        rung, self._rung = frozenset(self._rung), set()
        return rung


class Bell:
    """One a process. Before `start` (at a terminal) nobody listens here, and `flush` tells the others at the end."""

    def __init__(self) -> None:
        self._ears: set[Ear] = set()
        self._untold: set[str] = set()
        self._something = asyncio.Event()
        self._closed = False

    def ring(self, work: Work, *topics: str) -> None:
        """Rings once the unit of work has been committed, and not at all if it is rolled back."""
        rung = frozenset(topics)

        def told() -> None:
            self._tell(rung)
            self._untold.update(rung)
            self._something.set()

        work.closed.append(told)

    @contextmanager
    def listening(self, *topics: str, owner: object = None) -> Iterator[Ear]:
        """An ear for these topics."""
        ear = Ear(frozenset(topics), owner)
        if self._closed:
            ear.close()
        self._ears.add(ear)
        try:
            yield ear
        finally:
            self._ears.discard(ear)

    def listeners(self, owner: object) -> int:
        """How many ears are this owner's."""
        return sum(ear.owner == owner for ear in self._ears)

    def start(self, start: Callable[[Coroutine[Any, Any, None], str], object], url: str) -> None:
        """Connects to the other replicas, and again whenever that is lost. The connection is direct: LISTEN does not
        go through PgBouncer's transactions."""
        start(self._keep(url), "bell of the console")

    def close(self) -> None:
        """Whoever listens is let go."""
        self._closed = True
        for ear in tuple(self._ears):
            ear.close()

    async def flush(self, database: Database) -> None:
        """Tells the others what no connection of the bell has told yet; for a command that ends."""
        payloads = self._payloads()
        if payloads:
            async with database.connection() as (_, raw):
                await raw.execute("SELECT pg_notify($1, told) FROM unnest($2::text[]) AS told", CHANNEL, payloads)

    def _tell(self, topics: frozenset[str]) -> None:
        for ear in tuple(self._ears):
            ear.ring(topics)

    def _payloads(self) -> list[str]:
        """What is untold, in as few pieces as fit."""
        pieces: list[str] = []
        for topic in sorted(self._untold):
            if pieces and len(pieces[-1]) + len(topic) < _LONGEST:
                pieces[-1] += f" {topic}"
            else:
                pieces.append(topic)
        self._untold.clear()
        return pieces

    async def _keep(self, url: str) -> None:
        plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
        while True:
            try:
                link = await asyncpg.connect(plain, server_settings=_SESSION, timeout=10)
                try:
                    await self._serve(link)
                finally:
                    link.terminate()
            except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError, TimeoutError) as error:
                _log.warning("the bell of the console is mute, trying again: %s", type(error).__name__)
            await asyncio.sleep(RETRY_SECONDS)

    async def _serve(self, link: "Link") -> None:
        own = link.get_server_pid()

        def heard(_: object, sender: int, __: str, payload: object) -> None:
            if sender != own:
                self._tell(frozenset(str(payload).split()))

        await link.add_listener(CHANNEL, heard)
        self._tell(frozenset({EVERYTHING}))
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(BEAT_SECONDS):
                    await self._something.wait()
            self._something.clear()
            await self._pass_on(link)
            await asyncio.sleep(PACE)

    async def _pass_on(self, link: "Link") -> None:
        """What is untold, or a sign of life."""
        untold = frozenset(self._untold)
        try:
            if payloads := self._payloads():
                await link.execute(
                    "SELECT pg_notify($1, told) FROM unnest($2::text[]) AS told", CHANNEL, payloads, timeout=BEAT_LIMIT
                )
            else:
                await link.execute("SELECT 1", timeout=BEAT_LIMIT)
        except BaseException:
            self._untold |= untold
            raise
