"""A simulator, a person in it, and the plan of a station that talks to it."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.simulator import Simulator, Telegram
from bot.simulator.client import Chat
from services.db import Database
from services.privacy import Keys
from tests.post.station import Plan

TOKEN = "1000000001:made-up"


@pytest_asyncio.fixture
async def simulator() -> AsyncIterator[Simulator]:
    async with Simulator(TOKEN, port=0) as simulator:
        yield simulator


@pytest_asyncio.fixture
async def telegram(simulator: Simulator) -> AsyncIterator[Telegram]:
    async with Telegram(simulator.url) as telegram:
        yield telegram


@pytest_asyncio.fixture
async def siti(telegram: Telegram) -> Chat:
    return await telegram.person("Siti")


@pytest.fixture
def plan(database: Database, simulator: Simulator, keys: Keys) -> Plan:
    return Plan(database.url, simulator.url, TOKEN, keys)
