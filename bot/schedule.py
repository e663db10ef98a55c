"""Work that comes round: a table of jobs, each in a unit of work of its own, one replica at a time."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

from bot.nursery import Nursery
from services.db import Database, Work
from services.db.weather import is_passing

log = logging.getLogger(__name__)

_LOCKS = 0x4A4F4253
"""First half of the advisory locks that keep two replicas from doing the same job at once ("JOBS")."""


@dataclass(frozen=True)
class Job:
    """What is done and how often. `number` names its lock and stays the same for ever."""

    number: int
    name: str
    every: timedelta
    do: Callable[[Work], Awaitable[object]]


class Schedule:
    """Walks the table until the nursery closes."""

    def __init__(self, database: Database, jobs: tuple[Job, ...]) -> None:
        self._database = database
        self._jobs = jobs

    def start(self, nursery: Nursery) -> None:
        """Sets every job going in its own rhythm."""
        for job in self._jobs:
            nursery.start(self._keep(job), f"job {job.name}")

    async def once(self, job: Job) -> bool:
        """Does a job unless another replica is at it; tells whether it was done."""
        async with self._database.work() as work:
            if not await work.raw.fetchval("SELECT pg_try_advisory_xact_lock($1, $2)", _LOCKS, job.number):
                return False
            await work.raw.execute("SET LOCAL statement_timeout = '60s'")
            await job.do(work)
            return True

    async def _keep(self, job: Job) -> None:
        while True:
            try:
                await self.once(job)
            except Exception as error:
                if is_passing(error):
                    log.warning("job %s waits for the database: %s", job.name, type(error).__name__)
                else:
                    log.exception("job %s failed and will be tried again", job.name)
            await asyncio.sleep(job.every.total_seconds())
