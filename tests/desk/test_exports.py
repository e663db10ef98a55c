"""Exports at the console: two people, one file, once."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from playwright.async_api import expect
from python_calamine import load_workbook

from services.staff import Role
from tests.claims.family import DEATH, submitted
from tests.desk.agents import Agent, Chromium, now_at
from tests.desk.conftest import Console
from tests.desk.rosters import audit

FILES = {"isi": "claims", "alasan": "laporan", "dari": "", "sampai": ""}


async def asks(agent: Agent, **other: str) -> str:
    """The id of the export that was asked for."""
    answer = await agent.posts("/desk/ekspor", FILES | other)
    assert answer.status == 303, answer.text
    async with agent.santun.house.database.work() as work:
        return str(await work.raw.fetchval("SELECT id FROM exports ORDER BY asked_at DESC LIMIT 1"))


async def fetches(agent: Agent, id_: str) -> tuple[int, bytes, str]:
    """Status, content, and what the browser is told to call it."""
    path = f"{agent.site}/desk/ekspor/{id_}/unduh"
    async with agent.http.post(path, data={"csrf": agent.csrf}) as answer:
        return answer.status, await answer.read(), answer.headers.get("Content-Disposition", "")


async def a_family(console: Console) -> str:
    house = console.santun.house
    wicked = replace(DEATH, name="=cmd|' /C calc'!A0", words="@SUM(1)")
    return (await submitted(house.database, house.rooms.claims, wicked)).number


async def test_an_export_goes_through_two_pairs_of_hands_and_leaves_once(console: Console) -> None:
    number = await a_family(console)
    sari, budi = await console.agent("sari", Role.SUPERVISOR), await console.agent("budi", Role.ADMIN)
    id_ = await asks(sari)
    assert (await fetches(sari, id_))[0] == 409
    assert "Diminta sari" in (await budi.gets("/desk/ekspor")).text
    assert (await budi.posts(f"/desk/ekspor/{id_}/setujui")).status == 303
    status, content, name = await fetches(sari, id_)
    assert (status, name.startswith('attachment; filename="santun-pengajuan-')) == (200, True)
    row = load_workbook(BytesIO(content)).get_sheet_by_index(0).to_python()[1]
    assert (row[0], row[9], row[11]) == (number, "=cmd|' /C calc'!A0", "@SUM(1)")
    assert b"<f>" not in content
    status, content, _ = await fetches(sari, id_)
    assert (status, b"sudah diunduh" in content) == (409, True)
    assert await audit(console.santun, "claim.export") == [("staff:sari", f"claim:{number}", f"export:{id_}", True)]


async def test_whoever_asks_sees_no_button_to_approve_and_a_forged_press_is_refused(console: Console) -> None:
    sari = await console.agent("sari", Role.ADMIN)
    id_ = await asks(sari)
    page = await sari.gets("/desk/ekspor")
    assert "/setujui" not in page.text
    assert "/tolak" not in page.text
    for step in ("setujui", "tolak"):
        answer = await sari.posts(f"/desk/ekspor/{id_}/{step}")
        assert (answer.status, "diputuskan oleh orang lain" in answer.text) == (409, True)
    assert (await fetches(sari, id_))[0] == 409


async def test_nobody_fetches_what_somebody_else_asked_for(console: Console) -> None:
    sari, budi = await console.agent("sari", Role.SUPERVISOR), await console.agent("budi", Role.ADMIN)
    rina = await console.agent("rina", Role.AGENT)
    id_ = await asks(sari)
    await budi.posts(f"/desk/ekspor/{id_}/setujui")
    assert (await fetches(budi, id_))[0] == 404
    assert (await fetches(rina, id_))[0] == 403
    assert (await fetches(sari, str(uuid4())))[0] == 404
    assert (await fetches(sari, "1"))[0] == 404
    assert (await fetches(sari, id_))[0] == 200


async def test_the_officer_asks_and_cannot_decide(console: Console) -> None:
    dewi, sari = await console.agent("dewi", Role.OFFICER), await console.agent("sari", Role.SUPERVISOR)
    id_ = await asks(sari)
    assert (await dewi.posts(f"/desk/ekspor/{id_}/setujui")).status == 403
    page = await dewi.gets("/desk/ekspor")
    assert "Diminta sari" not in page.text
    assert "Menunggu keputusan Anda" not in page.text
    await asks(dewi)
    assert "Diminta dewi" in (await sari.gets("/desk/ekspor")).text


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"alasan": ""}, "Pilih dulu alasan"),
        ({"alasan": "iseng"}, "Pilih dulu alasan"),
        ({"isi": "looks"}, "paling lama 92 hari"),
        ({"isi": "looks", "dari": "0001-01-01", "sampai": "0001-01-02"}, "paling lama 92 hari"),
        ({"isi": "conversations", "dari": "2026-01-01", "sampai": "kemarin"}, "paling lama 92 hari"),
    ],
)
async def test_what_is_asked_for_wrongly_is_said_and_kept_on_the_form(
    console: Console, sent: dict[str, str], sentence: str
) -> None:
    sari = await console.agent("sari", Role.SUPERVISOR)
    answer = await sari.posts("/desk/ekspor", FILES | sent)
    assert (answer.status, sentence in answer.text) == (422, True)
    assert await audit(console.santun, "export.ask") == []


@pytest.mark.parametrize("sent", [{"isi": "participants"}, {"keadaan": "semua"}])
async def test_a_forged_form_asks_for_nothing(console: Console, sent: dict[str, str]) -> None:
    sari = await console.agent("sari", Role.SUPERVISOR)
    assert (await sari.posts("/desk/ekspor", FILES | sent)).status == 403


async def test_the_audit_of_staff_is_fetched_without_numbers_of_telegram(console: Console) -> None:
    sari, budi = await console.agent("sari", Role.SUPERVISOR), await console.agent("budi", Role.ADMIN)
    async with console.santun.house.database.work() as work:
        await work.raw.execute(
            "INSERT INTO looks (at, actor, action, subject, found)"
            " VALUES (santun_now(), 'staff:sari', 'unlock look-up', 'chat:123456789', true)"
        )
    today = f"{console.santun.house.rooms.region.today(await now_at(console.santun))}"
    id_ = await asks(sari, isi="looks", dari=today, sampai=today)
    await budi.posts(f"/desk/ekspor/{id_}/setujui")
    status, content, name = await fetches(sari, id_)
    rows = load_workbook(BytesIO(content)).get_sheet_by_index(0).to_python()
    assert (status, "santun-catatan" in name) == (200, True)
    assert [row[3] for row in rows if row[2] == "unlock look-up"] == ["chat:…6789"]


@pytest.mark.browser
async def test_two_people_at_two_screens_let_a_file_out(console: Console, windows: Chromium) -> None:
    await a_family(console)
    sari, budi = await console.agent("sari", Role.SUPERVISOR), await console.agent("budi", Role.SUPERVISOR)
    asking, deciding = await windows.page(sari, "/desk/ekspor"), await windows.page(budi, "/desk/ekspor")
    await asking.get_by_label("Alasan").select_option("laporan")
    await asking.get_by_role("button", name="Minta persetujuan").click()
    await expect(asking.get_by_text("Minta rekan yang berwenang")).to_be_visible()
    await expect(asking.get_by_text("menunggu persetujuan")).to_be_visible()
    await deciding.reload()
    await deciding.get_by_role("button", name="Setujui", exact=True).click()
    await deciding.get_by_role("dialog").get_by_role("button", name="Setujui", exact=True).click()
    await expect(deciding.get_by_text("Disetujui. sari bisa mengunduhnya")).to_be_visible()
    await asking.reload()
    async with asking.expect_download() as waiting:
        await asking.get_by_role("button", name="Unduh").click()
    download = await waiting.value
    assert download.suggested_filename.startswith("santun-pengajuan-")
    assert load_workbook(str(await download.path())).sheet_names == ["Pengajuan"]
    await asking.reload()
    await expect(asking.get_by_text("sudah diunduh")).to_be_visible()
    await expect(asking.get_by_role("button", name="Unduh")).to_have_count(0)


async def test_an_hour_after_the_approval_the_file_stays_in_the_house(console: Console) -> None:
    sari, budi = await console.agent("sari", Role.SUPERVISOR), await console.agent("budi", Role.ADMIN)
    id_ = await asks(sari)
    await budi.posts(f"/desk/ekspor/{id_}/setujui")
    async with console.santun.house.database.work() as work:
        await work.raw.execute("UPDATE exports SET decided_at = decided_at - $1::interval", timedelta(hours=1))
    status, content, _ = await fetches(sari, id_)
    assert (status, "tidak diunduh dalam 1 jam" in content.decode()) == (409, True)
