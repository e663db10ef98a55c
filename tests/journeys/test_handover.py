"""People call a person: from anywhere, at any hour; they hear the place and the time, may leave, and lose no word."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.simulator import Chat
from services.benefits.answers import Matter
from services.coverage import About
from services.coverage.questions import AskNik
from services.dialogues.messages import Menu
from services.helpdesk import Outcome
from services.helpdesk.messages import ConversationTakenUp, InTheQueue, NotedForStaff, QueueLeft
from services.requests import Subject
from tests.journeys.asking import RAHMAT, asks_about_the_dead, tells
from tests.journeys.conftest import Santun
from tests.journeys.desk import (
    at_work,
    calls_a_person,
    conversation_of,
    desk_of,
    heard_by_staff,
    hired,
    is_open,
    it_is,
    says,
    seen,
    staff_hear,
)
from tests.journeys.hearing import saying

QUESTION = "berapa santunan kematian?"


async def test_several_people_wait_in_turn_and_move_up(santun: Santun) -> None:
    await it_is(santun)
    ani = await hired(santun)
    people = [await santun.person(name) for name in ("Siti", "Budi", "Nur")]
    waiting = [await calls_a_person(santun, person) for person in people]
    for place, person in enumerate(people, 1):
        assert any(f"urutan ke-{place}." in message.text for message in person.answers)
    await says(santun, ani, waiting[0], "Ya, Bu?")
    await people[2].says("/status")
    await people[2].hears("Menunggu petugas, urutan ke-2.")
    await people[1].taps("Batalkan antrean")
    await people[1].hears(saying(QueueLeft))
    await people[2].says("batal")
    (again,) = await people[2].hears(saying(InTheQueue))
    assert "masih dalam antrean" in again.text
    assert "urutan ke-1" in again.text
    await people[0].says("/status")
    await people[0].hears("Petugas sedang bersama Anda")


async def test_at_night_the_place_is_kept_and_the_morning_told(santun: Santun, chat: Chat) -> None:
    await it_is(santun, datetime(2026, 12, 4, 14, 0, tzinfo=UTC))  # Friday, ten at night in Sangatta
    await chat.says("petugas")
    (queued,) = await chat.hears(saying(InTheQueue))
    assert "Petugas ada lagi Senin, 7 Desember 2026 pukul 08.00 WITA; urutan Anda tetap." in queued.text
    assert "Paling lambat kami jawab Senin, 7 Desember 2026 pukul 08.30 WITA" in queued.text
    found = await seen(santun, chat)
    assert found.due is not None
    assert santun.house.rooms.region.is_open(found.due - timedelta(seconds=1))


async def test_who_cancels_is_left_in_peace_and_gets_the_same_number_on_asking_again(
    santun: Santun, chat: Chat
) -> None:
    await calls_a_person(santun, chat)
    number = (await seen(santun, chat)).number
    await chat.taps("Batalkan antrean")
    await chat.hears(number)
    await chat.says("zzz qqq xxx")
    await chat.hears()
    assert not await is_open(santun, chat)
    await chat.sends(photo=b"a photo")
    await chat.hears("ketik petugas dulu")
    await chat.taps("Bicara dengan petugas")
    (taken,) = await chat.hears(saying(ConversationTakenUp))
    assert number in taken.text
    await chat.taps("Batalkan antrean")
    await chat.hears(saying(QueueLeft))
    await santun.passes(timedelta(hours=73))
    await calls_a_person(santun, chat)
    assert (await seen(santun, chat)).number != number


async def test_an_old_button_to_leave_says_where_things_stand(santun: Santun, chat: Chat) -> None:
    ani, conversation = await hired(santun), await calls_a_person(santun, chat)
    await chat.taps("Batalkan antrean")
    await chat.hears(saying(QueueLeft))
    await chat.taps("Batalkan antrean", older=True)
    await chat.hears()
    await calls_again(chat)
    await says(santun, ani, conversation, "Ya, Bu?")
    await chat.hears("Ya, Bu?")
    await chat.taps("Batalkan antrean", older=True)
    await chat.hears("Petugas sudah bersama Anda")
    assert await is_open(santun, chat)


async def calls_again(chat: Chat) -> None:
    await chat.says("/petugas")
    await chat.hears(saying(ConversationTakenUp))


async def test_everything_written_while_waiting_reaches_staff_and_questions_are_answered_as_well(
    santun: Santun, chat: Chat
) -> None:
    conversation = await calls_a_person(santun, chat)
    await chat.says("suami saya biasa berlayar sampai jauh malam")
    await chat.hears(saying(NotedForStaff))
    await chat.says("sudah tiga hari ini")
    await staff_hear(santun, conversation, "suami saya biasa berlayar sampai jauh malam", "sudah tiga hari ini")
    assert not await chat.settles(), "what was noted a moment ago is not noted aloud again"
    await chat.says(QUESTION)
    await chat.hears("Rp42.000.000")
    await chat.says("makasih ya bu")
    await chat.hears("Terima kasih kembali")
    await chat.says("status")
    await chat.hears("Menunggu petugas")
    await chat.says("apakah map birunya sudah sampai bu ani?")
    await chat.settles()
    await chat.sends(voice=b"OggS")
    await chat.hears(saying(NotedForStaff))
    await chat.sends_location(0.5, 117.5)
    await chat.shares_contact(phone_number="+6281366612907", first_name="Anak")
    await staff_hear(
        santun,
        conversation,
        "suami saya biasa berlayar sampai jauh malam",
        "sudah tiga hari ini",
        QUESTION,
        "makasih ya bu",
        "status",
        "apakah map birunya sudah sampai bu ani?",
        "voice",
        "location",
        "contact",
    )


async def test_an_album_is_noted_once_and_every_picture_of_it_reaches_staff(santun: Santun, chat: Chat) -> None:
    conversation = await calls_a_person(santun, chat)
    for number in range(4):
        picture = {"file_id": f"p{number}", "file_unique_id": f"u{number}", "width": 90, "height": 90}
        await chat.writes({"photo": [picture], "media_group_id": "7"})
    await staff_hear(santun, conversation, *["photo"] * 4)
    await chat.sends(photo=b"another one")
    await staff_hear(santun, conversation, *["photo"] * 5)
    await chat.settles()
    assert sum(saying(NotedForStaff)(message) for message in chat.messages) == 2


async def test_the_bot_goes_on_while_somebody_waits_and_pictures_go_past_its_questions(
    santun: Santun, chat: Chat
) -> None:
    conversation = await calls_a_person(santun, chat)
    await asks_about_the_dead(chat)
    await chat.sends(photo=b"his card")
    await chat.hears(saying(NotedForStaff))
    await chat.hears(saying(AskNik))
    await chat.says("saya bingung bu nomornya yang mana")
    await chat.hears()
    await tells(chat, RAHMAT.nik.number, "Rahmat Hidayat", "kemarin")
    await chat.hears("terdaftar")
    heard = await heard_by_staff(santun, conversation)
    assert heard == ["photo", "saya bingung bu nomornya yang mana"]
    assert not any(RAHMAT.nik.number in words for words in heard), "a number typed for the bot's question stays there"


async def test_danger_of_life_while_waiting_is_met_with_care_and_staff_hear_it(santun: Santun, chat: Chat) -> None:
    conversation = await calls_a_person(santun, chat)
    await chat.says("saya mau mati saja")
    await chat.hears("119")
    await staff_hear(santun, conversation, "saya mau mati saja")


async def test_a_locked_look_up_leads_to_a_person_who_sees_why(santun: Santun, chat: Chat) -> None:
    await asks_about_the_dead(chat)
    async with at_work(santun) as work:
        for person in (b"a", b"b", b"c"):
            await santun.house.rooms.visitors.spend(work, chat.id, person)
    await chat.says(RAHMAT.nik.number)
    await chat.hears()
    await chat.says("Rahmat Hidayat")
    await chat.says("kemarin")
    await chat.taps("Tidak")
    await chat.hears()
    await chat.taps("Bicara dengan petugas")
    await chat.hears(saying(InTheQueue))
    assert (await seen(santun, chat)).subject is Subject.LOCKED


async def test_a_case_that_the_rules_leave_to_a_person_is_named_to_staff(santun: Santun, chat: Chat) -> None:
    await chat.says("istri kedua dan anak tiri apakah dapat santunan?")
    await chat.hears()
    await chat.forges(f"bi:{Matter.HEIRS_SPECIAL.value}", chat.last.id)
    await chat.hears("kami tidak mau menebak")
    await chat.taps("Bicara dengan petugas")
    await chat.hears(saying(InTheQueue))
    assert (await seen(santun, chat)).subject is Subject.HEIRS


async def test_two_sentences_in_a_row_that_nobody_understands_call_a_person(santun: Santun, chat: Chat) -> None:
    await chat.says("zzz qqq xxx")
    await chat.hears()
    await chat.says("wkwk prrt brrr")
    (queued,) = await chat.hears(saying(InTheQueue))
    assert queued.text.startswith("Kami belum menangkap maksud Anda.")
    async with at_work(santun) as work:
        trace = await desk_of(santun).store.trace(work, await conversation_of(santun, chat))
    assert trace is not None
    assert trace.words == ("zzz qqq xxx", "wkwk prrt brrr")
    await chat.taps("Batalkan antrean")
    await chat.hears(saying(QueueLeft))
    found = await seen(santun, chat)
    assert (found.subject, found.outcome) == (Subject.CONFUSED, Outcome.CANCELLED)


@pytest.mark.parametrize("between", ["/menu", "batal", "terima kasih", "Bengalon", "berapa santunan kematian?"])
async def test_what_is_understood_in_between_begins_the_row_anew(chat: Chat, between: str) -> None:
    await chat.says("zzz qqq xxx")
    await chat.hears()
    await chat.says(between)
    await chat.hears()
    await chat.says("wkwk prrt brrr")
    (said,) = await chat.hears()
    assert not saying(InTheQueue)(said)


async def test_staff_see_what_was_looked_up_and_where_the_person_stood(santun: Santun, chat: Chat) -> None:
    await asks_about_the_dead(chat)
    await tells(chat, RAHMAT.nik.number, "Rahmat Hidayat", "kemarin")
    await chat.hears("terdaftar")
    await chat.says("/pengajuan")
    await chat.hears()
    await chat.says("petugas")
    await chat.hears(saying(InTheQueue))
    found, ani = await seen(santun, chat), await hired(santun)
    async with at_work(santun) as work:
        await desk_of(santun).hands.take(work, ani, found.id)
    found = await seen(santun, chat)
    async with at_work(santun) as work:
        case = await desk_of(santun).book.of(work, ani, found)
    assert case.trace is not None
    assert (case.trace.about, case.trace.found, case.trace.flow) == (About.DECEASED.value, True, "submission")
    assert case.person is not None
    assert case.person.nik == RAHMAT.nik


async def test_what_was_being_asked_is_put_aside_and_not_lost(santun: Santun, chat: Chat) -> None:
    await asks_about_the_dead(chat)
    conversation = await calls_a_person(santun, chat)
    await chat.says("nomornya tidak ketemu bu")
    await chat.hears(saying(NotedForStaff))
    assert await heard_by_staff(santun, conversation) == ["nomornya tidak ketemu bu"]
    await chat.says("menu")
    await chat.hears(saying(Menu))
    await chat.taps("Lanjutkan")
    await chat.hears(saying(AskNik))
