"""The audit at the console."""

import re

import pytest
from playwright.async_api import expect

from services.privacy import Look, record_look
from services.privacy.audit import record_verified
from services.staff import Role
from tests.desk.agents import Chromium
from tests.desk.conftest import Console
from tests.desk.rosters import id_of, opened_by


async def looked(console: Console, *looks: Look) -> None:
    async with console.santun.house.database.work() as work:
        for look in looks:
            await record_look(work, look)


async def test_the_newest_rows_stand_there_in_words_and_without_numbers_of_telegram(console: Console) -> None:
    dewi = await console.agent("dewi", Role.OFFICER)
    await looked(console, Look("chat:123456789", "coverage", "nik:0a0a0a0a0a", "2026-03-03", found=False))
    page = await dewi.gets("/desk/catatan")
    assert "mengecek kepesertaan" in page.text
    assert "warga …6789" in page.text
    assert "tidak ditemukan" in page.text
    assert "123456789" not in page.text


async def test_rows_are_sifted_by_a_form_and_older_ones_follow(console: Console) -> None:
    rina, sari = await console.agent(), await console.agent("sari", Role.SUPERVISOR)
    rahmat = await id_of(console.santun, "rahmat")
    await opened_by(rina, rahmat)
    await looked(console, *[Look("staff:rina", "search", None, "nik")] * 60)
    page = await sari.posts("/desk/catatan", {"petugas": "rina", "apa": "participant.open"})
    assert page.text.count('<th scope="row">') == 1
    page = await sari.posts("/desk/catatan", {"tentang": str(rahmat)})
    assert page.text.count('<th scope="row">') == 1
    page = await sari.posts("/desk/catatan", {"petugas": "rina", "apa": "search"})
    assert page.text.count('<th scope="row">') == 50
    found = re.search(r'name="sebelum" value="(\d+)"', page.text)
    assert found is not None
    page = await sari.posts("/desk/catatan", {"petugas": "rina", "apa": "search", "sebelum": found[1]})
    assert page.text.count('<th scope="row">') == 10
    assert "Terbaru" in page.text


@pytest.mark.parametrize(
    "sent",
    [
        {"petugas": "' OR true --"},
        {"hari": "2020-01-01"},
        {"apa": "<script>"},
        {"tentang": "x" * 1000},
        {"sebelum": "-1"},
    ],
    ids=str,
)
async def test_what_finds_nothing_is_told_kindly(console: Console, sent: dict[str, str]) -> None:
    sari = await console.agent("sari", Role.SUPERVISOR)
    page = await sari.posts("/desk/catatan", sent)
    assert page.status == 200
    assert "Tidak ada catatan yang cocok" in page.text
    assert "<script>" not in page.text.replace("<script src", "")


@pytest.mark.parametrize(
    "sent", [{"hari": "0001-01-01"}, {"hari": "9999-12-31"}, {"hari": "besok"}, {"sebelum": "9" * 40}], ids=str
)
async def test_what_cannot_be_a_wish_is_none(console: Console, sent: dict[str, str]) -> None:
    sari = await console.agent("sari", Role.SUPERVISOR)
    page = await sari.posts("/desk/catatan", sent)
    assert (page.status, "mengundang petugas" in page.text) == (200, True)


async def test_a_broken_chain_is_said_loudly(console: Console) -> None:
    sari = await console.agent("sari", Role.SUPERVISOR)
    assert "Belum pernah diperiksa" in (await sari.gets("/desk/catatan")).text
    async with console.santun.house.database.work() as work:
        await record_verified(work, "system:root", None)
    assert ": utuh." in (await sari.gets("/desk/catatan")).text
    async with console.santun.house.database.work() as work:
        await record_verified(work, "system:root", 3)
    assert "tidak utuh. Beri tahu admin" in (await sari.gets("/desk/catatan")).text


@pytest.mark.browser
async def test_a_person_in_the_audit_sifts_it(console: Console, windows: Chromium) -> None:
    rina, sari = await console.agent(), await console.agent("sari", Role.SUPERVISOR)
    rahmat = await id_of(console.santun, "rahmat")
    await opened_by(rina, rahmat)
    page = await windows.page(sari, "/desk/catatan")
    await page.get_by_role("button", name=f"peserta …{str(rahmat)[-6:]}").click()
    await expect(page.get_by_label("Tentang")).to_have_value(str(rahmat))
    await expect(page.get_by_role("row")).to_have_count(2)
