"""What nobody was asked for: numbers where they do not belong, made-up buttons, updates that cannot be stored."""

from typing import Any

import pytest

from bot.simulator import Chat
from services.benefits.questions import AskDayOfEvent, AskIfFromWork, AskWhatToReckon
from services.dialogues.messages import AlreadyAnswered, ConversationThrownAway, EditsAreNotRead, NumberTakenAway
from tests.journeys.conftest import Santun
from tests.journeys.hearing import saying

NIK = "6408040303900001"


@pytest.mark.parametrize(
    "words",
    [
        f"/status {NIK}",
        f"/cek {NIK}",
        "6408 0403  0390  0001",
        "6408/0403/0390/0001",
        "6408\u200b0403\u200b0390\u200b0001",
    ],
)
async def test_a_number_does_not_stay_however_it_is_written(chat: Chat, words: str) -> None:
    number = await chat.says(words)
    await chat.hears(saying(NumberTakenAway))
    await chat.until(lambda seen: not seen.has(number))


async def test_a_number_does_not_stay_under_a_photo_or_by_an_edit(chat: Chat) -> None:
    photo = await chat.sends(photo=b"a photo", caption=NIK)
    await chat.hears(saying(NumberTakenAway))
    await chat.until(lambda seen: not seen.has(photo))
    await chat.says("/menu")
    text = await chat.says("resep bakso")
    await chat.hears()
    await chat.edits(text, NIK)
    await chat.hears(saying(NumberTakenAway))
    await chat.until(lambda seen: not seen.has(text))


async def test_a_live_location_on_its_way_is_no_edit(santun: Santun, chat: Chat) -> None:
    text = await chat.says("/menu")
    (menu,) = await chat.hears()
    moved = {"message_id": text, "date": 1, "edit_date": 2, "location": {"latitude": 0.5, "longitude": 117.5}}
    here = {"chat": {"id": chat.id, "type": "private"}, "from": {"id": chat.id, "is_bot": False, "first_name": "Siti"}}
    await santun.telegram.raw_update("edited_message", moved | here, chat.id)
    await chat.edits(text, "/start")
    await chat.hears(saying(EditsAreNotRead))
    assert [message.text for message in chat.messages if message.from_bot and saying(EditsAreNotRead)(message)] == [
        chat.last.text
    ]
    assert menu.text != chat.last.text


@pytest.mark.parametrize("value", ["²", "--5", "-100", "9" * 30, ""])
async def test_a_made_up_choice_is_not_an_answer(chat: Chat, value: str) -> None:
    await chat.says("hitungkan")
    await chat.hears(saying(AskWhatToReckon))
    await chat.taps("Meninggal")
    await chat.hears(saying(AskDayOfEvent))
    await chat.says("kemarin")
    (question,) = await chat.hears(saying(AskIfFromWork))
    await chat.taps("Tidak")
    (months,) = await chat.hears()
    await chat.forges(f"c:calculator:months:{value}", months.id)
    await chat.hears(saying(AlreadyAnswered))
    assert (await chat.hears())[-1].buttons == months.buttons
    assert question.id < months.id


@pytest.mark.parametrize("value", ["²", "9" * 40])
async def test_a_made_up_choice_is_not_the_answer_just_given(chat: Chat, value: str) -> None:
    await chat.says("hitungkan")
    for label in ("Meninggal", "Hari ini", "Tidak"):
        await chat.taps(label)
    await chat.taps("Lebih dari 3 bulan")
    (children,) = await chat.hears()
    await chat.forges(f"c:calculator:months:{value}", children.id)
    await chat.hears(saying(AlreadyAnswered))


async def test_a_made_up_name_of_a_conversation_throws_nothing_away(chat: Chat) -> None:
    await chat.says("/menu")
    (menu,) = await chat.hears()
    await chat.forges("dc:\0", menu.id)
    await chat.hears(saying(ConversationThrownAway))


async def test_a_made_up_conversation_outside_any_is_no_fault_of_ours(chat: Chat) -> None:
    await chat.says("/menu")
    (menu,) = await chat.hears()
    await chat.forges("c:\0:months:3", menu.id)
    await chat.hears(saying(AlreadyAnswered))


async def test_an_update_nested_deeper_than_we_can_write_does_not_hold_up_the_others(
    santun: Santun, chat: Chat
) -> None:
    deep: dict[str, Any] = {}
    for _ in range(500):
        deep = {"deeper": deep}
    await santun.telegram.raw_update("message", {"deep": deep}, chat.id)
    await chat.says("/menu")
    await chat.hears()
