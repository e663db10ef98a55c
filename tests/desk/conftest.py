"""The console of a running Santun, and people at it."""

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest_asyncio

from services.staff import Role
from tests.desk.agents import Agent, Chromium, browser, chromium, signed_in
from tests.journeys.conftest import Santun, key_file, roster_template, santun

__all__ = ["key_file", "roster_template", "santun"]

SignedIn = Callable[..., Awaitable[Agent]]


class Console:
    """A running Santun and whoever sits at its console; all browsers are closed at the end."""

    def __init__(self, santun: Santun) -> None:
        self.santun = santun
        self.agents: list[Agent] = []

    async def agent(self, name: str = "rina", role: Role = Role.AGENT) -> Agent:
        """A new member of staff who is signed in."""
        self.agents.append(await signed_in(self.santun, name, role))
        return self.agents[-1]

    def browser(self, name: str = "") -> Agent:
        """A browser that nobody is signed in with."""
        self.agents.append(browser(self.santun, name))
        return self.agents[-1]


@pytest_asyncio.fixture
async def console(santun: Santun) -> AsyncIterator[Console]:
    console = Console(santun)
    yield console
    for agent in console.agents:
        await agent.http.close()


@pytest_asyncio.fixture
async def windows() -> AsyncIterator[Chromium]:
    async with chromium() as started:
        yield started
