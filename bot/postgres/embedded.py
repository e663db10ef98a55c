"""One embedded server for everybody who uses the same data folder: started by the first, stopped by the last."""

import asyncio
import logging
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Literal

import asyncpg
from filelock import AsyncFileLock
from sqlalchemy import URL

from bot.postgres import cluster, postmaster
from bot.postgres.failure import EmbeddedPostgresError
from bot.postgres.place import WINDOWS, Place, find_place, private_folder

NAME = "santun"  # of the role and of its database
TRIES = 20  # a worker of a killed server may hold the shared memory for a moment
PAUSE = 0.05  # seconds between two looks at a server that is coming up
LONGEST_RECOVERY = 900  # seconds
GOING_DOWN = (
    OSError,  # among them a time that ran out
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,  # what asyncpg makes of a server's last word that arrives between two statements
)
"""What a connection meets while the server is coming up or going down."""
OTHERS = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datid IS NOT NULL AND usesysid IS NOT NULL AND pid <> pg_backend_pid()
"""

log = logging.getLogger(__name__)


class EmbeddedPostgres:
    """Any number of processes of one user may start it on the same folder; each holds one connection, the keeper.

    The keeper tells the others that somebody is here (it vanishes with its process, however that died), and tells us
    that the server went down. Files are locked while somebody starts or stops the server.
    """

    def __init__(self, data_dir: Path, extra_settings: Mapping[str, str] | None = None) -> None:
        self._home = data_dir.absolute() / "postgres"
        self._extra_settings = extra_settings or {}
        self._keeper: asyncpg.Connection | None = None
        self._lost = asyncio.Event()
        self._place: Place | None = None

    async def start(self) -> str:
        """Start the server or join the running one; answers the URL of the database `santun`."""
        async with self._lock():
            return await self._start()

    async def stop(self) -> None:
        """Leave; the server stops with the last one who leaves."""
        async with self._lock():
            if self._place is None:
                return
            alone = False
            with suppress(*GOING_DOWN):
                alone = await _is_alone(await self._hold())
            await self._let_go()
            if alone:
                await asyncio.to_thread(postmaster.halt, self._place, "fast")

    async def restart(self, mode: Literal["fast", "immediate"] = "fast") -> str:
        """Stop it under everybody's feet and start it again; `immediate` is as good as a power cut."""
        async with self._lock():
            place = self._found()
            await self._let_go()
            await asyncio.to_thread(postmaster.halt, place, mode)
            return await self._start()

    async def supervise(self) -> None:
        """Start the server again whenever it went down; runs until cancelled."""
        while True:
            await self._lost.wait()
            log.warning("the embedded PostgreSQL went down and is started again")
            try:
                await self.start()
            except (EmbeddedPostgresError, asyncpg.PostgresError, *GOING_DOWN):
                log.exception("the embedded PostgreSQL did not come back; trying again")
                await asyncio.sleep(5)

    async def remove(self) -> None:
        """Stop the server whoever uses it and delete the database with all its files: for tests and samples."""
        async with self._lock():
            place = self._place or find_place(self._home)
            await self._let_go()
            await asyncio.to_thread(postmaster.halt, place, "immediate")
            for folder in (place.cluster, place.sockets, place.house):
                await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)
        await asyncio.to_thread(shutil.rmtree, self._home, ignore_errors=True)

    @property
    def is_made(self) -> bool:
        """Whether there is a cluster to start: without, `start` makes one."""
        return (self._home / "password").exists()

    @property
    def pid(self) -> int | None:
        """The process of the running server."""
        found = postmaster.find(self._found())
        return None if found is None else found.pid

    @property
    def programs(self) -> Path:
        """The folder of pg_dump, psql and their like."""
        return self._found().programs / "bin"

    def url(self, database: str = NAME) -> str:
        return self._url(database, NAME).render_as_string(hide_password=False)

    async def _start(self) -> str:
        place = self._place = await asyncio.to_thread(find_place, self._home)
        await asyncio.to_thread(cluster.make, place, cluster.password_of(place))
        for _ in range(TRIES):
            if await asyncio.to_thread(postmaster.find, place) is None:
                cluster.configure(place, self._extra_settings)
                await asyncio.to_thread(postmaster.launch, place)
            with suppress(*GOING_DOWN):
                if owner := await self._enter(place):
                    await _furnish(owner, cluster.password_of(place))
                    await self._hold()
                    return self.url()
        raise EmbeddedPostgresError(
            f"The embedded PostgreSQL in {self._home} does not start. Its log ends:\n{postmaster.log_end(place)}"
        )

    async def _enter(self, place: Place) -> asyncpg.Connection | None:
        """Wait as long as the server lives, for a recovery may take minutes; nothing if it died."""
        async with asyncio.timeout(LONGEST_RECOVERY):
            for _ in range(10):
                await asyncio.sleep(PAUSE)
                while await asyncio.to_thread(postmaster.find, place) is not None:
                    with suppress(*GOING_DOWN):
                        return await _connect(self._url("postgres", cluster.OWNER))
                    await asyncio.sleep(PAUSE)
        return None

    async def _hold(self) -> asyncpg.Connection:
        if self._keeper is None or self._keeper.is_closed():
            self._keeper = await _connect(self._url("postgres", NAME))
            self._keeper.add_termination_listener(self._notice)
            self._lost.clear()
        return self._keeper

    def _notice(self, gone: object) -> None:
        if gone is self._keeper:
            self._lost.set()

    async def _let_go(self) -> None:
        keeper, self._keeper = self._keeper, None
        if keeper is not None and not keeper.is_closed():
            await keeper.close()

    def _lock(self) -> AsyncFileLock:
        return AsyncFileLock(private_folder(self._home) / "lock", mode=0o600)

    def _found(self) -> Place:
        if self._place is None:
            raise RuntimeError("the embedded PostgreSQL has not been started")
        return self._place

    def _url(self, database: str, role: str) -> URL:
        place = self._found()
        address = URL.create("postgresql+asyncpg", role, cluster.password_of(place), database=database)
        if not WINDOWS:
            return address.update_query_dict({"host": str(place.sockets)})
        running = postmaster.find(place)
        return address.set(host="127.0.0.1", port=running.port if running else None)


async def _connect(url: URL) -> asyncpg.Connection:
    # Named one by one: what the environment says of PostgreSQL (PGHOST, PGDATABASE …) is about another server.
    sockets = url.query.get("host")
    return await asyncpg.connect(
        host=sockets if isinstance(sockets, str) else url.host,
        port=url.port or 5432,
        user=url.username,
        password=url.password,
        database=url.database,
        ssl=False,
        timeout=10,
    )


async def _furnish(owner: asyncpg.Connection, password: str) -> None:
    """Give the bot a role that is nobody's superuser, and its database; both only once."""
    try:
        if not await owner.fetchval("SELECT true FROM pg_roles WHERE rolname = $1", NAME):
            await owner.execute(f"CREATE ROLE {NAME} LOGIN CREATEDB PASSWORD '{password}'")
        if not await owner.fetchval("SELECT true FROM pg_database WHERE datname = $1", NAME):
            await owner.execute(f"CREATE DATABASE {NAME} OWNER {NAME}")
    finally:
        await owner.close()


async def _is_alone(keeper: asyncpg.Connection) -> bool:
    """Whether the keeper is the only one here; connections that were just closed are given half a second to leave."""
    for _ in range(10):
        if not await keeper.fetchval(OTHERS):
            return True
        await asyncio.sleep(PAUSE)
    return False
