"""Lets a desk stand in a process of its own, on the second core; they speak through its two pipes.

The key goes through the pipe as well, so it stands in no argument, environment or file. When this process ends, even
by `kill -9`, the pipes close and the other one ends with it.
"""

import asyncio
import gc
import os
import pickle
import signal
import sys
import traceback
from asyncio.subprocess import PIPE, Process
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Protocol

from services.participants.messages import LoadBroken
from services.participants.roster.desk import Desk, Task

ASIDE_FROM = 10_000
"""Rows from which a second process saves more time than its start takes."""
_HEAD = 8
"""Bytes that tell the length of an answer."""
_ROOM = 1 << 22
"""Bytes of answers that may wait in this process; the other one waits when there are more."""
_ROOT = Path(__file__).parents[3]


class Clerk(Protocol):
    """A desk, wherever it stands. Answers come in the order of the questions."""

    def ask(self, verb: str, *given: object) -> None:
        """Asks for one of the desk's verbs and does not wait."""

    async def answer(self) -> Any:
        """The next answer. Raises LoadBroken."""


class Here:
    """A desk in this process."""

    def __init__(self, task: Task) -> None:
        self._desk = Desk(task)
        self._answers: deque[Any] = deque()

    def ask(self, verb: str, *given: object) -> None:
        self._answers.append(getattr(self._desk, verb)(*given))

    async def answer(self) -> Any:
        return self._answers.popleft()


class Aside:
    """A desk in another process. Who asks no more than a chunk ahead keeps the memory of both small."""

    def __init__(self, process: Process, task: Task) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._orders, self._answers = process.stdin, process.stdout
        self._tell(task)

    def ask(self, verb: str, *given: object) -> None:
        self._tell((verb, given))

    async def answer(self) -> Any:
        try:
            size = int.from_bytes(await self._answers.readexactly(_HEAD))
            return pickle.loads(await self._answers.readexactly(size))  # noqa: S301 - of our own process, by its pipe
        except (asyncio.IncompleteReadError, ConnectionError):
            raise LoadBroken() from None

    def _tell(self, thing: object) -> None:
        self._orders.write(pickle.dumps(thing, pickle.HIGHEST_PROTOCOL))


@asynccontextmanager
async def desk_for(task: Task, *, is_aside: bool) -> AsyncIterator[Clerk]:
    """A desk, gone at the end whatever happened."""
    if not is_aside:
        yield Here(task)
        return
    command = (sys.executable, "-m", __name__)
    # Not our environment, in which the token stands.
    process = await asyncio.create_subprocess_exec(*command, cwd=_ROOT, env={}, stdin=PIPE, stdout=PIPE, limit=_ROOM)
    try:
        yield Aside(process, task)
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


def cores() -> int:
    """How many this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def serve(orders: BinaryIO, answers: BinaryIO) -> None:
    """The other process: answers until nobody asks."""
    desk = Desk(pickle.load(orders))  # noqa: S301 - whoever writes into our standard input has started us
    while True:
        try:
            verb, given = pickle.load(orders)  # noqa: S301 - as above
            answer = pickle.dumps(getattr(desk, verb)(*given), pickle.HIGHEST_PROTOCOL)
            answers.write(len(answer).to_bytes(_HEAD) + answer)
            answers.flush()
        except (EOFError, BrokenPipeError):
            return


def _tell_where(kind: type[BaseException], _error: BaseException, where: TracebackType | None) -> None:
    """A slip of ours is told by its place alone: the words of an error may hold a cell."""
    traceback.print_tb(where)
    sys.stderr.write(f"{kind.__name__}\n")


if __name__ == "__main__":
    sys.excepthook = _tell_where
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches both; this one ends when its pipe closes
    gc.disable()  # rows and cells form no circles, and looking for some takes a tenth of the time
    serve(sys.stdin.buffer, sys.stdout.buffer)
