"""The pages about people and control: who may open which, and how they look to whoever reads them."""

from datetime import timedelta
from uuid import UUID

import pytest

from services.oversight.model import Kind, Order
from services.privacy import Look, record_look
from services.staff import Role
from services.staff.rules import Reason
from tests.claims.family import submitted
from tests.desk.agents import Agent, Chromium
from tests.desk.conftest import Console
from tests.desk.eyes import faults_at_both
from tests.desk.rosters import id_of, opened_by, renamed, strangers

LEADS = {Role.SUPERVISOR, Role.ADMIN}
DESK = LEADS | {Role.AGENT}
PROVE = LEADS | {Role.OFFICER}
PAGES: dict[str, set[Role]] = {
    "/desk/peserta": DESK,
    "/desk/peserta/{rahmat}": DESK,
    "/desk/izin": LEADS,
    "/desk/ekspor": PROVE,
    "/desk/pengawasan/mingguan": LEADS,
    "/desk/pengawasan/mingguan/outside/rina": LEADS,
    "/desk/permintaan": LEADS,
    "/desk/surat-macet": {Role.ADMIN},
    "/desk/catatan": PROVE,
}
FORMS: dict[str, set[Role]] = {
    "/desk/peserta": DESK,
    "/desk/peserta/{rahmat}/buka": DESK,
    "/desk/peserta/{rahmat}/hari": DESK,
    "/desk/peserta/{rahmat}/nik": LEADS,
    "/desk/izin/rina": LEADS,
    "/desk/ekspor": PROVE,
    "/desk/ekspor/{rahmat}/setujui": LEADS,
    "/desk/ekspor/{rahmat}/tolak": LEADS,
    "/desk/ekspor/{rahmat}/unduh": PROVE,
    "/desk/permintaan/{rahmat}/selesai": LEADS,
    "/desk/permintaan/buka-kunci": LEADS,
    "/desk/permintaan/hubungkan": LEADS,
    "/desk/surat-macet/L-1/ulang": {Role.ADMIN},
    "/desk/surat-macet/L-1/hapus": {Role.ADMIN},
    "/desk/catatan": PROVE,
}


@pytest.mark.parametrize("role", Role)
async def test_each_role_enters_its_pages_and_no_other(console: Console, role: Role) -> None:
    await console.agent("rina")
    agent, rahmat = await console.agent("wati", role), await id_of(console.santun, "rahmat")
    for path, roles in PAGES.items():
        status = (await agent.gets(path.format(rahmat=rahmat))).status
        assert (path, status) == (path, 200 if role in roles else 403)
    for path, roles in FORMS.items():
        status = (await agent.posts(path.format(rahmat=rahmat), {"isi": "claims"})).status
        assert (path, status == 403) == (path, role not in roles)
        assert (path, status < 500) == (path, True)


async def test_nobody_enters_without_signing_in(console: Console) -> None:
    stranger, rahmat = console.browser(), await id_of(console.santun, "rahmat")
    for path in PAGES:
        answer = await stranger.gets(path.format(rahmat=rahmat), follow=False)
        assert (path, answer.status, answer.headers["Location"][:11]) == (path, 303, "/desk/masuk")
    for path in FORMS:
        answer = await stranger.sends(path.format(rahmat=rahmat), {})
        assert (path, answer.status) == (path, 303)


@pytest.mark.browser
@pytest.mark.parametrize("role", Role)
async def test_empty_pages_say_what_to_do_and_can_be_read_by_everybody(
    console: Console, windows: Chromium, role: Role
) -> None:
    await console.agent("rina")
    agent, rahmat = await console.agent("wati", role), await id_of(console.santun, "rahmat")
    page = await windows.page(agent, "/desk/saya")
    for path, roles in PAGES.items():
        if role in roles:
            await page.goto(agent.site + path.format(rahmat=rahmat))
            assert (path, await faults_at_both(page)) == (path, [])


@pytest.mark.browser
async def test_full_pages_can_be_read_by_everybody(console: Console, windows: Chromium) -> None:
    rina, sari = await console.agent("rina"), await console.agent("sari", Role.ADMIN)
    rahmat = await id_of(console.santun, "rahmat")
    await _much_happened(console, rina, sari, rahmat)
    page = await windows.page(sari, "/desk/peserta")
    for path in PAGES:
        await page.goto(sari.site + path.format(rahmat=rahmat))
        assert (path, await faults_at_both(page)) == (path, [])
    await page.goto(sari.site + "/desk/peserta")
    await page.get_by_label("Cari menurut").select_option("name")
    await page.get_by_label("Yang dicari").fill("rahmat")
    await page.get_by_label("Desa").fill("Sangatta Utara")
    await page.get_by_role("button", name="Cari", exact=True).click()
    assert await faults_at_both(page) == []
    await page.get_by_role("button", name="Buka").first.click()
    assert await faults_at_both(page) == []


async def _much_happened(console: Console, rina: Agent, sari: Agent, rahmat: UUID) -> None:
    house = console.santun.house
    await opened_by(rina, *await strangers(console.santun, 18))
    await renamed(console.santun, rahmat, "Rahmat Hidayatullahirrahmanirrahim" * 2, "Desa " + "Panjang" * 12)
    await opened_by(sari, rahmat)
    await submitted(house.database, house.rooms.claims, who=rahmat)
    async with house.database.work() as work:
        member = await house.rooms.staff.by_name(work, "sari")
        budi = await house.rooms.staff.add(work, "budi", Role.SUPERVISOR, by="system:test")
        for by in (member, budi):
            await house.rooms.oversight.exports.ask(work, by, Order(Kind.CLAIMS, Reason.REPORT))
        await house.rooms.erasure.ask_correction(work, 700_001)
        for action in ("search", "unlock look-up", "confirm self", "export.fetch", "participant"):
            await record_look(work, Look("staff:rina", action, str(rahmat), "telepon", found=action != "search"))
        await record_look(work, Look("chat:700001", "coverage", "nik:00", "2026-03-03", found=False))
        await work.raw.execute(
            "INSERT INTO alarms (at, kind, day, village, chats)"
            " VALUES (santun_now() - $1::interval, 'village', current_date, '64.08.04.2001', 23)",
            timedelta(hours=1),
        )
        await work.raw.execute(
            "INSERT INTO letters (uid, chat_id, lane, method, body, state, tries, written, due, error) VALUES"
            " (gen_random_uuid(), 700001, 0, 'sendMessage', 'x', 'dead', 3, santun_now(), santun_now(), $1)",
            "Bad Request: " + "sebab" * 30,
        )
