"""Where a storm takes place: a PostgreSQL of its own, the simulator, the gateway, and two processes that get killed."""

import asyncio
import os
import signal
import sys
import time
from asyncio.subprocess import PIPE
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import asyncpg
from sqlalchemy import make_url

from bench.stage import ROOT, SANTUN, free_port
from bot.house import open_house
from bot.postgres import EmbeddedPostgres
from bot.settings import read_settings
from bot.simulator import Simulator
from services.participants.roster.service import LoadOrder
from services.participants.sample import SampleOrder, write_sample
from services.participants.sample.making import SamplePerson, people
from services.participants.sample.people import FUNDER
from services.post.rules import LEADER, REPLICA_LOCK
from tests.storm.gateway import Gateway
from tests.storm.plan import Life, lives

TOKEN = "1000000001:token-of-the-storm"
SECRET = "a-secret-of-the-storm"
RATE = 300
"""Messages a second; the thirty of Telegram would make people wait for each other and not for us."""
SERVES, STOPS = 240.0, 30.0
"""Seconds that a start and an orderly end may take on a busy machine."""
_LEADER = """
SELECT r.name FROM replicas r JOIN pg_locks mine ON mine.objid = r.id::oid JOIN pg_locks lead ON lead.pid = mine.pid
WHERE mine.locktype = 'advisory' AND mine.classid = $1::bigint::oid AND mine.objsubid = 2 AND mine.granted
  AND lead.locktype = 'advisory' AND lead.classid = $1::bigint::oid AND lead.objid = $2::bigint::oid
  AND lead.objsubid = 2 AND lead.granted
"""


@dataclass
class Process:
    """One of the two, started again whenever it ends, as a service manager does. Its lives end by `kill -9`."""

    settings: dict[str, str]
    log: Path
    counts: Counter[str]
    lives: Iterator[Life]
    running: asyncio.subprocess.Process | None = None
    is_wanted: bool = True
    is_calm: bool = False
    """Nobody is killed any more."""
    is_stuck: bool = False
    """It did not end when it was asked to."""
    serves: asyncio.Event = field(default_factory=asyncio.Event)
    codes: list[int] = field(default_factory=list)
    """What it ended with when it was asked to."""

    async def keep(self) -> None:
        """Runs it until nobody wants it any more."""
        while self.is_wanted:
            life = next(self.lives)
            served, code = await self._live(life)
            self._count(served, code)
            await asyncio.sleep(life.rest * self.is_wanted)

    def _count(self, served: bool, code: int) -> None:
        if code == -signal.SIGKILL and not self.is_stuck:
            self.counts["killed"] += 1
        elif self.is_wanted:
            self.counts["ended by itself"] += 1
        elif served:  # whoever is just starting has nothing to tidy up yet
            self.codes.append(code)

    async def _live(self, life: Life) -> tuple[bool, int]:
        running, began = await self._start(), time.monotonic()
        greeting, ended = asyncio.create_task(self._greet(running)), asyncio.create_task(running.wait())
        serving = asyncio.create_task(self.serves.wait())
        if not life.from_start:
            await asyncio.wait({serving, ended}, return_when=asyncio.FIRST_COMPLETED)
        # On a slow machine it lives at least as long as it took to start, or nobody would ever serve.
        took = 0 if life.from_start else time.monotonic() - began
        await asyncio.wait({ended}, timeout=max(life.seconds, took))
        if not self.is_calm and self.is_wanted:
            self.kill()
        code, served = await ended, self.serves.is_set()
        self.serves.clear()
        serving.cancel()
        await greeting
        return served, code

    async def _start(self) -> asyncio.subprocess.Process:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("SANTUN_")}
        environment |= {"PYTHONPATH": str(ROOT), **self.settings}
        with self.log.open("ab") as sink:
            self.running = await asyncio.create_subprocess_exec(
                sys.executable, *SANTUN, "run", env=environment, stdout=PIPE, stderr=sink, cwd=self.log.parent
            )
        self.counts["started"] += 1
        return self.running

    async def _greet(self, running: asyncio.subprocess.Process) -> None:
        """Its only line says that it serves."""
        assert running.stdout is not None
        if await running.stdout.readline():
            self.serves.set()
            await running.stdout.read()

    def kill(self) -> None:
        self._signal(signal.SIGKILL)

    def stop(self) -> None:
        """Asks it to end."""
        self.is_wanted = False
        self._signal(signal.SIGTERM)

    def _signal(self, number: signal.Signals) -> None:
        """Not by asyncio's way, which may collect the code of a child that has just died, and then has none to tell."""
        if self.running is not None and self.running.returncode is None:
            with suppress(ProcessLookupError):
                os.kill(self.running.pid, number)


class Stage:
    """All that is there, and what can be done to it."""

    def __init__(self, folder: Path, postgres: EmbeddedPostgres, simulator: Simulator, seed: int) -> None:
        self.folder, self.postgres, self.simulator = folder, postgres, simulator
        self._lives = (lives(seed, 0), lives(seed, 1))
        self.counts: Counter[str] = Counter()
        self.ports = (free_port(), free_port())
        self.gateway = Gateway(self.ports, seed)
        self.processes: list[Process] = []
        self.codes: list[int] = []
        self._keepers: list[asyncio.Task[None]] = []

    async def run(self, mode: str) -> None:
        """Starts both processes in this mode, after stopping those of the other."""
        await self.stop()
        self.processes = [
            Process(self._settings(mode, port), self.folder / f"process-{number}.log", self.counts, self._lives[number])
            for number, port in enumerate(self.ports)
        ]
        self._keepers = [asyncio.create_task(process.keep()) for process in self.processes]

    async def serves(self) -> None:
        """Waits until both have served."""
        async with asyncio.timeout(SERVES):
            await asyncio.gather(*(process.serves.wait() for process in self.processes))

    def calm(self) -> None:
        """From now on nobody is killed, and nothing goes wrong."""
        for process in self.processes:
            process.is_calm = True
        self.simulator.faults.clear()
        self.gateway.is_away = False

    async def stop(self) -> None:
        """Asks both to end and waits; what does not end in half a minute is killed, which its code tells."""
        for process in self.processes:
            process.stop()
        if self._keepers:
            _, stuck = await asyncio.wait(self._keepers, timeout=STOPS)
            for process in self.processes if stuck else ():
                process.is_stuck = True
                process.kill()
            await asyncio.gather(*self._keepers)
        self.codes += [code for process in self.processes for code in process.codes]
        self.processes, self._keepers = [], []

    async def leader(self) -> Process | None:
        """The process that polls just now."""
        try:
            link = await self.connect()
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
            return None
        try:
            name = await link.fetchval(_LEADER, REPLICA_LOCK, LEADER)
        finally:
            await link.close()
        pid = int(name.rsplit("-", 2)[1]) if name else 0
        return next((one for one in self.processes if one.running is not None and one.running.pid == pid), None)

    async def connect(self) -> asyncpg.Connection:
        """A bare connection that is told apart from the bot's."""
        url = make_url(self.postgres.url()).set(drivername="postgresql").render_as_string(hide_password=False)
        return await asyncpg.connect(url, server_settings={"application_name": "storm"}, timeout=5)

    def log_lines(self, *marks: str) -> list[str]:
        """Lines of the processes' logs that hold one of these."""
        lines = [
            line
            for file in sorted(self.folder.glob("process-*.log"))
            for line in file.read_text(encoding="utf-8", errors="replace").splitlines()
        ]
        return [line for line in lines if any(mark in line for mark in marks)]

    def _settings(self, mode: str, port: int) -> dict[str, str]:
        return {
            "SANTUN_TELEGRAM_TOKEN": TOKEN,
            "SANTUN_TELEGRAM_API_URL": self.simulator.url,
            "SANTUN_DATABASE_URL": self.postgres.url(),
            "SANTUN_DATA_DIR": str(self.folder),
            "SANTUN_OPERATOR": "contoh",
            "SANTUN_SEND_RATE": str(RATE),
            "SANTUN_HTTP_PORT": str(port),
            "SANTUN_LOG_LEVEL": "WARNING",
            "SANTUN_MODE": mode,
            "SANTUN_WEBHOOK_URL": f"http://127.0.0.1:{self.gateway.port}",
            "SANTUN_WEBHOOK_SECRET": SECRET,
        }


@asynccontextmanager
async def set_up(seed: int) -> AsyncIterator[Stage]:
    """A stage whose database writes to the disk as in earnest."""
    with TemporaryDirectory(prefix="santun-storm-") as folder:
        postgres = EmbeddedPostgres(Path(folder) / "server")
        await postgres.start()
        try:
            async with Simulator(TOKEN) as simulator:
                stage = Stage(Path(folder), postgres, simulator, seed)
                await stage.gateway.start()
                try:
                    yield stage
                finally:
                    await stage.stop()
                    await stage.gateway.stop()
        finally:
            await postgres.remove()


async def load_roster(stage: Stage, rows: int) -> list[SamplePerson]:
    """The sample roster, through the front door, and who is on it."""
    sheet = stage.folder / "sample.csv"
    settings = read_settings(
        _env_file=None, database_url=stage.postgres.url(), data_dir=stage.folder, operator="contoh"
    )
    async with open_house(settings, tell=lambda _: None) as house, house.database.work() as work:
        today: date = house.rooms.region.today(work.now)
        villages = house.rooms.region.places.villages
        write_sample(SampleOrder(sheet, rows, today), villages)
        await house.rooms.roster.load(work, LoadOrder(sheet, by="storm", funder=FUNDER))
        with suppress(FileNotFoundError):
            sheet.unlink()
        return list(people(rows, villages, 1, today))
