"""Whatever arrives: what Telegram may send is answered, and what it never sends harms nobody else."""

import asyncio
import random
from dataclasses import replace
from datetime import timedelta
from typing import Any

import aiohttp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.simulator import Simulator
from handlers.chat.accept import MalformedError, read_arrival
from handlers.chat.reading import read_json
from handlers.hooks import SECRET_HEADER
from services.db import Database
from services.privacy import Keys
from tests.fuzz.bodies import an_update, bytes_of_any_kind, of_next_year, spoilt, written
from tests.fuzz.doorstep import Doorstep
from tests.fuzz.person import Person
from tests.fuzz.texts import BRISK, TYPED
from tests.post.station import SECRET, Plan, Station, station, until

TOKEN = "1000000001:made-up"
JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), TYPED),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(("update_id",
    "message", "chat", "id", "x")), inner, max_size=4)),
)  # fmt: skip


@BRISK
@given(body=st.one_of(st.binary(max_size=60), JSON.map(written)))
def test_a_body_is_an_arrival_or_nothing_or_malformed(body: bytes) -> None:
    try:
        arrival = read_arrival(body)
    except MalformedError:
        return
    if arrival is not None:
        assert type(arrival.update) is int
        assert type(arrival.chat) is int
        assert -(2**63) < arrival.chat < 2**63
        assert 0 <= arrival.update < 2**63
        read_json(arrival.body)


@pytest.mark.parametrize("seed", range(6))
async def test_no_update_is_a_fault_of_ours(door: Doorstep, seed: int) -> None:
    """Those of today, those of next year, those with something missing or of the wrong kind."""
    chance = random.Random(seed)
    for number in range(80):
        person = Person(number % 7 + 1)
        change = chance.choice((of_next_year, spoilt))
        await brought(door, written({"update_id": number} | change(chance, an_update(chance, person))))
        await brought(door, bytes_of_any_kind(chance, person))


async def brought(door: Doorstep, body: bytes) -> None:
    try:
        await door.brings_body(body)
    except MalformedError:
        return
    except Exception as error:
        error.add_note(repr(body[:2000]))
        raise


@pytest.fixture
def plan(database: Database, simulator: Simulator, keys: Keys) -> Plan:
    return Plan(database.url, simulator.url, TOKEN, keys, mode="webhook")


async def test_no_body_stops_the_webhook_or_is_worked_on_instead_of_its_neighbours(plan: Plan) -> None:
    """Rubbish and healthy messages arrive together, in the same chats and in others."""
    chance = random.Random(5)
    async with station(plan) as here:
        healthy = [healthy_update(number, number % 10 + 1) for number in range(1000, 1100)]
        rubbish = [bytes_of_any_kind(chance, Person(number % 15 + 1)) for number in range(150)]
        rubbish += [
            written({"update_id": 5000 + number} | spoilt(chance, an_update(chance, Person(number % 15 + 1))))
            for number in range(150)
        ]
        bodies = [*(written(update) for update in healthy), *rubbish]
        chance.shuffle(bodies)
        statuses = await posted(here, bodies)
        assert set(statuses) == {200}
        await settled(here)
        done = [row["text"] for row in await here.rows("SELECT text FROM effects WHERE text LIKE 'healthy %'")]
        assert sorted(done) == sorted(update["message"]["text"] for update in healthy)


def healthy_update(number: int, chat: int) -> dict[str, Any]:
    update = Person(chat).writes(f"healthy {number}")
    return {"update_id": number} | update


async def posted(here: Station, bodies: list[bytes]) -> list[int]:
    url = await until(lambda: webhook(here))

    async def post(web: aiohttp.ClientSession, body: bytes) -> int:
        async with web.post(url, data=body, headers={SECRET_HEADER: SECRET}) as answer:
            return answer.status

    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=16)) as web:
        return list(await asyncio.gather(*(post(web, body) for body in bodies)))


async def webhook(here: Station) -> str:
    return (await here.bot.get_webhook_info()).url


async def settled(here: Station) -> None:
    """Until nothing waits any more: what cannot be read has been tried three times."""
    for _ in range(40):
        if not await here.value("SELECT count(*) FROM inbox WHERE state = 'waiting'"):
            return
        await here.moves_clock(timedelta(seconds=11))
        await asyncio.sleep(0.5)
    await until(lambda: here.value("SELECT count(*) = 0 FROM inbox WHERE state = 'waiting'"))


async def test_what_is_spoilt_in_a_poll_holds_up_nobody(plan: Plan, simulator: Simulator) -> None:
    chance = random.Random(6)
    async with station(replace(plan, mode="polling")) as here:
        await until(lambda: _polls(simulator))
        for number in range(120):
            kind, body = next(iter(spoilt(chance, an_update(chance, Person(number % 9 + 1))).items()), ("message", {}))
            simulator.world.updates.add(kind, body, 1)
            simulator.world.updates.add("message", healthy_update(number, number % 9 + 1)["message"], 1)
        await until(lambda: here.value("SELECT count(*) >= 100 FROM inbox"))
        await settled(here)
        done = await here.value("SELECT count(DISTINCT text) FROM effects WHERE text LIKE 'healthy %'")
        twice = await here.value("SELECT count(*) FROM effects WHERE text LIKE 'healthy %'")
        assert (done, twice) == (120, 120)
        assert simulator.world.updates.pending == []


async def _polls(simulator: Simulator) -> bool:
    return bool(simulator.world.updates.allowed)
