"""Everything that runs in the background runs here, so that nothing fails unseen and nothing outlives the process."""

import asyncio
import logging
import secrets
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any, TypeVar

T = TypeVar("T")

PATIENCE = 5.0  # seconds until a task that ignores its cancellation is cancelled again

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Failure:
    name: str
    reference: str
    error: BaseException


def only_log(_: Failure) -> None:
    """The report of those who need no other: the log has it already."""


class Nursery:
    """Holds the running tasks; `report` hears of each that failed, after the log has it under the same reference."""

    def __init__(self, report: Callable[[Failure], None] = only_log) -> None:
        self._report = report
        self._tasks: set[asyncio.Task[Any]] = set()
        self._closed = False

    def start(self, work: Coroutine[Any, Any, T], name: str) -> "asyncio.Task[T]":
        """Run `work` until it ends or the nursery closes; answers the task for those who want to wait for it."""
        if self._closed:
            work.close()
            raise RuntimeError(f"{name} was started after the nursery had closed")
        task = asyncio.get_running_loop().create_task(work, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    async def close(self) -> None:
        """Cancel what still runs and wait until all of it has ended, however long its own tidying takes."""
        self._closed = True
        while others := self._tasks - {asyncio.current_task()}:
            for task in others:
                task.cancel()
            _, stubborn = await asyncio.wait(others, timeout=PATIENCE)
            for task in stubborn:
                log.warning("%s goes on although it was cancelled", task.get_name())

    def _ended(self, task: "asyncio.Task[Any]") -> None:
        self._tasks.discard(task)
        error = None if task.cancelled() else task.exception()
        if error is None:
            return
        failure = Failure(task.get_name(), secrets.token_hex(3).upper(), error)
        log.error("%s failed, reference %s", failure.name, failure.reference, exc_info=error)
        self._report(failure)
