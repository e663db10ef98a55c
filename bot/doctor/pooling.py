"""Check of the way to the database: session locks, LISTEN and our settings need a direct connection.

A pooler such as PgBouncer gives every transaction whichever connection is free. Then the lock that says that a process
lives hangs on a connection that others use, and two processes work on the same chat.
"""

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

import asyncpg

from bot.doctor.finding import Finding, warning, well, wrong
from bot.doctor.patient import Patient
from bot.doctor.postgres import PATIENCE, open_plain
from services.db.address import dsn
from services.db.engine import SESSION

if TYPE_CHECKING:
    Link = asyncpg.Connection[asyncpg.Record]


@dataclass(frozen=True)
class Way:
    """What was seen of the way.

    `takes_settings`: our settings may be sent along with a connection; `keeps_settings`: they hold then.
    `told`: the process at the server's end as the greeting names it; `served_by`: which process answered each of
    several transactions of one connection, between which others were kept busy (0: none, for there was no free one).
    Nothing in `served_by`: transactions are refused altogether.
    """

    takes_settings: bool
    keeps_settings: bool
    told: int
    served_by: tuple[int, ...]


async def pooling(patient: Patient) -> list[Finding]:
    """Whether something stands between us and the server that breaks what we rely on."""
    way = await look_at_way(patient.url)
    if not way.served_by:
        patient.database = None  # nothing that follows could be asked
    return judge_way(way)


def judge_way(way: Way) -> list[Finding]:
    """What stands there, from what was seen."""
    found: list[Finding] = []
    if not way.takes_settings:
        found.append(wrong("pooler_refuses_settings"))
    if not way.served_by:
        return [*found, wrong("pooler_by_statement")]
    if len(set(way.served_by)) > 1:
        return [*found, wrong("pooler_by_transaction")]
    if way.takes_settings and not way.keeps_settings:
        found.append(warning("pooler_drops_settings", setting="statement_timeout"))
    if not found and way.told != way.served_by[0]:
        found.append(warning("pooler_by_session"))
    return found or [well("direct")]


async def look_at_way(url: str) -> Way:
    """Opens four connections, changes nothing, takes no lock: one left behind in a pooler would stay for ever."""
    takes, keeps = await _settings_arrive(url)
    links: list[Link] = []
    try:
        links += [await open_plain(url) for _ in range(3)]
        return Way(takes, keeps, links[0].get_server_pid(), await _served_by(links[0], links[1:]))
    finally:
        for link in links:
            link.terminate()


async def _settings_arrive(url: str) -> tuple[bool, bool]:
    """Whether they may be sent along, and whether they hold."""
    try:
        link = await asyncpg.connect(dsn(url), server_settings=SESSION, timeout=PATIENCE, statement_cache_size=0)
    except asyncpg.ProtocolViolationError:  # "unsupported startup parameter": PostgreSQL itself knows all of them
        return False, False
    try:
        await link.execute("BEGIN")
        return True, await link.fetchval("SELECT current_setting('statement_timeout')") == SESSION["statement_timeout"]
    except asyncpg.PostgresError:
        return True, False
    finally:
        link.terminate()


async def _served_by(link: "Link", others: "list[Link]") -> tuple[int, ...]:
    """A pooler keeps the busy ones' connections from us, and so must give us another than before."""
    served: list[int] = []
    try:
        served.append(await _transaction(link))
        for other in others:
            await other.execute("BEGIN")
            await other.fetchval("SELECT pg_backend_pid()")
            served.append(await _transaction(link))
    except TimeoutError:
        served.append(0)
    except (asyncpg.PostgresError, asyncpg.InterfaceError):
        return ()
    return tuple(served)


async def _transaction(link: "Link") -> int:
    async with asyncio.timeout(PATIENCE):
        await link.execute("BEGIN")
        served_by: int = await link.fetchval("SELECT pg_backend_pid()")
        await link.execute("COMMIT")
    return served_by
