"""The entrance in Chromium: invited, signed in, locked, opened again; on a desk and on a phone."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pyotp
import pytest
from aiohttp import web
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page, expect

from services.staff import Role
from tests.desk.agents import PASSWORD, Agent, Chromium, invited, now_at
from tests.desk.conftest import Console
from tests.journeys.onscreen import CHROMIUM, DESK, PHONE

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium here, so the console is not tested in a browser"),
]

GRAVE = ("serious", "critical")
SCRIPT = "<img src=x onerror=alert(1)>"


async def code_of(console: Console, secret: str, step: int = 0) -> str:
    return pyotp.TOTP(secret).at(await now_at(console.santun) + timedelta(seconds=30 * step))


async def types_credentials(page: Page, code: str, name: str = "") -> None:
    if name:
        await page.get_by_label("Nama petugas").fill(name)
    await page.get_by_label("Kata sandi", exact=True).fill(PASSWORD)
    await page.get_by_label("Kode autentikator").fill(code)


@asynccontextmanager
async def another_site(html: str) -> AsyncIterator[str]:
    """The address of a page that is not ours; `localhost` and `127.0.0.1` are two sites."""

    async def answer(_: web.Request) -> web.Response:
        return web.Response(text=f"<!doctype html>{html}", content_type="text/html")

    application = web.Application()
    application.add_routes([web.get("/", answer)])
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "localhost", 0).start()
    yield f"http://localhost:{runner.addresses[0][1]}/"
    await runner.cleanup()


async def fits_the_window(page: Page) -> None:
    """Nothing stands beyond the edge."""
    assert page.viewport_size is not None
    assert await page.evaluate("document.documentElement.scrollWidth") == page.viewport_size["width"]


async def is_accessible(page: Page) -> None:
    found = await Axe().run(page)
    grave = [one for one in found.response["violations"] if one["impact"] in GRAVE]
    assert not grave, [(one["id"], [node["html"] for node in one["nodes"]]) for one in grave]


async def test_from_the_invitation_to_the_desk_to_the_lock_and_back(console: Console, windows: Chromium) -> None:
    path = await invited(console.santun, "rina", Role.AGENT)
    agent = console.browser("rina")
    page = await windows.page(agent, path)
    await expect(page.get_by_role("heading", name="Selamat datang, rina")).to_be_visible()
    secret = re.sub(r"\s", "", await page.locator(".secret").inner_text())
    await expect(page.get_by_role("img", name="Gambar kode")).to_be_visible()
    await page.get_by_label("Kata sandi", exact=True).fill(PASSWORD)
    await page.get_by_label("Kata sandi sekali lagi").fill(PASSWORD)
    await page.get_by_label("6 angka dari aplikasi").fill(await code_of(console, secret))
    await page.get_by_role("button", name="Selesai dan masuk").click()
    await expect(page.get_by_role("link", name="rina")).to_be_visible()

    await page.goto(f"{agent.site}/desk/saya")
    await page.get_by_role("button", name="Kunci layar").click()
    await expect(page.get_by_role("heading", name="Layar terkunci")).to_be_visible()
    await types_credentials(page, await code_of(console, secret, 1))
    await page.get_by_role("button", name="Buka", exact=True).click()
    await expect(page.get_by_role("heading", name="Akun saya")).to_be_visible()

    await page.get_by_role("button", name="Keluar", exact=True).click()
    await expect(page.get_by_role("heading", name="Anda sudah keluar")).to_be_visible()
    await page.get_by_role("link", name="Masuk lagi").click()
    await console.santun.passes(timedelta(minutes=2))
    await types_credentials(page, await code_of(console, secret), "Rina")
    await page.get_by_role("button", name="Masuk").click()
    await expect(page.get_by_role("link", name="rina")).to_be_visible()


async def test_an_open_page_goes_to_the_lock_by_itself_and_comes_back(
    console: Console, windows: Chromium, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handlers.desk.events.CHECK_SECONDS", 0.5)
    rina = await console.agent("rina")
    page = await windows.page(rina, "/desk/saya")
    await expect(page.get_by_role("heading", name="Akun saya")).to_be_visible()
    await console.santun.passes(timedelta(minutes=10))
    await expect(page.get_by_role("heading", name="Layar terkunci")).to_be_visible()
    await expect(page.get_by_text("Tempat Anda masuk")).to_have_count(0)
    await types_credentials(page, await rina.code())
    await page.get_by_role("button", name="Buka", exact=True).click()
    await expect(page.get_by_role("heading", name="Akun saya")).to_be_visible()


async def test_who_types_is_not_locked_out(console: Console, windows: Chromium) -> None:
    sari = await console.agent("sari", Role.ADMIN)
    page = await windows.page(sari, "/desk/petugas")
    await console.santun.passes(timedelta(minutes=9))
    await page.evaluate("Date.now = (now => () => now() + 61000)(Date.now)")
    async with page.expect_response("**/desk/hadir") as pinged:
        await page.get_by_label("Nama", exact=True).press_sequentially("bu")
    assert (await pinged.value).status == 204
    await console.santun.passes(timedelta(minutes=5))
    assert (await sari.gets("/desk/petugas", follow=False)).status == 200


async def test_on_a_shared_computer_nothing_comes_back_after_signing_out(console: Console, windows: Chromium) -> None:
    sari = await console.agent("sari", Role.ADMIN)
    await console.agent("rahasia-sekali")
    page = await windows.page(sari, "/desk/petugas")
    await page.get_by_role("link", name="rahasia-sekali").click()
    await expect(page.get_by_role("heading", name="rahasia-sekali")).to_be_visible()
    await page.get_by_role("button", name="Keluar", exact=True).click()
    await expect(page.get_by_role("heading", name="Anda sudah keluar")).to_be_visible()
    for _ in range(2):
        await page.go_back()
        await expect(page.get_by_label("Nama petugas")).to_be_visible()
        await expect(page.get_by_text("rahasia-sekali")).to_have_count(0)
    kept = await page.evaluate("[...Object.keys(localStorage), ...Object.keys(sessionStorage), document.cookie]")
    assert set(kept) <= {"htmx-current-path-for-history", ""}, "no page and no cookie: where one is, and nothing more"


async def test_a_page_that_a_browser_kept_in_its_memory_asks_anew(
    console: Console, windows: Chromium, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Chromium keeps none of ours; others may."""
    monkeypatch.setattr("handlers.desk.events.CHECK_SECONDS", 600.0)
    rina = await console.agent("rina")
    page = await windows.page(rina, "/desk/saya")
    async with console.santun.house.database.work() as work:
        await work.raw.execute("DELETE FROM staff_sessions")
    await page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    await expect(page.get_by_label("Nama petugas")).to_be_visible()


async def test_a_link_in_a_chat_of_the_browser_opens_the_page_without_signing_in_again(
    console: Console, windows: Chromium
) -> None:
    """A strict cookie does not come along from another site; `localhost` and `127.0.0.1` are two."""
    rina = await console.agent("rina")
    window = await windows.window(rina)
    page = await window.new_page()
    async with another_site(f"<a href='{rina.site}/desk/saya'>buka</a>") as url:
        await page.goto(url)
        await page.get_by_role("link", name="buka").click()
    await expect(page.get_by_role("heading", name="Akun saya")).to_be_visible()


async def test_a_form_on_another_site_does_nothing_in_a_real_browser(console: Console, windows: Chromium) -> None:
    rina = await console.agent("rina")
    page = await (await windows.window(rina)).new_page()
    target = f"{rina.site}/desk/saya/telegram"
    form = f"<form method=post action='{target}'><input name=csrf value='{rina.csrf}'><button>kirim</button></form>"
    async with another_site(form) as url:
        await page.goto(url)
        async with page.expect_response(target) as answered:
            await page.get_by_role("button", name="kirim").click()
    assert (await answered.value).status == 303, "to signing in: no cookie came along"
    async with console.santun.house.database.work() as work:
        assert await work.raw.fetchval("SELECT count(*) FROM staff_codes") == 0


async def test_a_script_for_a_name_is_only_text(console: Console, windows: Chromium) -> None:
    sari = await console.agent("sari", Role.ADMIN)
    page = await windows.page(sari, "/desk/petugas")
    asked: list[str] = []
    page.on("dialog", lambda dialog: asked.append(dialog.message))
    await page.get_by_label("Nama", exact=True).fill(SCRIPT)
    await page.get_by_role("button", name="Tambah dan buat tautan").click()
    await expect(page.get_by_role("alert").filter(has_text=SCRIPT)).to_be_visible()
    await page.get_by_label("Nama", exact=True).fill("budi")
    await page.get_by_label("Desa yang dilayani").fill(SCRIPT)
    await page.get_by_role("button", name="Tambah dan buat tautan").click()
    await page.get_by_role("link", name="Ke daftar petugas").click()
    await page.get_by_role("link", name="budi").click()
    await expect(page.get_by_text(SCRIPT)).to_be_visible()
    async with console.santun.house.database.work() as work:  # past every check of ours
        await work.raw.execute("UPDATE staff SET name = $1 WHERE name = 'budi'", SCRIPT)
    for path in ("/desk/petugas", page.url.removeprefix(sari.site)):
        await page.goto(sari.site + path)
        await expect(page.get_by_text(SCRIPT).first).to_be_visible()
    assert asked == []


async def test_what_is_hard_to_take_back_asks_first(console: Console, windows: Chromium) -> None:
    sari, rina = await console.agent("sari", Role.ADMIN), await console.agent("rina")
    hers = await windows.page(rina, "/desk/saya")
    page = await windows.page(sari, "/desk/petugas")
    await page.get_by_role("link", name="rina").click()
    await page.get_by_role("button", name="Nonaktifkan").click()
    await page.get_by_role("dialog").get_by_role("button", name="Kembali").click()
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await page.get_by_role("button", name="Nonaktifkan").click()
    await page.get_by_role("dialog").get_by_role("button", name="Nonaktifkan").click()
    await expect(page.get_by_role("status")).to_have_text("rina sudah tidak aktif.")
    await expect(hers.get_by_role("heading", name="Masuk")).to_be_visible()


async def every_page(console: Console, sari: Agent) -> dict[str, str]:
    """Pages by a name, with people on them."""
    await console.agent("rina-ayu.lestari")
    path = await invited(console.santun, "budi", Role.SUPERVISOR)
    async with console.santun.house.database.work() as work:
        rina = await console.santun.house.rooms.staff.by_name(work, "rina-ayu.lestari")
    return {
        "masuk": "/desk/masuk",
        "undangan": path,
        "tautan-selesai": "/desk/undangan/x",
        "keluar": "/desk/keluar",
        "saya": "/desk/saya",
        "petugas": "/desk/petugas",
        "seorang": f"/desk/petugas/{rina.id}",
        "tidak-ada": "/desk/tidak-ada",
    }


@pytest.mark.parametrize("size", ["phone", "desk"])
@pytest.mark.parametrize("colours", ["light", "dark"])
async def test_every_page_fits_and_can_be_used_by_everybody(
    console: Console, windows: Chromium, tmp_path: Path, size: str, colours: str
) -> None:
    sari = await console.agent("sari", Role.ADMIN)
    pages = await every_page(console, sari)
    viewport = PHONE if size == "phone" else DESK
    inside = await (await windows.window(sari, viewport=viewport, color_scheme=colours)).new_page()
    outside = await (await windows.window(viewport=viewport, color_scheme=colours)).new_page()
    for name, path in pages.items():
        page = outside if name in ("masuk", "undangan", "tautan-selesai", "keluar") else inside
        await page.goto(sari.site + path)
        await seen(page, tmp_path / f"{name}.png")
    await what_follows_a_form(inside, sari.site, tmp_path)
    if size == "phone":
        await inside.get_by_role("button", name="Menu").click()
        await expect(inside.get_by_role("link", name="Petugas")).to_be_visible()
        await seen(inside, tmp_path / "menu.png")
    await inside.get_by_role("button", name="Kunci layar").click()
    await expect(inside.get_by_role("heading", name="Layar terkunci")).to_be_visible()
    await seen(inside, tmp_path / "kunci.png")
    assert await asyncio.to_thread(lambda: len(list(tmp_path.glob("*.png")))) >= 11


async def what_follows_a_form(page: Page, site: str, folder: Path) -> None:
    """Pages that are shown once."""
    await page.goto(f"{site}/desk/petugas")
    await page.get_by_label("Nama", exact=True).fill("tono")
    await page.get_by_role("button", name="Tambah dan buat tautan").click()
    await expect(page.get_by_text("/desk/undangan/")).to_be_visible()
    await seen(page, folder / "tautan.png")
    await page.goto(f"{site}/desk/saya")
    await page.get_by_role("button", name="Hubungkan Telegram").click()
    await seen(page, folder / "kode.png")
    await page.goto(f"{site}/desk/petugas")


async def seen(page: Page, file: Path) -> None:
    """Looked at as a person would, and as a screen reader does."""
    await fits_the_window(page)
    await is_accessible(page)
    await every_target_is_big_enough(page)
    await page.screenshot(path=file, full_page=True)


async def every_target_is_big_enough(page: Page) -> None:
    """A thumb must meet what is to be pressed: 44 pixels of height for buttons and fields."""
    low = await page.evaluate(
        """[...document.querySelectorAll('button, .button, input:not([type=hidden]), select')]
           .filter(one => one.offsetParent && one.getBoundingClientRect().height < 44).map(one => one.outerHTML)"""
    )
    assert low == []
