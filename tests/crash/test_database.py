"""The database goes away under a running process, as in a power cut, and comes back."""

import asyncio
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from bot.postgres import EmbeddedPostgres
from bot.simulator import Simulator, Telegram
from bot.simulator.client import Chat
from services.db.migrate import migrate
from services.privacy import Keys
from tests.post.conftest import TOKEN
from tests.post.station import Plan, Station, station, until

PEOPLE, MESSAGES = 6, 15


@pytest_asyncio.fixture
async def durable() -> AsyncIterator[EmbeddedPostgres]:
    """A server of its own that writes to the disk as in earnest."""
    with tempfile.TemporaryDirectory(prefix="santun-crash-") as folder:
        server = EmbeddedPostgres(Path(folder))
        await migrate(await server.start())
        try:
            yield server
        finally:
            await server.remove()


async def chatter(person: Chat) -> None:
    for number in range(MESSAGES):
        await person.says(f"{number}")
        await asyncio.sleep(0.15)


async def test_a_database_that_crashes_twice_loses_and_doubles_nothing(
    durable: EmbeddedPostgres, simulator: Simulator, telegram: Telegram, keys: Keys
) -> None:
    people = [await telegram.person(f"P{number}") for number in range(PEOPLE)]
    async with station(Plan(durable.url(), simulator.url, TOKEN, keys)) as here:
        talk = asyncio.gather(*(chatter(person) for person in people))
        for _ in range(2):
            await asyncio.sleep(0.8)
            await durable.restart("immediate")
        await talk
        everything = "SELECT count(*) = $1 FROM letters WHERE state = 'sent'"
        await until(lambda: here.value(everything, PEOPLE * MESSAGES), within=30)
        assert await here.value(
            "SELECT count(DISTINCT update_id) = $1 AND count(*) = $1 FROM effects", PEOPLE * MESSAGES
        )
        assert await here.value("SELECT count(*) FROM inbox WHERE state <> 'done'") == 0
        for person in people:
            await _heard_in_order(here, telegram, person)


async def _heard_in_order(here: Station, telegram: Telegram, person: Chat) -> None:
    said = [call["params"]["text"] for call in await telegram.calls("sendMessage", person.id) if call["effect"]]
    once = list(dict.fromkeys(said))
    assert once == [f"echo {number}" for number in range(MESSAGES)]
    uncertain = await here.value("SELECT count(*) FROM letters WHERE uncertain AND chat_id = $1", person.id)
    assert len(said) - len(once) <= uncertain


async def test_the_webhook_answers_503_while_the_database_is_away(
    durable: EmbeddedPostgres, simulator: Simulator, telegram: Telegram, keys: Keys
) -> None:
    siti = await telegram.person("Siti")
    async with station(Plan(durable.url(), simulator.url, TOKEN, keys, mode="webhook")) as here:
        await siti.says("satu")
        await siti.hears("echo satu")
        restart = asyncio.gather(durable.restart("fast"))
        await asyncio.sleep(0.05)
        await siti.says("dua")
        await restart
        await siti.hears("echo dua", within=10)
        assert await here.texts() == ["satu", "dua"]
    statuses = [delivery["status"] for delivery in await telegram.deliveries()]
    assert statuses[0] == statuses[-1] == 200
    assert set(statuses) <= {200, 503}
