"""The real `santun run`, killed while a person talks to it: another process goes on where it was."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest_asyncio

from bot.simulator import Simulator, Telegram
from services.db import Database
from tests.post.conftest import TOKEN

RUN = "from bot.cli import main; main()"
Serve = Callable[[], Awaitable[asyncio.subprocess.Process]]


@pytest_asyncio.fixture
async def serve(database: Database, simulator: Simulator, tmp_path: Path) -> AsyncIterator[Serve]:
    """Starts `santun run` on the test's database and waits until it says that it serves."""
    settings = {
        "SANTUN_TELEGRAM_TOKEN": TOKEN,
        "SANTUN_TELEGRAM_API_URL": simulator.url,
        "SANTUN_DATABASE_URL": database.url,
        "SANTUN_DATA_DIR": str(tmp_path),
        "SANTUN_OPERATOR": "contoh",
        "SANTUN_HTTP_PORT": "0",
    }
    processes: list[asyncio.subprocess.Process] = []

    async def start() -> asyncio.subprocess.Process:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-c", RUN, "run", env=os.environ | settings, stdout=asyncio.subprocess.PIPE
        )
        processes.append(process)
        assert process.stdout is not None
        assert await asyncio.wait_for(process.stdout.readline(), 60)
        return process

    yield start
    for process in processes:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def test_a_conversation_goes_on_in_another_process(serve: Serve, telegram: Telegram, database: Database) -> None:
    siti = await telegram.person("Siti")
    first, _ = await serve(), await serve()
    await siti.starts()
    welcome = (await siti.hears("Selamat datang"))[-1]
    first.send_signal(signal.SIGKILL)
    await siti.taps(welcome.buttons[0])
    await siti.settles(quiet=1.5, within=15)
    assert siti.answers
    again = await serve()
    again.send_signal(signal.SIGTERM)
    assert await asyncio.wait_for(again.wait(), 20) == 0
    await siti.says("menu")
    await siti.settles(quiet=1.0, within=15)
    assert siti.answers
    async with database.work() as work:
        assert await work.raw.fetchval("SELECT bool_and(state = 'done') FROM inbox")
        sent = await work.raw.fetchval("SELECT count(*) FROM letters WHERE method = 'sendMessage' AND state = 'sent'")
        uncertain = await work.raw.fetchval("SELECT count(*) FROM letters WHERE uncertain")
    effects = [call for call in await telegram.calls("sendMessage", siti.id) if call["effect"]]
    assert sent <= len(effects) <= sent + uncertain
