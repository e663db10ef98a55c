"""This process among the replicas: alive as long as it holds a lock, one mode for all, one leader that polls."""

import asyncio
import logging
import os
import secrets
import socket
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import asyncpg

from services.db import Database
from services.db.address import dsn
from services.post.inbox import RENAME
from services.post.messages import AnotherBot, OtherModeIsLive
from services.post.rules import LEADER, REPLICA_LOCK

_log = logging.getLogger(__name__)

BEAT_SECONDS, BEAT_LIMIT = 3.0, 5.0
"""Together less than the server needs to notice that we vanished, so that we stop before others take over."""
_SESSION = {
    "application_name": "santun replica",
    "tcp_user_timeout": "15s",
    "tcp_keepalives_idle": "10",
    "tcp_keepalives_interval": "5",
    "tcp_keepalives_count": "2",
}
_OTHERS = "SELECT mode FROM replicas WHERE mode <> $1 AND name = ANY (post_live()) LIMIT 1"
_ENTER = "INSERT INTO replicas (name, mode) VALUES ($1, $2) RETURNING id"

if TYPE_CHECKING:
    Link = asyncpg.Connection[asyncpg.Record]


class Replica:
    """Built per process. `join` before anything is accepted; `start` keeps it alive; `leave` at the end.

    When the connection that holds the lock is lost, so is the name: what was leased to it may be taken by others.
    """

    def __init__(self, database: Database, mode: str) -> None:
        self._database, self._mode = database, mode
        self._link: Link | None = None
        self._turn, self._lost = asyncio.Lock(), asyncio.Event()
        self._leads = False
        self._former: list[str] = []
        self.name = _new_name()

    @property
    def alive(self) -> bool:
        """Whether this process still holds its lock, as far as it can know."""
        return self._link is not None and not self._link.is_closed()

    @property
    def leads(self) -> bool:
        """Whether this process is the one that polls."""
        return self._leads and self.alive

    async def join(self) -> None:
        """Takes a name and its lock. Raises `OtherModeIsLive`."""
        link, name = await asyncpg.connect(dsn(self._database.url), server_settings=_SESSION, timeout=10), _new_name()
        try:
            await self._enter(link, name)
        except BaseException:
            await link.close(timeout=1)
            raise
        link.add_termination_listener(lambda _: self._lost.set())
        self._leads = False
        self._link, self.name = link, name

    async def lead(self) -> bool:
        """Tries to become the leader; answers whether this process is."""
        if not self.leads and self._link is not None:
            try:
                async with self._turn:
                    self._leads = await self._link.fetchval(
                        "SELECT pg_try_advisory_lock($1, $2)", REPLICA_LOCK, LEADER, timeout=BEAT_LIMIT
                    )
            except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError, TimeoutError):
                return False
        return self.leads

    def start(self, start: Callable[[Coroutine[Any, Any, None], str], object]) -> None:
        start(self._keep(), "replica")

    async def leave(self) -> None:
        """Gives up name and lock."""
        link, self._link = self._link, None
        if link is not None and not link.is_closed():
            try:
                await link.execute("DELETE FROM replicas WHERE name = $1", self.name, timeout=BEAT_LIMIT)
                await link.close(timeout=BEAT_LIMIT)
            except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError, TimeoutError):
                link.terminate()

    async def _enter(self, link: "Link", name: str) -> None:
        async with link.transaction():
            # Whoever enters at the same moment waits until our lock is there to be seen.
            await link.execute("LOCK TABLE replicas IN SHARE ROW EXCLUSIVE MODE")
            live = await link.fetchval(_OTHERS, self._mode)
            if live is not None:
                raise OtherModeIsLive(live, self._mode)
            number = await link.fetchval(_ENTER, name, self._mode)
            await link.execute("SELECT pg_advisory_lock($1, $2)", REPLICA_LOCK, number)
            await link.execute(RENAME, self._former, name)

    async def _keep(self) -> None:
        while True:
            if not await self._beats():
                await self._come_back()
            with suppress(TimeoutError):
                async with asyncio.timeout(BEAT_SECONDS if self.alive else 0.3):
                    await self._lost.wait()
                await asyncio.sleep(0.1)
            self._lost.clear()

    async def _beats(self) -> bool:
        link = self._link
        if link is None or link.is_closed():
            return False
        try:
            async with self._turn:
                await link.execute("SELECT 1", timeout=BEAT_LIMIT)
        except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError, TimeoutError):
            link.terminate()
            return False
        return True

    async def _come_back(self) -> None:
        if self._link is not None:
            self._former = [*self._former[-100:], self.name]
            self._link = None
        try:
            await self.join()
        except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError, TimeoutError) as error:
            _log.warning("the replica's lock is lost, trying again: %s", type(error).__name__)
        else:
            _log.warning("the replica's lock was lost and taken anew")


async def adopt(database: Database, bot_id: int, *, allowed: bool) -> None:
    """Makes the database this bot's, if it is nobody's or that is `allowed`. Raises `AnotherBot`."""
    async with database.work() as work:
        owner = await work.raw.fetchval("SELECT bot_id FROM house FOR UPDATE")
        if owner == bot_id:
            return
        if owner is not None and not allowed:
            raise AnotherBot(owner, bot_id)
        await work.raw.execute("UPDATE house SET bot_id = $1", bot_id)
        # The new bot may not write to anybody before they write to it, and knows none of the old one's messages.
        await work.raw.execute(
            "UPDATE letters SET state = 'expired', body = NULL WHERE state IN ('waiting', 'sending')"
        )


def _new_name() -> str:
    return f"{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(3)}"
