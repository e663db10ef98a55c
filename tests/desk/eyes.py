"""Looks at a page as its readers do: with a screen reader's rules, and at the width of a phone and of a desk."""

from pathlib import Path

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page

from tests.journeys.onscreen import DESK, PHONE

_GRAVE = {"serious", "critical"}


async def faults(page: Page) -> list[str]:
    """Serious faults that axe finds, and whatever stands out of the page at the side."""
    found = (await Axe().run(page)).response["violations"]
    grave = [f"{one['id']}: {one['nodes'][0]['html']}" for one in found if one["impact"] in _GRAVE]
    is_wide = await page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    return [*grave, "wider than the screen"] if is_wide else grave


async def faults_at_both(page: Page, picture: Path | None = None) -> list[str]:
    """The same on a phone and on a desk; with a path, pictures of both."""
    found: list[str] = []
    for name, size in (("phone", PHONE), ("desk", DESK)):
        await page.set_viewport_size(size)
        found += [f"{name}: {fault}" for fault in await faults(page)]
        if picture:
            await page.screenshot(path=picture.with_name(f"{picture.name}-{name}.png"), full_page=True)
    return found
