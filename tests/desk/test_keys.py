"""The desk in Chromium by keys, by thumb, and by looking: lists, pages, kept answers, photos."""

import asyncio
import re
from collections.abc import Awaitable, Callable

import pytest
from playwright.async_api import expect

from services.requests import Subject
from services.staff import Role
from tests.desk.agents import Chromium
from tests.desk.conftest import Console
from tests.desk.onscreen import is_same, listening, marked, words
from tests.desk.scenes import QUEUE, asking, entered, member, taken, thread
from tests.desk.test_files import paper, picture
from tests.journeys.onscreen import CHROMIUM, PHONE

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium here, so the pages are not tried in one"),
]


async def test_kept_answers_are_picked_with_the_keys(console: Console, windows: Chromium) -> None:
    boss = await console.agent("boss", Role.SUPERVISOR)
    await boss.posts("/desk/jawaban/contoh")
    chat, conversation = await asking(console.santun, "Siti")
    page = await windows.page(boss, thread(conversation))
    await words(page).press_sequentially("/sa")
    await expect(page.locator("#canned [data-code='salam']")).to_be_visible()
    await expect(page.locator("#canned [data-code='gratis']")).to_be_hidden()
    await words(page).press("Enter")
    await expect(words(page)).to_have_value(re.compile("^Selamat datang, Siti. Saya Boss"))
    await words(page).press_sequentially(" /g")
    await words(page).press("ArrowDown")
    await words(page).press("ArrowUp")
    await words(page).press("Enter")
    await expect(words(page)).to_have_value(re.compile("Saya Boss.*gratis, Siti", re.DOTALL))
    await words(page).press_sequentially(" /s")
    await words(page).press("Escape")
    await expect(page.locator("#canned")).to_be_hidden()
    await words(page).fill("dan/atau")
    await expect(page.locator("#canned")).to_be_hidden()
    await words(page).press("Control+Enter")
    await chat.hears("dan/atau")


async def test_photos_and_papers_open_in_the_page(console: Console, windows: Chromium) -> None:
    rina = await console.agent()
    chat, conversation = await asking(console.santun)
    await chat.sends(photo=picture())
    await chat.sends(document=paper(2))
    await chat.settles()
    page = await windows.page(rina, thread(conversation))
    await marked(page)
    await page.locator(".file").first.click()
    image = page.locator("#viewer img")
    await expect(image).to_be_visible()
    colours = await image.evaluate("""async image => {
        await image.decode();
        const canvas = document.createElement("canvas"), sheet = canvas.getContext("2d");
        canvas.width = image.naturalWidth; canvas.height = image.naturalHeight; sheet.drawImage(image, 0, 0);
        return new Set(new Uint32Array(sheet.getImageData(0, 0, canvas.width, canvas.height).data.buffer)).size; }""")
    assert colours > 20, "the mark lies across a plain sheet"
    await page.get_by_role("button", name="Perbesar").click()
    await page.keyboard.press("Escape")
    await page.locator(".file").last.click()
    await page.get_by_role("link", name="Berikutnya").click()
    await expect(page.get_by_text("Halaman 2 dari 2", exact=True)).to_be_visible()
    assert await is_same(page)


async def test_the_queue_is_live_and_keeps_focus(console: Console, windows: Chromium) -> None:
    santun = console.santun
    rina = await console.agent()
    me = await member(santun, "rina")
    first = await entered(santun, me, "Siti", Subject.TALK)
    second = await entered(santun, me, "Ani", Subject.FIND)
    page = await windows.page(rina, f"{QUEUE}?daftar=menunggu")
    await listening(console)
    await marked(page)
    await expect(page).to_have_title(re.compile(r"^\(2\) Antrean"))
    await page.locator(f"#r-{first}").focus()
    await asking(santun, "Martha")
    await expect(page.locator("[data-row]")).to_have_count(3)
    await expect(page).to_have_title(re.compile(r"^\(3\) Antrean"))
    await expect(page.locator(f"#r-{first}")).to_be_focused()
    await taken(santun, me, first)
    await expect(page.locator("[data-row]")).to_have_count(2)
    await expect(page.locator(f"#r-{second}")).to_be_focused()
    await expect(page.locator("#nav-waiting")).to_have_text("2")
    assert await is_same(page)


async def test_the_sound_is_off_until_it_is_wanted_and_stays_so(console: Console, windows: Chromium) -> None:
    rina = await console.agent()
    page = await windows.page(rina, QUEUE)
    button = page.locator("#sound")
    await expect(button).to_have_attribute("aria-pressed", "false")
    await button.click()
    await expect(button).to_have_text("Bunyi nyala")
    await page.reload()
    await expect(button).to_have_attribute("aria-pressed", "true")
    kept = await page.evaluate("[JSON.stringify(localStorage), Object.keys(sessionStorage).join()]")
    assert kept == ['{"santun-sound":"on"}', "htmx-current-path-for-history"], "nothing else is kept in the browser"


async def test_the_whole_desk_is_walked_with_the_keys(console: Console, windows: Chromium) -> None:
    santun = console.santun
    rina = await console.agent()
    me = await member(santun, "rina")
    for name in ("Siti", "Ani"):
        await entered(santun, me, name, Subject.TALK)
    chat, conversation = await asking(santun, "Martha")
    page = await windows.page(rina, f"{QUEUE}?daftar=menunggu")
    press: Callable[[str], Awaitable[None]] = page.keyboard.press
    for key in ("j", "j", "j", "k", "j"):
        await press(key)
    await expect(page.locator(f"#r-{conversation}")).to_be_focused()
    await press("Enter")
    await page.wait_for_url(re.compile(str(conversation)))
    await press("n")
    await expect(words(page)).to_be_focused()
    await page.keyboard.type("jk?/ dari papan ketik")
    await press("Control+Enter")
    await expect(page.locator(".bubble.note")).to_contain_text("jk?/ dari papan ketik")
    await press("Escape")
    await press("r")
    await page.keyboard.type("Halo Bu Martha")
    await press("Control+Enter")
    await chat.hears("Halo Bu Martha")


async def test_the_keys_lead_from_page_to_page_and_are_only_letters_when_not_wanted(
    console: Console, windows: Chromium
) -> None:
    rina = await console.agent()
    _, conversation = await asking(console.santun, "Martha")
    page = await windows.page(rina, thread(conversation))
    press: Callable[[str], Awaitable[None]] = page.keyboard.press
    await press("?")
    await expect(page.get_by_role("dialog", name="Pintasan")).to_be_visible()
    await press("Escape")
    await press("/")
    await page.wait_for_url(re.compile("/desk/cari"))
    await expect(page.locator("#search")).to_be_focused()
    await page.keyboard.type("bicara dengan")
    await press("Enter")
    await expect(page.locator(f"#r-{conversation}")).to_be_visible()
    await page.locator("h1").click()
    await press("g")
    await press("q")
    await page.wait_for_url(re.compile("/desk/antrean"))
    await press("?")
    await page.get_by_label("Pakai pintasan huruf").uncheck()
    await press("Escape")
    await press("g")
    await press("b")
    await asyncio.sleep(0.3)
    assert "/desk/antrean" in page.url, "letters are only letters when they are not wanted"


async def test_on_a_telephone_one_thing_at_a_time(console: Console, windows: Chromium) -> None:
    santun = console.santun
    rina = await console.agent()
    chat, conversation = await asking(santun, "Dayang Kartini Puteri Wulandari Kusumaningrum", "x" * 300)
    await taken(santun, await member(santun, "rina"), conversation)
    page = await windows.page(rina, QUEUE, viewport=PHONE, has_touch=True, is_mobile=True)
    await page.locator("[data-row]").first.tap()
    await page.wait_for_url(re.compile(str(conversation)))
    await page.get_by_role("button", name="Tentang warga").tap()
    await expect(page.locator("#known")).to_be_visible()
    await page.get_by_role("button", name="Kembali ke percakapan").tap()
    await expect(page.locator("#known")).to_be_hidden()
    await words(page).tap()
    await page.set_viewport_size({"width": 390, "height": 480})  # the keyboard comes up
    await expect(page.locator("#send")).to_be_in_viewport(ratio=1)
    await expect(words(page)).to_be_in_viewport(ratio=1)
    await words(page).fill("Dari HP")
    await page.locator("#send").tap()
    await chat.hears("Dari HP")
    wide = (
        "document.documentElement.scrollWidth > innerWidth || document.querySelector('main').scrollWidth > innerWidth"
    )
    assert not await page.evaluate(wide)
