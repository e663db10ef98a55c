"""A simulator on a free port, a client of it, and python-telegram-bot's own Bot talking to it."""

from collections.abc import AsyncIterator

import pytest
from telegram import Bot

from bot.simulator import Simulator, Telegram

TOKEN = "1000000001:made-up"


@pytest.fixture
async def simulator() -> AsyncIterator[Simulator]:
    """Whatever a test does with it: what goes in and out has the shape that Telegram publishes."""
    async with Simulator(TOKEN) as running:
        inspector = running.inspected()
        yield running
    assert not inspector.odd


@pytest.fixture
async def telegram(simulator: Simulator) -> AsyncIterator[Telegram]:
    async with Telegram(simulator.url) as connected:
        yield connected


@pytest.fixture
async def bot(simulator: Simulator) -> AsyncIterator[Bot]:
    async with Bot(TOKEN, base_url=f"{simulator.url}/bot", base_file_url=f"{simulator.url}/file/bot") as ours:
        yield ours
