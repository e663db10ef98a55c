"""Gathers what was left behind: dump, statistics and files of the database, folders, pages, calls, arguments."""

import asyncio
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import make_url

from services.db.tables import metadata
from tests.conftest import Server, connect
from tests.leaks.stage import Said, Stage
from tests.leaks.troubles import Page

FOR_THE_OFFICE = (".csv", ".xlsx", "damaged.key")
"""Files that an office brings, takes away or broke itself; what we write for it only its owner may read."""
STATISTICS = (
    "SELECT query FROM pg_stat_activity",
    "SELECT coalesce(most_common_vals::text, '') || coalesce(histogram_bounds::text, '') FROM pg_stats",
    "SELECT coalesce(description, '') FROM pg_description",
)


@dataclass(frozen=True)
class Evidence:
    """Everything that can be searched."""

    chats: dict[str, int]
    witnessed: set[str]
    commands: list[Said]
    log: str
    pages: list[Page]
    dump: str
    statistics: str
    rows: dict[str, int]
    files: dict[str, bytes]
    kept: dict[str, bytes]
    argument_lists: set[tuple[str, ...]]
    calls: list[dict[str, Any]]


async def gathered(stage: Stage, server: Server, chats: dict[str, int], pages: list[Page]) -> Evidence:
    """After the bot has stopped."""
    rows, statistics = await _asked(stage.url)
    return Evidence(
        chats=chats,
        witnessed=stage.witnessed,
        commands=stage.commands,
        log=stage.log,
        pages=pages,
        dump=await _dump(server, stage.url),
        statistics=statistics,
        rows=rows,
        files=dict(await _database_files(server, stage.url, stage.began)),
        kept=dict(_kept(stage.folder)),
        argument_lists=set(stage.argument_lists),
        calls=await stage.telegram.calls(),
    )


async def _dump(server: Server, url: str) -> str:
    address = make_url(url)
    host = str(address.query.get("host") or address.host)
    command = (
        str(server.place.programs / "bin" / "pg_dump"),
        "-h",
        host,
        "-U",
        str(address.username),
        "-d",
        str(address.database),
    )
    process = await asyncio.create_subprocess_exec(
        *command, env=os.environ | {"PGPASSWORD": str(address.password)}, stdout=asyncio.subprocess.PIPE
    )
    out, _ = await process.communicate()
    assert process.returncode == 0
    return out.decode()


async def _asked(url: str) -> tuple[dict[str, int], str]:
    """How many rows each table has, and what the server knows beside the tables."""
    connection = await connect(url)
    try:
        await connection.execute("ANALYZE")
        rows = {name: await connection.fetchval(f'SELECT count(*) FROM "{name}"') for name in metadata.tables}
        told = [str(row[0]) for query in STATISTICS for row in await connection.fetch(query)]
        return rows, "\n".join(told)
    finally:
        await connection.close()


async def _database_files(server: Server, url: str, since: float) -> list[tuple[str, bytes]]:
    """Pages with their dead rows, the write-ahead log, the server's own log: all that lies on the disk."""
    connection = await connect(url)
    try:
        await connection.execute("CHECKPOINT") if await _may_checkpoint(connection) else None
        number = await connection.fetchval("SELECT oid FROM pg_database WHERE datname = current_database()")
    finally:
        await connection.close()
    folders = (server.place.cluster / "base" / str(number), server.place.cluster / "pg_wal")
    found = [file for folder in folders for file in folder.iterdir() if file.is_file() and file.stat().st_size]
    changed = [file for file in found if file.stat().st_mtime >= since]
    return [(str(file), file.read_bytes()) for file in (*changed, server.place.log)]


async def _may_checkpoint(connection: Any) -> bool:
    return bool(await connection.fetchval("SELECT pg_has_role('pg_checkpoint', 'MEMBER')"))


def _kept(folder: Path) -> Iterator[tuple[str, bytes]]:
    """The data folder, the folder in which the commands were given, and the one for temporary files."""
    for file in folder.rglob("*"):
        if file.is_file() and not file.name.endswith(FOR_THE_OFFICE):
            yield str(file), file.read_bytes()
