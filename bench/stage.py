"""Where a bench takes place: a folder, a PostgreSQL of its own, and every process that takes part.

Nothing of the caller's settings reaches them, and nothing of them stays behind.
"""

import asyncio
import os
import secrets
import socket
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import asyncpg
import psutil
from sqlalchemy import make_url

from bot.postgres import EmbeddedPostgres
from bot.postgres.cluster import OWNER
from services.db.migrate import migrate

ROOT = Path(__file__).parent.parent
PEERS = ROOT / ".cache/peers-venv/bin/python"
"""The interpreter of the bots we compare with; `scripts/peers` makes it."""
OUR_PYTHON = Path(sys.executable)
SANTUN = ("-c", "from bot.cli import main; main()")
"""The command `santun`, wherever it is installed."""
TOKEN = "4242:token-of-the-bench"  # noqa: S105 - the fake Bot API's own; it opens nothing


class FailedError(Exception):
    """A process of the bench ended when it should not have; its last words."""


class Stage:
    """Starts the processes and knows their addresses."""

    def __init__(self, folder: Path, postgres: EmbeddedPostgres, stack: AsyncExitStack) -> None:
        self.folder = folder
        self._postgres = postgres
        self._stack = stack

    async def start(
        self,
        *arguments: str,
        settings: dict[str, str] | None = None,
        talks: bool = True,
        python: Path = OUR_PYTHON,
        core: int | None = None,
    ) -> "Player":
        """A Python process: a module's `-m name`, or `SANTUN` and its command; `talks`: we read what it prints.

        `core`: which of our cores it is bound to, if there are two or more.
        """
        environment = {name: value for name, value in os.environ.items() if not name.startswith("SANTUN_")}
        environment |= {"PYTHONPATH": str(ROOT), **(settings or {})}
        errors = self.folder / f"errors-{secrets.token_hex(4)}.txt"
        with errors.open("wb") as sink:
            process = await asyncio.create_subprocess_exec(
                str(python),
                *arguments,
                cwd=self.folder,
                env=environment,
                stdin=PIPE,
                stdout=PIPE if talks else DEVNULL,
                stderr=sink,
                limit=1 << 26,  # the load tells every single wait
            )
        if core is not None:
            bind(process.pid, core)
        player = Player(process, errors)
        self._stack.push_async_callback(player.end)
        return player

    async def database(self, name: str) -> str:
        """The URL of a new database with Santun's tables, all empty."""
        await self._execute(f'CREATE DATABASE "{name}"')
        await migrate(self._postgres.url(name))
        return _plain(self._postgres.url(name))

    async def drop(self, name: str) -> None:
        """The database goes, whoever is connected."""
        await self._execute(f'DROP DATABASE "{name}" WITH (FORCE)')

    async def ask(self, statement: str, database: str = "postgres") -> object:
        """The first value of what the statement gives, asked as the owner of the server."""
        async with self.owner(database) as owner:
            return await owner.fetchval(statement)

    @asynccontextmanager
    async def owner(self, database: str) -> AsyncIterator["asyncpg.Connection[asyncpg.Record]"]:
        """A superuser's connection, for what no bot may do."""
        url = make_url(self._postgres.url(database)).set(username=OWNER).render_as_string(hide_password=False)
        connection = await asyncpg.connect(_plain(url))
        try:
            yield connection
        finally:
            await connection.close()

    async def _execute(self, statement: str) -> None:
        connection = await asyncpg.connect(_plain(self._postgres.url()))
        try:
            await connection.execute(statement)
        finally:
            await connection.close()

    def postgres_seconds(self) -> float:
        """CPU time of all PostgreSQL processes so far."""
        return cpu_seconds(self._postgres.pid) if self._postgres.pid else 0.0

    @property
    def key_file(self) -> Path:
        """One for all databases of the bench."""
        return self.folder / "santun.key"

    def settings(self, database: str, **more: str) -> dict[str, str]:
        """What `santun` is told by its environment."""
        return {
            "SANTUN_DATABASE_URL": database,
            "SANTUN_DATA_DIR": str(self.folder / "data" / str(make_url(database).database)),
            "SANTUN_KEY_FILE": str(self.key_file),
            "SANTUN_LOG_LEVEL": "WARNING",
            **{f"SANTUN_{name.upper()}": value for name, value in more.items()},
        }


class Player:
    """One process of the bench."""

    def __init__(self, process: Process, errors: Path) -> None:
        self._process = process
        self._errors = errors

    @property
    def pid(self) -> int:
        return self._process.pid

    async def tells(self, order: bytes = b"", within: float = 120) -> str:
        """The next line it prints, after an order if there is one. Raises `FailedError`."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        if order:
            self._process.stdin.write(order + b"\n")
        line = await asyncio.wait_for(self._process.stdout.readline(), within)
        if not line:
            raise FailedError(self.last_words())
        return line.decode().strip()

    async def ends_well(self) -> None:
        """Waits for its end. Raises `FailedError`."""
        if await self._process.wait():
            raise FailedError(self.last_words())

    def is_running(self) -> bool:
        return self._process.returncode is None

    async def end(self) -> None:
        """Asks it to stop; insists after ten seconds."""
        if not self.is_running():
            return
        self._process.terminate()
        try:
            await asyncio.wait_for(self._process.wait(), 10)
        except TimeoutError:
            self._process.kill()
            await self._process.wait()

    def last_words(self) -> str:
        return self._errors.read_text(encoding="utf-8", errors="replace")[-2000:]


@asynccontextmanager
async def set_up() -> AsyncIterator[Stage]:
    """A stage with its PostgreSQL running, as durable as the real one; taken down at the end."""
    with TemporaryDirectory(prefix="santun-bench-") as folder:
        postgres = EmbeddedPostgres(Path(folder) / "server")
        await postgres.start()
        try:
            async with AsyncExitStack() as stack:
                yield Stage(Path(folder), postgres, stack)
        finally:
            await postgres.remove()


def _plain(url: str) -> str:
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


def free_port(in_a_row: int = 1) -> int:
    """The first of so many neighbouring ports that nobody listens on; below those that systems give to outgoing
    connections, one of which could have taken it before it is needed."""
    while True:
        first = 20_000 + secrets.randbelow(10_000)
        with ExitStack() as probes, suppress(OSError):
            for port in range(first, first + in_a_row):
                probes.enter_context(socket.socket()).bind(("127.0.0.1", port))
            return first


def bind(pid: int, core: int) -> None:
    """The process runs on this one of our cores only, so that nobody's speed depends on where the system puts it."""
    ours = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_setaffinity") else []
    if len(ours) > 1:
        os.sched_setaffinity(pid, {ours[core % len(ours)]})


def cpu_seconds(pid: int) -> float:
    """CPU time of a process and its living children."""
    process = psutil.Process(pid)
    total = 0.0
    for each in (process, *process.children(recursive=True)):
        try:
            times = each.cpu_times()
        except psutil.NoSuchProcess:
            continue
        total += times.user + times.system
    return total


def memory_mb(pid: int) -> float:
    """Resident memory of a process and its children."""
    process = psutil.Process(pid)
    total = 0
    for each in (process, *process.children(recursive=True)):
        try:
            total += each.memory_info().rss
        except psutil.NoSuchProcess:
            continue
    return total / 2**20
