"""How fast we write: the bot as a whole, shared by replicas, each chat, each group; the urgent first."""

import asyncio
import time
from contextlib import AsyncExitStack
from dataclasses import replace
from uuid import uuid4

from bot.nursery import Nursery
from bot.simulator import TELEGRAM, Simulator, Telegram
from handlers.chat.pace import Purse
from handlers.chat.rates import Manners, Rates
from services.db import Database
from services.post import Lane, Post
from services.post.model import Act
from services.privacy import Keys
from tests.post.conftest import TOKEN
from tests.post.station import TELEGRAMS, Plan, station, until


def act(chat: int = 1, lane: Lane = Lane.REPLY) -> Act:
    return Act(1, uuid4(), chat, lane, 1, "sendMessage", {})


def test_a_chat_may_hear_a_short_burst_and_then_one_a_second() -> None:
    manners = Manners(Rates(30))
    assert [manners.delay(act()) for _ in range(5)] == [0.0] * 5
    assert 0.9 < manners.delay(act()) <= 1.0
    assert manners.delay(act(chat=2)) == 0.0


def test_the_last_of_a_burst_is_kept_for_the_urgent() -> None:
    manners = Manners(Rates(30))
    assert [manners.delay(act(lane=Lane.BULK)) for _ in range(4)] == [0.0] * 4
    assert manners.delay(act(lane=Lane.BULK)) > 0
    assert manners.delay(act(lane=Lane.REPLY)) == 0.0


def test_a_group_never_gets_more_than_20_a_minute() -> None:
    rates = Rates(30)
    interval, burst = rates.group
    assert 60 / interval + burst <= 20
    manners = Manners(rates)
    assert sum(manners.delay(act(chat=-1)) == 0.0 for _ in range(20)) == burst


async def test_the_rate_of_the_bot_is_shared_by_its_replicas(database: Database, keys: Keys) -> None:
    nursery = Nursery()
    purses = [Purse(database, Post(keys.cipher).outbox, 50) for _ in range(2)]
    for purse in purses:
        nursery.start(purse.fill(), "fill")
    begun = time.monotonic()
    await asyncio.gather(*(purses[n % 2].spend(act()) for n in range(110)))
    took = time.monotonic() - begun
    await nursery.close()
    assert 1.6 < took < 4.0  # 110 acts, some 10 to 20 of them saved up, at 50 a second


async def test_the_urgent_are_first_when_tokens_are_scarce(database: Database, keys: Keys) -> None:
    nursery = Nursery()
    purse = Purse(database, Post(keys.cipher).outbox, 10)
    order: list[Lane] = []

    async def spend(lane: Lane) -> None:
        await purse.spend(act(lane=lane))
        order.append(lane)

    spending = [asyncio.ensure_future(spend(lane)) for lane in [Lane.BULK] * 5 + [Lane.STATUS, Lane.REPLY, Lane.STAFF]]
    await asyncio.sleep(0)
    nursery.start(purse.fill(), "fill")
    await asyncio.gather(*spending)
    await nursery.close()
    assert order == [Lane.REPLY, Lane.STAFF, Lane.STATUS] + [Lane.BULK] * 5


async def test_two_replicas_stay_within_telegrams_own_limits(database: Database, keys: Keys) -> None:
    async with Simulator(TOKEN, port=0, limits=TELEGRAM) as simulator, Telegram(simulator.url) as telegram:
        people = [await telegram.person(f"P{number}") for number in range(12)]
        for person in people:
            await person.says("hai")
        plan = Plan(database.url, simulator.url, TOKEN, keys, rates=TELEGRAMS, parts=("replica", "delivery"))
        async with AsyncExitStack() as stack:
            both = [await stack.enter_async_context(station(replace(plan))) for _ in range(2)]
            for number, person in enumerate(people):
                await both[number % 2].writes(person.id, "1", "2", "3", "4")
            await until(lambda: both[0].value("SELECT bool_and(state = 'sent') FROM letters"), within=20)
        calls = await telegram.calls("sendMessage")
        assert len(calls) == 48
        assert {call["code"] for call in calls} == {200}
