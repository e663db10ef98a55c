"""A house on a fresh database with the sample roster, for those who wander through it."""

import secrets
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.house import House, open_house
from bot.simulator import Simulator
from services.privacy import Keys
from tests.conftest import Server
from tests.fuzz.doorstep import TOKEN, Doorstep, load_sample
from tests.journeys.conftest import made


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def latchkey(tmp_path_factory: Any) -> Path:
    file: Path = tmp_path_factory.mktemp("latch") / "santun.key"
    Keys.make(file)
    return file


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def peopled(server: Server, template: str, latchkey: Path) -> str:
    """Name of a database with the sample roster in it."""
    settings = made(await server.create("santun_peopled", template), latchkey, "")
    async with open_house(settings, tell=lambda _: None) as house:
        await load_sample(house, latchkey.parent)
    return "santun_peopled"


@pytest_asyncio.fixture
async def simulator() -> AsyncIterator[Simulator]:
    async with Simulator(TOKEN) as simulator:
        yield simulator


@pytest_asyncio.fixture
async def house(server: Server, peopled: str, latchkey: Path) -> AsyncIterator[House]:
    name = f"f_{secrets.token_hex(6)}"
    settings = made(await server.create(name, peopled), latchkey, "")
    async with open_house(settings, sample=True, tell=lambda _: None) as house:
        yield house
    await server.drop(name)


@pytest.fixture
def door(house: House) -> Doorstep:
    return Doorstep(house)
