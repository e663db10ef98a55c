"""The way in and the way out, in fair weather."""

from dataclasses import replace

from bot.simulator import Telegram
from bot.simulator.client import Chat
from tests.post.station import Plan, station


async def test_what_is_said_is_worked_on_once_and_answered(plan: Plan, siti: Chat) -> None:
    async with station(plan) as here:
        await siti.says("satu")
        await siti.hears("echo satu")
        await siti.says("dua")
        await siti.hears("echo dua")
        assert await here.texts() == ["satu", "dua"]


async def test_the_webhook_brings_updates_too(plan: Plan, siti: Chat, telegram: Telegram) -> None:
    async with station(replace(plan, mode="webhook")) as here:
        await siti.says("satu")
        await siti.hears("echo satu")
        assert await here.texts() == ["satu"]
        assert [delivery["status"] for delivery in await telegram.deliveries()] == [200]
