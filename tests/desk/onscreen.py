"""A page of the console on somebody's screen: what is typed, whether it was loaded anew, and hears of changes."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Dialog, Locator, Page, Route

from tests.desk.agents import Agent
from tests.desk.conftest import Console
from tests.desk.scenes import at_work, member


async def marked(page: Page) -> None:
    """From now on it can be told whether the page was loaded anew."""
    await page.evaluate("window.sameAsBefore = true")


async def is_same(page: Page) -> bool:
    return bool(await page.evaluate("window.sameAsBefore === true"))


def words(page: Page) -> Locator:
    return page.locator("#words")


async def writes(page: Page, text: str) -> None:
    await words(page).fill(text)
    await words(page).press("Control+Enter")


async def listening(console: Console, pages: int = 1) -> None:
    """Waits until so many pages hear of changes."""
    async with asyncio.timeout(10):
        while len(console.santun.house.rooms.bell._ears) < pages:  # noqa: ASYNC110 - nothing tells of it
            await asyncio.sleep(0.02)


async def locked(agent: Agent) -> None:
    """As when nobody touched the page for ten minutes."""
    santun = agent.santun
    one = await member(santun, agent.name)
    async with at_work(santun) as work:
        await work.raw.execute("UPDATE staff_sessions SET locked = true WHERE member = $1", one.id)
        santun.house.rooms.bell.ring(work, f"staff:{one.id}")


@asynccontextmanager
async def slow_door(page: Page) -> AsyncIterator[None]:
    """While the block runs the page of the lock is on its way."""
    comes = asyncio.Event()

    async def wait(route: Route) -> None:
        await comes.wait()
        await route.continue_()

    await page.route(re.compile("/desk/kunci"), wait)
    yield
    comes.set()


async def opens(page: Page, password: str, code: str) -> None:
    """Types both into the locked screen."""
    await page.get_by_label("Kata sandi").fill(password)
    await page.get_by_label("Kode autentikator").fill(code)
    await page.get_by_role("button", name="Buka", exact=True).click()


async def stays(asked: list[str], dialog: Dialog) -> None:
    """Answers the browser's question with no, and notes which it was."""
    asked.append(dialog.type)
    await dialog.dismiss()
