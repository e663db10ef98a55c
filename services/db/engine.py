"""Opens the database and hands out units of work: one transaction each, committed by the door that opened it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime

import asyncpg
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

SESSION = {
    "application_name": "santun",
    "statement_timeout": "10s",
    "idle_in_transaction_session_timeout": "30s",
    "tcp_user_timeout": "15s",
    "timezone": "UTC",
}
"""A vanished peer must not keep its locks; jobs that need longer say so themselves (`SET LOCAL`)."""


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


class Database:
    """A pool of connections to one PostgreSQL.

    The engine itself runs in AUTOCOMMIT: the transaction is opened by hand on the asyncpg connection, so that
    statements of SQLAlchemy and prepared statements of asyncpg share it.
    """

    def __init__(self, url: str, *, size: int = 12) -> None:
        self.url = url
        self.engine: AsyncEngine = create_async_engine(
            url,
            isolation_level="AUTOCOMMIT",
            hide_parameters=True,
            pool_size=size,
            max_overflow=0,
            pool_timeout=15,
            pool_pre_ping=False,
            pool_reset_on_return=None,
            connect_args={"server_settings": SESSION, "timeout": 10},
        )

    @asynccontextmanager
    async def work(self) -> AsyncIterator[Work]:
        """One transaction: commits at the end, rolls back on any exception."""
        async with self.connection() as (sql, raw):
            transaction = raw.transaction()
            await transaction.start()
            try:
                work = Work(sql, raw, await raw.fetchval("SELECT santun_now()"))
                yield work
                for last in work.closing:
                    await last(work)
            except BaseException:
                await _roll_back(transaction, sql)
                raise
            await transaction.commit()
        for told in work.closed:
            told()

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[tuple[AsyncConnection, "asyncpg.Connection[asyncpg.Record]"]]:
        """A pooled connection outside any transaction, in both views; a broken one is thrown away."""
        async with self.engine.connect() as sql:
            raw = await _driver(sql)
            while raw.is_closed():  # the server went away while this one, and perhaps the next, lay in the pool
                await sql.invalidate()
                raw = await _driver(sql)
            try:
                yield sql, raw
            finally:
                # A cancelled or half-dead connection must not go back into the pool inside a transaction.
                if raw.is_closed() or raw.is_in_transaction():
                    await sql.invalidate()

    async def close(self) -> None:
        """Closes every connection."""
        await self.engine.dispose()


async def _driver(sql: AsyncConnection) -> "asyncpg.Connection[asyncpg.Record]":
    raw: asyncpg.Connection[asyncpg.Record] | None = (await sql.get_raw_connection()).driver_connection
    assert raw is not None
    return raw


async def _roll_back(transaction: "asyncpg.transaction.Transaction", sql: AsyncConnection) -> None:
    try:
        await asyncio.shield(transaction.rollback())
    except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError):
        await sql.invalidate()
