"""A simulator on a free port, a client of it, and python-telegram-bot's own Bot talking to it."""

import shutil
from collections.abc import AsyncIterator, Sequence
from typing import Any

import aiohttp
import pytest
from playwright.async_api import Page, async_playwright
from telegram import Bot, Update

from bot.simulator import Chat, Simulator, Telegram

TOKEN = "1000000001:made-up"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture
async def simulator() -> AsyncIterator[Simulator]:
    """Whatever a test does with it: what goes in and out has the shape that Telegram publishes."""
    async with Simulator(TOKEN) as running:
        inspector = running.inspected()
        yield running
    assert not inspector.odd


@pytest.fixture
async def telegram(simulator: Simulator) -> AsyncIterator[Telegram]:
    async with Telegram(simulator.url) as connected:
        yield connected


@pytest.fixture
async def bot(simulator: Simulator) -> AsyncIterator[Bot]:
    async with Bot(TOKEN, base_url=f"{simulator.url}/bot", base_file_url=f"{simulator.url}/file/bot") as ours:
        yield ours


@pytest.fixture
async def rina(telegram: Telegram) -> Chat:
    return await telegram.person("Rina", last_name="Wati")


@pytest.fixture
async def group(telegram: Telegram, rina: Chat) -> int:
    return await telegram.forum("Grup petugas", rina)


@pytest.fixture
async def page(simulator: Simulator) -> AsyncIterator[Page]:
    """A page without a script error, on a desktop."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        opened = await browser.new_page(viewport={"width": 1280, "height": 800})
        errors: list[str] = []
        opened.on("pageerror", lambda error: errors.append(str(error)))
        opened.on("dialog", lambda dialog: errors.append(dialog.message))
        yield opened
        await browser.close()
    assert errors == []


async def news(bot: Bot, kinds: Sequence[str] | None = None) -> tuple[Update, ...]:
    """What has come since the last time; `kinds` are those that the bot asks for from now on."""
    updates = await bot.get_updates(timeout=0, allowed_updates=kinds)
    if updates:
        await bot.get_updates(offset=updates[-1].update_id + 1)
    return updates


async def said_no(simulator: Simulator, method: str, **params: Any) -> Any:
    """The answer to a call that is refused."""
    address = f"{simulator.url}/bot{TOKEN}/{method}"
    async with aiohttp.ClientSession() as session, session.post(address, json=params) as answer:
        body = await answer.json()
    assert (answer.status, body["ok"]) == (body["error_code"], False), body
    return body


async def refusal(simulator: Simulator, method: str, **params: Any) -> tuple[int, str]:
    """Code and words with which a call is refused."""
    body = await said_no(simulator, method, **params)
    return body["error_code"], body["description"]
