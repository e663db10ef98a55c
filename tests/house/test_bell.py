"""The bell of the console: rings after the commit, in every process, and tells again what may have been missed."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import pytest

from bot.nursery import Nursery
from services.db import Database, bell
from services.db.bell import Bell, Ear
from tests.conftest import connect

LONG = 10.0


@asynccontextmanager
async def started(database: Database) -> AsyncIterator[Bell]:
    """The bell of one process, connected to the others."""
    nursery, one = Nursery(), Bell()
    with one.listening("ready", since=one.mark()) as ear:
        one.start(nursery.start, database.url)
        assert await ear.wait(LONG) == {"ready"}, "everything, for it may have missed something before it stood"
    yield one
    one.close()
    await nursery.close()


async def hears(ear: Ear) -> frozenset[str]:
    return await ear.wait(LONG)


async def silent(ear: Ear) -> bool:
    return await ear.wait(0.05) == frozenset()


async def test_it_rings_after_the_commit_and_not_before(database: Database) -> None:
    one = Bell()
    with one.listening("queue", "c:1", since=one.mark()) as ear:
        async with database.work() as work:
            one.ring(work, "queue", "c:2")
            assert await silent(ear)
        assert await ear.wait(0) == {"queue"}


async def test_what_is_rolled_back_never_rang(database: Database) -> None:
    one = Bell()
    with one.listening("queue", since=one.mark()) as ear:
        with suppress(KeyError):
            async with database.work() as work:
                one.ring(work, "queue")
                raise KeyError
        assert await silent(ear)


async def test_other_processes_hear_it_and_the_own_one_hears_it_once(database: Database) -> None:
    async with started(database) as one, started(database) as other:
        with one.listening("queue", since=one.mark()) as here, other.listening("queue", since=other.mark()) as there:
            async with database.work() as work:
                one.ring(work, "queue")
            assert await hears(there) == {"queue"}
            assert await hears(here) == {"queue"}
            assert await silent(here)


async def test_a_command_at_a_terminal_tells_those_who_serve(database: Database) -> None:
    async with started(database) as serving:
        with serving.listening("staff:1", since=serving.mark()) as ear:
            command = Bell()
            async with database.work() as work:
                command.ring(work, "staff:1")
            await command.flush(database)
            assert await hears(ear) == {"staff:1"}


async def test_a_storm_of_rings_is_few_notifications(database: Database) -> None:
    link = await connect(database.url)
    payloads: list[str] = []
    heard = asyncio.Event()

    def told(*how: object) -> None:
        payloads.append(str(how[-1]))
        if {topic for payload in payloads for topic in payload.split()} == topics:
            heard.set()

    await link.add_listener(bell.CHANNEL, told)
    topics = {f"c:{number:036}" for number in range(500)}
    async with started(database) as one:
        for topic in sorted(topics):
            async with database.work(reads_clock=False) as work:
                one.ring(work, topic)
        async with asyncio.timeout(LONG):
            await heard.wait()
    await link.close()
    assert len(payloads) < 50
    assert max(map(len, payloads)) < 8000


async def test_a_lost_connection_is_made_anew_and_everything_is_looked_at_again(database: Database) -> None:
    async with started(database) as one, started(database) as other:
        with one.listening("queue", "c:1", since=one.mark()) as ear, other.listening("x", since=other.mark()) as back:
            async with database.work() as work:
                await work.raw.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    "WHERE application_name = 'santun bell' AND datname = current_database()"
                )
            assert await hears(ear) == {"queue", "c:1"}
            assert await hears(back) == {"x"}
            async with database.work() as work:
                other.ring(work, "c:1")
            assert await hears(ear) == {"c:1"}


async def test_who_begins_to_listen_hears_what_rang_since_the_page_was_made(database: Database) -> None:
    one = Bell()
    mark = one.mark()
    async with database.work() as work:
        one.ring(work, "queue")
    with one.listening("queue", "c:1", since=mark) as ear:
        assert await ear.wait(0) == {"queue"}
    with one.listening("queue", "c:1", since=one.mark()) as ear:
        assert await silent(ear)


@pytest.mark.parametrize(
    "mark", ["", "0", "another.3", ".", "x.y", "{birth}.99", "{birth}.-1", "{birth}.1e3", "{birth}.²"]
)
async def test_a_mark_that_tells_nothing_means_everything(mark: str) -> None:
    one = Bell()
    given = mark.replace("{birth}", one.mark().partition(".")[0])
    with one.listening("queue", since=given) as ear:
        assert await ear.wait(0) == {"queue"}


async def test_a_mark_that_is_too_old_means_everything(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bell, "_REMEMBERED", 3)
    one = Bell()
    mark = one.mark()
    for _ in range(4):
        async with database.work(reads_clock=False) as work:
            one.ring(work, "other")
    with one.listening("queue", since=mark) as ear:
        assert await ear.wait(0) == {"queue"}


async def test_of_one_owner_the_newest_listen(database: Database) -> None:
    one = Bell()
    with (
        one.listening("a", owner="rina", most=2) as first,
        one.listening("a", owner="budi", most=2) as others,
        one.listening("a", owner="rina", most=2) as second,
        one.listening("a", owner="rina", most=2) as third,
    ):
        assert [ear.closed for ear in (first, others, second, third)] == [True, False, False, False]


async def test_closing_lets_everybody_go() -> None:
    one = Bell()
    with one.listening("queue", since=one.mark()) as ear:
        one.close()
        await ear.wait(LONG)
        assert ear.closed
    with one.listening("queue") as late:
        assert late.closed
