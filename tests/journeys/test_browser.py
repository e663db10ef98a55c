"""One journey through the page in Chromium, on a phone and on a desk: what a new user of the demo sees."""

import asyncio
import re
from pathlib import Path
from struct import unpack

import pytest
from playwright.async_api import Page, expect

from tests.journeys.conftest import Santun
from tests.journeys.onscreen import CHROMIUM, DEAD, DESK, PHONE, Screen, page_of, the_widow_asks, the_widow_submits

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium here, so the journey through the page is not tested"),
]


async def test_a_widow_goes_through_the_page_from_the_first_button_to_her_number(
    santun: Santun, tmp_path: Path
) -> None:
    widow = await santun.person("Nurhayati", phone="+6284400020001")
    async with page_of(santun.simulator.url) as page:
        screen = Screen(page, "Nurhayati")
        answer = await the_widow_asks(screen)
        await expect(answer).to_contain_text("Rp42.000.000")
        await expect(answer.get_by_label("Tidak bisa diteruskan")).to_be_visible()
        await expect(screen.phone).not_to_contain_text(DEAD.nik.number)
        assert await width_of_a_picture(page, tmp_path / "answer.png") == PHONE["width"]
        received = await the_widow_submits(screen)
        await expect(received).to_contain_text(re.compile(r"KT-\d{4}-\d{5}-\d"))
        await expect(received).to_contain_text("belum sampai di BPJS")

        asked = await widow.says("Apakah ada biayanya?")
        own = screen.phone.locator(".own").filter(has_text="Apakah ada biayanya?")
        await expect(own).to_be_visible()
        await widow.edits(asked, "Apakah ada ongkosnya?")
        await expect(screen.phone.locator(".own").last).to_contain_text("Apakah ada ongkosnya?")
        await expect(screen.phone.locator(".own").last).to_contain_text("diedit")
        await expect(own).to_have_count(0)

        await page.set_viewport_size(DESK)
        await expect(page.get_by_role("button", name="Orang baru")).to_be_visible()
        await expect(received).to_be_attached()
        assert await width_of_a_picture(page, tmp_path / "desk.png") == DESK["width"]


async def width_of_a_picture(page: Page, file: Path) -> int:
    """Makes a picture of the page, in which nothing may stand beyond the edge; answers its width in pixels."""
    assert page.viewport_size is not None
    assert await page.evaluate("document.documentElement.scrollWidth") == page.viewport_size["width"]
    picture = await page.screenshot(path=file)
    assert await asyncio.to_thread(file.exists)
    (width,) = unpack(">I", picture[16:20])
    return int(width)
