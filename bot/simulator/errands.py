"""Work that outlives the request that caused it (webhook deliveries), kept by name so that stopping can end it."""

import asyncio
from collections.abc import Coroutine


class Errands:
    """Holds the running tasks: the simulator imports nothing of the project, so it has a small nursery of its own."""

    def __init__(self) -> None:
        self._running: set[asyncio.Task[None]] = set()

    def start(self, errand: Coroutine[None, None, None], name: str) -> None:
        task = asyncio.get_running_loop().create_task(errand, name=name)
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def close(self) -> None:
        running = list(self._running)
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
