"""The browser chat: what a person sees and does on the page, in a real Chromium."""

import pytest
from playwright.async_api import Page, expect
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, KeyboardButton, ReplyKeyboardMarkup

from bot.simulator import Simulator, Telegram
from tests.simulator.conftest import CHROMIUM

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium here, so the browser page is not tested"),
]
BUTTONS = InlineKeyboardMarkup([[InlineKeyboardButton("Lanjut", callback_data="next")]])


async def test_a_person_talks_with_the_bot_on_the_page(simulator: Simulator, page: Page, bot: Bot) -> None:
    await bot.set_my_description("Kami membantu keluarga.")
    await page.goto(simulator.url)
    await expect(page.get_by_text("Kami membantu keluarga.")).to_be_visible()
    await page.get_by_role("button", name="MULAI").click()
    (update,) = await bot.get_updates(timeout=5)
    assert update.message
    assert update.message.text == "/start"
    chat = update.message.chat_id
    sent = await bot.send_message(chat, "<b>Selamat datang</b>", "HTML", reply_markup=BUTTONS, protect_content=True)
    await expect(page.locator(".bubble strong")).to_have_text("Selamat datang")
    await expect(page.get_by_label("Tidak bisa diteruskan")).to_be_visible()
    await page.get_by_role("button", name="Lanjut").click()
    (pressed,) = await bot.get_updates(offset=update.update_id + 1, timeout=5)
    assert pressed.callback_query
    await pressed.callback_query.answer("Baik, sebentar")
    await expect(page.get_by_text("Baik, sebentar")).to_be_visible()
    await bot.edit_message_text("Berapa NIK?", chat, sent.message_id)
    await expect(page.locator(".theirs .meta")).to_contain_text("diedit")
    await page.get_by_label("Tulis pesan").fill("6408040303900001")
    await page.keyboard.press("Enter")
    (typed,) = await bot.get_updates(offset=pressed.update_id + 1, timeout=5)
    assert typed.message
    await bot.delete_message(chat, typed.message.message_id)
    await expect(page.locator(".log")).not_to_contain_text("6408040303900001")
    await page.reload()
    await expect(page.locator(".bubble")).to_have_count(2)


async def test_the_contact_key_and_a_photo_go_out_from_the_page(
    simulator: Simulator, telegram: Telegram, page: Page, bot: Bot
) -> None:
    siti = await telegram.person("Siti", phone="+6281200000009")
    await siti.says("halo")
    keys = ReplyKeyboardMarkup([[KeyboardButton("Kirim nomor saya", request_contact=True)]])
    await bot.send_message(siti.id, "Nomor Anda?", reply_markup=keys)
    await page.goto(simulator.url)
    await page.get_by_role("button", name="Kirim nomor saya").click()
    await expect(page.locator(".card")).to_contain_text("+6281200000009")
    await page.get_by_label("Lampirkan").click()
    async with page.expect_file_chooser() as choosing:
        await page.get_by_role("menuitem", name="Foto").click()
    content = await page.screenshot()
    await (await choosing.value).set_files({"name": "kk.png", "mimeType": "image/png", "buffer": content})
    await page.get_by_label("Keterangan").fill("Kartu Keluarga")
    await page.get_by_role("dialog").get_by_role("button", name="Kirim").click()
    await expect(page.locator(".pictured .text")).to_have_text("Kartu Keluarga")
    photo = (await bot.get_updates(timeout=5))[-1].message
    assert photo
    assert (photo.photo[-1].width, photo.photo[-1].height) == (1280, 800)


async def test_a_script_in_a_name_or_a_message_does_not_run(
    simulator: Simulator, telegram: Telegram, page: Page, bot: Bot
) -> None:
    evil = "<img src=x onerror=alert(1)>"
    siti = await telegram.person(evil)
    await siti.says(f"{evil} <script>alert(2)</script>")
    await bot.send_message(siti.id, '<a href="javascript:alert(3)">klik</a>', "HTML", reply_markup=BUTTONS)
    answer = await page.goto(simulator.url)
    assert answer
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    await expect(page.locator(".own .text")).to_contain_text("<script>")
    await expect(page.locator(".bubble img, .bubble script, a[href^=javascript]")).to_have_count(0)


async def test_on_a_small_screen_one_person_at_a_time(
    simulator: Simulator, telegram: Telegram, page: Page, bot: Bot
) -> None:
    await page.set_viewport_size({"width": 390, "height": 844})
    for name in ("Siti", "Budi"):
        await (await telegram.person(name)).says("halo")
    await page.goto(simulator.url)
    await expect(page.locator(".phone")).to_have_count(1)
    await page.get_by_label("Kembali ke daftar orang").click()
    await page.get_by_role("button", name="Siti").click()
    await expect(page.locator(".owner")).to_contain_text("Siti")
    assert await page.evaluate("document.documentElement.scrollWidth") == 390


async def test_a_deep_link_starts_the_bot_within_the_page(
    simulator: Simulator, telegram: Telegram, page: Page, bot: Bot
) -> None:
    siti = await telegram.person()
    await siti.says("halo")
    await bot.send_message(siti.id, "Undangan: https://t.me/santun_demo_bot?start=abc_1")
    await page.goto(simulator.url)
    await page.get_by_role("link", name="start=abc_1").click()
    await siti.until(lambda chat: any(message.text == "/start abc_1" for message in chat.messages))
