"""Brings the troubles of a plan at their times, and counts what really happened."""

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress

from bot.simulator import Fault
from tests.storm.plan import Plan, Trouble
from tests.storm.stage import Stage

LONGER = 1.0
"""On a slow machine the storm goes on for as long again at most."""
AT_ONCE = 3
LEADS = 8.0
"""Seconds within which somebody should lead."""


class Weather:
    """Troubles that take time (a database that restarts) go on beside the others."""

    def __init__(self, stage: Stage, plan: Plan, tell: Callable[[str], None]) -> None:
        self._stage, self._plan, self._tell = stage, plan, tell
        self._going_on: list[asyncio.Task[None]] = []
        self._kinds = {
            "kill leader": self._kill_leader,
            "database": self._restart_database,
            "webhook away": self._lose_webhook,
            "mode": self._change_mode,
            "fault": self._order_fault,
        }

    async def blow(self, enough: asyncio.Event) -> None:
        """Until the last trouble is over; processes go on dying until most people have talked, within measure."""
        began = time.monotonic()
        for trouble in self._plan.troubles:
            await asyncio.sleep(max(0.0, began + trouble.at - time.monotonic()))
            if trouble.kind != "fault":
                self._tell(trouble.kind)
            task = asyncio.create_task(self._kinds[trouble.kind](trouble))
            self._going_on.append(task)
        await asyncio.sleep(max(0.0, began + self._plan.order.seconds - time.monotonic()))
        await asyncio.gather(*self._going_on)
        with suppress(TimeoutError):
            await asyncio.wait_for(enough.wait(), self._plan.order.seconds * LONGER)
        self._stage.calm()

    async def _kill_leader(self, _: Trouble) -> None:
        """Waits a little for somebody to lead: the last one may just have been killed."""
        end = time.monotonic() + LEADS
        while time.monotonic() < end:
            leader = await self._stage.leader()
            if leader is not None:
                self._stage.counts["leaders killed"] += 1
                leader.kill()
                return
            await asyncio.sleep(0.2)

    async def _restart_database(self, trouble: Trouble) -> None:
        await self._stage.postgres.restart(trouble.how["how"])
        self._stage.counts[f"database restarted, {trouble.how['how']}"] += 1

    async def _lose_webhook(self, trouble: Trouble) -> None:
        self._stage.gateway.is_away = True
        await asyncio.sleep(trouble.how["seconds"])
        self._stage.gateway.is_away = False
        self._stage.counts["seconds without a webhook"] += round(trouble.how["seconds"])

    async def _change_mode(self, trouble: Trouble) -> None:
        await self._stage.run(trouble.how["mode"])

    async def _order_fault(self, trouble: Trouble) -> None:
        """Troubles that nobody met must not pile up until somebody comes."""
        faults = self._stage.simulator.faults
        if len(faults.listed()) >= AT_ONCE:
            faults.clear()
        faults.add(Fault(**trouble.how))
