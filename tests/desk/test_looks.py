"""Every page of the desk as its readers meet it: no serious fault of accessibility, nothing wider than the screen."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import pytest
import pytest_asyncio

from services.requests import Subject
from services.staff import Role
from tests.desk.agents import Agent, Chromium
from tests.desk.conftest import Console
from tests.desk.eyes import faults, faults_at_both
from tests.desk.scenes import (
    QUEUE,
    answered,
    asking,
    at_work,
    entered,
    in_opening_hours,
    member,
    noted,
    taken,
    thread,
)
from tests.desk.test_case import submitted
from tests.desk.test_files import picture, sound
from tests.journeys.onscreen import CHROMIUM

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium here, so the pages are not looked at"),
]
LONG = "Dayang Kartini Puteri Wulandari Kusumaningrum binti H. Muhammad Ramli"


async def test_the_lists_are_readable_for_everybody(console: Console, windows: Chromium) -> None:
    santun = console.santun
    await in_opening_hours(santun)
    first = await console.agent("rina.kusumaningrum", Role.SUPERVISOR)
    by = await member(santun, first.name)
    for number, subject in enumerate(Subject):
        one = await entered(santun, by, LONG, subject, "agency" if number % 2 else "branch")
        if number % 3 == 0:
            await taken(santun, by, one)
        async with at_work(santun) as work:
            await santun.house.rooms.helpdesk.cases.tag(work, by, one, "mendesak sekali", on=True)
    await santun.passes(timedelta(minutes=31))
    async with at_work(santun) as work:
        await santun.house.rooms.helpdesk.watch.keep(work)
    boss = await console.agent("boss", Role.SUPERVISOR)
    page = await windows.page(boss, QUEUE)
    for path in (
        f"{QUEUE}?daftar=semua",
        f"{QUEUE}?daftar=milik",
        "/desk/cari",
        "/desk/warga-baru",
        "/desk/pengawasan",
    ):
        await page.goto(boss.site + path)
        assert (path, await faults_at_both(page)) == (path, [])
    await page.goto(f"{boss.site}/desk/cari")
    await page.locator("#search").fill("mendesak sekali")
    await page.keyboard.press("Enter")
    await page.locator("[data-row]").first.wait_for()
    assert await faults_at_both(page) == []
    await page.keyboard.press("Escape")
    await page.locator("h1").click()
    await page.keyboard.press("?")
    assert await faults(page) == []
    await boss.posts("/desk/jawaban/contoh")
    await page.goto(f"{boss.site}/desk/jawaban")
    await page.locator(".canned-rows a").first.click()
    assert await faults_at_both(page) == []


@dataclass(frozen=True)
class Busy:
    """A conversation in which everything stands that can stand in one, and two members."""

    conversation: UUID
    rina: Agent
    budi: Agent


@pytest_asyncio.fixture
async def busy(console: Console) -> Busy:
    santun = console.santun
    rina, budi = await console.agent("rina", Role.SUPERVISOR), await console.agent("budi")
    await rina.posts("/desk/jawaban/contoh")
    chat, conversation = await asking(santun, LONG[:60], "ceritanya panjang " * 30)
    me = await member(santun, "rina")
    await submitted(santun, chat)
    await taken(santun, me, conversation)
    await chat.sends(photo=picture())
    await chat.sends(voice=sound())
    await chat.sends_location(0.5, 117.5)
    await chat.says("https://contoh.example/" + "a" * 200)
    await chat.settles()
    await noted(santun, me, conversation, "catatan " * 20)
    line = await answered(santun, me, conversation, "jawaban " * 20)
    await answered(santun, me, conversation, "ditarik nanti")
    await chat.hears("ditarik nanti")
    await rina.posts(f"/desk/pesan/{line}/tarik")
    await rina.posts(f"{thread(conversation)}/tag", {"tag": "mendesak"})
    return Busy(conversation, rina, budi)


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_a_conversation_is_readable_for_everybody(busy: Busy, windows: Chromium, scheme: str) -> None:
    page = await windows.page(busy.rina, thread(busy.conversation), color_scheme=scheme)
    assert await faults_at_both(page) == []
    await page.get_by_text("Catatan internal", exact=True).click()
    assert await faults_at_both(page) == []
    other = await windows.page(busy.budi, thread(busy.conversation), color_scheme=scheme)
    assert await faults_at_both(other) == []
    await busy.rina.posts(f"{thread(busy.conversation)}/tutup", {"hasil": "solved"})
    await other.reload()
    assert await faults_at_both(other) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_what_opens_above_a_conversation_is_readable_too(busy: Busy, windows: Chromium, scheme: str) -> None:
    page = await windows.page(busy.rina, thread(busy.conversation), color_scheme=scheme)
    await page.locator("#words").press_sequentially("/sa")
    await page.locator("#canned [data-code='salam']").wait_for()
    assert await faults(page) == []
    await page.keyboard.press("Escape")
    await page.locator("#words").fill("")
    await page.locator("#drop summary").click()
    assert await faults(page) == []
    await page.keyboard.press("Escape")
    for dialog in ("close", "transfer", "assign"):
        await page.evaluate(f"document.getElementById('{dialog}').showModal()")
        assert (dialog, await faults_at_both(page)) == (dialog, [])
        await page.keyboard.press("Escape")
    await page.locator(".file").first.click()
    await page.locator("#viewer img").wait_for()
    assert await faults_at_both(page) == []
    await page.goto(busy.rina.site + (await page.locator(".file").first.get_attribute("href") or ""))
    assert await faults_at_both(page) == []
