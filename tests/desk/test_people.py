"""Looking people up at the console: masked hits, a reason, what a role may see, and an end to it."""

import asyncio
from uuid import uuid4

import pytest
from playwright.async_api import expect

from services.participants.sample import demo_person
from services.staff import Role
from tests.desk.agents import Chromium
from tests.desk.conftest import Console
from tests.desk.rosters import audit, id_of, opened_by, renamed, strangers
from tests.journeys.onscreen import PHONE

RAHMAT = demo_person("rahmat")
WICKED = "<script>alert(1)</script> Jahat"


def shows_nobody(text: str) -> bool:
    """Neither a number nor the name stands anywhere in the page (a village is called Suka Rahmat)."""
    return not any(secret in text for secret in (RAHMAT.nik.number, RAHMAT.kpj, RAHMAT.phone[3:], "Hidayat"))


@pytest.mark.parametrize(
    ("by", "typed", "village"),
    [
        ("nik", "6408 0412 0479 9001", ""),
        ("kpj", "99040000001", ""),
        ("phone", "0844-0001-0001", ""),
        ("name", "hidayat, rahmat", ""),
        ("name", "rahmat", "Sangatta Utara"),
    ],
)
async def test_a_search_shows_somebody_masked_and_repeats_nothing(
    console: Console, by: str, typed: str, village: str
) -> None:
    rina = await console.agent()
    page = await rina.posts("/desk/peserta", {"menurut": by, "cari": typed, "desa": village})
    assert page.status == 200
    assert "R••••• H••••••" in page.text
    assert "6408••••••••9001" in page.text
    assert shows_nobody(page.text)
    assert await audit(console.santun, "search") == [("staff:rina", None, by, True)]


@pytest.mark.parametrize(
    ("by", "typed", "sentence"),
    [
        ("name", "rahmat", "sedikitnya dua kata"),
        ("nik", "6408041", "7 angka"),
        ("phone", "123", "nomor HP"),
        ("kpj", "abc", "kartu"),
        ("jahat", "6408041", "7 angka"),
    ],
)
async def test_what_cannot_be_looked_for_is_said_with_the_way_on(
    console: Console, by: str, typed: str, sentence: str
) -> None:
    rina = await console.agent()
    page = await rina.posts("/desk/peserta", {"menurut": by, "cari": typed, "desa": ""})
    assert page.status == 422
    assert sentence in page.text
    assert f'value="{typed}"' in page.text
    assert await audit(console.santun, "search") == []


async def test_opening_takes_a_reason_and_then_shows_what_an_agent_may_see(console: Console) -> None:
    rina, rahmat = await console.agent(), await id_of(console.santun, "rahmat")
    closed = await rina.gets(f"/desk/peserta/{rahmat}")
    assert "Data ini belum dibuka" in closed.text
    assert shows_nobody(closed.text)
    refused = await rina.posts(f"/desk/peserta/{rahmat}/buka", {"alasan": "ingin tahu"})
    assert (refused.status, "Pilih dulu alasan" in refused.text) == (409, True)
    opened = await rina.posts(f"/desk/peserta/{rahmat}/buka", {"alasan": "telepon"})
    assert (opened.status, opened.headers["Location"]) == (303, f"/desk/peserta/{rahmat}")
    page = await rina.gets(f"/desk/peserta/{rahmat}")
    assert "Rahmat Hidayat" in page.text
    assert "Orangnya menelepon" in page.text
    assert "Sisa hari ini: 19 dari 20 orang" in page.text
    for secret in (RAHMAT.nik.number, RAHMAT.kpj, "0844 0001 0001", "12 April 1979", "Nelayan"):
        assert secret not in page.text


async def test_a_supervisor_sees_the_record_and_the_number_after_a_press_of_its_own(console: Console) -> None:
    sari, rahmat = await console.agent("sari", Role.SUPERVISOR), await id_of(console.santun, "rahmat")
    await sari.posts(f"/desk/peserta/{rahmat}/buka", {"alasan": "hak"})
    page = await sari.gets(f"/desk/peserta/{rahmat}")
    for fact in (RAHMAT.kpj, "0844 0001 0001", "12 April 1979", "Nelayan", "tercantum dalam daftar"):
        assert fact in page.text
    assert RAHMAT.nik.number not in page.text
    whole = await sari.posts(f"/desk/peserta/{rahmat}/nik")
    assert RAHMAT.nik.number in whole.text
    assert await audit(console.santun, "nik") == [("staff:sari", str(rahmat), "hak", True)]
    assert RAHMAT.nik.number not in (await sari.gets(f"/desk/peserta/{rahmat}")).text


async def test_an_agent_cannot_press_what_only_supervisors_see(console: Console) -> None:
    rina, rahmat = await console.agent(), await id_of(console.santun, "rahmat")
    await opened_by(rina, rahmat)
    answer = await rina.posts(f"/desk/peserta/{rahmat}/nik")
    assert answer.status == 403
    assert RAHMAT.nik.number not in answer.text
    assert await audit(console.santun, "nik") == []


@pytest.mark.parametrize("day", ["2024-01-01", "0001-01-01", "besok", "", "9999-12-31"])
async def test_the_coverage_of_another_day_is_told_or_the_day_asked_for_again(console: Console, day: str) -> None:
    rina, rahmat = await console.agent(), await id_of(console.santun, "rahmat")
    await opened_by(rina, rahmat)
    page = await rina.posts(f"/desk/peserta/{rahmat}/hari", {"hari": day})
    assert page.status == 200
    if day.startswith("2024"):
        assert "Belum mulai" in page.text
        assert await audit(console.santun, "coverage") == [("staff:rina", str(rahmat), day, True)]
    else:
        assert "Isi tanggalnya" in page.text


async def test_a_forged_id_shows_nothing_and_says_nothing(console: Console) -> None:
    rina, forged = await console.agent(), uuid4()
    closed = await rina.gets(f"/desk/peserta/{forged}")
    assert (closed.status, "Data ini belum dibuka" in closed.text) == (200, True)
    opened = await rina.posts(f"/desk/peserta/{forged}/buka", {"alasan": "telepon"})
    assert (opened.status, "tidak ada di daftar peserta" in opened.text) == (404, True)
    assert (await rina.gets("/desk/peserta/1%20OR%20true")).status == 404
    assert "Sisa hari ini: 20 dari 20 orang" in (await rina.gets("/desk/peserta")).text


async def test_what_a_colleague_opened_stays_shut_for_all_others(console: Console) -> None:
    rina, budi = await console.agent(), await console.agent("budi")
    rahmat = await id_of(console.santun, "rahmat")
    await opened_by(rina, rahmat)
    assert shows_nobody((await budi.gets(f"/desk/peserta/{rahmat}")).text)
    answer = await budi.posts(f"/desk/peserta/{rahmat}/hari", {"hari": "2026-03-03"})
    assert (answer.status, shows_nobody(answer.text)) == (409, True)


async def test_after_twenty_people_the_page_says_whom_to_ask_and_a_supervisor_adds_ten(console: Console) -> None:
    rina, sari = await console.agent(), await console.agent("sari", Role.SUPERVISOR)
    people = await strangers(console.santun, 21)
    await opened_by(rina, *people[:20])
    refused = await rina.posts(f"/desk/peserta/{people[20]}/buka", {"alasan": "telepon"})
    assert refused.status == 409
    assert "Minta penyelia menambah 10 orang" in refused.text
    assert await audit(console.santun, "participant.refused") == [("staff:rina", str(people[20]), "telepon", False)]

    assert "20 dari 20" in (await sari.gets("/desk/izin")).text
    granted = await sari.posts("/desk/izin/rina", {"alasan": "keluhan"})
    assert granted.status == 303
    assert "rina sekarang bisa membuka 10 orang atau pengajuan lagi" in (await sari.gets("/desk/izin")).text
    assert (await rina.posts(f"/desk/peserta/{people[20]}/buka", {"alasan": "telepon"})).status == 303
    assert "Sisa hari ini: 9 dari 30 orang" in (await rina.gets("/desk/peserta")).text


async def test_nobody_grants_themselves_and_an_agent_nobody(console: Console) -> None:
    rina, sari = await console.agent(), await console.agent("sari", Role.SUPERVISOR)
    await opened_by(sari, *await strangers(console.santun, 20))
    own = await sari.posts("/desk/izin/sari", {"alasan": "keluhan"})
    assert (own.status, "oleh orang lain" in own.text) == (409, True)
    assert (await rina.posts("/desk/izin/sari", {"alasan": "keluhan"})).status == 403
    assert (await sari.posts("/desk/izin/siapa", {"alasan": "keluhan"})).status == 404
    assert (await sari.posts("/desk/izin/rina", {})).status == 409
    assert await audit(console.santun, "looks.grant") == []


async def test_a_script_in_a_name_is_a_text(console: Console) -> None:
    sari, rahmat = await console.agent("sari", Role.SUPERVISOR), await id_of(console.santun, "rahmat")
    await renamed(console.santun, rahmat, WICKED, "<img src=x onerror=alert(1)>")
    hits = await sari.posts("/desk/peserta", {"menurut": "nik", "cari": RAHMAT.nik.number, "desa": ""})
    await opened_by(sari, rahmat)
    page = await sari.gets(f"/desk/peserta/{rahmat}")
    assert "&lt;script&gt;alert(1)&lt;/script&gt; Jahat" in page.text
    for text in (hits.text, page.text):
        assert "<script>alert" not in text
        assert "<img src=x" not in text


async def test_a_form_of_another_site_opens_nobody(console: Console) -> None:
    rina, rahmat = await console.agent(), await id_of(console.santun, "rahmat")
    answer = await rina.sends(f"/desk/peserta/{rahmat}/buka", {"alasan": "telepon"})
    assert answer.status == 403
    answer = await rina.posts(f"/desk/peserta/{rahmat}/buka", {"alasan": "telepon"}, Origin="https://jahat.example")
    assert answer.status == 403
    assert await audit(console.santun, "participant.open") == []


async def test_what_was_typed_stands_in_no_address(console: Console) -> None:
    rina = await console.agent()
    page = await rina.gets("/desk/peserta")
    assert 'method="post" action="/desk/peserta"' in page.text


@pytest.mark.browser
async def test_an_agent_finds_somebody_and_looks_at_a_day_on_the_phone(console: Console, windows: Chromium) -> None:
    rina = await console.agent()
    page = await windows.page(rina, "/desk/peserta", viewport=PHONE)
    await page.get_by_label("Cari menurut").select_option("name")
    await page.get_by_label("Yang dicari").fill("rahmat hidayat")
    await page.get_by_role("button", name="Cari", exact=True).click()
    await page.get_by_role("button", name="Buka").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_role("button", name="Buka").click()
    await expect(dialog).to_be_visible()  # the browser itself asks for the reason
    await dialog.get_by_label("Alasan").select_option("datang")
    await dialog.get_by_role("button", name="Buka").click()
    await expect(page.get_by_role("heading", name="Rahmat Hidayat")).to_be_visible()
    await page.get_by_label("Pada tanggal lain").fill("2024-01-01")
    await page.get_by_role("button", name="Periksa").click()
    await expect(page.get_by_text("Kepesertaan mulai 1 November 2024.")).to_be_visible()
    await expect(page).to_have_url(f"{rina.site}/desk/peserta/{await id_of(console.santun, 'rahmat')}")


@pytest.mark.browser
async def test_the_number_appears_where_it_was_masked(console: Console, windows: Chromium) -> None:
    sari, rahmat = await console.agent("sari", Role.ADMIN), await id_of(console.santun, "rahmat")
    await opened_by(sari, rahmat)
    page = await windows.page(sari, f"/desk/peserta/{rahmat}")
    await page.get_by_role("button", name="Tampilkan NIK lengkap").click()
    await expect(page.get_by_text(RAHMAT.nik.number)).to_be_visible()
    await expect(page.get_by_role("button", name="Tampilkan NIK lengkap")).to_have_count(0)
    await page.reload()
    await expect(page.get_by_text(RAHMAT.nik.number)).to_have_count(0)


@pytest.mark.browser
async def test_two_windows_press_at_once_and_the_day_holds(console: Console, windows: Chromium) -> None:
    rina = await console.agent()
    people = await strangers(console.santun, 21)
    await opened_by(rina, *people[:19])
    first, second = [await windows.page(rina, f"/desk/peserta/{person}") for person in people[19:]]
    for page in (first, second):
        await page.get_by_label("Alasan").select_option("telepon")
    await asyncio.gather(*(page.get_by_role("button", name="Buka").click() for page in (first, second)))
    told = [await page.get_by_text("Minta penyelia menambah").count() for page in (first, second)]
    assert sorted(told) == [0, 1]
    assert len(await audit(console.santun, "participant.refused")) == 1
