"""Fetching papers without a bot around it: faults of ours and broken rows are not tried every minute for ever."""

import logging
import secrets
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from bot.house import House, open_house
from handlers.chat.fetching import Fetching
from handlers.chat.keyboards import Keyboards
from handlers.chat.routes import routes
from services.benefits.papers import Paper
from services.claims import Claim
from services.claims.papers.model import Sent
from services.claims.papers.rules import GIVEN_UP_TRIES
from services.db import Work
from services.helpdesk.files import OutOfReach
from services.pictures import service
from services.pictures.model import Examined
from tests.claims.family import submitted
from tests.conftest import Server
from tests.journeys.conftest import key_file, made

__all__ = ["key_file"]

BROKEN = b"\x01 nothing of ours"


class Clumsy(service.Pictures):
    """Stumbles over every picture, as a fault of ours would make it."""

    async def examined(self, content: bytes) -> Examined:  # noqa: ARG002 - the shape of what it stands for
        raise ZeroDivisionError


class Shelf:
    """Has the same bytes under every name, or is away."""

    is_away = False

    async def fetch(self, file_id: str) -> bytes | None:
        if self.is_away:
            raise OutOfReach
        return file_id.encode()


@pytest_asyncio.fixture
async def house(server: Server, template: str, key_file: Path) -> AsyncIterator[House]:
    name = f"fetching_{secrets.token_hex(6)}"
    url = await server.create(name, template)
    async with open_house(made(url, key_file, ""), tell=lambda _: None) as opened:
        yield opened
    await server.drop(name)


async def sent(house: House) -> Claim:
    claim = await submitted(house.database, house.rooms.claims)
    async with house.database.work() as work:
        await house.rooms.claims.papers.receive(work, claim, Paper.HEIR_ID, Sent("file", 1))
    return claim


async def due_in(work: Work) -> timedelta:
    found: timedelta = await work.raw.fetchval("SELECT due - santun_now() FROM claim_papers")
    return found


async def passes(house: House, time: timedelta) -> None:
    async with house.database.work() as work:
        await work.raw.execute("UPDATE house SET clock_shift = clock_shift + $1", time)


async def letters(work: Work) -> int:
    return int(await work.raw.fetchval("SELECT count(*) FROM letters"))


async def test_a_fault_of_ours_is_waited_out_ever_longer_and_given_up_in_the_end(house: House) -> None:
    await sent(house)
    house.rooms.helpdesk.files.hire(Shelf())
    fetching = Fetching(house.database, replace(house.rooms, pictures=Clumsy()), Keyboards(house.words, routes().codec))
    waits = timedelta()
    for _ in range(6):
        assert await fetching.once()
        async with house.database.work() as work:
            waits, told = await due_in(work), await letters(work)
        assert told == 1, "the family hears once that it comes later"
        await passes(house, timedelta(hours=1))
    assert waits > timedelta(minutes=20)
    async with house.database.work() as work:
        await work.raw.execute("UPDATE claim_papers SET tries = $1", GIVEN_UP_TRIES)
    await fetching.once()
    async with house.database.work() as work:
        assert await work.raw.fetchval("SELECT count(*) FROM claim_papers") == 0
        assert await letters(work) > 1


@pytest.mark.parametrize("is_away", [False, True])
async def test_files_of_a_claim_that_opens_no_more_wait_a_day_and_the_log_has_one_line(
    house: House, caplog: pytest.LogCaptureFixture, is_away: bool
) -> None:
    await sent(house)
    shelf = Shelf()
    shelf.is_away = is_away
    house.rooms.helpdesk.files.hire(shelf)
    async with house.database.work() as work:
        await work.raw.execute("UPDATE claims SET body = $1", BROKEN)
    fetching = Fetching(house.database, house.rooms, Keyboards(house.words, routes().codec))
    with caplog.at_level(logging.WARNING):
        for _ in range(5):
            await fetching.once()
            await passes(house, timedelta(minutes=2))
    async with house.database.work() as work:
        assert await due_in(work) > timedelta(hours=20)
    assert not house.rooms.helpdesk.files._kept, "in the clear, it is in memory no longer than it takes"
    (record,) = [record for record in caplog.records if record.name == "handlers.chat.fetching"]
    assert record.exc_info is None
