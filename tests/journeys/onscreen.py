"""A person at the simulator's page in Chromium: reads the last bubbles, types, presses what is shown."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Locator, Page, ViewportSize, async_playwright, expect

from services.participants.sample import demo_person

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
PHONE = ViewportSize(width=390, height=868)
DESK = ViewportSize(width=1280, height=860)
PATIENCE = 10_000
"""Milliseconds until a text must be there: the bot answers within one second, a busy machine takes longer."""

DEAD = demo_person("rahmat")


@asynccontextmanager
async def page_of(url: str) -> AsyncIterator[Page]:
    """The page on a phone, which must not meet an error of a script."""
    expect.set_options(timeout=PATIENCE)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = await browser.new_page(viewport=PHONE, locale="id-ID", reduced_motion="reduce")
        page.set_default_timeout(PATIENCE)
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        await page.goto(url)
        yield page
        await browser.close()
    assert errors == []


class Screen:
    """One person's phone on the page."""

    def __init__(self, page: Page, name: str) -> None:
        self.page = page
        self.phone = page.get_by_role("region", name=f"HP {name}", exact=True)

    async def begins(self) -> None:
        """MULAI."""
        await self.phone.get_by_role("button", name="MULAI").click()

    async def hears(self, text: str) -> Locator:
        """Waits for the newest bubble of the bot with this text."""
        bubble = self.phone.locator(".theirs").filter(has_text=text).last
        await expect(bubble).to_be_visible()
        return bubble

    async def says(self, text: str) -> Locator:
        """Types and sends; answers the own bubble."""
        await self.phone.get_by_label("Tulis pesan").fill(text)
        await self.phone.get_by_label("Tulis pesan").press("Enter")
        return self.phone.locator(".own").filter(has_text=text).last

    async def taps(self, label: str) -> None:
        """Presses the newest button of this label."""
        await self.phone.locator(".inline").get_by_role("button", name=label, exact=True).last.click()

    async def looks_at(self, bubble: Locator) -> None:
        """Scrolls until this bubble begins at the upper edge, if enough follows it, and takes the pointer away."""
        await self.page.mouse.move(0, 0)
        await bubble.evaluate("row => row.scrollIntoView({block: 'start', behavior: 'instant'})")


async def the_widow_asks(screen: Screen) -> Locator:
    """From MULAI to the answer about her husband, who died yesterday; answers with its bubble."""
    await screen.begins()
    await screen.hears("Selamat datang")
    await screen.taps("Keluarga meninggal")
    await screen.hears("turut berduka cita")
    await screen.taps("Periksa apakah terdaftar")
    await screen.hears("Boleh kami lanjutkan?")
    await screen.taps("Ya, lanjutkan")
    await screen.hears("Berapa NIK beliau?")
    number = await screen.says(DEAD.nik.number)
    await screen.hears("Siapa nama lengkap beliau")
    await expect(number).to_have_count(0)
    await screen.says(DEAD.name)
    await screen.hears("Kapan beliau wafat?")
    await screen.says("kemarin")
    await screen.hears("sedang bekerja, atau di jalan")
    await screen.taps("Tidak")
    return await screen.hears(f"{DEAD.name} terdaftar")


async def the_widow_submits(screen: Screen) -> Locator:
    """From the answer to the Santun number; answers with the bubble that tells it."""
    await screen.taps("Mulai pengajuan")
    await screen.hears("ceritakan singkat apa yang terjadi")
    await screen.taps("Lewati")
    await screen.hears("Apa hubungan Anda")
    await screen.taps("Suami atau istri")
    await screen.hears("Pernikahan Anda dengan beliau")
    await screen.taps("Ada (buku nikah)")
    await screen.hears("punya berapa anak?")
    await screen.taps("2 anak")
    await screen.hears("Anak pertama")
    await screen.taps("TK atau SD")
    await screen.hears("Anak kedua")
    await screen.taps("SMP")
    await screen.hears("Terakhir tentang keluarga")
    await screen.taps("Tidak ada")
    await screen.hears("Siapa nama Anda?")
    await screen.says("Nurhayati")
    await screen.hears("Nomor HP yang bisa petugas telepon?")
    await screen.says("0812 3456 7890")
    await screen.hears("Berkas yang perlu")
    await screen.taps("Lanjut")
    await screen.hears("Sudah benar?")
    await screen.taps("Sudah benar")
    await screen.hears("Boleh kami teruskan?")
    await screen.taps("Ya, kirim")
    return await screen.hears("Nomor Santun:")
