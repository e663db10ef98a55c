"""People ask for a person: from the menu, in the middle of something else, after a miss; and are answered."""

from datetime import timedelta

import pytest

from bot.simulator import Chat
from services.dialogues.messages import Greeted, Menu
from services.requests import Request, Subject
from services.requests.messages import (
    AskCallerName,
    AskCallerPhone,
    AskMore,
    AskStory,
    AskVillage,
    CheckRequest,
    NothingUnderWay,
    NothingWaits,
    RequestAnswered,
    RequestTaken,
    WordsAdded,
    WordsTooLong,
)
from services.staff import Act, Role
from tests.journeys.conftest import Santun
from tests.journeys.hearing import saying


async def asks_for_a_person(chat: Chat) -> None:
    """From the menu to the question for the name."""
    await chat.says("/start")
    await chat.taps("Bicara dengan petugas")
    await chat.hears(saying(AskCallerName))


async def introduces_herself(chat: Chat, village: str = "Sepaso") -> None:
    """Name, number and village, up to the question for her words."""
    await chat.says("Siti Rahmah")
    await chat.hears(saying(AskCallerPhone))
    await chat.says("0812 3456 7890")
    await chat.hears(saying(AskVillage))
    await chat.says(village)


async def the_request(santun: Santun, chat: Chat) -> Request:
    """The chat's only request, with everything in it."""
    async with santun.house.database.work() as work:
        (headline,) = await santun.house.rooms.requests.of_chat(work, chat.id)
        sari = await santun.house.rooms.staff.add(work, "sari", Role.ADMIN, by="system:test")
        request, _ = await santun.house.rooms.requests.show(work, sari, headline.number, "uji")
        return request


async def test_a_widow_asks_for_a_person_and_is_answered(santun: Santun, chat: Chat) -> None:
    await asks_for_a_person(chat)
    await introduces_herself(chat)
    await chat.hears(saying(AskStory))
    await chat.says("Kartu suami saya belum pernah datang.")
    (check,) = await chat.hears(saying(CheckRequest))
    assert "Sepaso, Bengalon" in check.text
    assert "0812 3456 7890" in check.text
    await chat.taps("Kirim")
    (taken,) = await chat.hears(saying(RequestTaken))
    request = await the_request(santun, chat)
    assert request.number in taken.text
    assert request.subject is Subject.TALK
    async with santun.house.database.work() as work:
        sari = await santun.house.rooms.staff.allowed(work, "sari", Act.ANSWER_REQUEST)
        await santun.house.rooms.requests.answer(work, sari, request.number, "Kartunya ada di kantor desa, Bu.")
    (*_, answer) = await chat.hears(saying(RequestAnswered), within=10)
    assert "Kartunya ada di kantor desa, Bu." in answer.text
    await chat.says("/status")
    await chat.hears("Sudah dijawab petugas")


async def test_every_answer_of_the_summary_can_be_changed(santun: Santun, chat: Chat) -> None:
    await asks_for_a_person(chat)
    await introduces_herself(chat)
    await chat.hears(saying(AskStory))
    await chat.taps("Lewati")
    for button, answer, shown in (
        ("Ubah nama", "Siti Rohmah", "Siti Rohmah"),
        ("Ubah telepon", "0811 1111 1111", "0811 1111 1111"),
        ("Ubah desa", "Swarga Bara", "Swarga Bara, Sangatta Utara"),
        ("Ubah cerita", "Ingin bertanya.", "Ingin bertanya."),
    ):
        await chat.hears(saying(CheckRequest))
        await chat.taps(button)
        await chat.hears()
        await chat.says(answer)
        (*_, check) = await chat.hears(saying(CheckRequest))
        assert shown in check.text
    await chat.says("ya")
    await chat.hears(saying(RequestTaken))
    assert (await the_request(santun, chat)).details.name == "Siti Rohmah"


@pytest.mark.parametrize(
    ("typed", "offered"), [("sepso", "Sepaso, Bengalon"), ("desa Sepaso", None), ("Kampung Entah", None)]
)
async def test_a_village_is_understood_confirmed_or_taken_as_typed(chat: Chat, typed: str, offered: str | None) -> None:
    await asks_for_a_person(chat)
    await introduces_herself(chat, typed)
    if offered:
        (which, *_) = await chat.hears()
        assert which.buttons == (offered, "Bukan, tulis apa adanya")
        await chat.taps(offered)
    await chat.hears(saying(AskStory))
    await chat.taps("Lewati")
    (check,) = await chat.hears(saying(CheckRequest))
    assert (offered or {"desa Sepaso": "Sepaso, Bengalon"}.get(typed, typed)) in check.text


async def test_wrong_answers_get_their_own_sentence(chat: Chat) -> None:
    await asks_for_a_person(chat)
    await chat.says("12345")
    await chat.hears("Nama ditulis dengan huruf")
    await chat.sends(voice=b"OggS")
    await chat.hears("Pesan suara belum bisa kami dengarkan")
    await chat.says("Siti Rahmah")
    await chat.hears(saying(AskCallerPhone))
    await chat.says("0812")
    await chat.hears("Baru 4 angka")
    await chat.says("besok saja")
    await chat.hears("ditulis dengan angka")
    await chat.says("081234567890")
    await chat.hears(saying(AskVillage))
    await chat.says("6408040303900001")
    await chat.hears("nama desa")
    await chat.says("Sepaso")
    await chat.hears(saying(AskStory))
    await chat.says("a" * 2001)
    await chat.hears(saying(WordsTooLong))


async def test_the_contact_button_gives_the_number(santun: Santun) -> None:
    chat = await santun.person("Siti", phone="+6281200000001")
    await asks_for_a_person(chat)
    await chat.says("Siti Rahmah")
    await chat.hears(saying(AskCallerPhone))
    await chat.presses("Kirim nomor HP saya")
    await chat.hears("0812 0000 0001")
    await chat.hears(saying(AskVillage))
    assert not chat.keyboard


async def test_one_tap_takes_the_name_from_telegram(chat: Chat) -> None:
    await asks_for_a_person(chat)
    await chat.taps("Siti")
    await chat.hears(saying(AskCallerPhone))


async def test_a_person_is_one_word_away_in_the_middle_of_anything(chat: Chat) -> None:
    await chat.says("/petugas")
    await chat.hears(saying(AskCallerName))
    await chat.says("petugas")
    await chat.hears(saying(AskCallerName))
    await chat.says("menu")
    (menu,) = await chat.hears(saying(Menu))
    assert menu.buttons[0] == "Lanjutkan"
    await chat.taps("Lanjutkan")
    await chat.hears(saying(AskCallerName))


async def test_nothing_under_way_is_told_with_ways_on(chat: Chat) -> None:
    await chat.says("/status")
    (said,) = await chat.hears(saying(NothingUnderWay))
    assert said.buttons[-1] == "Bicara dengan petugas"


async def test_after_hours_the_person_hears_the_next_morning(santun: Santun, chat: Chat) -> None:
    async with santun.house.database.work() as work:
        await work.raw.execute(
            "UPDATE house SET clock_shift = '2026-11-27 12:00+00'::timestamptz - statement_timestamp()"
        )
    await santun.passes(timedelta(minutes=1))
    await asks_for_a_person(chat)
    await introduces_herself(chat)
    await chat.hears(saying(AskStory))
    await chat.taps("Lewati")
    await chat.hears(saying(CheckRequest))
    await chat.taps("Kirim")
    (taken,) = await chat.hears(saying(RequestTaken))
    assert "Senin, 30 November 2026 pukul 08.00 WITA" in taken.text


async def test_while_a_request_waits_nothing_is_asked_again(santun: Santun, chat: Chat) -> None:
    await asks_for_a_person(chat)
    await introduces_herself(chat)
    await chat.hears(saying(AskStory))
    await chat.taps("Lewati")
    await chat.hears(saying(CheckRequest))
    await chat.says("sudah")
    await chat.hears(saying(RequestTaken))
    await chat.says("/petugas")
    (asked,) = await chat.hears(saying(AskMore))
    assert asked.buttons == ("Tidak ada, tunggu saja", "Permintaan lain")
    await chat.says("Terima kasih, rumah saya dekat masjid.")
    await chat.hears(saying(WordsAdded))
    assert (await the_request(santun, chat)).details.words == "Terima kasih, rumah saya dekat masjid."
    await chat.says("petugas")
    await chat.taps("Permintaan lain")
    await chat.hears(saying(AskCallerName))


@pytest.mark.parametrize("said", ["Rumah saya dekat masjid.", "lewati"])
async def test_a_request_closed_meanwhile_ends_the_conversation_about_it(santun: Santun, chat: Chat, said: str) -> None:
    await asks_for_a_person(chat)
    await introduces_herself(chat)
    await chat.hears(saying(AskStory))
    await chat.taps("Lewati")
    await chat.hears(saying(CheckRequest))
    await chat.says("sudah")
    await chat.hears(saying(RequestTaken))
    await chat.says("/petugas")
    await chat.hears(saying(AskMore))
    number = (await the_request(santun, chat)).number
    async with santun.house.database.work() as work:
        budi = await santun.house.rooms.staff.add(work, "budi", Role.ADMIN, by="system:test")
        await santun.house.rooms.requests.close(work, budi, number)
    await chat.says(said)
    await chat.hears(saying(NothingWaits))
    await chat.says("/petugas")
    await chat.hears(saying(AskCallerName))


async def test_a_greeting_is_kept_as_nobodys_name(chat: Chat) -> None:
    await asks_for_a_person(chat)
    await chat.says("halo pak")
    await chat.hears(saying(Greeted))
    await chat.hears(saying(AskCallerName))
    await chat.says("Syukron")
    await chat.hears(saying(AskCallerPhone))
