"""The page of a claim: opened with a reason, moved on by whoever may, calm about what others did meanwhile."""

import asyncio
from datetime import timedelta

from services.claims import Event, Kind, State
from services.claims.model import Doing
from services.requests.numbers import Series, number
from services.staff import Role
from tests.desk.conftest import Console
from tests.desk.dossiers import BOARD, CHAT, brought, decided, filed, opened, paired, path_to, state_of
from tests.desk.rosters import audit
from tests.desk.scenes import asking, at_work, in_opening_hours, member, thread

HTMX = {"HX_Request": "true"}


async def today_of(console: Console) -> str:
    async with at_work(console.santun) as work:
        return console.santun.house.rooms.region.today(work.now).isoformat()


async def test_a_claim_opens_with_a_reason_for_a_day_and_each_look_is_kept(console: Console) -> None:
    rina = await console.agent()
    one = await filed(console.santun)
    shut = await rina.gets(path_to(one))
    assert ("Nurhayati" in shut.text, "Pilih alasannya" in shut.text) == (False, True)
    assert (await rina.posts(f"{path_to(one)}/buka", {"alasan": "iseng"})).status == 409
    await opened(rina, one)
    page = await rina.gets(path_to(one))
    for told in (
        "Nurhayati", "0812 3456 7890", "Sakit di kebun", "6408••••••••9001", "suami atau istri", "SMA",
        "Urutan ke-1", "belum sampai di BPJS", "Mengerjakan pengajuannya", "Mulai periksa",
    ):  # fmt: skip
        assert told in page.text, told
    assert "6408040303909001" not in page.text
    looks = await audit(console.santun, "claim.show")
    assert looks == [("staff:rina", f"claim:{one.number}", "berkas", True)] * 2
    await console.santun.passes(timedelta(days=1))
    await rina.signs_in_again()
    assert "Nurhayati" not in (await rina.gets(path_to(one))).text


async def test_from_the_conversation_with_the_family_the_conversation_is_the_reason(console: Console) -> None:
    rina = await console.agent()
    chat, conversation = await asking(console.santun)
    one = await filed(console.santun, chat.id)
    beside = await rina.gets(thread(conversation))
    assert f'href="{path_to(one)}"' in beside.text
    page = await rina.gets(path_to(one))
    assert "Dibuka dalam percakapan KT-B-" in page.text
    looks = await audit(console.santun, "claim.show")
    assert [reason is not None and reason.startswith("conversation:KT-B-") for _, _, reason, _ in looks] == [True] * 2


async def test_a_number_that_nobody_has_is_unknown_and_the_attempt_is_kept(console: Console) -> None:
    rina = await console.agent()
    year = int((await today_of(console))[:4])
    forged = number(Series.CLAIM, "KT", year, 777)
    assert (await rina.gets(path_to(forged))).status == 200, "nothing is told before a reason is given"
    answer = await rina.posts(f"{path_to(forged)}/buka", {"alasan": "berkas"})
    assert (answer.status, forged in answer.text) == (404, True)
    for deed, fields in (
        ("langkah", {"keadaan": "in_review"}), ("petugas", {"kepada": "rina"}), ("lihat", {}),
        ("jenis", {"jenis": "death", "sebab": "x"}),
    ):  # fmt: skip
        assert (await rina.posts(f"{path_to(forged)}/{deed}", fields)).status == 404, deed
    for odd in ("1", "KT-2026-00001-0", "%3Cb%3E", "' OR 1=1"):
        assert (await rina.posts(f"{BOARD}/{odd}/buka", {"alasan": "berkas"})).status == 404
    assert [found for *_, found in await audit(console.santun, "claim.show", "claim.move", "claim.assign")] == [
        False
    ] * 7


async def test_what_each_role_may_do_stands_on_the_page_and_the_rest_is_refused(console: Console) -> None:
    santun = console.santun
    await in_opening_hours(santun)
    boss = await console.agent("boss", Role.SUPERVISOR)
    one = await brought(santun, boss, await filed(santun))
    rina, dewi = await console.agent("rina"), await console.agent("dewi", Role.OFFICER)
    seen = {}
    for agent in (rina, dewi, boss):
        await opened(agent, one)
        page = (await agent.gets(path_to(one))).text
        seen[agent.name] = {way for way in State if f'data-way="{way.value}"' in page}
    assert seen["rina"] == {State.PAPERS_NEEDED}
    assert seen["dewi"] == {State.HANDED_OVER, State.APPROVED, State.PAID, State.REJECTED}
    assert seen["boss"] == seen["rina"] | seen["dewi"]
    paid = {"keadaan": "paid", "hari": await today_of(console), "jumlah": "42.000.000"}
    for agent, fields, status in (
        (rina, paid, 403),
        (dewi, {"keadaan": "papers_needed", "catatan": "x"}, 403),
        (dewi, {"keadaan": "approved", "hari": await today_of(console)}, 303),
    ):
        answer = await agent.posts(f"{path_to(one)}/langkah", fields)
        assert (answer.status, "di luar tugas" in answer.text) == (status, status == 403)
    for path in ("jenis", "petugas", "lihat", "tahan"):
        assert (await dewi.posts(f"{path_to(one)}/{path}", {})).status == 403
    assert (await rina.posts(f"{path_to(one)}/tahan", {"sebab": "x"})).status == 403
    assert (await rina.posts(f"{path_to(one)}/petugas", {"kepada": "boss"})).status == 403


async def test_a_decision_of_bpjs_is_recorded_and_the_family_hears_of_it(console: Console) -> None:
    santun = console.santun
    await in_opening_hours(santun)
    boss = await console.agent("boss", Role.SUPERVISOR)
    chat, _ = await asking(santun)
    one = await brought(santun, boss, await filed(santun, chat.id))
    await opened(boss, one)
    assert "sisa 3 hari kerja" in (await boss.gets(path_to(one))).text
    paid = {"keadaan": "paid", "dari": "handed_over", "hari": await today_of(console), "jumlah": "empat puluh dua juta"}
    for wrong in ({}, {"jumlah": ""}, {"jumlah": "1000000001"}, {"jumlah": "42.000.000", "hari": "2031-01-01"}):
        answer = await boss.posts(f"{path_to(one)}/langkah", paid | wrong, **HTMX)
        assert (answer.status, 'role="alert"' in answer.text) == (409, True)
    assert (await state_of(santun, one.number))[0] == "handed_over"
    answer = await boss.posts(f"{path_to(one)}/langkah", paid | {"jumlah": "Rp42.000.000"}, **HTMX)
    assert (answer.status, answer.headers["HX-Redirect"]) == (204, path_to(one))
    await chat.hears("Rp42.000.000")
    page = (await boss.gets(path_to(one))).text
    assert page.count("Rp42.000.000") == 3, "in the clock, in the history, and in the sums"
    assert "Tidak ada langkah" in page


async def test_the_same_press_twice_is_one_and_a_stale_page_gets_a_kind_sentence(console: Console) -> None:
    santun = console.santun
    rina, budi = await console.agent("rina"), await console.agent("budi")
    one = await filed(santun)
    step = {"keadaan": "in_review", "dari": "submitted", "catatan": "Sudah kami telepon."}
    pressed = await asyncio.gather(*(rina.posts(f"{path_to(one)}/langkah", step) for _ in range(4)))
    assert [answer.status for answer in pressed] == [303] * 4
    async with at_work(santun) as work:
        assert await work.raw.fetchval("SELECT count(*) FROM claim_moves") == 2, "submitted, in review"
    stale = await budi.posts(f"{path_to(one)}/langkah", step | {"keadaan": "closed", "catatan": "Sudah dibayar."})
    assert (stale.status, "sementara ini sudah sedang diperiksa" in stale.text) == (409, True)
    assert (await state_of(santun, one.number))[0] == "in_review"


async def test_a_claim_changes_hands_and_kind_and_stands_still_with_a_reason(console: Console) -> None:
    santun = console.santun
    rina, boss = await console.agent("rina"), await console.agent("boss", Role.SUPERVISOR)
    one = await paired(santun, boss, event=Event.INJURY, doing=Doing.WORK)
    me = await member(santun, "rina")
    assert (await rina.posts(f"{path_to(one)}/petugas", {"kepada": "rina"})).status == 303
    assert await state_of(santun, one.number) == ("submitted", me.id)
    assert (await boss.posts(f"{path_to(one)}/petugas", {"kepada": "siapa"})).status == 404
    assert (await boss.posts(f"{path_to(one)}/petugas", {"kepada": ""})).status == 303
    assert await state_of(santun, one.number) == ("submitted", None)
    assert (await rina.posts(f"{path_to(one)}/jenis", {"jenis": "illness", "sebab": "Surat dokter."})).status == 409
    assert (await rina.posts(f"{path_to(one)}/jenis", {"jenis": "uang", "sebab": "Surat dokter."})).status == 403
    assert (await rina.posts(f"{path_to(one)}/jenis", {"jenis": "injury_unclear", "sebab": ""})).status == 409
    assert (await rina.posts(f"{path_to(one)}/jenis", {"jenis": "injury_unclear", "sebab": "Surat."})).status == 303
    await rina.posts(f"{path_to(one)}/langkah", {"keadaan": "in_review"})
    assert (await boss.posts(f"{path_to(one)}/tahan", {"sebab": "Dua KK sudah dilihat."})).status == 303
    await opened(boss, one)
    page = (await boss.gets(path_to(one))).text
    for told in ("Ditahan oleh Boss", "Dua KK sudah dilihat.", "jenis diubah", "Lanjutkan lagi"):
        assert told in page
    over = {"keadaan": "handed_over", "hari": await today_of(console), "kantor": "Bontang", "tanda": "1"}
    assert "sedang ditahan" in (await boss.posts(f"{path_to(one)}/langkah", over)).text
    assert (await boss.posts(f"{path_to(one)}/lepas")).status == 303
    assert (await boss.posts(f"{path_to(one)}/langkah", over)).status == 303


async def test_another_kind_has_another_clock(console: Console) -> None:
    santun = console.santun
    await in_opening_hours(santun)
    boss = await console.agent("boss", Role.SUPERVISOR)
    one = await brought(santun, boss, await filed(santun))
    await boss.posts(f"{path_to(one)}/jenis", {"jenis": Kind.DEATH_BY_WORK.value, "sebab": "Di tempat kerja."})
    await opened(boss, one)
    assert "sisa 7 hari kerja" in (await boss.gets(path_to(one))).text


async def test_a_pair_is_seen_by_staff_and_leads_to_the_other(console: Console) -> None:
    rina = await console.agent()
    hers, his = await filed(console.santun), await filed(console.santun, 800_002)
    await opened(rina, hers)
    page = (await rina.gets(path_to(hers))).text
    assert "Mungkin orang yang sama" in page
    assert f'href="{path_to(his)}"' in page
    assert "Tahan dulu" not in page, "an agent holds nothing"
    boss = await console.agent("boss", Role.SUPERVISOR)
    no = await boss.posts(f"{path_to(hers)}/tahan", {"sebab": "Keluarga lain menelepon."})
    assert (no.status, "bukti hubungan keluarga" in no.text) == (409, True), "a word alone holds nobody up"


async def test_scripts_in_what_was_told_are_only_text(console: Console) -> None:
    wicked = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    boss = await console.agent("boss", Role.SUPERVISOR)
    one = await paired(console.santun, boss, name=wicked[:80], words=wicked, about=wicked[:80])
    await boss.posts(f"{path_to(one)}/langkah", {"keadaan": "papers_needed", "catatan": wicked})
    await boss.posts(f"{path_to(one)}/tahan", {"sebab": wicked})
    await opened(boss, one)
    page = (await boss.gets(path_to(one))).text
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert page.count("&lt;script&gt;alert(1)") >= 4


async def test_a_rejected_claim_shows_the_reason_and_the_way_on(console: Console) -> None:
    santun = console.santun
    boss = await console.agent("boss", Role.SUPERVISOR)
    one = await decided(santun, boss, await brought(santun, boss, await filed(santun)), State.REJECTED)
    await opened(boss, one)
    page = (await boss.gets(path_to(one))).text
    assert "Surat ahli waris belum ditandatangani." in page
    assert 'data-way="appealed"' in page
    assert "hari kerja</span>" not in page, "no clock runs"


async def test_what_the_first_hour_of_an_accident_knew_stands_on_the_page_once_it_is_a_claim(console: Console) -> None:
    rina, rooms = await console.agent(), console.santun.house.rooms
    async with at_work(console.santun) as work:
        record = await rooms.claims.accidents.begin(work, CHAT)
        record = await rooms.claims.accidents.placed(work, record, "kebun sawit blok C")
        await rooms.claims.accidents.located(work, CHAT, 0.5083, 117.5513)
        await rooms.claims.accidents.reported(work, await rooms.claims.mine(work, CHAT, record.id))
    assert record.number not in (await rina.gets(BOARD)).text
    one = await filed(console.santun, CHAT, Event.INJURY, day=record.details.day, doing=Doing.WORK)
    assert one.number == record.number
    assert one.number in (await rina.gets(BOARD)).text
    await opened(rina, one)
    page = (await rina.gets(path_to(one))).text
    for told in (record.details.hour, "kebun sawit blok C", "0.50830, 117.55130", "sudah, kata keluarga"):
        assert told in page, told
