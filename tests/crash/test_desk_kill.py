"""One real `kill -9` per point between a person and a topic: nothing is lost, and what comes twice says so."""

import asyncio
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import orjson
import pytest
import pytest_asyncio

from bot.simulator import Chat, Simulator, Telegram
from services.db import Database
from services.privacy import Keys
from services.staff import Role, Staff
from tests.crash.desk_process import ANSWERING, POINTS, TOPIC_SENT, WORDS_SENT
from tests.post.conftest import TOKEN
from tests.post.station import until

Start = Callable[[str], Awaitable[asyncio.subprocess.Process]]
AGAIN = "↻ mungkin terkirim dua kali"


@dataclass(frozen=True)
class Forum:
    """The staff's group, with one member of staff in it."""

    telegram: Telegram
    ani: Chat
    group: int

    async def topic(self) -> Chat:
        """The topic that is there, once it holds something."""
        topic: Chat = await until(self._found, within=30)
        return topic

    async def _found(self) -> Chat | None:
        alive = [one for one in await self.telegram.topics(self.group) if not one.deleted]
        if not alive:
            return None
        there = self.ani.inside(self.group, alive[0].thread)
        await there.settles(quiet=0.2)
        return there if any("Bicara dengan petugas" in one.text for one in there.messages) else None


@pytest_asyncio.fixture
async def forum(telegram: Telegram) -> Forum:
    ani = await telegram.person("Ani")
    await ani.starts()
    return Forum(telegram, ani, await telegram.forum("Grup petugas", ani))


@pytest_asyncio.fixture
async def start(database: Database, simulator: Simulator, forum: Forum, tmp_path: Path) -> AsyncIterator[Start]:
    """Starts a process that dies at this point, or at none; what still runs at the end is killed."""
    key = tmp_path / "santun.key"
    keys = Keys.make(key)
    await _hired(database, keys, forum.ani)
    processes: list[asyncio.subprocess.Process] = []
    plan = {"url": database.url, "api": simulator.url, "token": TOKEN, "group": forum.group}

    async def run(point: str) -> asyncio.subprocess.Process:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "tests.crash.desk_process",
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        processes.append(process)
        assert process.stdin is not None
        assert process.stdout is not None
        asked = plan | {"point": point, "key": str(key), "folder": str(tmp_path)}
        process.stdin.write(orjson.dumps(asked) + b"\n")
        assert await asyncio.wait_for(process.stdout.readline(), 60) == b"ready\n"
        return process

    yield run
    for process in processes:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def _hired(database: Database, keys: Keys, ani: Chat) -> None:
    async with database.work() as work:
        await work.raw.execute("UPDATE house SET key_check = $1", keys.check)
        staff = Staff(keys)
        await staff.add(work, "ani", Role.AGENT, by="system:test")
        await staff.link(work, await staff.link_code(work, "ani", by="system:test"), ani.person)


@pytest.mark.parametrize("point", POINTS)
async def test_a_process_killed_between_a_person_and_the_topic(
    point: str, start: Start, siti: Chat, forum: Forum
) -> None:
    first = await start(point)
    await siti.says("/petugas")
    await siti.says("suami saya namanya ada dua ejaan")
    if point == ANSWERING:
        await (await forum.topic()).says("Selamat siang Bu")
    assert await asyncio.wait_for(first.wait(), 20) == -signal.SIGKILL
    await siti.says("masih di sana pak?")
    await start("")
    topic = await forum.topic()
    await topic.until(lambda chat: any("masih di sana pak?" in one.text for one in chat.messages), within=20)
    if point != ANSWERING:
        await topic.says("Selamat siang Bu")
    await siti.hears("Selamat siang Bu", within=15)
    await topic.settles()
    texts = [one.text for one in topic.messages]
    story = [sum("dua ejaan" in text for text in texts), sum("masih di sana" in text for text in texts)]
    if point == WORDS_SENT:  # the one case that nobody can tell apart
        assert story[1] == 1
        assert sum(AGAIN in text for text in texts) == 1
    else:
        assert story == [1, 1]
        assert not any(AGAIN in text for text in texts)
    assert sum("Selamat siang Bu" in one.text for one in siti.messages) == 1
    topics = await forum.telegram.topics(forum.group)
    assert [one.deleted for one in topics].count(False) == 1, "a topic that was opened twice is deleted once"
    assert len(topics) == (2 if point == TOPIC_SENT else 1)
