"""People who would rather be called, or have somebody looked for: what staff must know is asked, and nothing twice."""

import pytest

from bot.simulator import Chat
from services.dialogues.messages import Greeted, Menu
from services.helpdesk.messages import InTheQueue
from services.requests import Subject
from services.requests.messages import (
    AskCallerName,
    AskCallerPhone,
    AskSoughtName,
    AskStory,
    AskVillage,
    AskYearOfBirth,
    CheckRequest,
    NothingUnderWay,
    WordsTooLong,
)
from tests.journeys.asking import asks_about_the_dead
from tests.journeys.conftest import Santun
from tests.journeys.desk import calls_a_person, seen
from tests.journeys.hearing import saying


async def asks_to_be_called(chat: Chat) -> None:
    """From the menu to the question for the name."""
    await chat.says("/start")
    await chat.taps("Bicara dengan petugas")
    await chat.hears(saying(InTheQueue))
    await chat.taps("Minta ditelepon saja")
    await chat.hears(saying(AskCallerName))


async def introduces_herself(chat: Chat, village: str = "Sepaso") -> None:
    """Name, number and village, up to the question for her words."""
    await chat.says("Siti Rahmah")
    await chat.hears(saying(AskCallerPhone))
    await chat.says("0812 3456 7890")
    await chat.hears(saying(AskVillage))
    await chat.says(village)


async def test_a_widow_would_rather_be_called(santun: Santun, chat: Chat) -> None:
    await asks_to_be_called(chat)
    number = (await seen(santun, chat)).number
    await introduces_herself(chat)
    await chat.hears(saying(AskStory))
    await chat.says("Kartu suami saya belum pernah datang.")
    (check,) = await chat.hears(saying(CheckRequest))
    assert "Sepaso, Bengalon" in check.text
    assert "0812 3456 7890" in check.text
    await chat.taps("Kirim")
    (told,) = await chat.hears(saying(InTheQueue))
    assert f"Permintaan Anda {number} masih dalam antrean" in told.text, "the place she had, and no second number"
    found = await seen(santun, chat)
    assert found.subject is Subject.CALL
    assert (found.details.name, found.details.phone) == ("Siti Rahmah", "+6281234567890")
    assert found.details.words == "Kartu suami saya belum pernah datang."
    await chat.says("/petugas")
    await chat.hears(saying(InTheQueue))
    assert (await seen(santun, chat)).details.name == "Siti Rahmah", "the name in Telegram does not replace it"


async def test_somebody_is_looked_for_without_a_number(santun: Santun, chat: Chat) -> None:
    await asks_about_the_dead(chat)
    await chat.taps("NIK-nya tidak ada")
    await chat.hears(saying(AskCallerName))
    await chat.says("Siti Rahmah")
    await chat.hears(saying(AskCallerPhone))
    await chat.says("081234567890")
    await chat.hears(saying(AskSoughtName))
    await chat.says("Rahmat Hidayat")
    await chat.hears(saying(AskVillage))
    await chat.says("Sepaso")
    await chat.hears(saying(AskYearOfBirth))
    await chat.says("1971")
    await chat.hears(saying(AskStory))
    await chat.taps("Lewati")
    await chat.hears(saying(CheckRequest))
    await chat.taps("Kirim")
    (queued,) = await chat.hears(saying(InTheQueue))
    found = await seen(santun, chat)
    assert found.number in queued.text
    assert (found.subject, found.details.about, found.details.year) == (Subject.NO_NIK, "Rahmat Hidayat", 1971)


async def test_every_answer_of_the_summary_can_be_changed(santun: Santun, chat: Chat) -> None:
    await asks_to_be_called(chat)
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
    await chat.hears(saying(InTheQueue))
    assert (await seen(santun, chat)).details.name == "Siti Rohmah"


@pytest.mark.parametrize(
    ("typed", "offered"), [("sepso", "Sepaso, Bengalon"), ("desa Sepaso", None), ("Kampung Entah", None)]
)
async def test_a_village_is_understood_confirmed_or_taken_as_typed(chat: Chat, typed: str, offered: str | None) -> None:
    await asks_to_be_called(chat)
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
    await asks_to_be_called(chat)
    await chat.says("12345")
    await chat.hears("Nama ditulis dengan huruf")
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
    await asks_to_be_called(chat)
    await chat.says("Siti Rahmah")
    await chat.hears(saying(AskCallerPhone))
    await chat.presses("Kirim nomor HP saya")
    await chat.hears("0812 0000 0001")
    await chat.hears(saying(AskVillage))
    assert not chat.keyboard


async def test_one_tap_takes_the_name_from_telegram(chat: Chat) -> None:
    await asks_to_be_called(chat)
    await chat.taps("Siti")
    await chat.hears(saying(AskCallerPhone))


async def test_what_is_asked_can_be_put_aside_and_taken_up(chat: Chat) -> None:
    await asks_to_be_called(chat)
    await chat.says("petugas")
    await chat.hears(saying(InTheQueue))
    await chat.says("menu")
    (menu,) = await chat.hears(saying(Menu))
    assert menu.buttons[0] == "Lanjutkan"
    await chat.taps("Lanjutkan")
    await chat.hears(saying(AskCallerName))


async def test_nothing_under_way_is_told_with_ways_on(chat: Chat) -> None:
    await chat.says("/status")
    (said,) = await chat.hears(saying(NothingUnderWay))
    assert said.buttons[-1] == "Bicara dengan petugas"


async def test_a_greeting_is_kept_as_nobodys_name(chat: Chat) -> None:
    await asks_to_be_called(chat)
    await chat.says("halo pak")
    await chat.hears(saying(Greeted))
    await chat.hears(saying(AskCallerName))
    await chat.says("Syukron")
    await chat.hears(saying(AskCallerPhone))


async def test_who_asks_for_a_person_with_a_form_half_done_is_not_asked_on(santun: Santun, chat: Chat) -> None:
    await asks_to_be_called(chat)
    await chat.says("menu")
    await chat.hears(saying(Menu))
    await calls_a_person(santun, chat)
    await chat.says("mau bicara sama petugas saja bu")
    await chat.hears()
    assert not any("Siapa nama" in message.text for message in chat.answers)
