"""Who waits for a person is not left alone: help in an emergency, the place when they ask, and kind small words."""

import pytest

from bot.simulator import Chat
from services.dialogues.messages import NumberTakenAway
from services.helpdesk.hints import FileTooLarge, FileUnreadable, NotInTheQueue
from services.helpdesk.messages import (
    AnotherOffice,
    BackInTheQueue,
    ConversationTakenUp,
    InTheQueue,
    NikKeptForStaff,
    NotedForStaff,
    QueueLeft,
    WaitLonger,
)
from services.requests.messages import AskCallerName, NotAName
from tests.journeys.conftest import Santun
from tests.journeys.desk import (
    at_work,
    calls_a_person,
    conversation_of,
    desk_of,
    hired,
    is_answered,
    is_open,
    it_is,
    seen,
    staff_hear,
    was_answered,
)
from tests.journeys.hearing import saying

ACCIDENT = "teman saya jatuh dari truk, parah"
HELP = "ke IGD terdekat dulu"
NIK = "6408040303900001"
LEAVE = "Batalkan antrean"


async def test_an_accident_while_waiting_brings_help_at_once_and_staff_hear_it(santun: Santun, chat: Chat) -> None:
    conversation = await calls_a_person(santun, chat)
    await chat.says(ACCIDENT)
    await chat.hears(saying(NotedForStaff))
    await chat.hears(HELP)
    await staff_hear(santun, conversation, ACCIDENT)


async def test_an_accident_told_after_the_end_calls_staff_again_and_brings_help(santun: Santun, chat: Chat) -> None:
    await was_answered(santun, chat, await hired(santun))
    await chat.says(ACCIDENT)
    await chat.hears(saying(ConversationTakenUp))
    await chat.hears(HELP)


@pytest.mark.parametrize("is_waiting", [True, False])
async def test_an_accident_told_with_a_nik_brings_help_and_the_nik_is_taken_away(
    santun: Santun, chat: Chat, is_waiting: bool
) -> None:
    if is_waiting:
        await calls_a_person(santun, chat)
    number = await chat.says(f"teman saya jatuh dari truk, NIK {NIK} tlg cek")
    await chat.hears(saying(NikKeptForStaff if is_waiting else NumberTakenAway))
    await chat.hears(HELP)
    await chat.settles()
    assert number not in [message.id for message in chat.messages]


@pytest.mark.parametrize("asked", ["kapan dijawab?", "kapan dijwb nya pak", "masih lama ya?"])
async def test_who_waits_and_asks_how_long_hears_the_place_and_the_promise(
    santun: Santun, chat: Chat, asked: str
) -> None:
    await it_is(santun)
    conversation = await calls_a_person(santun, chat)
    await chat.says(asked)
    (told,) = await chat.hears(saying(InTheQueue))
    assert "urutan ke-1" in told.text
    assert "Paling lambat kami jawab" in told.text
    await staff_hear(santun, conversation, asked)
    await chat.says("kapan paling lambat lapor klaim kematian?")
    (said,) = await chat.hears()
    assert not saying(InTheQueue)(said)


async def test_words_that_were_not_understood_stay_with_staff_when_the_person_leaves_and_asks_again(
    santun: Santun, chat: Chat
) -> None:
    await chat.says("zzz qqq xxx")
    await chat.hears()
    await chat.says("wkwk prrt brrr")
    await chat.hears(saying(InTheQueue))
    await chat.taps(LEAVE)
    await chat.hears(saying(QueueLeft))
    await chat.says("grgl mrfl")
    await chat.hears()
    await chat.says("petugas")
    await chat.hears(saying(ConversationTakenUp))
    async with at_work(santun) as work:
        trace = await desk_of(santun).store.trace(work, await conversation_of(santun, chat))
    assert trace is not None
    assert trace.words == ("zzz qqq xxx", "wkwk prrt brrr", "grgl mrfl")


async def test_the_form_for_a_call_takes_no_call_for_staff_as_a_name(santun: Santun, chat: Chat) -> None:
    await calls_a_person(santun, chat)
    await chat.taps("Minta ditelepon saja")
    await chat.hears(saying(AskCallerName))
    await chat.says("bu yg td itu")
    await chat.hears(saying(NotAName))
    await chat.says("tolong petugas")
    await chat.hears(saying(InTheQueue))


async def test_a_second_tap_to_leave_is_no_rebuke(santun: Santun, chat: Chat) -> None:
    await calls_a_person(santun, chat)
    await chat.taps(LEAVE)
    await chat.hears(saying(QueueLeft))
    await chat.taps(LEAVE, older=True)
    (said,) = await chat.hears(saying(NotInTheQueue))
    assert said.buttons == ("Bicara dengan petugas", "Menu")


@pytest.mark.parametrize("praise", ["ya allah baik bgt", "alhamdulillah", "semoga sehat selalu bu"])
async def test_praise_after_the_end_is_answered_in_kind_and_calls_nobody(
    santun: Santun, chat: Chat, praise: str
) -> None:
    await was_answered(santun, chat, await hired(santun))
    await chat.says(praise)
    await chat.hears("Terima kasih kembali")
    assert not await is_open(santun, chat)


async def test_a_file_that_staff_cannot_open_is_told_while_waiting(santun: Santun, chat: Chat) -> None:
    conversation = await calls_a_person(santun, chat)
    await chat.sends(document=b"PK", name="surat kematian.docx")
    (said,) = await chat.hears(saying(FileUnreadable))
    assert said.buttons == (LEAVE, "Menu")
    await chat.sends(document=b"%PDF-", name="kartu.pdf", claimed_size=21 << 20)
    await chat.hears(saying(FileTooLarge))
    await chat.sends(document=b"%PDF-", name="kartu.pdf")
    await chat.hears(saying(NotedForStaff))
    await staff_hear(santun, conversation, "document", "document", "document")


async def test_a_file_that_the_member_cannot_open_is_told_once_in_the_conversation(santun: Santun, chat: Chat) -> None:
    conversation = await is_answered(santun, chat, await hired(santun))
    await chat.sends(document=b"PK", name="surat kematian.docx")
    await chat.hears(saying(FileUnreadable))
    await chat.sends(document=b"PK", name="surat nikah.docx")
    await chat.sends(document=b"JFIF", name="KTP.JPG")
    await staff_hear(santun, conversation, "document", "document", "document")
    assert not await chat.settles()


async def test_whoever_is_put_back_into_a_queue_or_waits_longer_may_leave(santun: Santun, chat: Chat) -> None:
    await it_is(santun)
    ani = await hired(santun)
    conversation = await is_answered(santun, chat, ani)
    async with at_work(santun) as work:
        await desk_of(santun).hands.release(work, ani, conversation)
    back = (await chat.hears(saying(BackInTheQueue)))[-1]
    due = (await seen(santun, chat)).due
    assert due is not None
    await it_is(santun, due)
    async with at_work(santun) as work:
        await desk_of(santun).watch.keep(work)
    longer = (await chat.hears(saying(WaitLonger)))[-1]
    async with at_work(santun) as work:
        await desk_of(santun).hands.take(work, ani, conversation)
        await desk_of(santun).hands.transfer(work, ani, conversation, "branch", "perlu kantor cabang")
    moved = (await chat.hears(saying(AnotherOffice)))[-1]
    assert back.buttons == longer.buttons == moved.buttons == (LEAVE, "Menu")
    await chat.taps(LEAVE)
    await chat.hears(saying(QueueLeft))
    assert not await is_open(santun, chat)
