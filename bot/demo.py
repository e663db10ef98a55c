"""`santun demo`: simulator, embedded database, sample roster and the serving process, all on this machine, no token."""

import asyncio
import signal
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from bot.app import Serving, serving
from bot.demo_desk import hire, show_codes, sit_down
from bot.house import CannotStart, House, open_house
from bot.logs import configure
from bot.settings import Settings, read_settings
from bot.simulator import Simulator
from handlers.chat.rates import Rates
from services.db import Work
from services.participants.roster.service import Loaded, LoadOrder
from services.participants.sample import SampleOrder, demo_person, write_sample
from services.participants.sample.people import FUNDER

TOKEN = "1000000001:token-of-the-demo"  # noqa: S105 - the simulator's own; it opens nothing
DATA = Path("data/demo")


@dataclass(frozen=True)
class Demo:
    """What is shown: people on the roster, port of the page (0: any), folder of its data, pace of writing."""

    rows: int = 2000
    port: int = 8081
    data: Path = DATA
    rates: Rates | None = None

    def settings(self, api_url: str, desk_group: int) -> Settings:
        """The demo's own: nothing of the operator's environment reaches it."""
        return read_settings(
            _env_file=None,
            telegram_token=TOKEN,
            telegram_api_url=api_url,
            mode="polling",
            database_url="",
            data_dir=self.data,
            key_file=None,
            http_host="127.0.0.1",
            http_port=self.port + 1 if self.port else 0,
            operator="",
            region="kutai-timur",
            desk_group_id=desk_group,
            public_url="",
            trusted_proxies="",
            log_level="WARNING",
        )


@dataclass(frozen=True)
class Shown:
    """A running demo."""

    house: House
    simulator: Simulator
    served: Serving


async def show(demo: Demo, out: Console) -> None:
    """Runs until SIGINT or SIGTERM."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):
            loop.add_signal_handler(sign, stop.set)
    async with running(demo, out) as shown:
        _people_arrive(shown.simulator)
        words, console = shown.house.words, f"http://127.0.0.1:{shown.served.port}/desk"
        out.print(words.label("start", "demo", page=shown.simulator.url))
        out.print(words.label("start", "demo_desk", console=console))
        await show_codes(shown.house, out, stop.is_set)
        await stop.wait()


@asynccontextmanager
async def running(demo: Demo, out: Console) -> AsyncIterator[Shown]:
    """The whole demo, ready to be talked to. Raises `CannotStart`."""
    configure("WARNING")
    async with AsyncExitStack() as stack:
        simulator = Simulator(TOKEN, port=demo.port)
        try:
            await simulator.start()
        except OSError:
            raise CannotStart("demo_port_taken", port=demo.port) from None
        stack.push_async_callback(simulator.stop)
        telegram = sit_down(simulator)
        settings = demo.settings(simulator.url, found_staff_group(simulator, telegram))
        house = await stack.enter_async_context(open_house(settings, sample=True, tell=lambda _: None))
        await _filled(house, demo.rows, out)
        await hire(house, telegram)
        try:
            served = await stack.enter_async_context(serving(house, rates=demo.rates))
        except CannotStart as cannot:  # the console's port is the demo's to choose, not a setting
            key = "demo_port_taken" if cannot.key == "port_taken" else cannot.key
            raise CannotStart(key, **cannot.values) from None
        yield Shown(house, simulator, served)


def _people_arrive(simulator: Simulator) -> None:
    """Two people for the page: the worker with the phone that stands on the roster, and a wife."""
    worker = demo_person("syahrani")
    simulator.people.arrives({"first_name": "Nurhayati", "phone": "+6284400020001"})
    simulator.people.arrives({"first_name": worker.name, "phone": worker.phone})


def found_staff_group(simulator: Simulator, members: Sequence[int], title: str = "Grup petugas") -> int:
    """The staff's forum with the bot in it, able to open topics; answers its number. The first member founded it."""
    return simulator.groups.founds_forum(title, members).id


async def _filled(house: House, rows: int, out: Console) -> None:
    """Loads the sample roster, unless one of this size is there. Never touches a roster that is not a sample."""
    async with house.database.work() as work:
        if not await house.rooms.participants.holds_only_samples(work):
            raise CannotStart("not_a_sample")
        if await house.rooms.participants.count(work) >= rows:
            return
        with TemporaryDirectory(prefix="santun-") as folder:
            await _loaded(house, work, Path(folder) / "contoh.xlsx", rows, out)


async def _loaded(house: House, work: Work, file: Path, rows: int, out: Console) -> None:
    title = house.words.label("start", "demo_roster", rows=rows)
    today = house.rooms.region.today(work.now)
    villages = house.rooms.region.places.villages
    await asyncio.to_thread(write_sample, SampleOrder(file, rows, today), villages)
    columns = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
    with Progress(*columns, console=out, transient=True) as progress:
        task = progress.add_task(title, total=None)
        order = LoadOrder(file, by="demo", funder=FUNDER)
        loaded = await house.rooms.roster.load(
            work, order, lambda done, total: progress.update(task, completed=done, total=total)
        )
    assert isinstance(loaded, Loaded)
    assert loaded.is_sample
