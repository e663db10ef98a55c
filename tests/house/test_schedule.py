"""What comes round takes bad weather calmly: a database that restarts is no fault to be traced."""

import logging
from datetime import timedelta

import pytest

from bot.nursery import Nursery
from bot.schedule import Job, Schedule
from services.db import Database, Work
from tests.post.station import until


async def nothing(_: Work) -> None:
    """A job that never comes so far."""


async def said_twice(caplog: pytest.LogCaptureFixture) -> bool:
    return len(caplog.records) > 1


async def test_a_job_that_finds_no_database_says_so_in_one_line_and_comes_again(
    caplog: pytest.LogCaptureFixture,
) -> None:
    away = Database("postgresql+asyncpg://nobody:x@127.0.0.1:1/nothing")
    nursery = Nursery()
    with caplog.at_level(logging.WARNING, "bot.schedule"):
        Schedule(away, (Job(9, "look", timedelta(seconds=0.05), nothing),)).start(nursery)
        await until(lambda: said_twice(caplog))
    await nursery.close()
    await away.close()
    assert {(record.levelname, record.exc_info) for record in caplog.records} == {("WARNING", None)}
