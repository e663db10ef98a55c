"""Wishes, alarms, and what staff vouch for, at the console."""

from uuid import uuid4

import pytest
from playwright.async_api import expect

from services.participants.sample import demo_person
from services.staff import Role
from services.visitors import CONSENT_VERSION
from tests.desk.agents import Agent, Chromium
from tests.desk.conftest import Console
from tests.desk.rosters import audit, id_of

CHAT = 700_123_456
RAHMAT = demo_person("rahmat")


async def a_wish(console: Console) -> str:
    house = console.santun.house
    async with house.database.work() as work:
        return str((await house.rooms.erasure.ask_correction(work, CHAT)).id)


def confirms(**other: str) -> dict[str, str]:
    given = {"nomor": str(CHAT), "nik": RAHMAT.nik.number, "nama": RAHMAT.name, "alasan": "datang"}
    return given | other


async def test_a_wish_is_shown_with_its_deadline_and_marked_once(console: Console) -> None:
    wish, sari = await a_wish(console), await console.agent("sari", Role.SUPERVISOR)
    page = await sari.gets("/desk/permintaan")
    assert "Perbaiki data" in page.text
    assert "Percakapan …3456" in page.text
    assert str(CHAT) not in page.text
    assert (await sari.posts(f"/desk/permintaan/{wish}/selesai", {"alasan": "hak"})).status == 303
    page = await sari.gets("/desk/permintaan")
    assert "Permintaan ditandai selesai." in page.text
    assert "Tidak ada yang menunggu" in page.text
    await sari.posts(f"/desk/permintaan/{wish}/selesai", {"alasan": "hak"})
    assert "sudah ditandai selesai sebelumnya" in (await sari.gets("/desk/permintaan")).text
    assert [row[2] for row in await audit(console.santun, "right done")] == ["hak", "hak"]


async def test_a_wish_takes_a_reason_and_a_true_id(console: Console) -> None:
    wish, sari = await a_wish(console), await console.agent("sari", Role.SUPERVISOR)
    assert (await sari.posts(f"/desk/permintaan/{wish}/selesai", {})).status == 409
    assert (await sari.posts(f"/desk/permintaan/{uuid4()}/selesai", {"alasan": "hak"})).status == 303
    assert (await sari.posts("/desk/permintaan/1/selesai", {"alasan": "hak"})).status == 404
    assert "Perbaiki data" in (await sari.gets("/desk/permintaan")).text


async def test_an_alarm_names_the_village_and_no_chat(console: Console) -> None:
    sari = await console.agent("sari", Role.SUPERVISOR)
    assert "Tidak ada tanda bahaya" in (await sari.gets("/desk/permintaan")).text
    async with console.santun.house.database.work() as work:
        await work.raw.execute(
            "INSERT INTO alarms (at, kind, day, village, chats)"
            " VALUES (santun_now(), 'village', current_date, '64.08.04.2001', 23),"
            " (santun_now(), 'reported', current_date, '', 1)"
        )
    page = await sari.gets("/desk/permintaan")
    assert "23 percakapan" in page.text
    assert "Sangatta Utara" in page.text


async def test_a_lock_is_lifted_by_the_number_of_the_chat(console: Console) -> None:
    sari, house = await console.agent("sari", Role.SUPERVISOR), console.santun.house
    unknown = await sari.posts("/desk/permintaan/buka-kunci", {"nomor": str(CHAT), "alasan": "telepon"})
    assert (unknown.status, f'value="{CHAT}"' in unknown.text) == (422, True)
    async with house.database.work() as work:
        await house.rooms.visitors.meet(work, CHAT)
    assert (await sari.posts("/desk/permintaan/buka-kunci", {"nomor": str(CHAT), "alasan": "telepon"})).status == 303
    assert "Kunci dibuka." in (await sari.gets("/desk/permintaan")).text
    assert [row[1:] for row in await audit(console.santun, "unlock look-up")] == [
        (f"chat:{CHAT}", "telepon", False),
        (f"chat:{CHAT}", "telepon", True),
    ]


@pytest.mark.parametrize("number", ["", "abc", "9" * 30, "KT-B-2026-00042-7", "-", "٧٠٠"])
async def test_what_is_no_number_is_said_politely(console: Console, number: str) -> None:
    sari = await console.agent("sari", Role.SUPERVISOR)
    answer = await sari.posts("/desk/permintaan/buka-kunci", {"nomor": number, "alasan": "telepon"})
    assert answer.status == 422


async def test_a_person_with_the_card_in_hand_is_confirmed_and_told(console: Console) -> None:
    sari, house = await console.agent("sari", Role.SUPERVISOR), console.santun.house
    chat = await console.santun.person("Rahmat")
    async with house.database.work() as work:
        await house.rooms.visitors.meet(work, chat.id)
        await house.rooms.visitors.agree(work, chat.id, CONSENT_VERSION)
    done = await sari.posts("/desk/permintaan/hubungkan", confirms(nomor=str(chat.id)))
    assert done.status == 303, done.text
    async with house.database.work() as work:
        own = await house.rooms.visitors.own(work, chat.id)
    assert own is not None
    assert own.participant == await id_of(console.santun, "rahmat")
    assert "Percakapan terhubung sampai" in (await sari.gets("/desk/permintaan")).text


@pytest.mark.parametrize(
    "other", [{"nik": "6408"}, {"nama": "Orang Lain"}, {"alasan": ""}, {"nomor": "abc"}, {}], ids=str
)
async def test_a_slip_confirms_nobody_and_repeats_no_number(console: Console, other: dict[str, str]) -> None:
    sari = await console.agent("sari", Role.SUPERVISOR)
    answer = await sari.posts("/desk/permintaan/hubungkan", confirms(**other))
    assert answer.status == 422
    assert RAHMAT.nik.number not in answer.text
    assert RAHMAT.name not in answer.text


async def test_an_agent_has_no_part_in_it(console: Console) -> None:
    rina: Agent = await console.agent()
    wish = await a_wish(console)
    assert (await rina.gets("/desk/permintaan")).status == 403
    for path in (f"{wish}/selesai", "buka-kunci", "hubungkan"):
        assert (await rina.posts(f"/desk/permintaan/{path}", confirms())).status == 403


@pytest.mark.browser
async def test_a_supervisor_marks_a_wish_as_done(console: Console, windows: Chromium) -> None:
    await a_wish(console)
    page = await windows.page(await console.agent("sari", Role.SUPERVISOR), "/desk/permintaan")
    await page.get_by_role("button", name="Tandai selesai").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("Alasan").select_option("hak")
    await dialog.get_by_role("button", name="Tandai selesai").click()
    await expect(page.get_by_text("Permintaan ditandai selesai.")).to_be_visible()
