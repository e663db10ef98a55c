"""Keeps the relay to the staff's group going: when something rings, at once; else every second."""

import asyncio
import logging

from services.db import Database
from services.db.bell import Bell
from services.db.weather import is_passing
from services.helpdesk.forum.model import Pulse
from services.helpdesk.forum.relay import Relay
from services.helpdesk.model import QUEUE

LOOK_SECONDS = 1.0
"""What another process wrote, or could not ring for, is found so soon."""
SOON_SECONDS = 0.1
"""While something is on its way its end is looked for so soon, and then less and less often."""
BREATH_SECONDS = 0.1
"""Between two rounds, however much it rings."""

_log = logging.getLogger(__name__)


class Carrying:
    """One a process; of several processes one works at a time."""

    def __init__(self, database: Database, relay: Relay, bell: Bell) -> None:
        self._database, self._relay, self._bell = database, relay, bell

    async def run(self) -> None:
        """Until it is cancelled."""
        pause = SOON_SECONDS
        with self._bell.listening(QUEUE) as ear:
            while not ear.closed:
                pulse = await self._round()
                pause = min(LOOK_SECONDS, pause * 1.5) if pulse.flying and not pulse.begun else SOON_SECONDS
                await ear.wait(pause if pulse.flying else LOOK_SECONDS)
                await asyncio.sleep(BREATH_SECONDS)

    async def _round(self) -> Pulse:
        """Nothing is on its way when nothing could be seen."""
        try:
            async with self._database.work() as work:
                return await self._relay.carry(work)
        except Exception as error:  # noqa: BLE001 - the relay goes on whatever happened
            if is_passing(error):
                _log.warning("the relay to the staff's group waits for the database: %s", type(error).__name__)
            else:
                _log.exception("the relay to the staff's group failed and is tried again")
            return Pulse()
