"""The whole process in front of the simulator, on a fresh database with the sample roster, for one journey."""

import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest_asyncio

from bot.app import Serving, serving
from bot.house import House, open_house
from bot.settings import Settings, read_settings
from bot.simulator import Chat, Limits, Simulator, Telegram
from handlers.chat.rates import BRISK, Rates
from services.participants.roster.service import LoadOrder
from services.participants.sample import SampleOrder, write_sample
from services.participants.sample.people import FUNDER
from services.privacy import Keys
from tests.conftest import Server

TOKEN = "1000000001:token-of-the-tests"
PEOPLE = 60


@dataclass(frozen=True)
class Santun:
    """A bot that serves, and the people who may talk to it."""

    house: House
    simulator: Simulator
    telegram: Telegram
    served: Serving

    async def person(self, first_name: str = "Siti", **more: Any) -> Chat:
        return await self.telegram.person(first_name, **more)

    async def passes(self, time: timedelta) -> None:
        """Moves the database's clock on."""
        async with self.house.database.work() as work:
            await work.raw.execute("UPDATE house SET clock_shift = clock_shift + $1", time)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def key_file(tmp_path_factory: Any) -> Path:
    file: Path = tmp_path_factory.mktemp("key") / "santun.key"
    Keys.make(file)
    return file


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def roster_template(server: Server, template: str, key_file: Path, tmp_path_factory: Any) -> str:
    """Name of a database with the sample roster in it."""
    folder: Path = tmp_path_factory.mktemp("roster")
    # A module that borrows this fixture has one of its own, perhaps in the same process.
    name = f"santun_sample_{secrets.token_hex(4)}"
    settings = made(await server.create(name, template), key_file, "")
    async with open_house(settings, tell=lambda _: None) as house, house.database.work() as work:
        sheet = folder / "contoh.xlsx"
        write_sample(SampleOrder(sheet, PEOPLE, house.rooms.region.today(work.now)), house.rooms.region.places.villages)
        await house.rooms.roster.load(work, LoadOrder(sheet, by="tests", funder=FUNDER))
    return name


def made(url: str, key_file: Path, api_url: str, **more: object) -> Settings:
    """Settings of a test: nothing of this machine's environment."""
    given: dict[str, object] = {
        "telegram_token": TOKEN,
        "telegram_api_url": api_url,
        "database_url": url,
        "key_file": key_file,
        "data_dir": key_file.parent,
        "operator": "Dinas Contoh",
        "http_port": 0,
        "log_level": "WARNING",
    }
    return read_settings(_env_file=None, **(given | more))


@dataclass(frozen=True)
class Scene:
    """What is there before the process starts: Telegram's limits, ours, and what `prepare` makes of the simulator; it
    gives settings."""

    limits: Limits | None = None
    rates: Rates = BRISK
    prepare: Callable[[Telegram], Awaitable[dict[str, object]]] | None = None


@asynccontextmanager
async def started(url: str, key_file: Path, scene: Scene | None = None, **more: object) -> AsyncIterator[Santun]:
    """The simulator and a process that serves in front of it."""
    scene = scene or Scene()
    async with AsyncExitStack() as stack:
        simulator = await stack.enter_async_context(Simulator(TOKEN, limits=scene.limits))
        inspector = simulator.inspected()
        telegram = await stack.enter_async_context(Telegram(simulator.url))
        more = (await scene.prepare(telegram) if scene.prepare else {}) | more
        # A folder for each: the heads of another database's audit would not fit this one's.
        folder = key_file.parent / secrets.token_hex(4)
        settings = made(url, key_file, simulator.url, **{"data_dir": folder} | more)
        house = await stack.enter_async_context(open_house(settings, sample=True, tell=lambda _: None))
        served = await stack.enter_async_context(serving(house, rates=scene.rates))
        yield Santun(house, simulator, telegram, served)
        assert not inspector.odd, "what the bot sends has the shape that Telegram publishes"


@pytest_asyncio.fixture
async def santun(server: Server, roster_template: str, key_file: Path) -> AsyncIterator[Santun]:
    name = f"j_{secrets.token_hex(6)}"
    url = await server.create(name, roster_template)
    async with started(url, key_file) as running:
        yield running
    await server.drop(name)


@pytest_asyncio.fixture
async def chat(santun: Santun) -> Chat:
    """A woman whom nobody knows yet."""
    return await santun.person("Siti")
