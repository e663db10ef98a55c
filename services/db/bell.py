"""Tells who watches that something changed: at once in this process, by NOTIFY in the others, never inside a
transaction.

A topic is an opaque text such as `queue` or `c:<id>`; it tells where to look again and nothing of what is there.
"""

import asyncio
import logging
import secrets
from collections import deque
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

import asyncpg
from sqlalchemy.exc import SQLAlchemyError

from services.db.address import dsn
from services.db.engine import Database, Work

CHANNEL = "santun_desk"
PACE = 0.1
"""Seconds between two rounds of NOTIFY: each takes a lock that every committing NOTIFY waits for."""
BEAT_SECONDS, BEAT_LIMIT = 5.0, 5.0
RETRY_SECONDS = 1.0
EVERYTHING = "*"
"""To whom it rings is told all of their topics: something may have been missed."""
_REMEMBERED = 2000
"""Rings that a page which was made just before it began to listen can still be told of."""
_LONGEST = 7000
"""Bytes of a payload; PostgreSQL takes less than 8000."""
_SESSION = {"application_name": "santun bell", "tcp_user_timeout": "15s"}
_NOTIFY = "SELECT pg_notify($1, told) FROM unnest($2::text[]) AS told"
_log = logging.getLogger(__name__)

if TYPE_CHECKING:
    Link = asyncpg.Connection[asyncpg.Record]


class Ear:
    """Somebody who listens. `wait` gives the topics that rang since the last time; once `closed`, none ever again."""

    def __init__(self, topics: frozenset[str], owner: object = None) -> None:
        self.topics, self.owner = topics, owner
        self.closed = False
        self._rung: set[str] = set()
        self._woken = asyncio.Event()

    def ring(self, topics: frozenset[str]) -> None:
        """Keeps what this ear listens for until it is asked."""
        heard = self.topics if EVERYTHING in topics else self.topics & topics
        if heard:
            self._rung |= heard
            self._woken.set()

    def close(self) -> None:
        """Lets go whoever waits."""
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
        self._ears: dict[Ear, None] = {}
        self._untold: set[str] = set()
        self._birth, self._number = secrets.token_hex(4), 0
        self._rung: deque[tuple[int, frozenset[str]]] = deque(maxlen=_REMEMBERED)
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
    def listening(self, *topics: str, since: str = "", owner: object = None, most: int = 100) -> Iterator[Ear]:
        """An ear for these topics, which hears first what rang since that `mark`: all of it when the mark is not ours
        or too old. Of one owner the oldest beyond `most` are closed."""
        ear = Ear(frozenset(topics), owner)
        own = [other for other in self._ears if other.owner == owner]
        for oldest in own[: max(0, len(own) + 1 - most)]:
            oldest.close()
        if self._closed:
            ear.close()
        ear.ring(self._since(since))
        self._ears[ear] = None
        try:
            yield ear
        finally:
            self._ears.pop(ear, None)

    def mark(self) -> str:
        """This moment: taken before a page is read, it tells later what the page may have missed."""
        return f"{self._birth}.{self._number}"

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
        if not payloads:
            return
        try:
            async with database.connection() as (_, raw):
                await raw.execute(_NOTIFY, CHANNEL, payloads)
        except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError, SQLAlchemyError) as error:
            _log.warning("the other replicas were not told: %s", type(error).__name__)

    def _since(self, mark: str) -> frozenset[str]:
        birth, _, text = mark.partition(".")
        number = int(text) if text.isdecimal() and len(text) < 16 else -1
        first = self._rung[0][0] if self._rung else self._number + 1
        if birth != self._birth or not first - 1 <= number <= self._number:
            return frozenset({EVERYTHING})
        return frozenset().union(*(topics for rang, topics in self._rung if rang > number))

    def _tell(self, topics: frozenset[str]) -> None:
        self._number += 1
        self._rung.append((self._number, topics))
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
        while True:
            try:
                link = await asyncpg.connect(dsn(url), server_settings=_SESSION, timeout=10)
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
                await link.execute(_NOTIFY, CHANNEL, payloads, timeout=BEAT_LIMIT)
            else:
                await link.execute("SELECT 1", timeout=BEAT_LIMIT)
        except BaseException:
            self._untold |= untold
            raise
