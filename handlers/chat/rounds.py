"""Work beside the updates that a bell calls for: round after round, whatever happens in one of them."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from services.db.bell import Bell
from services.db.weather import note

LOOK_SECONDS = 2.0
"""What another process noted, or could not ring for, is found so soon."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Rounds:
    """`topic` is what rings; `task` names it in the log."""

    bell: Bell
    topic: str
    task: str

    async def keep(self, once: Callable[[], Awaitable[bool]]) -> None:
        """Does it again at once while there was something, else when it rings; until the bell is closed."""
        with self.bell.listening(self.topic) as ear:
            while not ear.closed:
                if not await self._tried(once):
                    await ear.wait(LOOK_SECONDS)

    async def _tried(self, once: Callable[[], Awaitable[bool]]) -> bool:
        try:
            return await once()
        except Exception as error:  # noqa: BLE001 - it goes on whatever happened
            note(_log, self.task, error)
            return False
