"""One real `kill -9` per point at which a process can die: nothing is lost, nothing is done twice."""

import asyncio
import signal

import pytest

from bot.simulator import Telegram
from bot.simulator.client import Chat
from services.db import Database
from tests.crash.conftest import Run
from tests.crash.process import POINTS
from tests.post.station import until

DEATHS = [(point, "polling") for point in POINTS] + [(point, "webhook") for point in POINTS[:3]]
"""What happens after the acknowledgement does not depend on how the update came."""


@pytest.mark.parametrize("death", DEATHS, ids=" ".join)
async def test_a_process_killed(
    death: tuple[str, str], run: Run, siti: Chat, telegram: Telegram, database: Database
) -> None:
    point, mode = death
    first = await run(point, mode)
    await siti.says("satu")
    assert await asyncio.wait_for(first.wait(), 10) == -signal.SIGKILL
    await run(mode=mode)
    await siti.hears("echo satu", within=15)
    await siti.says("dua")
    await siti.hears("echo dua")
    await until(lambda: _value(database, "SELECT count(*) = 2 FROM letters WHERE state = 'sent'"))
    assert await _texts(database) == ["satu", "dua"]
    sent = [call["params"]["text"] for call in await telegram.calls("sendMessage") if call["effect"]]
    uncertain = await _value(database, "SELECT uncertain FROM letters ORDER BY id LIMIT 1")
    if point == POINTS[-1]:  # the one case that nobody can tell apart: repeated, and marked
        assert sent == ["echo satu", "echo satu", "echo dua"]
        assert uncertain
    else:
        assert sent == ["echo satu", "echo dua"]
        assert uncertain == (point == POINTS[-2])
    assert await telegram.waiting_updates() == 0


async def test_an_update_that_kills_its_process_holds_up_the_chat_three_times_and_no_longer(
    run: Run, siti: Chat, database: Database
) -> None:
    await siti.says("poison")
    await siti.says("healthy")
    for _ in range(3):
        process = await run()
        assert await asyncio.wait_for(process.wait(), 10) == -signal.SIGKILL
    await run()
    await siti.hears("sorry", within=10)
    await siti.hears("echo healthy")
    assert await _texts(database) == ["healthy"]
    assert await _value(database, "SELECT tries FROM inbox WHERE state = 'dead'") == 3


async def test_whoever_waits_beside_an_update_that_kills_is_answered_all_the_same(
    run: Run, siti: Chat, telegram: Telegram, database: Database
) -> None:
    others = [await telegram.person(f"P{number}") for number in range(6)]
    await siti.says("poison")
    for other in others:
        await other.says("healthy")
    for _ in range(3):
        process = await run()
        assert await asyncio.wait_for(process.wait(), 10) == -signal.SIGKILL
    await run()
    await siti.hears("sorry", within=10)
    for other in others:
        await other.hears("echo healthy", within=10)
    assert await _texts(database) == ["healthy"] * 6
    assert await _value(database, "SELECT count(*) FROM inbox WHERE state = 'dead'") == 1


async def test_the_other_replica_takes_over_at_once(run: Run, siti: Chat, database: Database) -> None:
    first = await run("in the middle of the work")
    await asyncio.sleep(1.5)  # it leads
    await run()
    await siti.says("satu")
    assert await asyncio.wait_for(first.wait(), 10) == -signal.SIGKILL
    await siti.hears("echo satu", within=5)
    assert await _texts(database) == ["satu"]


async def _value(database: Database, query: str) -> object:
    async with database.work() as work:
        return await work.raw.fetchval(query)


async def _texts(database: Database) -> list[str]:
    async with database.work() as work:
        return [row["text"] for row in await work.raw.fetch("SELECT text FROM effects ORDER BY n")]
