"""Real processes that can be killed."""

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable

import orjson
import pytest_asyncio

from bot.simulator import Simulator
from services.db import Database
from tests.post.conftest import TOKEN, simulator, siti, telegram

__all__ = ["simulator", "siti", "telegram"]

Run = Callable[..., Awaitable[asyncio.subprocess.Process]]


@pytest_asyncio.fixture
async def run(database: Database, simulator: Simulator) -> AsyncIterator[Run]:
    """Starts a process: `await run(point, mode=…)`; what still runs at the end is killed."""
    processes: list[asyncio.subprocess.Process] = []

    async def start(point: str = "", mode: str = "polling", url: str = "") -> asyncio.subprocess.Process:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.crash.process", stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
        )
        processes.append(process)
        assert process.stdin is not None
        assert process.stdout is not None
        plan = {"point": point, "mode": mode, "url": url or database.url, "api": simulator.url, "token": TOKEN}
        process.stdin.write(orjson.dumps(plan) + b"\n")
        assert await asyncio.wait_for(process.stdout.readline(), 30) == b"ready\n"
        return process

    yield start
    for process in processes:
        if process.returncode is None:
            process.kill()
        await process.wait()
