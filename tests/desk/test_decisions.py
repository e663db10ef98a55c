"""A sheet of decisions at the console: tried first, recorded once, and what does not fit given back to be mended."""

from io import BytesIO
from pathlib import Path

import aiohttp
import pytest
from playwright.async_api import expect
from python_calamine import load_workbook

from services.claims import Claim, State
from services.staff import Role
from tests.claims.sheets import sheet_of
from tests.desk.agents import Agent, Answer, Chromium
from tests.desk.conftest import Console
from tests.desk.dossiers import BOARD, brought, filed, state_of
from tests.desk.eyes import faults_at_both
from tests.desk.rosters import audit
from tests.desk.scenes import asking, at_work, in_opening_hours

DECISIONS = f"{BOARD}/keputusan"


async def uploads(agent: Agent, content: bytes, name: str = "keputusan.csv", csrf: str | None = None) -> Answer:
    """As the form sends it."""
    form = aiohttp.FormData()
    form.add_field("csrf", agent.csrf if csrf is None else csrf)
    form.add_field("lembar", content, filename=name, content_type="text/csv")
    async with agent.http.post(agent.site + DECISIONS, data=form, allow_redirects=False) as answer:
        return Answer(answer.status, await answer.text(), answer.headers, answer.url)


async def at_bpjs(console: Console, boss: Agent, chat: int) -> tuple[Claim, str]:
    """A claim that lies there since today, and today."""
    one = await brought(console.santun, boss, await filed(console.santun, chat))
    assert one.handover is not None
    return one, one.handover.day.isoformat()


def csv(*rows: tuple[str, ...]) -> bytes:
    return "\n".join(";".join(row) for row in (("Nomor", "Status", "Tanggal", "Jumlah", "Alasan"), *rows)).encode()


async def test_a_sheet_is_tried_then_recorded_and_the_family_hears_once(console: Console) -> None:
    santun = console.santun
    await in_opening_hours(santun)
    boss = await console.agent("boss", Role.SUPERVISOR)
    chat, _ = await asking(santun)
    one, day = await at_bpjs(console, boss, chat.id)
    tried = await uploads(boss, csv((one.number, "dibayar", day, "42.000.000", ""), ("BTG/9", "dibayar", day, "1", "")))
    assert tried.status == 200
    for told in ("1 keputusan bisa dicatat", "akan dicatat", "Rp42.000.000", "Nomor BTG/9 tidak ada"):
        assert told in tried.text, told
    assert (await state_of(santun, one.number))[0] == State.HANDED_OVER
    async with at_work(santun) as work:
        assert await work.raw.fetchval("SELECT count(*) FROM looks WHERE action = 'claims.import'") == 0
    kept = {"lembar": tried.text.split('name="lembar" value="')[1].split('"')[0]}
    assert "42000000" not in kept["lembar"]
    async with boss.http.post(f"{boss.site}{DECISIONS}/sisa", data={"csrf": boss.csrf} | kept) as answer:
        rows = load_workbook(BytesIO(await answer.read())).get_sheet_by_index(0).to_python()
    assert rows[0][:3] == ["Baris", "Mengapa", "Nomor"]
    assert rows[1][2] == "BTG/9"
    done = await boss.posts(f"{DECISIONS}/catat", kept)
    assert (done.status, "1 keputusan dicatat" in done.text) == (200, True)
    await chat.hears("Rp42.000.000")
    assert (await state_of(santun, one.number))[0] == State.PAID
    again = await boss.posts(f"{DECISIONS}/catat", kept)
    assert ("0 keputusan dicatat" in again.text, "sudah tercatat" in again.text) == (True, True)
    assert [reason for _, _, reason, _ in await audit(santun, "claims.import")] == ["1/2", "0/2"]
    assert [reason for _, _, reason, _ in await audit(santun, "claims.try")] == ["1/2", "1/2"], "tried, and the rest"


async def test_only_their_own_form_counts(console: Console) -> None:
    boss, sari = await console.agent("boss", Role.SUPERVISOR), await console.agent("sari", Role.SUPERVISOR)
    rina = await console.agent("rina")
    one, day = await at_bpjs(console, boss, 5)
    sheet = csv((one.number, "dibayar", day, "42.000.000", ""))
    assert (await uploads(boss, sheet, csrf="x")).status == 403
    assert (await uploads(rina, sheet)).status == 403
    assert (await rina.gets(DECISIONS)).status == 403
    tried = await uploads(boss, sheet)
    kept = {"lembar": tried.text.split('name="lembar" value="')[1].split('"')[0]}
    for agent, sent in ((sari, kept), (boss, {"lembar": "x"}), (boss, {})):
        answer = await agent.posts(f"{DECISIONS}/catat", sent)
        assert (answer.status, "Pilih lagi berkasnya" in answer.text) == (422, True)
    assert (await state_of(console.santun, one.number))[0] == State.HANDED_OVER


@pytest.mark.parametrize(
    ("content", "name", "told"),
    [
        (b"", "a.csv", "Pilih dulu berkasnya"),
        (b"%PDF-1.7", "a.xlsx", "belum bisa dibaca"),
        (b"PK\x03\x04 none", "a.xlsx", "belum bisa dibaca"),
        (b"Nama;Umur\na;b", "a.csv", "Nama | Umur"),
        (b"x", "../../etc/passwd", "Simpan sebagai .xlsx"),
        (b"Nomor;Status\n" + b"1;dibayar\n" * 5001, "a.csv", "Paling banyak 5.000 baris"),
    ],
)
async def test_a_file_that_is_no_sheet_of_decisions_is_named(
    console: Console, content: bytes, name: str, told: str
) -> None:
    boss = await console.agent("boss", Role.SUPERVISOR)
    answer = await uploads(boss, content, name)
    assert (answer.status, told in answer.text) == (422, True), answer.text[-1500:]


async def test_scripts_in_cells_are_only_text(console: Console) -> None:
    boss = await console.agent("boss", Role.SUPERVISOR)
    one, day = await at_bpjs(console, boss, 5)
    wicked = "<script>alert(1)</script>"
    answer = await uploads(boss, csv((wicked, wicked, day, wicked, wicked), (one.number, "ditolak", day, "", wicked)))
    assert answer.status == 200
    assert "<script>alert" not in answer.text
    assert "&lt;script&gt;" in answer.text


@pytest.mark.browser
async def test_the_sheet_goes_through_two_pages_at_both_sizes(
    console: Console, windows: Chromium, tmp_path: Path
) -> None:
    boss = await console.agent("boss", Role.SUPERVISOR)
    paid, day = await at_bpjs(console, boss, 5)
    no, _ = await at_bpjs(console, boss, 6)
    rows = [
        (paid.number, "Dibayar", 42_000_000, day, ""),
        (no.number, "Ditolak", "", day, "Surat keterangan ahli waris belum ditandatangani camat."),
        ("KT-2026-99999-1", "Dibayar", 42_000_000, day, ""),
        ("BTG/2026/1", "diproses", "", "", ""),
    ]
    page = await windows.page(boss, DECISIONS)
    assert await faults_at_both(page, picture("decisions")) == []
    await page.get_by_label("Lembar", exact=True).set_input_files(sheet_of(tmp_path / "keputusan.xlsx", *rows))
    await page.get_by_role("button", name="Periksa dulu").click()
    await expect(page.get_by_role("heading", name="2 keputusan bisa dicatat")).to_be_visible()
    assert await faults_at_both(page, picture("decisions-tried")) == []
    async with page.expect_download() as waiting:
        await page.get_by_role("button", name="Unduh yang belum bisa dicatat").click()
    assert (await waiting.value).suggested_filename == "santun-belum-dicatat.xlsx"
    await page.get_by_role("button", name="Catat 2 keputusan").click()
    await expect(page.get_by_role("heading", name="2 keputusan dicatat")).to_be_visible()
    assert (await state_of(console.santun, no.number))[0] == State.REJECTED


PICTURES: Path | None = None
"""Where pictures go when somebody wants to look at them."""


def picture(name: str) -> Path | None:
    return PICTURES / name if PICTURES else None
