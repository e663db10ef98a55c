"""Opens the database and hands out units of work: one transaction each, committed by the door that opened it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial

import asyncpg
from sqlalchemy import NullPool
from sqlalchemy.exc import TimeoutError as NoneFreeError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from services.db.address import dsn

SESSION = {
    "application_name": "santun",
    "statement_timeout": "10s",
    "idle_in_transaction_session_timeout": "30s",
    "tcp_user_timeout": "15s",
    "timezone": "UTC",
    "plan_cache_mode": "force_generic_plan",
    "enable_seqscan": "off",
}
"""A vanished peer must not keep its locks; jobs that need longer say so themselves (`SET LOCAL`).

A statement is planned once: on the path of an update planning took a fifth of what PostgreSQL did at all. That may be
on the first day, when reading a whole table seems as good as its index, and the plan would stay as the table grows; so
indexes come first. What is the better for plans of its own, such as loading a roster, says so too.
"""

Connect = Callable[[], Awaitable["asyncpg.Connection[asyncpg.Record]"]]

WAIT_SECONDS = 15.0
"""How long a unit of work waits for a free connection."""


class NotCommittedError(Exception):
    """PostgreSQL ended the transaction without keeping it, because a statement in it had failed and was swallowed."""


@dataclass(eq=False)
class Work:
    """An open unit of work. Verbs use it and never commit.

    `sql` and `raw` are the same connection in the same transaction: SQLAlchemy's view and asyncpg's.
    `now` is the time of the database (aware), the only clock that stored times are compared with.
    `closing` is awaited right before the commit (a room that gathers its rows writes them there, in one statement);
    `closed` is called right after it.
    """

    sql: AsyncConnection
    raw: "asyncpg.Connection[asyncpg.Record]"
    now: datetime
    closing: list[Callable[["Work"], Awaitable[None]]] = field(default_factory=list)
    closed: list[Callable[[], None]] = field(default_factory=list)


@dataclass(frozen=True)
class _Link:
    """A connection in both views."""

    sql: AsyncConnection
    raw: "asyncpg.Connection[asyncpg.Record]"

    async def end(self) -> None:
        """Throws it away, whatever state it is in."""
        await self.sql.invalidate()
        await self.sql.close()


class Database:
    """Connections to one PostgreSQL, kept open.

    The list is ours: taking a connection from SQLAlchemy's pool and giving it back costs more than a statement. The
    engine runs in AUTOCOMMIT: the transaction is opened by hand on the asyncpg connection, so that statements of
    SQLAlchemy and prepared statements of asyncpg share it. `connect` opens a connection in another way than ours.
    """

    def __init__(self, url: str, *, size: int = 12, connect: Connect | None = None) -> None:
        self.url = url
        self._idle: list[_Link] = []
        self._closed = False
        self._free = asyncio.Semaphore(size)
        self._engine: AsyncEngine = create_async_engine(
            url,
            isolation_level="AUTOCOMMIT",
            hide_parameters=True,
            poolclass=NullPool,
            async_creator=connect or partial(asyncpg.connect, dsn(url), server_settings=SESSION, timeout=10),
        )

    @asynccontextmanager
    async def work(self, *, reads_clock: bool = True) -> AsyncIterator[Work]:
        """One transaction: commits at the end, rolls back on any exception.

        Without `reads_clock` the caller's first statement tells the time and sets `Work.now`: one way to the database
        less, on the path of every update.
        """
        async with self.connection() as (sql, raw):
            await raw.execute("BEGIN")
            try:
                now = await raw.fetchval("SELECT santun_now()") if reads_clock else datetime.min.replace(tzinfo=UTC)
                work = Work(sql, raw, now)
                yield work
                for last in work.closing:
                    await last(work)
            except BaseException:
                await _roll_back(raw)
                raise
            if await raw.execute("COMMIT") != "COMMIT":
                raise NotCommittedError
        for told in work.closed:
            told()

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[tuple[AsyncConnection, "asyncpg.Connection[asyncpg.Record]"]]:
        """A connection outside any transaction, in both views; a broken one is thrown away."""
        link = await self._take()
        try:
            yield link.sql, link.raw
        finally:
            await self._give_back(link)

    async def close(self) -> None:
        """Closes every connection; one in use follows when it is given back."""
        self._closed = True
        while self._idle:
            await self._idle.pop().sql.close()
        await self._engine.dispose()

    async def _take(self) -> _Link:
        if self._free.locked():
            try:
                await asyncio.wait_for(self._free.acquire(), WAIT_SECONDS)
            except TimeoutError:
                raise NoneFreeError("no connection became free") from None
        else:
            await self._free.acquire()
        try:
            while self._idle:
                link = self._idle.pop()
                if not link.raw.is_closed():
                    return link
                await link.end()  # the server went away while it lay idle
            sql = await self._engine.connect()
            return _Link(sql, await _driver(sql))
        except BaseException:
            self._free.release()
            raise

    async def _give_back(self, link: _Link) -> None:
        try:
            # A cancelled or half-dead connection must not come back inside a transaction.
            if self._closed or link.raw.is_closed() or link.raw.is_in_transaction():
                await asyncio.shield(link.end())
                return
            if link.sql.in_transaction():
                await link.sql.rollback()  # only SQLAlchemy believes in one; the next user must not meet its errors
            self._idle.append(link)
        finally:
            self._free.release()


async def _driver(sql: AsyncConnection) -> "asyncpg.Connection[asyncpg.Record]":
    raw: asyncpg.Connection[asyncpg.Record] | None = (await sql.get_raw_connection()).driver_connection
    assert raw is not None
    return raw


async def _roll_back(raw: "asyncpg.Connection[asyncpg.Record]") -> None:
    """A connection that cannot even do this is thrown away by whoever takes it back."""
    try:
        await asyncio.shield(raw.execute("ROLLBACK"))
    except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError):
        return
