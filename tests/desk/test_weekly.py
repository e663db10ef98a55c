"""The weekly page at the console."""

from datetime import timedelta

from services.privacy import Look, record_look
from services.staff import Role
from tests.desk.conftest import Console
from tests.desk.rosters import audit, id_of, opened_by


async def test_a_supervisor_sees_who_looked_without_a_conversation_and_opens_the_rows(console: Console) -> None:
    rina, sari = await console.agent(), await console.agent("sari", Role.SUPERVISOR)
    rahmat = await id_of(console.santun, "rahmat")
    await opened_by(rina, rahmat)
    await rina.gets(f"/desk/peserta/{rahmat}")
    page = await sari.gets("/desk/pengawasan/mingguan")
    assert 'href="/desk/pengawasan/mingguan/outside/rina"' in page.text
    assert "Per pekan, sembilan pekan terakhir: 0, 0, 0, 0, 0, 0, 0, 0, 1" in page.text
    assert "Tidak ada dalam sembilan pekan terakhir." in page.text
    rows = await sari.gets("/desk/pengawasan/mingguan/outside/rina")
    assert f"peserta …{str(rahmat)[-6:]}" in rows.text
    assert "Orangnya menelepon" in rows.text
    assert "Rahmat" not in rows.text
    assert len(await audit(console.santun, "oversight.read")) == 2


async def test_another_week_is_another_page_and_says_when_it_is_empty(console: Console) -> None:
    sari = await console.agent("sari", Role.SUPERVISOR)
    await console.agent()
    async with console.santun.house.database.work() as work:
        await record_look(work, Look("staff:rina", "unlock look-up", "chat:700001", "telepon"))
        await work.raw.execute(
            "UPDATE looks SET at = at - $1::interval WHERE action = 'unlock look-up'", timedelta(weeks=1)
        )
        week = console.santun.house.rooms.region.today(work.now) - timedelta(weeks=1)
    now = await sari.gets("/desk/pengawasan/mingguan/unlocks/rina")
    assert "Tidak ada pada pekan ini" in now.text
    before = await sari.gets(f"/desk/pengawasan/mingguan/unlocks/rina?minggu={week}")
    assert "membuka kunci pengecekan" in before.text
    assert "warga …0001" in before.text
    assert "700001" not in before.text


async def test_what_is_no_concern_member_or_week_is_a_calm_no(console: Console) -> None:
    sari = await console.agent("sari", Role.SUPERVISOR)
    for path in ("jahat/sari", "outside/siapa", "outside/%27%20OR%20true", "outside/%3Cscript%3E"):
        answer = await sari.gets(f"/desk/pengawasan/mingguan/{path}")
        assert answer.status == 404
        assert "<script>" not in answer.text.replace('<script src="', "")
    for week in ("0001-01-01", "9999-12-31", "kemarin"):
        assert (await sari.gets(f"/desk/pengawasan/mingguan/outside/sari?minggu={week}")).status == 200
