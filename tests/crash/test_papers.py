"""`kill -9` while a family sends its papers: every photo is kept once, sealed, and told of; no more stays behind."""

import asyncio
import signal
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.house import House, open_house
from bot.settings import read_settings
from bot.simulator import Chat, Telegram
from bot.sweeping import Sweeping
from services.benefits.papers import Paper
from services.claims import Claim, Event
from services.claims.papers.messages import PapersArrived, PaperTwice
from services.claims.papers.model import Page, PageState
from services.claims.papers.rules import LEASE
from services.db import Database
from tests.claims.family import DEATH
from tests.claims.photos import photo
from tests.crash.conftest import simulator, telegram
from tests.crash.test_run import Serve, serve
from tests.journeys.hearing import saying
from tests.post.station import until

__all__ = ["serve", "simulator", "telegram"]

ALBUM = 5
DEATHS = (0.05, 0.5, 1.2, 0.3)
"""Seconds that each process lives on after it serves, with photos on their way."""
JPEG = b"\xff\xd8\xff"


@asynccontextmanager
async def office(database: Database, folder: Path) -> AsyncIterator[House]:
    """The rooms beside the process that serves; nobody here brings letters or fetches files."""
    settings = read_settings(_env_file=None, database_url=database.url, data_dir=folder, operator="contoh")
    async with open_house(settings, tell=lambda _: None) as house:
        yield house


async def claimed(house: House, chat: Chat) -> Claim:
    """A claim of this chat, of which the next photos are a KTP."""
    async with house.database.work() as work:
        day = house.rooms.region.today(work.now) - timedelta(days=3)
        claim = await house.rooms.claims.submit(work, chat.id, Event.DEATH, replace(DEATH, day=day))
        await house.rooms.claims.papers.expect(work, claim, Paper.HEIR_ID)
        return claim


async def pages_of(house: House, claim: Claim) -> tuple[Page, ...]:
    async with house.database.work() as work:
        return await house.rooms.claims.papers.store.of(work, claim.id)


async def passes(house: House, time: timedelta) -> None:
    async with house.database.work() as work:
        await work.raw.execute("UPDATE house SET clock_shift = clock_shift + $1", time)


async def all_came(house: House, claim: Claim, number: int) -> None:
    async def have_come() -> bool:
        return [page.state for page in await pages_of(house, claim)] == [PageState.ARRIVED] * number

    await until(have_come, within=60)


async def nothing_is_left_behind(house: House, claim: Claim, sent: Iterable[bytes]) -> None:
    """Every photo is there once and opens; nothing lies in the clear; what a death left over goes after a day."""
    folder = house.settings.files_at.folder
    assert folder is not None
    pages = await pages_of(house, claim)
    named = {page.content.file for page in pages if page.content}
    assert {await house.rooms.files.get(name) for name in named} == {*sent}
    for file in folder.iterdir():
        assert JPEG not in file.read_bytes(), "sealed, and even what was never finished"
    await passes(house, timedelta(hours=25))
    await Sweeping(house.database, house.rooms).once()
    assert {file.name for file in folder.iterdir()} == named


async def test_an_album_survives_the_deaths_of_the_process(
    serve: Serve, telegram: Telegram, database: Database, tmp_path: Path
) -> None:
    siti = await telegram.person("Siti")
    process = await serve()
    await siti.says("/start")
    await siti.hears("Selamat datang", within=15)
    sent = [photo(f"halaman {number}") for number in range(ALBUM)]
    async with office(database, tmp_path) as house:
        claim = await claimed(house, siti)
        for one in sent:
            await siti.sends(photo=one)
        for lives in DEATHS:
            await asyncio.sleep(lives)
            process.send_signal(signal.SIGKILL)
            await process.wait()
            await passes(house, LEASE)  # of what was in hand
            process = await serve()
        await passes(house, LEASE)
        await all_came(house, claim, ALBUM)
        await siti.until(lambda here: any(saying(PapersArrived)(message) for message in here.messages), within=20)
        async with house.database.work() as work:
            assert await work.raw.fetchval("SELECT bool_and(is_told AND due IS NULL) FROM claim_papers")
            assert (await house.rooms.claims.papers.claim(work, claim.id)).arrived == {Paper.HEIR_ID}
        assert not any(saying(PaperTwice)(message) for message in siti.messages)
        await nothing_is_left_behind(house, claim, sent)


@pytest.mark.parametrize("lives", [0.0, 1.5])
async def test_an_album_is_one_paper_in_order_though_the_process_dies_between_its_parts(
    lives: float, serve: Serve, telegram: Telegram, database: Database, tmp_path: Path
) -> None:
    siti = await telegram.person("Siti")
    process = await serve()
    await siti.says("/start")
    await siti.hears("Selamat datang", within=15)
    sent = [photo(f"halaman {number}") for number in range(3)]
    async with office(database, tmp_path) as house:
        claim = await claimed(house, siti)
        first, second, _ = await siti.sends_album(photo=sent, order=[2])

        async def is_noted() -> bool:
            return len(await pages_of(house, claim)) == 1

        await until(is_noted, within=10)
        await asyncio.sleep(lives)
        process.send_signal(signal.SIGKILL)
        await process.wait()
        for number in (second, first):
            await siti.tells(number)
        await passes(house, LEASE)
        await serve()
        await all_came(house, claim, 3)
        await siti.until(lambda here: any(saying(PapersArrived)(message) for message in here.messages), within=20)
        await siti.settles(quiet=2.5, within=20)
        assert sum(saying(PapersArrived)(message) for message in siti.messages) == 1
        kept = [page.content.file for page in await pages_of(house, claim) if page.content]
        assert [await house.rooms.files.get(name) for name in kept] == sent
        await nothing_is_left_behind(house, claim, sent)


async def test_two_processes_fetch_no_page_twice(
    serve: Serve, telegram: Telegram, database: Database, tmp_path: Path
) -> None:
    siti = await telegram.person("Siti")
    await serve(), await serve()
    await siti.says("/start")
    await siti.hears("Selamat datang", within=15)
    sent = [photo(f"halaman {number}") for number in range(2 * ALBUM)]
    async with office(database, tmp_path) as house:
        claim = await claimed(house, siti)
        for one in sent:
            await siti.sends(photo=one)
        await all_came(house, claim, len(sent))
        fetched = [call["params"]["file_id"] for call in await telegram.calls("getFile")]
        assert sorted(fetched) == sorted(set(fetched)), "each was fetched by one of them"
        assert len(fetched) == len(sent)
        await nothing_is_left_behind(house, claim, sent)


@pytest.mark.parametrize("lives", [0.0, 0.3])
async def test_a_paper_sent_just_before_the_end_is_fetched_by_the_other_process(
    lives: float, serve: Serve, telegram: Telegram, database: Database, tmp_path: Path
) -> None:
    siti = await telegram.person("Siti")
    first, _ = await serve(), await serve()
    await siti.says("/start")
    await siti.hears("Selamat datang", within=15)
    async with office(database, tmp_path) as house:
        claim = await claimed(house, siti)
        sent = photo("satu")
        await siti.sends(photo=sent)
        await asyncio.sleep(lives)
        first.send_signal(signal.SIGKILL)
        await first.wait()
        await passes(house, LEASE)
        await all_came(house, claim, 1)
        await nothing_is_left_behind(house, claim, [sent])
