"""The board of claims: by state and days left, for oneself or for all, and fresh without being asked."""

from datetime import timedelta

from services.claims import Event, State
from services.claims.model import Doing
from services.staff import Role
from tests.desk.agents import Agent
from tests.desk.conftest import Console
from tests.desk.dossiers import BOARD, brought, decided, filed, path_to
from tests.desk.rosters import audit
from tests.desk.scenes import in_opening_hours


def order_in(text: str, *numbers: str) -> list[str]:
    """The numbers as they stand on the page."""
    return sorted((each for each in numbers if f'href="{BOARD}/{each}"' in text), key=text.index)


async def test_those_for_whom_bpjs_is_late_stand_first_then_by_days_left_then_the_oldest(console: Console) -> None:
    santun = console.santun
    await in_opening_hours(santun)
    boss = await console.agent("boss", Role.SUPERVISOR)
    slow = await brought(santun, boss, await filed(santun, 1, Event.INJURY, doing=Doing.WORK))
    partly = await brought(santun, boss, await filed(santun, 2), complete=False)
    quick = await brought(santun, boss, await filed(santun, 3))
    page = (await boss.gets(BOARD)).text
    assert order_in(page, slow.number, partly.number, quick.number) == [quick.number, slow.number, partly.number]
    assert ("sisa 3 hari kerja" in page, "sisa 7 hari kerja" in page) == (True, True)
    await santun.passes(timedelta(days=8))
    await boss.signs_in_again()
    later = await brought(santun, boss, await filed(santun, 4))
    page = (await boss.gets(BOARD)).text
    assert order_in(page, later.number, quick.number) == [quick.number, later.number]
    assert "lewat 3 hari kerja" in page
    assert "1 pengajuan lewat batas bayar BPJS" in page
    paid = (await decided(santun, boss, quick, State.PAID)).number
    page = (await boss.gets(BOARD)).text
    assert (paid in page, "lewat" in page) == (False, False)
    assert paid in (await boss.gets(f"{BOARD}?kolom=selesai")).text


async def test_the_board_is_sifted_by_hands_kind_and_column(console: Console) -> None:
    santun = console.santun
    rina = await console.agent()
    hers, other = await filed(santun), await filed(santun, 2, Event.INJURY, doing=Doing.WORK)
    await rina.posts(f"{path_to(hers)}/petugas", {"kepada": "rina"})

    async def shown(query: str) -> set[str]:
        text = (await rina.gets(f"{BOARD}?{query}")).text
        return {one.number for one in (hers, other) if f'href="{path_to(one)}"' in text}

    assert await shown("") == {hers.number, other.number}
    assert await shown("milik=saya") == {hers.number}
    assert await shown("milik=belum") == {other.number}
    assert await shown("jenis=injury") == {other.number}
    assert await shown("milik=saya&jenis=injury") == set()
    assert await shown("kolom=bpjs") == set()
    assert await shown("kolom=masuk") == {hers.number, other.number}
    assert await shown("kolom=%27&milik=%3Cb%3E&jenis=x") == {hers.number, other.number}
    assert "Semua sudah ada petugasnya" in (await rina.gets(f"{BOARD}?milik=belum&jenis=death")).text


async def test_it_holds_nothing_personal_and_opening_it_is_kept_once(console: Console) -> None:
    rina = await console.agent()
    one, _ = await filed(console.santun), await filed(console.santun, 2)
    page = await rina.gets(BOARD)
    assert (one.number in page.text, "ada yang mirip" in page.text) == (True, True)
    for secret in ("Nurhayati", "Rahmat", "6408", "0812"):
        assert secret not in page.text
    version = page.text.split('data-version="')[1].split('"')[0]
    same = await rina.gets(f"{BOARD}/daftar?versi={version}", X_Background="1", HX_Request="true")
    assert (same.status, same.text) == (204, "")
    await rina.posts(f"{path_to(one)}/petugas", {"kepada": "rina"})
    fresh = await rina.gets(f"{BOARD}/daftar?versi={version}", X_Background="1", HX_Request="true")
    assert (fresh.status, "<!doctype" in fresh.text, "Anda" in fresh.text) == (200, False, True)
    assert len(await audit(console.santun, "claims.list")) == 1


async def test_an_empty_board_says_what_comes_here(console: Console) -> None:
    rina = await console.agent()
    page = (await rina.gets(BOARD)).text
    assert "Belum ada pengajuan di sini" in page
    assert "Belum ada yang selesai" in (await rina.gets(f"{BOARD}?kolom=selesai")).text
    assert ("Minta daftar mingguan" in page, "Keputusan dari BPJS" in page) == (False, False)


async def test_the_weekly_list_is_asked_for_from_the_board_and_needs_two(console: Console) -> None:
    santun = console.santun
    boss = await console.agent("boss", Role.SUPERVISOR)
    await brought(santun, boss, await filed(santun))
    form = (await boss.gets(BOARD)).text.split('action="/desk/ekspor"')[1].split("</form>")[0]
    assert form.count('name="keadaan"') == 3, "all that lies at BPJS"
    answer = await asked(boss)
    assert answer == "/desk/ekspor"
    assert "disetujui BPJS, sudah diserahkan ke BPJS" in (await boss.gets("/desk/ekspor")).text


async def asked(agent: Agent) -> str:
    """As the button of the board asks."""
    async with agent.http.post(
        f"{agent.site}/desk/ekspor",
        data=[
            ("csrf", agent.csrf),
            ("isi", "claims"),
            ("alasan", "laporan"),
            ("keadaan", "handed_over"),
            ("keadaan", "approved"),
        ],
        allow_redirects=False,
    ) as answer:
        return answer.headers.get("Location", "")
