"""A unit of work is kept whole, or its door is told that it was not."""

from contextlib import suppress

import asyncpg
import pytest

from services.db import Database
from services.db.engine import NotCommittedError


async def test_a_failure_that_was_swallowed_does_not_pass_for_a_commit(database: Database) -> None:
    with pytest.raises(NotCommittedError):  # noqa: PT012 - the unit of work itself is what is tried
        async with database.work() as work:
            await work.raw.execute("UPDATE house SET clock_shift = interval '1 day'")
            with suppress(asyncpg.PostgresError):
                await work.raw.execute("SELECT 1 / 0")
    async with database.work() as work:
        assert await work.raw.fetchval("SELECT clock_shift = interval '0' FROM house")
