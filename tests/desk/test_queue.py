"""The queue: lists in their order, counts, what is left of a promise, and the next one to take."""

import asyncio
import re
import secrets
from datetime import timedelta
from pathlib import Path

from services.requests import Subject
from services.staff import Role
from tests.conftest import Server
from tests.desk.agents import signed_in
from tests.desk.conftest import Console
from tests.desk.scenes import (
    QUEUE,
    asking,
    at_work,
    entered,
    in_opening_hours,
    member,
    seated,
    taken,
    thread,
    until_shown,
)
from tests.journeys.conftest import started

LIST = "/desk/antrean/daftar"


def numbers(text: str) -> list[str]:
    """Of the conversations in a list, in its order."""
    return re.findall(r'class="number">(KT-B-[\d-]+)<', text)


def threads(text: str) -> list[str]:
    return re.findall(r'href="(/desk/percakapan/[0-9a-f-]+)', text)


async def test_each_list_holds_what_its_name_says(console: Console) -> None:
    await in_opening_hours(console.santun)
    rina, budi = await console.agent("rina"), await console.agent("budi")
    me, other = await member(console.santun, "rina"), await member(console.santun, "budi")
    waits, mine, his = [await entered(console.santun, me, name, Subject.TALK) for name in ("Siti", "Ani", "Dayang")]
    await taken(console.santun, me, mine)
    await taken(console.santun, other, his)
    assert threads((await rina.gets(QUEUE)).text) == [thread(mine)], "it opens with what is in one's own hands"
    assert threads((await rina.gets(f"{LIST}?daftar=menunggu")).text) == [thread(waits)]
    everything = await rina.gets(f"{LIST}?daftar=semua")
    assert set(threads(everything.text)) == {thread(one) for one in (waits, mine, his)}
    assert re.findall(r"badge[^>]*>(\d+)<", everything.text)[:3] == ["1", "1", "3"]
    assert "Siti" not in everything.text, "a list holds nothing personal"
    assert threads((await budi.gets(QUEUE)).text) == [thread(his)]
    closed = await rina.posts(f"{thread(mine)}/tutup", {"hasil": "solved", "catatan": ""})
    assert closed.headers["Location"] == QUEUE
    assert threads((await rina.gets(f"{LIST}?daftar=selesai")).text) == [thread(mine)]


async def test_an_empty_list_says_what_to_do(console: Console) -> None:
    rina = await console.agent()
    assert "Tidak ada yang menunggu" in (await rina.gets(QUEUE)).text
    mine = await rina.gets(f"{QUEUE}?daftar=milik")
    assert "Belum ada percakapan di tangan Anda" in mine.text
    assert "Lihat yang menunggu" in mine.text


async def test_a_promise_tells_what_is_left_of_it_and_when_it_was_missed(console: Console) -> None:
    santun = console.santun
    await in_opening_hours(santun)
    rina = await console.agent()
    first = await entered(santun, await member(santun, "rina"), "Siti", Subject.TALK)
    listed = f"{LIST}?daftar=menunggu"
    assert re.search(r"left-good.*sisa (29|30) menit", (await rina.gets(listed)).text, re.DOTALL)
    await santun.passes(timedelta(minutes=8))
    await rina.posts("/desk/hadir")
    second = await entered(santun, await member(santun, "rina"), "Ani", Subject.TALK)
    await santun.passes(timedelta(minutes=15))
    await rina.signs_in_again()
    assert re.search(r"left-soon.*sisa [67] menit", (await rina.gets(listed)).text, re.DOTALL)
    await santun.passes(timedelta(minutes=8))
    await rina.signs_in_again()
    async with at_work(santun) as work:
        await santun.house.rooms.helpdesk.watch.keep(work)
    page = await rina.gets(f"{LIST}?daftar=semua")
    assert threads(page.text) == [thread(first), thread(second)]
    assert "terlewat, janji" in page.text
    assert "ticket-late" in page.text
    assert "1 janji jawaban terlewat" in page.text


async def test_whoever_oversees_sifts_by_office_and_an_agent_sees_the_own_queue_only(console: Console) -> None:
    santun = console.santun
    boss, rina = await console.agent("boss", Role.SUPERVISOR), await console.agent("rina")
    await seated(santun, rina, "branch")
    by = await member(santun, "boss")
    here = await entered(santun, by, "Siti", Subject.TALK, "agency")
    there = await entered(santun, by, "Ani", Subject.TALK, "branch")
    assert threads((await boss.gets(f"{LIST}?daftar=menunggu&antrean=agency")).text) == [thread(here)]
    assert threads((await boss.gets(f"{LIST}?daftar=menunggu&antrean=jahat")).text) == [thread(here), thread(there)]
    page = await rina.gets(f"{LIST}?daftar=menunggu&antrean=agency")
    assert threads(page.text) == [thread(there)]
    assert "Semua kantor" not in page.text


async def test_nothing_is_sent_again_while_nothing_looks_different(console: Console) -> None:
    santun = console.santun
    await in_opening_hours(santun)
    rina = await console.agent()
    by = await member(santun, "rina")
    await entered(santun, by, "Siti", Subject.TALK)
    page = await rina.gets(f"{LIST}?daftar=menunggu")
    version = re.search(r'data-version="(\w+)"', page.text)
    assert version is not None
    again = [await rina.gets(f"{LIST}?daftar=menunggu&versi={version[1]}") for _ in range(2)]
    assert 204 in {answer.status for answer in again}, "unless the minute has just changed"
    await entered(santun, by, "Ani", Subject.TALK)
    assert (await rina.gets(f"{LIST}?daftar=menunggu&versi={version[1]}")).status == 200


async def test_two_who_take_the_next_one_at_once_get_two_different_ones(console: Console) -> None:
    santun = console.santun
    rina, budi = await console.agent("rina"), await console.agent("budi")
    by = await member(santun, "rina")
    waiting = {thread(await entered(santun, by, name, Subject.TALK)) for name in ("Siti", "Ani")}
    answers = await asyncio.gather(rina.posts("/desk/antrean/berikut"), budi.posts("/desk/antrean/berikut"))
    assert {answer.headers["Location"] for answer in answers} == waiting
    nobody = await rina.posts("/desk/antrean/berikut")
    assert nobody.headers["Location"] == f"{QUEUE}?daftar=menunggu"
    assert "Tidak ada yang menunggu di antrean Anda" in (await rina.gets(nobody.headers["Location"])).text


async def test_the_next_one_is_the_one_whose_promise_was_missed(console: Console) -> None:
    santun = console.santun
    await in_opening_hours(santun)
    await console.agent("rina")
    by = await member(santun, "rina")
    late = await entered(santun, by, "Siti", Subject.TALK)
    await santun.passes(timedelta(minutes=31))
    async with at_work(santun) as work:
        await santun.house.rooms.helpdesk.watch.keep(work)
    await entered(santun, by, "Ani", Subject.TALK)
    budi = await console.agent("budi")
    assert (await budi.posts("/desk/antrean/berikut")).headers["Location"] == thread(late)


async def test_trouble_of_the_group_stands_above_the_queue(
    server: Server, roster_template: str, key_file: Path
) -> None:
    name = f"q_{secrets.token_hex(6)}"
    url = await server.create(name, roster_template)
    async with started(url, key_file, desk_group_id=-1001234567890) as santun:
        rina = await signed_in(santun, "rina")
        assert "Grup petugas tidak ditemukan" not in (await rina.gets(QUEUE)).text
        await asking(santun)
        await until_shown(rina, QUEUE, "Grup petugas tidak ditemukan")
        await rina.http.close()
    await server.drop(name)


async def test_a_person_who_asks_stands_in_the_queue(console: Console) -> None:
    await asking(console.santun, "Siti")
    rina = await console.agent()
    page = await rina.gets(f"{LIST}?daftar=menunggu")
    assert len(numbers(page.text)) == 1
    assert "Bicara dengan petugas" in page.text
    assert "Telegram" in page.text
