"""People ask whether somebody is insured: a widow, a worker, a stranger who guesses, a phone that was not theirs."""

import asyncio
from datetime import timedelta

import pytest

from bot.simulator import Chat
from services.coverage.messages import (
    CoverNotFound,
    DeathCovered,
    HurtCovered,
    OwnCoverEnded,
    ShareDeathCover,
)
from services.coverage.questions import AskDay, AskName, AskNik
from services.dialogues.messages import Menu
from services.participants.sample.people import demo_person
from services.visitors.messages import (
    AskConsent,
    ConsentInFull,
    ConsentRefused,
    LookUpsLocked,
)
from tests.journeys.asking import AISAH, RAHMAT, asks_about_the_dead, checks_oneself, tells
from tests.journeys.conftest import Santun
from tests.journeys.hearing import saying


async def test_a_widow_learns_that_her_husband_was_insured(santun: Santun, chat: Chat) -> None:
    await asks_about_the_dead(chat)
    await tells(chat, "6408 0412 0479 9001", "rahmat hidayat", "kemarin")
    (answer,) = await chat.hears(saying(DeathCovered))
    assert answer.text.startswith("Almarhum Rahmat Hidayat terdaftar")
    assert "Rp42.000.000" in answer.text
    assert RAHMAT.nik.masked in answer.text
    assert answer.raw["has_protected_content"]
    assert answer.buttons == (
        "Mulai pengajuan", "Berkas yang perlu", "Dasar dan sumber", "Bagikan ke keluarga", "Bicara dengan petugas",
    )  # fmt: skip
    await chat.taps("Bagikan ke keluarga")
    (told, shared) = await chat.hears(saying(ShareDeathCover))
    assert "Teruskan pesan di bawah ini" in told.text
    assert not shared.raw.get("has_protected_content")
    assert "Rahmat" not in shared.text
    await chat.taps("Dasar dan sumber", older=True)
    await chat.hears("PP 82/2019")
    await chat.taps("Berkas yang perlu", older=True)
    await chat.hears("Akta kematian")


async def test_consent_comes_before_anything_personal_and_may_be_refused(santun: Santun, chat: Chat) -> None:
    await chat.says("/start")
    await chat.taps("Keluarga meninggal")
    await chat.taps("Periksa apakah terdaftar")
    await chat.hears(saying(AskConsent))
    await chat.taps("Baca selengkapnya")
    (full,) = await chat.hears(saying(ConsentInFull))
    assert "Dinas Contoh" in full.text
    await chat.taps("Jangan dulu")
    await chat.hears(saying(ConsentRefused))
    async with santun.house.database.work() as work:
        assert await work.raw.fetchval("SELECT count(*) FROM consents") == 0
    await asks_about_the_dead(chat)
    async with santun.house.database.work() as work:
        assert await work.raw.fetchval("SELECT count(*) FROM consents WHERE chat_id = $1", chat.id) == 1


@pytest.mark.parametrize(
    ("typed", "heard"),
    [
        ("640804120479900", "15 angka"),
        ("64080412047990011", "17"),
        ("6408O41204799001", "huruf"),
        ("6408049904799001", "tanggal"),
        ("👍", "huruf"),
        ("nanti ya", "16 angka"),
    ],
)
async def test_each_wrong_number_gets_its_own_sentence_and_is_deleted(chat: Chat, typed: str, heard: str) -> None:
    await asks_about_the_dead(chat)
    number = await chat.says(typed)
    (answer, *_) = await chat.hears()
    assert heard in answer.text.lower(), answer.text
    await chat.until(lambda seen: not seen.has(number))
    await chat.says(RAHMAT.nik.number)
    await chat.hears(saying(AskName))


async def test_unknown_and_misnamed_hear_the_same_words_and_no_sooner_than_agreed(santun: Santun, chat: Chat) -> None:
    heard = []
    for nik, name in ((RAHMAT.nik.number, "Rahmat Hamdani"), ("6408041204799777", "Rahmat Hidayat")):
        await asks_about_the_dead(chat)
        await tells(chat, nik, name)
        (answer,) = await chat.hears(saying(CoverNotFound))
        heard.append((answer.text, answer.buttons))
    assert heard[0] == heard[1]
    assert heard[0][1][:3] == ("Coba lagi", "Minta petugas mencarikan", "Hubungi 175")
    journal = santun.simulator.journal.calls()
    pressed = max(call["started"] for call in journal if call["method"] == "answerCallbackQuery")
    told = max(call["started"] for call in journal if call["method"] == "sendMessage")
    assert told - pressed > 0.6


async def test_another_spelling_is_tried_without_telling_the_day_again(chat: Chat) -> None:
    await asks_about_the_dead(chat)
    await tells(chat, RAHMAT.nik.number, "Rahmad Hidayatullah")
    await chat.hears(saying(CoverNotFound))
    await chat.taps("Coba lagi")
    await chat.hears(saying(AskNik))
    await chat.says(RAHMAT.nik.number)
    await chat.hears(saying(AskName))
    await chat.says("Rahmat Hidayat")
    await chat.hears(saying(DeathCovered))


async def test_a_stranger_who_guesses_is_locked_and_told_until_when(santun: Santun, chat: Chat) -> None:
    for serial in (9701, 9702, 9703):
        await asks_about_the_dead(chat)
        await tells(chat, f"640804120479{serial}", "Ahmad Yani")
        await chat.hears(saying(CoverNotFound))
    await chat.says("/menu")
    await chat.taps("Keluarga meninggal")
    await chat.taps("Periksa apakah terdaftar")
    (locked,) = await chat.hears(saying(LookUpsLocked))
    assert "00.00 WITA" in locked.text
    assert "Bicara dengan petugas" in locked.buttons
    await santun.passes(timedelta(days=1))
    await asks_about_the_dead(chat)


async def test_an_ended_membership_is_told_without_a_verdict(chat: Chat) -> None:
    await checks_oneself(chat, demo_person("yohanes"))
    (answer,) = await chat.hears(saying(OwnCoverEnded))
    assert "30 Juni 2025" in answer.text


async def test_a_name_with_html_or_a_number_for_a_name_is_asked_again(chat: Chat) -> None:
    await asks_about_the_dead(chat)
    await chat.says(RAHMAT.nik.number)
    for wrong in ("<b>Rahmat</b>", "6408041204799001", "a" * 500):
        number = await chat.says(wrong)
        (answer, *_) = await chat.hears()
        assert "nama" in answer.text.lower() or "panjang" in answer.text.lower()
        assert chat.has(number) or wrong.isdigit()
    await chat.says("Rahmat Hidayat")
    await chat.hears(saying(AskDay))


async def test_every_look_leaves_a_row_hit_or_miss(santun: Santun, chat: Chat) -> None:
    await asks_about_the_dead(chat)
    await tells(chat, RAHMAT.nik.number, "Rahmat Hidayat")
    await chat.hears(saying(DeathCovered))
    await asks_about_the_dead(chat)
    await tells(chat, AISAH.nik.number, "Siti Aminah")
    await chat.hears(saying(CoverNotFound))
    async with santun.house.database.work() as work:
        rows = await work.raw.fetch(
            "SELECT found FROM looks WHERE actor = $1 AND action = 'coverage' ORDER BY id", f"chat:{chat.id}"
        )
    assert [row["found"] for row in rows] == [True, False]


async def test_the_picture_of_an_identity_card_does_not_stay(chat: Chat) -> None:
    await asks_about_the_dead(chat)
    picture = await chat.sends(photo=b"a card", caption="KTP almarhum")
    assert (await chat.hears())[-1].buttons
    await chat.until(lambda seen: not seen.has(picture))


async def test_going_back_to_the_consent_and_saying_no_takes_it_back(santun: Santun, chat: Chat) -> None:
    await asks_about_the_dead(chat)
    await chat.says("kembali")
    await chat.hears(saying(AskConsent))
    await chat.taps("Jangan dulu")
    await chat.hears(saying(ConsentRefused))
    async with santun.house.database.work() as work:
        assert await santun.house.rooms.visitors.consent(work, chat.id) is None


async def test_before_the_first_question_lies_the_menu_and_what_was_begun_waits_there(chat: Chat) -> None:
    await asks_about_the_dead(chat)
    for _ in range(2):
        await chat.says("kembali")
    (*_, said) = await chat.hears(saying(Menu))
    assert said.buttons[0] == "Lanjutkan"


async def test_the_consent_can_be_read_after_going_back(chat: Chat) -> None:
    await asks_about_the_dead(chat)
    await chat.says("kembali")
    await chat.taps("Baca selengkapnya")
    await chat.hears(saying(ConsentInFull))
    await chat.taps("Ya, lanjutkan")
    await chat.hears(saying(AskNik))


async def test_somebody_who_was_hurt_learns_what_is_paid(chat: Chat) -> None:
    await chat.says("/menu")
    await chat.taps("Cek kepesertaan")
    await chat.taps("Orang yang kecelakaan")
    await chat.taps("Ya, lanjutkan")
    await chat.hears(saying(AskNik))
    await tells(chat, RAHMAT.nik.number, "Rahmat Hidayat", "semalam", "Belum tahu")
    (answer,) = await chat.hears(saying(HurtCovered))
    assert "Bila karena kerja, berobat ditanggung tanpa batas biaya" in answer.text
    assert "Tempat berobat mitra" in answer.buttons


async def test_two_people_at_once_do_not_hear_each_other(santun: Santun) -> None:
    siti, budi = await santun.person("Siti"), await santun.person("Budi")
    await asyncio.gather(asks_about_the_dead(siti), asks_about_the_dead(budi))
    await asyncio.gather(tells(siti, RAHMAT.nik.number, "Rahmat Hidayat"), tells(budi, AISAH.nik.number, "Siti Aisah"))
    await siti.hears("Almarhum Rahmat Hidayat")
    await budi.hears("Almarhumah Siti Aisah")
    assert not siti.heard("Aisah")
