"""For those who oversee: who is there, whose hands are full, which promises are missed, how quickly we answer."""

import re
from datetime import timedelta

from services.requests import Subject
from services.staff import Role
from tests.desk.conftest import Console
from tests.desk.scenes import answered, asking, at_work, entered, in_opening_hours, member, taken, thread

PAGE = "/desk/pengawasan"


async def test_it_tells_who_is_there_and_what_lies_in_whose_hands(console: Console) -> None:
    santun = console.santun
    await in_opening_hours(santun)
    boss, rina = await console.agent("boss", Role.SUPERVISOR), await console.agent("rina")
    async with at_work(santun) as work:
        away = await santun.house.rooms.staff.add(work, "dewi", Role.AGENT, by="system:test")
    by = await member(santun, "rina")
    mine = await entered(santun, by, "Siti", Subject.TALK)
    await entered(santun, by, "Ani", Subject.TALK)
    await taken(santun, by, mine)
    page = await boss.gets(PAGE)
    people = re.findall(
        r"<li class=\"row\"><div class=\"row-main\"><strong>(\w+)</strong>.*?badge-(\w+)", page.text, re.DOTALL
    )
    assert dict(people) == {"Rina": "good", "Boss": "good", "Dewi": "quiet"}
    assert "belum pernah masuk" in page.text
    assert "Semua janji ditepati" in page.text
    assert re.search(r"Beban tiap petugas.*Rina", page.text, re.DOTALL)
    assert away.active
    await rina.posts("/desk/keluar")
    await santun.passes(timedelta(minutes=1))
    now = await boss.gets(f"{PAGE}/sekarang")
    assert dict(re.findall(r"<strong>(\w+)</strong>.*?badge-(\w+)", now.text, re.DOTALL))["Rina"] == "quiet"


async def test_missed_promises_stand_there_with_the_way_to_them(console: Console) -> None:
    santun = console.santun
    await in_opening_hours(santun)
    by = await console.agent("rina")
    late = await entered(santun, await member(santun, by.name), "Siti", Subject.TALK)
    await santun.passes(timedelta(minutes=31))
    async with at_work(santun) as work:
        await santun.house.rooms.helpdesk.watch.keep(work)
    boss = await console.agent("boss", Role.SUPERVISOR)
    page = await boss.gets(PAGE)
    assert thread(late) in page.text
    assert "Semua janji ditepati" not in page.text


async def test_the_figures_are_drawn_and_told_in_tables(console: Console) -> None:
    santun = console.santun
    await in_opening_hours(santun)
    boss = await console.agent("boss", Role.SUPERVISOR)
    assert "Belum ada angka" in (await boss.gets(PAGE)).text
    _, conversation = await asking(santun)
    await santun.passes(timedelta(minutes=8))
    await answered(santun, await member(santun, "boss"), conversation, "Halo.")
    page = await boss.gets(PAGE)
    for days in (7, 31):
        page = await boss.gets(f"{PAGE}?hari={days}")
        assert len(re.findall(r'<tr><th scope="row">\d\d/\d\d</th>', page.text)) == 4 * days
        assert "8 menit" in page.text
        assert '<svg class="chart-drawing"' in page.text
        assert " style=" not in page.text
    assert "WITA" in page.text
    assert (await boss.gets(f"{PAGE}?hari=99999999")).status == 200


async def test_only_those_who_oversee_see_it(console: Console) -> None:
    rina = await console.agent()
    assert (await rina.gets(PAGE)).status == 403
    assert (await rina.gets(f"{PAGE}/sekarang")).status == 403
    assert "Pengawasan" not in (await rina.gets("/desk/antrean")).text
