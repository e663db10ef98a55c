"""What was written down wrongly is put right on the page of the claim, by whoever may record it."""

import asyncio
from pathlib import Path

import pytest
from playwright.async_api import expect

from services.claims import State
from services.staff import Role
from tests.desk.agents import Chromium
from tests.desk.conftest import Console
from tests.desk.dossiers import brought, decided, filed, opened, path_to
from tests.desk.eyes import faults_at_both
from tests.desk.rosters import audit
from tests.desk.scenes import asking, at_work, in_opening_hours
from tests.journeys.onscreen import PHONE

PICTURES: Path | None = None
"""Where pictures go when somebody wants to look at them."""
WHY = "Angka di lembar cabang tertukar."


async def today_of(console: Console) -> str:
    async with at_work(console.santun) as work:
        return console.santun.house.rooms.region.today(work.now).isoformat()


async def test_a_paid_sum_is_put_right_on_its_page_and_the_family_hears_it_once(console: Console) -> None:
    santun = console.santun
    await in_opening_hours(santun)
    boss, rina = await console.agent("boss", Role.SUPERVISOR), await console.agent("rina")
    chat, _ = await asking(santun)
    one = await decided(santun, boss, await brought(santun, boss, await filed(santun, chat.id)), State.PAID, 24_000_000)
    await chat.hears("Rp24.000.000")
    pages = {}
    for agent, may in ((rina, False), (boss, True)):
        await opened(agent, one)
        page = pages[agent.name] = (await agent.gets(path_to(one))).text
        assert ('data-correction="paid"' in page, 'data-correction="handed_over"' in page) == (may, may)
    assert 'value="24.000.000"' in pages["boss"], "the form begins with what stands there"
    right = {"keadaan": "paid", "dari": "paid", "hari": await today_of(console), "jumlah": "42.000.000", "catatan": WHY}
    path = f"{path_to(one)}/perbaiki"
    assert (await rina.posts(path, right)).status == 403
    for wrong, status in (
        ({"catatan": " "}, 409), ({"jumlah": ""}, 409), ({"jumlah": "empat puluh"}, 409), ({"hari": "2031-01-01"}, 409),
        ({"keadaan": "approved"}, 409), ({"dari": "approved"}, 409), ({"keadaan": "uang"}, 403),
    ):  # fmt: skip
        assert (await boss.posts(path, right | wrong)).status == status, wrong
    pressed = await asyncio.gather(*(boss.posts(path, right) for _ in range(3)))
    assert [answer.status for answer in pressed] == [303] * 3
    told = (await chat.hears("Kami memperbaiki jumlah dalam kabar sebelumnya"))[-1]
    assert ("Rp42.000.000" in told.text, WHY in told.text) == (True, False)
    page = (await boss.gets(path_to(one))).text
    for seen in ("catatan diperbaiki: sudah dibayar", WHY, "Rp24.000.000", "Rp42.000.000"):
        assert seen in page, seen
    assert len([one for one in chat.messages if "Kami memperbaiki" in one.text]) == 1
    assert ("staff:boss", f"claim:{one.number}", None, True) in await audit(santun, "claim.correct")
    await chat.says("/status")
    assert "Rp24.000.000" not in (await chat.hears("Sudah dibayar BPJS"))[-1].text


async def test_staff_who_withdraw_for_a_family_must_say_why(console: Console) -> None:
    boss = await console.agent("boss", Role.SUPERVISOR)
    one = await filed(console.santun)
    await opened(boss, one)
    page = (await boss.gets(path_to(one))).text
    form = page.split('data-way="withdrawn"')[1].split("</form>")[0]
    assert 'name="catatan" maxlength="2000" rows="2" required' in form
    answer = await boss.posts(f"{path_to(one)}/langkah", {"keadaan": "withdrawn", "catatan": ""})
    assert (answer.status, "mengapa pengajuan" in answer.text) == (409, True)
    fields = {"keadaan": "withdrawn", "catatan": "Sesuai permintaan Ibu."}
    assert (await boss.posts(f"{path_to(one)}/langkah", fields)).status == 303


@pytest.mark.browser
async def test_the_form_of_a_correction_is_readable_at_both_sizes_and_sends(
    console: Console, windows: Chromium
) -> None:
    santun = console.santun
    await in_opening_hours(santun)
    boss = await console.agent("boss", Role.SUPERVISOR)
    chat, _ = await asking(santun)
    one = await decided(santun, boss, await brought(santun, boss, await filed(santun, chat.id)), State.PAID, 24_000_000)
    await opened(boss, one)
    page = await windows.page(boss, path_to(one), viewport=PHONE)
    for title in ("Perbaiki catatan pembayaran", "Perbaiki catatan penyerahan"):
        await page.get_by_text(title, exact=True).click()
    assert await faults_at_both(page, PICTURES / "correction" if PICTURES else None) == []
    form = page.locator("[data-correction=paid] form")
    await expect(form.get_by_label("Jumlah yang dibayar")).to_have_value("24.000.000")
    await form.get_by_label("Jumlah yang dibayar").fill("42.000.000")
    await form.get_by_label("Mengapa diperbaiki").fill(WHY)
    await form.get_by_role("button", name="Simpan perbaikan").click()
    await expect(page.get_by_text(f"Catatan {one.number} diperbaiki.")).to_be_visible()
    await expect(page.locator(".history li").last).to_contain_text("catatan diperbaiki: sudah dibayar")
    assert await faults_at_both(page, PICTURES / "corrected" if PICTURES else None) == []
    await chat.hears("Yang benar: Rp42.000.000")
