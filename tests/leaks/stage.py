"""Where it all happens: the real `santun run` behind a webhook, the simulator before it, terminals beside it."""

import asyncio
import os
import socket
import sys
import threading
import time
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from typer.testing import CliRunner

from bot.cli import app
from bot.simulator import Simulator, Telegram
from tests.leaks.marks import SECRET, TOKEN

ROOT = Path(__file__).resolve().parents[2]
SANTUN = ("-c", "from bot.cli import main; main()")


@dataclass
class Said:
    """What a command left behind: its words, how it ended, what it printed."""

    command: tuple[str, ...]
    code: int
    out: str
    err: str


@dataclass
class Stage:
    """The running parts, and everything that was printed."""

    url: str
    folder: Path
    port: int
    simulator: Simulator
    telegram: Telegram
    commands: list[Said] = field(default_factory=list)
    argument_lists: set[tuple[str, ...]] = field(default_factory=set)
    log: str = ""
    desk_group: int | None = None
    """The group of staff."""
    began: float = field(default_factory=time.time)

    @property
    def environment(self) -> dict[str, str]:
        settings = {
            "TELEGRAM_TOKEN": TOKEN,
            "TELEGRAM_API_URL": self.simulator.url,
            "MODE": "webhook",
            "WEBHOOK_URL": f"http://127.0.0.1:{self.port}",
            "WEBHOOK_SECRET": SECRET,
            "DATABASE_URL": self.url,
            "DATA_DIR": str(self.folder / "data"),
            "HTTP_PORT": str(self.port),
            "OPERATOR": "Dinas Contoh",
            "LOG_LEVEL": "DEBUG",
        }
        settings |= {"DESK_GROUP_ID": str(self.desk_group)} if self.desk_group else {}
        # Python's own aids show more than production does; they must show nothing either.
        temporary = {"TMPDIR": str(self.folder / "temporary")}
        loud = {"PYTHONWARNINGS": "always", "PYTHONFAULTHANDLER": "1", "COLUMNS": "200"}
        return os.environ | temporary | loud | {f"SANTUN_{name}": value for name, value in settings.items()}

    @property
    def witnessed(self) -> set[str]:
        """What the process served."""
        return set((self.folder / "witness").read_text(encoding="utf-8").splitlines())

    async def types(self, *words: str, keys: str = "", but: dict[str, str] | None = None) -> Said:
        """A command as a terminal would run it, inside this process, which is quicker.

        `keys` is what is typed when it asks; `but` are other settings than the stage's.
        """
        given = self.environment | (but or {})
        ended = await asyncio.to_thread(CliRunner().invoke, app, list(words), input=keys or None, env=given)
        assert ended.exception is None or isinstance(ended.exception, SystemExit), (words, ended.exception)
        said = Said(words, ended.exit_code, ended.stdout, ended.stderr)
        self.commands.append(said)
        return said

    async def starts(self, *words: str, keys: str = "", but: dict[str, str] | None = None) -> Said:
        """The same as a process of its own."""
        given = self.environment | (but or {})
        command = (sys.executable, *SANTUN, *words)
        process = await asyncio.create_subprocess_exec(
            *command, cwd=self.folder, env=given, stdin=PIPE, stdout=PIPE, stderr=PIPE
        )
        out, err = await asyncio.wait_for(process.communicate(keys.encode()), 120)
        said = Said(words, process.returncode or 0, out.decode(), err.decode())
        self.commands.append(said)
        return said

    async def sends(self, raw: bytes) -> bytes:
        """These bytes to the bot's own web server; everything it answered."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        writer.write(raw)
        try:
            return await asyncio.wait_for(reader.read(), 5)
        except (TimeoutError, ConnectionError):
            return b""
        finally:
            writer.close()


@asynccontextmanager
async def staged(url: str, folder: Path) -> AsyncIterator[Stage]:
    """Everything but the bot, which `serving` starts."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    async with Simulator(TOKEN) as simulator, Telegram(simulator.url) as telegram:
        stage = Stage(url, folder, port, simulator, telegram)
        done = threading.Event()
        watcher = threading.Thread(target=_watch_arguments, args=(stage.argument_lists, done))
        watcher.start()
        (folder / "temporary").mkdir()
        try:
            yield stage
        finally:
            done.set()
            watcher.join()


@asynccontextmanager
async def serving(stage: Stage) -> AsyncIterator[asyncio.subprocess.Process]:
    """`santun run` with its witness, until the block ends; then `stage.log` holds all it printed."""
    command = (sys.executable, "-m", "tests.leaks.process", str(stage.folder / "witness"), "run")
    log = (stage.folder / "log").open("wb")
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, env=stage.environment, stdout=PIPE, stderr=log)
    assert process.stdout is not None
    try:
        first = await asyncio.wait_for(process.stdout.readline(), 60)
        assert first, (stage.folder / "log").read_text()
        yield process
        process.terminate()
        rest = await asyncio.wait_for(process.stdout.read(), 30)
        assert await process.wait() == 0
        stage.log = (first + rest).decode()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
        log.close()
        stage.log += (stage.folder / "log").read_text(errors="replace")


def _watch_arguments(found: set[tuple[str, ...]], done: threading.Event) -> None:
    """Notes the arguments of every process of this machine, as any of its users could."""
    while not done.wait(0.25):
        for words in _arguments(psutil.process_iter()):
            found.add(words)


def _arguments(processes: Iterable[psutil.Process]) -> Iterable[tuple[str, ...]]:
    for process in processes:
        try:
            yield tuple(process.cmdline())
        except psutil.Error:
            continue
