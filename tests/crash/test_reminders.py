"""Two processes remind at the same time, and die in the middle: nobody gets two reminders, and nobody is forgotten."""

import asyncio
import signal
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path

from bot.house import House
from bot.simulator import Telegram
from services.claims import Event
from services.db import Database
from tests.claims.family import DEATH
from tests.crash.conftest import simulator, telegram
from tests.crash.test_papers import office
from tests.crash.test_run import Serve, serve
from tests.post.station import until

__all__ = ["serve", "simulator", "telegram"]

FAMILIES = 400
FIRST_CHAT = 7_000_000
_DUE = "SELECT count(*) FROM claims WHERE remind_at <= santun_now()"
_LETTERS = "SELECT subject, count(*) AS letters FROM letters WHERE subject LIKE 'remind:%' GROUP BY subject"
_SLOW = """
CREATE FUNCTION slowly() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(0.1); RETURN NULL; END';
CREATE TRIGGER slowly AFTER INSERT ON letters FOR EACH STATEMENT EXECUTE FUNCTION slowly();
"""
"""So that there is a middle to die in."""


async def families(house: House) -> AsyncIterator[int]:
    """Claims of many, all due at ten in the morning."""
    async with house.database.work() as work:
        zone = house.rooms.region.zone
        tomorrow = datetime.combine(work.now.astimezone(zone).date() + timedelta(days=1), time(10), zone)
        await work.raw.execute("UPDATE house SET clock_shift = clock_shift + $1", tomorrow - work.now)
    for first in range(0, FAMILIES, 50):
        async with house.database.work() as work:
            details = replace(DEATH, day=house.rooms.region.today(work.now) - timedelta(days=3))
            for chat in range(first, first + 50):
                await house.rooms.claims.submit(work, FIRST_CHAT + chat, Event.DEATH, details)
        yield first


async def left(house: House) -> int:
    async with house.database.work() as work:
        number: int = await work.raw.fetchval(_DUE)
        return number


async def test_two_processes_that_die_while_they_remind(
    serve: Serve, telegram: Telegram, database: Database, tmp_path: Path
) -> None:
    async with office(database, tmp_path) as house:
        async for _ in families(house):
            pass
        async with house.database.work() as work:
            await work.raw.execute("UPDATE claims SET remind_at = santun_now()")
            await work.raw.execute(_SLOW)
        for goal in (FAMILIES - 50, FAMILIES // 2):
            both = await asyncio.gather(serve(), serve())

            async def are_on_the_way(goal: int = goal) -> bool:
                return await left(house) <= goal

            await until(are_on_the_way, within=60)
            for process in both:
                process.send_signal(signal.SIGKILL)
                await process.wait()
            assert await left(house) > 0, "they died in the middle"
        await asyncio.gather(serve(), serve())

        async def all_are_reminded() -> bool:
            return await left(house) == 0

        await until(all_are_reminded, within=60)
        async with house.database.work() as work:
            letters = {row["subject"]: row["letters"] for row in await work.raw.fetch(_LETTERS)}
            claims = await work.raw.fetch("SELECT id, reminded FROM claims")
        assert letters == {f"remind:{claim['id']}": 1 for claim in claims}
        assert {claim["reminded"] for claim in claims} == {1}
        assert len(claims) == FAMILIES
