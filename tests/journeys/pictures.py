"""`make pictures`: the pictures of README and docs, taken of the demo itself so that they show what is there."""

import argparse
import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory

import pyotp
from playwright.async_api import Locator, Page, expect
from rich.console import Console

from bot.demo import Demo, Shown, running
from bot.demo_desk import PASSWORD, STAFF
from bot.simulator import Telegram
from services.participants.sample import demo_person
from tests.journeys.onscreen import DESK, PATIENCE, Screen, page_of, the_widow_asks, the_widow_submits
from tests.journeys.palette import with_few_colours

PEOPLE = 60
LARGEST = 150 * 1024
"""Bytes of one picture, so that the README opens quickly on a slow line."""


async def make_pictures(folder: Path) -> list[Path]:
    """Plays a widow, a worker and a member of staff: one picture on a phone, one on a desk, one of the console."""
    names = ("chat-390.png", "chat-1280.png", "desk-1280.png", "claim-1280.png")
    pictures = [folder / name for name in names]
    with TemporaryDirectory(prefix="santun-") as data:
        async with running(Demo(rows=PEOPLE, port=0, data=Path(data)), Console()) as shown:
            widow = arrive(shown, "Nurhayati", "+6284400020001")
            async with page_of(shown.simulator.url) as page:
                await on_a_phone(Screen(page, widow), pictures[0])
                syahrani = demo_person("syahrani")
                worker = arrive(shown, syahrani.name, syahrani.phone)
                await on_a_desk(page, Screen(page, widow), Screen(page, worker), pictures[1])
            await at_the_console(shown, pictures[2:])
    return pictures


def arrive(shown: Shown, name: str, phone: str) -> str:
    """Somebody new on the page; answers with the name."""
    shown.simulator.people.arrives({"first_name": name, "phone": phone})
    return name


async def on_a_phone(widow: Screen, file: Path) -> None:
    await widow.looks_at(await the_widow_asks(widow))
    await widow.page.screenshot(path=file)


async def on_a_desk(page: Page, widow: Screen, worker: Screen, file: Path) -> None:
    received = await the_widow_submits(widow)
    await page.set_viewport_size(DESK)
    await page.locator("#people").get_by_role("button", name="Syahrani").click()
    await worker.looks_at(await the_worker_checks(worker))
    await widow.looks_at(received)
    await page.screenshot(path=file)


async def at_the_console(shown: Shown, files: list[Path]) -> None:
    """A wife asks for a person, and Ani answers her; then she opens the widow's claim from the board."""
    site, ani = f"http://127.0.0.1:{shown.served.port}/desk", STAFF[0]
    async with Telegram(shown.simulator.url) as telegram, page_of(f"{site}/masuk") as page:
        wife = await telegram.person("Nurhayati")
        await wife.starts()
        await wife.taps("Bicara dengan petugas")
        await wife.hears()
        await wife.says("nama suami saya di KTP dan di KK beda satu huruf pak, apa santunannya masih bisa diurus")
        await wife.hears()
        await page.set_viewport_size(DESK)
        for field, value in (("name", ani.name), ("password", PASSWORD), ("code", pyotp.TOTP(ani.secret).now())):
            await page.locator(f"[name={field}]").fill(value)
        await page.get_by_role("button", name="Masuk").click()
        await page.get_by_role("button", name="Ambil berikutnya").click()
        await page.locator("#composer textarea[name=kata]").fill(
            "Bisa, Bu. Minta surat keterangan beda nama di kantor desa, gratis."
        )
        await page.get_by_role("button", name="Kirim ke warga").click()
        await wife.hears("beda nama di kantor desa")
        await wife.says("terima kasih pak, besok saya ke kantor desa")
        await expect(page.get_by_text("besok saya ke kantor desa")).to_be_visible(timeout=PATIENCE)
        await page.screenshot(path=files[0])
        await page.get_by_role("link", name="Pengajuan", exact=True).click()
        await expect(page.get_by_role("heading", name="Baru masuk")).to_be_visible(timeout=PATIENCE)
        await page.locator(".claim-card").first.click()
        await page.get_by_role("button", name="Buka", exact=True).click()
        await page.get_by_text("Minta berkas", exact=True).click()
        await page.screenshot(path=files[1])


async def the_worker_checks(screen: Screen) -> Locator:
    """From MULAI to the answer about himself; answers with its bubble."""
    syahrani = demo_person("syahrani")
    await screen.begins()
    await screen.hears("Selamat datang")
    await screen.taps("Cek kepesertaan")
    await screen.hears("Kepesertaan siapa")
    await screen.taps("Saya sendiri")
    await screen.hears("Boleh kami lanjutkan?")
    await screen.taps("Ya, lanjutkan")
    await screen.hears("Berapa NIK Anda?")
    await screen.says(syahrani.nik.number)
    await screen.hears("Siapa nama lengkap Anda")
    await screen.says(syahrani.name)
    return await screen.hears("Anda terdaftar")


def main() -> None:
    asking = argparse.ArgumentParser(prog="python -m tests.journeys.pictures", description=__doc__)
    asking.add_argument("folder", type=Path, help="where the pictures go")
    folder: Path = asking.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    for picture in asyncio.run(make_pictures(folder)):
        picture.write_bytes(with_few_colours(picture.read_bytes()))
        size = picture.stat().st_size
        print(f"{picture} ({size // 1024} KiB)")  # noqa: T201 - the answer of a command
        if size > LARGEST:
            raise SystemExit(f"{picture} is larger than {LARGEST // 1024} KiB")


if __name__ == "__main__":
    main()
