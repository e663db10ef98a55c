"""Moves the database's clock, for tests of days and deadlines."""

from datetime import datetime

from services.db import Database


async def move_clock(database: Database, to: datetime) -> None:
    """From now on the database believes that it is `to`."""
    async with database.work() as work:
        await work.raw.execute("UPDATE house SET clock_shift = $1 - statement_timestamp()", to)
