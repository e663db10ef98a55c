"""Checks of the database: reached, new enough, durable, with our tables, with room for us."""

import ssl
from functools import partial
from socket import gaierror
from typing import TYPE_CHECKING

import asyncpg
from sqlalchemy import make_url

from bot.doctor.finding import Finding, warning, well, wrong
from bot.doctor.patient import Patient, there
from bot.doctor.settings import is_here
from bot.postgres import EmbeddedPostgres, EmbeddedPostgresError
from services.db import Database
from services.db.address import dsn
from services.db.migrate import head, missing_after

if TYPE_CHECKING:
    Link = asyncpg.Connection[asyncpg.Record]

OLDEST = 14
"""The oldest PostgreSQL that we have tried."""
PATIENCE = 5.0
"""Seconds for a connection."""
OF_A_PROCESS = 14
"""Connections that `santun run` opens at most: 12 for its work, one for its lock, one to listen."""
OF_A_COMMAND = 3

_REFUSALS = {
    "28": "database_refuses",
    "3D": "database_unknown",
    "53300": "database_crowded",
    "57P03": "database_starting",
}
"""By the beginning of SQLSTATE."""
_TROUBLES: tuple[tuple[type[Exception], str], ...] = (
    (ssl.SSLError, "database_certificate"),
    (gaierror, "database_nameless"),
    (TimeoutError, "database_silent"),
    (asyncpg.ClientConfigurationError, "database_address"),
    (OSError, "database_away"),
)
"""By kind; the first that fits, for all but one are `OSError`s."""
_ROOM = """
SELECT current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
    - coalesce(current_setting('reserved_connections', true)::int, 0) AS most,
  (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend')::int AS used,
  (SELECT rolconnlimit FROM pg_roles WHERE rolname = current_user) AS of_role,
  (SELECT count(*) FROM pg_stat_activity WHERE usename = current_user)::int AS used_by_role,
  (SELECT datconnlimit FROM pg_database WHERE datname = current_database()) AS of_database,
  (SELECT count(*) FROM pg_stat_activity WHERE datname = current_database())::int AS used_in_database
"""
_PROMISES = ("fsync", "synchronous_commit", "full_page_writes")
_ENCRYPTED = "SELECT coalesce((SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()), false)"


async def database(patient: Patient) -> list[Finding]:
    """Opens it for all that follows. An embedded one that was never made is not made here."""
    trouble = await _find_address(patient)
    if trouble:
        return [trouble]
    try:
        link = await open_plain(patient.url)
    except Exception as error:  # noqa: BLE001 - whatever keeps us out is told by its kind
        return [why_not(error)]
    version = link.get_server_version()
    await link.close(timeout=PATIENCE)
    if version.major < OLDEST:
        return [wrong("database_too_old", version=str(version.major), oldest=str(OLDEST))]
    patient.database = Database(patient.url, size=2, connect=partial(open_plain, patient.url))
    patient.stack.push_async_callback(patient.database.close)
    return [well("database", version=f"{version.major}.{version.minor}")]


async def open_plain(url: str) -> "Link":
    """A connection that asks for nothing that a pooler could refuse, and prepares nothing that one could lose."""
    return await asyncpg.connect(dsn(url), timeout=PATIENCE, statement_cache_size=0)


async def _find_address(patient: Patient) -> Finding | None:
    patient.url = patient.settings.database_url.get_secret_value()
    if patient.url:
        patient.url = make_url(patient.url).set(drivername="postgresql+asyncpg").render_as_string(hide_password=False)
        return None
    embedded = EmbeddedPostgres(patient.settings.data_dir)
    if not embedded.is_made:
        return warning("database_not_made")
    try:
        patient.url = await embedded.start()
    except (EmbeddedPostgresError, OSError):
        return wrong("database_embedded_away", log=str(patient.settings.data_dir / "postgres" / "server.log"))
    patient.stack.push_async_callback(embedded.stop)
    return None


def why_not(error: Exception) -> Finding:
    """What keeps us out of the database, from what the driver raised."""
    state = str(getattr(error, "sqlstate", None) or "")
    for beginning, key in _REFUSALS.items():
        if state.startswith(beginning):
            return wrong(key)
    if type(error) is ConnectionError:  # asyncpg's own word for a server that speaks no TLS where TLS is asked for
        return wrong("database_without_tls")
    for kind, key in _TROUBLES:
        if isinstance(error, kind):
            return wrong(key)
    return wrong("database_trouble", error=type(error).__name__)


async def encryption(patient: Patient) -> list[Finding]:
    """The password and all that is not sealed travel to a database on another machine."""
    if is_here(_host(patient.url)):
        return [well("database_here")]
    async with patient.work() as work:
        encrypted = await work.raw.fetchval(_ENCRYPTED)
    return [well("database_encrypted") if encrypted else warning("database_in_the_clear")]


def _host(url: str) -> str | None:
    address = make_url(url)
    beside = address.query.get("host")
    return beside if isinstance(beside, str) else address.host


async def durability(patient: Patient) -> list[Finding]:
    """What is committed must survive a power cut: an update is acknowledged once it is."""
    async with patient.work() as work:
        kept = {name: await work.raw.fetchval("SELECT current_setting($1)", name) for name in _PROMISES}
    return judge_durability(kept)


def judge_durability(kept: dict[str, str]) -> list[Finding]:
    """From the settings of the server as our role has them."""
    off = [name for name, value in kept.items() if value == "off"]
    return [wrong("not_durable", name=name) for name in off] or [well("durable")]


async def layout(patient: Patient) -> list[Finding]:
    """That the tables are those of this release; they are brought up to date by `santun run`, never here."""
    async with patient.work() as work:
        is_there = await work.raw.fetchval("SELECT to_regclass('alembic_version') IS NOT NULL")
        revision = await work.raw.fetchval("SELECT version_num FROM alembic_version") if is_there else None
    if revision is None:
        return [warning("layout_empty")]
    missing = missing_after(revision)
    if missing is None:
        return [wrong("layout_of_another_release", revision=revision, head=head())]
    if missing:
        return [wrong("layout_old", revision=revision, head=head(), missing=missing)]
    patient.layout = revision
    return [well("layout", revision=revision)]


async def room(patient: Patient) -> list[Finding]:
    """Connections that are left, for a process of ours if none runs, else for a command."""
    async with patient.work() as work:
        row = there(await work.raw.fetchrow(_ROOM))
        runs = await work.raw.fetchval("SELECT post_live() <> '{}'") if patient.layout else False
    limits = [
        (row["most"], row["used"]),
        (row["of_role"], row["used_by_role"]),
        (row["of_database"], row["used_in_database"]),
    ]
    return [judge_room(min(most - used for most, used in limits if most >= 0), runs=runs)]


def judge_room(free: int, *, runs: bool) -> Finding:
    """Enough for the next process or command, or not."""
    if free < OF_A_COMMAND:
        return wrong("room_none", free=max(free, 0))
    if free < OF_A_PROCESS and not runs:
        return warning("room_little", free=free, needed=OF_A_PROCESS)
    return well("room", free=free)
