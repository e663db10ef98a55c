"""The simulator as a process of its own, as the demo and the crash tests run it."""

import asyncio
import signal
import sys
from pathlib import Path

from telegram import Bot

from bot.simulator import Telegram

ROOT = Path(__file__).parents[2]


async def test_the_module_runs_tells_its_address_and_stops_when_told() -> None:
    command = [sys.executable, "-m", "bot.simulator", "--token", "5:abc", "--username", "another_bot", "--limits"]
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=asyncio.subprocess.PIPE)
    assert process.stdout
    url = (await process.stdout.readline()).decode().split()[-1]
    async with Telegram(url) as telegram, Bot("5:abc", base_url=f"{url}/bot") as bot:
        assert (bot.id, bot.username) == (5, "another_bot")
        siti = await telegram.person()
        await siti.says("halo")
        await bot.send_message(siti.id, "Selamat datang")
        await siti.hears("Selamat datang")
    process.send_signal(signal.SIGTERM)
    assert await asyncio.wait_for(process.wait(), 10) == 0
