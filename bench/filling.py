"""A roster of millions, made inside the database: copies of people who were imported, under numbers of their own.

A copy has fingerprints and an identity of its own, drawn from a hash, and a sealed record of the same length, which
nobody can open in its place and nobody looks for. The people who were imported stay as they are, and are looked for.
"""

from collections.abc import AsyncIterator

import asyncpg
from sqlalchemy import Table

from services.participants.store import participant_periods, participants

CHUNK = 250_000
"""People written at once, more or less."""
BYTES_A_PERSON = 1_000
"""Measured: 660 with their indexes; the rest is room for sorting and for the log that PostgreSQL writes ahead."""
_SETTINGS = (
    "SET synchronous_commit = off",
    "SET session_replication_role = replica",  # keys of other tables are right by construction
    "SET maintenance_work_mem = '512MB'",
    "SET max_parallel_maintenance_workers = 0",  # containers give little shared memory to workers
)
_NEW_ID = "md5({id}::text || n)::uuid"


class Filling:
    """One database; `owner` is a superuser's connection to it."""

    def __init__(self, owner: "asyncpg.Connection[asyncpg.Record]") -> None:
        self._owner = owner

    async def fill(self, people: int) -> AsyncIterator[int]:
        """Copies until there are so many people; yields how many there are, now and then.

        Indexes are built at the end, at once: row by row, at random places, would take hours.
        """
        for statement in _SETTINGS:
            await self._owner.execute(statement)
        seeds = await self._seed()
        await self._leave_indexes_out()
        copies, step = max(1, people // seeds), max(1, CHUNK // seeds)
        for first in range(1, copies, step):
            last = min(copies, first + step) - 1
            await self._owner.execute(_copy(participants), first, last)
            await self._owner.execute(_copy(participant_periods), first, last)
            yield seeds * (last + 1)
        for table in (participants, participant_periods):
            await self._owner.execute(f"REINDEX TABLE {table.name}")
            await self._owner.execute(f"VACUUM (ANALYZE) {table.name}")
            yield seeds * copies

    async def _seed(self) -> int:
        for table in (participants, participant_periods):
            await self._owner.execute(f"CREATE TEMP TABLE seed_{table.name} AS SELECT * FROM {table.name}")  # noqa: S608 - names of our own tables
        return int(await self._owner.fetchval("SELECT count(*) FROM seed_participants"))

    async def _leave_indexes_out(self) -> None:
        """INSERT passes over an index that is not ready; REINDEX makes it ready again."""
        query = "UPDATE pg_index SET indisready = false WHERE indrelid = ANY($1::text[]::regclass[])"
        await self._owner.execute(query, [participants.name, participant_periods.name])


def steps(people: int, seeds: int) -> int:
    """How often `fill` yields."""
    return len(range(1, max(1, people // seeds), max(1, CHUNK // seeds))) + 2


def _copy(table: Table) -> str:
    """Every column that is made anew, and every other as it is."""
    columns = [column.name for column in table.columns if column.identity is None]
    values = ", ".join(_value(table, name) for name in columns)
    return (
        f"INSERT INTO {table.name} ({', '.join(columns)}) "  # noqa: S608 - names of our own tables
        f"SELECT {values} FROM seed_{table.name} s, generate_series($1::int, $2::int) n"
    )


def _value(table: Table, name: str) -> str:
    if (table is participants and name == "id") or name == "participant_id":
        return _NEW_ID.format(id=f"s.{name}")
    if name.endswith("_print"):
        return f"substring(sha256((s.id::text || n || '{name}')::bytea) FOR octet_length(s.{name}))"
    return f"s.{name}"
