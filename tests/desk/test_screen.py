"""The screen at work: it locks, it opens where it stood, it is emptied for whoever must leave."""

import asyncio
from datetime import timedelta
from uuid import uuid4

import aiohttp
import pytest

from services.requests import Details, Subject
from services.staff import Role
from tests.desk.agents import PASSWORD, Agent
from tests.desk.conftest import Console

IDLE = timedelta(minutes=10)


async def unlocks(agent: Agent, **other: str) -> tuple[int, str]:
    page = await agent.gets("/desk/kunci")
    given = page.fields | {"password": PASSWORD, "code": await agent.code()} | other
    answer = await agent.sends("/desk/kunci", given)
    return answer.status, answer.headers.get("Location", "")


async def test_an_idle_screen_locks_and_opens_on_the_same_page(console: Console) -> None:
    rina = await console.agent()
    before = rina.cookie()
    await console.santun.passes(IDLE)
    locked = await rina.gets("/desk/saya?x=1")
    assert locked.url.path == "/desk/kunci"
    assert "Layar terkunci" in locked.text
    assert "Keluar di semua tempat" not in locked.text
    assert await unlocks(rina, ke=locked.fields["ke"]) == (303, "/desk/saya?x=1")
    assert rina.cookie() != before
    assert (await rina.gets("/desk/saya", follow=False)).status == 200
    assert (await rina.posts("/desk/hadir")).status == 204, "forms of pages that were open stay good"


async def test_the_lock_wants_both_the_password_and_a_fresh_code(console: Console) -> None:
    rina = await console.agent()
    await rina.posts("/desk/kunci-layar")
    used = await rina.code()
    assert await unlocks(rina, password="bukan yang ini") == (401, "")
    assert await unlocks(rina, code="123456") == (401, "")
    await console.santun.passes(timedelta(minutes=2))
    code = await rina.code()
    assert await unlocks(rina, code=code) == (303, "/desk")
    await rina.posts("/desk/kunci-layar")
    assert await unlocks(rina, code=code) == (401, "")
    assert used != code


async def test_guesses_at_a_lock_are_paused(console: Console) -> None:
    rina = await console.agent()
    await rina.posts("/desk/kunci-layar")
    assert [(await unlocks(rina, password="bukan yang ini", code="1"))[0] for _ in range(4)] == [401, 401, 401, 429]


async def test_the_screen_can_be_locked_by_hand(console: Console) -> None:
    rina = await console.agent()
    answer = await rina.posts("/desk/kunci-layar", {"ke": "/desk/saya"})
    assert answer.headers["Location"] == "/desk/kunci?ke=/desk/saya"
    assert (await rina.gets("/desk/saya")).url.path == "/desk/kunci"
    await console.santun.passes(timedelta(seconds=30))
    assert (await unlocks(rina))[0] == 303


async def test_what_a_page_asks_for_by_itself_keeps_nobody_signed_in(console: Console) -> None:
    rina = await console.agent()
    for _ in range(5):
        await console.santun.passes(timedelta(minutes=2))
        await rina.gets("/desk/hadir")
        await rina.gets("/desk/saya", X_Background="1")
    assert (await rina.gets("/desk/saya", follow=False)).headers["Location"].startswith("/desk/kunci")


async def test_somebody_who_types_stays_signed_in(console: Console) -> None:
    rina = await console.agent()
    for _ in range(5):
        await console.santun.passes(timedelta(minutes=4))
        assert (await rina.posts("/desk/hadir")).status == 204
    assert (await rina.gets("/desk/saya", follow=False)).status == 200


async def test_a_working_day_ends_after_ten_hours(console: Console) -> None:
    rina = await console.agent()
    for _ in range(int(timedelta(hours=10) / timedelta(minutes=9))):
        await console.santun.passes(timedelta(minutes=9))
        assert (await rina.posts("/desk/hadir")).status == 204
    await console.santun.passes(timedelta(minutes=9))
    assert (await rina.gets("/desk/saya", follow=False)).headers["Location"] == "/desk/masuk?ke=/desk/saya"


async def test_signing_out_ends_the_session_on_the_server_too(console: Console) -> None:
    rina, thief = await console.agent(), console.browser()
    thief.http.cookie_jar.update_cookies({"santun": rina.cookie()}, response_url=thief.url("/"))
    assert (await thief.gets("/desk/saya", follow=False)).status == 200
    answer = await rina.posts("/desk/keluar")
    assert (answer.status, answer.headers["Clear-Site-Data"]) == (303, '"cache", "storage"')
    assert rina.cookie() == ""
    assert (await rina.gets("/desk/keluar")).status == 200
    assert (await thief.gets("/desk/saya", follow=False)).status == 303


async def test_signing_out_everywhere_and_of_one_other_browser(console: Console) -> None:
    rina = await console.agent()
    others = [console.browser("rina") for _ in range(2)]
    for other in others:
        other.secret, other.used = rina.secret, rina.used
        await console.santun.passes(timedelta(seconds=30))
        assert (await other.signs_in()).status == 303
        rina.used = other.used
    page = await rina.gets("/desk/saya")
    assert page.text.count("/desk/saya/sesi/") == 2
    last = page.text.split("/desk/saya/sesi/")[1].split('"')[0]
    ended = await rina.posts(f"/desk/saya/sesi/{last}")
    assert "Sesi itu sudah dikeluarkan" in (await rina.gets(ended.headers["Location"])).text
    assert "Sesi itu sudah dikeluarkan" not in (await rina.gets("/desk/saya")).text, "said once"
    assert sorted([(await other.gets("/desk/saya", follow=False)).status for other in others]) == [200, 303]
    await rina.posts("/desk/saya/keluar-semua")
    for one in (rina, *others):
        assert (await one.gets("/desk/saya", follow=False)).status == 303


async def stream_of(agent: Agent, query: str = "") -> aiohttp.ClientResponse:
    answer = await agent.http.get(f"{agent.site}/desk/events{query}")
    assert answer.status == 200
    return answer


async def told(answer: aiohttp.ClientResponse, sign: str) -> str:
    """What the stream says, until this stands in it."""
    said = ""
    async with asyncio.timeout(10):
        while sign not in said:
            piece = await answer.content.readany()
            assert piece, f"the stream ended after {said!r}"
            said += piece.decode()
    return said


async def test_who_is_disabled_in_the_console_is_out_at_once_with_an_open_page(console: Console) -> None:
    sari, rina = await console.agent("sari", Role.ADMIN), await console.agent("rina")
    stream = await stream_of(rina)
    page = await sari.gets("/desk/petugas")
    number = page.text.split(">rina</a>")[0].rsplit("/desk/petugas/", 1)[1].split('"')[0]
    answer = await sari.posts(f"/desk/petugas/{number}/nonaktif")
    assert "rina sudah tidak aktif" in (await sari.gets(answer.headers["Location"])).text
    await told(stream, "event: gone")
    assert (await rina.gets("/desk/saya", follow=False)).headers["Location"].startswith("/desk/masuk")
    await console.santun.passes(timedelta(seconds=30))
    assert (await rina.signs_in()).status == 401
    await sari.posts(f"/desk/petugas/{number}/aktif")
    await console.santun.passes(timedelta(seconds=60))
    assert (await rina.signs_in()).status == 303


async def test_another_role_counts_at_once(console: Console) -> None:
    sari, budi = await console.agent("sari", Role.ADMIN), await console.agent("budi", Role.ADMIN)
    assert (await budi.gets("/desk/petugas")).status == 200
    number = (await sari.gets("/desk/petugas")).text.split(">budi</a>")[0].rsplit("/desk/petugas/", 1)[1].split('"')[0]
    await sari.posts(f"/desk/petugas/{number}/ubah", {"role": "agent", "queue": "branch"})
    assert (await budi.gets("/desk/petugas")).status == 403
    own = (await sari.gets("/desk/petugas")).text.split(">sari</a>")[0].rsplit("/desk/petugas/", 1)[1].split('"')[0]
    for act in ("nonaktif", "ubah"):
        answer = await sari.posts(f"/desk/petugas/{own}/{act}", {"role": "agent", "queue": ""})
        assert answer.status == 409


async def test_an_admin_adds_resets_and_hands_links_over(console: Console) -> None:
    sari = await console.agent("sari", Role.ADMIN)
    shown = await sari.posts("/desk/petugas", {"name": "Budi", "role": "agent", "queue": "branch", "village": "Sepaso"})
    first = shown.text.split('<code id="link">')[1].split("</code>")[0]
    assert first.startswith(f"{sari.site}/desk/undangan/")
    budi = console.browser("budi")
    assert (await budi.accepts(first.removeprefix(budi.site))).status == 303
    number = (await sari.gets("/desk/petugas")).text.split(">budi</a>")[0].rsplit("/desk/petugas/", 1)[1].split('"')[0]
    assert "melayani Sepaso" in (await sari.gets(f"/desk/petugas/{number}")).text
    again = await sari.posts(f"/desk/petugas/{number}/tautan")
    second = again.text.split('<code id="link">')[1].split("</code>")[0]
    assert (await budi.gets("/desk/saya", follow=False)).status == 303
    assert (await budi.accepts(second.removeprefix(budi.site))).status == 303
    taken = await sari.posts("/desk/petugas", {"name": "budi", "role": "agent"})
    assert (taken.status, "sudah dipakai" in taken.text) == (422, True)


async def test_a_stream_tells_topics_and_nothing_else(console: Console) -> None:
    rina, house = await console.agent(), console.santun.house
    async with house.database.work() as work:
        asked = await house.rooms.helpdesk.callers.ask(work, 700_001, Subject.TALK, Details(name="Siti"))
    topic = f"c:{asked.conversation.id}"
    made_up = f"c:{uuid4()}"
    asking = f"?t=queue&t={topic}&t=c:1&t={made_up}&t=presence&t=staff:other&t=made%0aup&t=unknown:1&since="
    stream = await stream_of(rina, asking)
    await told(stream, "event: queue")
    async with house.database.work() as work:
        house.rooms.bell.ring(work, topic, made_up, "c:1", "c:2", "presence", "staff:other", "unknown:1")
    said = await told(stream, f"event: {topic}\ndata: {topic}\n\n")
    assert not {made_up, "c:1", "c:2", "presence", "other", "unknown"} & set(said.replace("\n", " ").split())


async def test_a_role_hears_only_of_what_it_may_open(console: Console) -> None:
    officer = await console.agent("tono", Role.OFFICER)
    stream = await stream_of(officer, "?t=queue&t=c:1&since=")
    said = await told(stream, "event: staff:")
    assert "queue" not in said
    assert "c:1" not in said


async def test_a_stream_ends_when_the_screen_locks_by_itself(console: Console, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("handlers.desk.events.CHECK_SECONDS", 0.2)
    monkeypatch.setattr("handlers.desk.events.LOOK_UP_SECONDS", 0.1)
    rina = await console.agent()
    stream = await stream_of(rina)
    await told(stream, ": \n\n")
    await console.santun.passes(IDLE)
    await told(stream, "event: gone")
    assert await stream.content.read() == b""


async def test_a_stream_is_no_deed(console: Console, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("handlers.desk.events.CHECK_SECONDS", 0.1)
    monkeypatch.setattr("handlers.desk.events.LOOK_UP_SECONDS", 0.05)
    rina = await console.agent()
    async with console.santun.house.database.work() as work:
        seen = await work.raw.fetchval("SELECT seen FROM staff_sessions")
    await console.santun.passes(timedelta(minutes=5))
    stream = await stream_of(rina)
    await told(stream, ": \n\n: \n\n")
    async with console.santun.house.database.work() as work:
        assert await work.raw.fetchval("SELECT seen FROM staff_sessions") == seen


async def test_streams_that_nobody_reads_any_more_are_let_go(console: Console) -> None:
    rina = await console.agent()
    bell = console.santun.house.rooms.bell
    for _ in range(12):
        (await stream_of(rina)).close()
    for _ in range(100):
        await asyncio.sleep(0.05)
        if not any(ear.owner for ear in bell._ears):  # those of the process itself stay
            return
    raise TimeoutError


async def test_of_too_many_streams_the_newest_stay(console: Console) -> None:
    rina = await console.agent()
    rina.http._connector = aiohttp.TCPConnector(limit=0)
    streams = [await stream_of(rina) for _ in range(7)]
    for ended in streams[:2]:
        await told(ended, "retry: 20000")
        assert await ended.content.read() == b""
    assert (await rina.gets("/desk/saya")).status == 200


async def test_a_page_that_was_just_made_hears_what_it_has_missed(console: Console) -> None:
    rina = await console.agent()
    page = await rina.gets("/desk/saya")
    since = page.text.split("since=")[1].split("&")[0]
    house = console.santun.house
    async with house.database.work() as work:
        house.rooms.bell.ring(work, "queue")
    said = await told(await stream_of(rina, f"?t=queue&t=c:1&since={since}"), "event: queue")
    assert "c:1" not in said


async def test_one_request_asks_the_database_once_for_session_and_person(console: Console) -> None:
    rina = await console.agent()
    database = console.santun.house.database
    asked: list[str] = []
    async with database.connection() as (_, raw):
        pass
    link = database._idle[-1]
    assert link.raw is raw
    with link.raw.query_logger(lambda query: asked.append(query.query)):
        assert (await rina.gets("/desk/hadir")).status == 204
    assert [query.split()[0] for query in asked] == ["BEGIN", "SELECT", "COMMIT"]
