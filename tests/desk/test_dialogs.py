"""What is done with a conversation by pressing: menus, dialogs, tags, the files of the family; without loading anew."""

import re

import pytest
from playwright.async_api import expect

from services.benefits.papers import Paper
from services.staff import Role
from tests.desk.agents import Chromium
from tests.desk.conftest import Console
from tests.desk.onscreen import is_same, listening, marked, words
from tests.desk.scenes import answered, asking, member, taken, thread
from tests.desk.test_case import submitted
from tests.journeys.onscreen import CHROMIUM

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium here, so the pages are not tried in one"),
]


async def test_own_words_are_changed_and_taken_back_in_the_page(console: Console, windows: Chromium) -> None:
    santun = console.santun
    rina = await console.agent()
    chat, conversation = await asking(santun)
    await answered(santun, await member(santun, "rina"), conversation, "Berkasnya lima lembar.")
    await chat.hears("lima lembar")
    page = await windows.page(rina, thread(conversation))
    await marked(page)
    bubble = page.locator(".bubble.ours")
    await bubble.hover()
    await bubble.get_by_role("button", name="Ubah").click()
    await expect(page.locator("#edit-words")).to_have_value("Berkasnya lima lembar.")
    await page.locator("#edit-words").fill("Berkasnya enam lembar.")
    await page.get_by_role("button", name="Simpan perubahan").click()
    await expect(bubble).to_contain_text("enam lembar")
    await expect(bubble).to_contain_text("diubah")
    await chat.until(lambda seen: any("enam lembar" in one.text for one in seen.messages))
    await bubble.hover()
    await bubble.get_by_role("button", name="Tarik").click()
    await page.get_by_role("button", name="Tarik pesan").click()
    await expect(bubble).to_contain_text("ditarik kembali")
    await chat.until(lambda seen: not any("lembar" in one.text for one in seen.messages))
    assert await is_same(page)


async def test_it_is_taken_given_back_and_ended_by_pressing(console: Console, windows: Chromium) -> None:
    rina = await console.agent()
    chat, conversation = await asking(console.santun)
    page = await windows.page(rina, thread(conversation))
    await listening(console)
    await marked(page)
    await page.get_by_role("button", name="Ambil", exact=True).click()
    await expect(page.locator("#head")).to_contain_text("Anda yang menangani")
    await page.locator("#drop summary").click()
    await page.get_by_role("button", name="Lepas ke antrean").click()
    await expect(page.locator("#head")).to_contain_text("Menunggu petugas")
    await expect(page.locator("#talk")).to_contain_text("mengembalikan percakapan ke antrean")
    await page.locator("#drop summary").click()
    await page.get_by_role("button", name="Pindahkan ke kantor lain").click()
    await page.get_by_role("dialog").get_by_role("button", name="Pindahkan").click()
    await expect(page.get_by_role("dialog")).to_be_visible()  # the note is still missing
    await page.keyboard.press("Escape")
    assert await is_same(page)
    await words(page).fill("belum dikirim")
    await page.locator("#do-close").click()
    await expect(page.locator("#close [data-unsent]")).to_be_visible()
    await page.keyboard.press("Escape")
    await words(page).fill("")
    await page.locator("#do-close").click()
    await page.get_by_label("Dirujuk ke kantor atau BPJS").check()
    await page.get_by_role("button", name="Tutup percakapan").click()
    await page.wait_for_url(re.compile("/desk/antrean"))
    await expect(page.locator("#said")).to_contain_text("ditutup")
    await chat.hears("petugas")


async def test_what_was_refused_can_be_read_and_what_was_typed_stays(console: Console, windows: Chromium) -> None:
    santun = console.santun
    rina = await console.agent("rina")
    await console.agent("budi")
    _, conversation = await asking(santun)
    page = await windows.page(rina, thread(conversation))
    await page.locator("#do-close").click()
    await page.locator("#close-note").fill("sudah beres")
    await taken(santun, await member(santun, "budi"), conversation)
    await page.get_by_role("button", name="Tutup percakapan").click()
    await expect(page.locator("#said")).to_contain_text("sedang ditangani Budi")
    await expect(page.locator("#close")).to_be_hidden()
    await expect(page.locator("#close-note")).to_have_value("sudah beres")
    windows.errors.clear()  # htmx tells of the refusal


async def test_tags_and_the_files_of_the_family_change_beside_the_talk(console: Console, windows: Chromium) -> None:
    santun = console.santun
    boss = await console.agent("boss", Role.SUPERVISOR)
    chat, conversation = await asking(santun)
    await submitted(santun, chat)
    page = await windows.page(boss, thread(conversation))
    await marked(page)
    await page.locator("#tag").fill("beda nama")
    await page.locator("#tag").press("Enter")
    await expect(page.get_by_role("button", name="Lepas tag beda nama")).to_be_visible()
    await expect(page.locator("#tag")).to_be_focused()
    await page.get_by_role("button", name="Lepas tag beda nama").click()
    await expect(page.get_by_role("button", name="Lepas tag beda nama")).to_have_count(0)
    paper = page.locator(f"input[name='lihat'][value='{Paper.HEIR_ID.value}']")
    await paper.check()
    await page.get_by_role("button", name="Simpan berkas").click()
    await expect(page.locator(".claim-link")).to_be_visible()
    await expect(page.locator(".htmx-request")).to_have_count(0)
    await page.get_by_text("Mulai periksa", exact=True).click()
    step = page.locator("[data-way=in_review] form")
    await step.get_by_label("Catatan untuk keluarga").fill("Sudah kami telepon.")
    await step.get_by_role("button").click()
    await chat.hears("Sudah kami telepon.")
    await expect(page.locator("#files summary").first).to_contain_text("sedang diperiksa")
    await expect(paper).to_be_checked()
    assert await is_same(page)
