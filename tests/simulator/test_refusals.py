"""The simulator says no where Telegram says no, in the same words."""

from typing import Any

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, Forbidden, InvalidToken, RetryAfter

from bot.simulator import TELEGRAM, Limits, Simulator, Telegram
from bot.simulator.limits import Window
from tests.simulator.conftest import TOKEN, refusal


@pytest.mark.parametrize(
    ("method", "params", "description"),
    [
        ("sendMessage", {"text": "x"}, "Bad Request: chat_id is empty"),
        ("sendMessage", {"chat_id": 1, "text": "x"}, "Bad Request: chat not found"),
        ("sendMessage", {}, "Bad Request: message text is empty"),
        ("sendMessage", {"text": "   "}, "Bad Request: message text is empty"),
        ("sendMessage", {"text": "x" * 4097}, "Bad Request: message is too long"),
        ("sendMessage", {"text": "🙂" * 2049}, "Bad Request: message is too long"),
        ("editMessageText", {"text": "x"}, "Bad Request: message identifier is not specified"),
        ("editMessageText", {"text": "x", "message_id": 99}, "Bad Request: message to edit not found"),
        ("editMessageText", {"text": "x", "message_id": 1}, "Bad Request: message can't be edited"),
        ("deleteMessage", {"message_id": 99}, "Bad Request: message to delete not found"),
        ("sendDocument", {}, "Bad Request: there is no document in the request"),
        (
            "answerCallbackQuery",
            {"callback_query_id": "1"},
            "Bad Request: query is too old and response timeout expired or query ID is invalid",
        ),
        ("getFile", {"file_id": "x"}, "Bad Request: wrong file_id or the file is temporarily unavailable"),
    ],
)
async def test_wrong_calls(
    simulator: Simulator, telegram: Telegram, method: str, params: dict[str, Any], description: str
) -> None:
    siti = await telegram.person()
    await siti.says("halo")
    has_chat = method not in {"answerCallbackQuery", "getFile"} and not description.endswith("chat_id is empty")
    known = {"chat_id": siti.id} if has_chat else {}
    assert await refusal(simulator, method, **(known | params)) == (400, description)


async def test_an_unknown_method_and_a_wrong_token(simulator: Simulator) -> None:
    assert await refusal(simulator, "sendLove") == (404, "Not Found: method not found")
    with pytest.raises(InvalidToken):
        await Bot("1:wrong", base_url=f"{simulator.url}/bot").initialize()


async def test_a_bot_cannot_write_first(telegram: Telegram, bot: Bot) -> None:
    siti = await telegram.person()
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(siti.id, "Selamat datang")


async def test_callback_data_is_at_most_64_bytes(telegram: Telegram, bot: Bot) -> None:
    siti = await telegram.person()
    await siti.says("halo")

    async def send(data: str) -> None:
        markup = InlineKeyboardMarkup([[InlineKeyboardButton("Ya", callback_data=data)]])
        await bot.send_message(siti.id, "Lanjut?", reply_markup=markup)

    await send("é" * 32)
    with pytest.raises(BadRequest, match=r"(?i)button_data_invalid"):
        await send("é" * 33)


async def test_an_edit_that_changes_nothing_is_refused(telegram: Telegram, bot: Bot) -> None:
    siti = await telegram.person()
    await siti.says("halo")
    sent = await bot.send_message(siti.id, "<b>Sama</b>", "HTML")
    with pytest.raises(BadRequest, match="Message is not modified"):
        await bot.edit_message_text("<b>Sama</b>", siti.id, sent.message_id, parse_mode="HTML")


async def test_a_blocked_bot_is_forbidden_until_it_is_let_in_again(telegram: Telegram, bot: Bot) -> None:
    siti = await telegram.person()
    await siti.says("halo")
    await siti.blocks()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(siti.id, "Apa kabar?")
    await siti.unblocks()
    await bot.send_message(siti.id, "Apa kabar?")


async def test_a_file_above_20_megabytes_is_too_big(telegram: Telegram, bot: Bot) -> None:
    siti = await telegram.person()
    await siti.sends(document=b"x", name="besar.zip", claimed_size=21 * 1024 * 1024)
    (update,) = await bot.get_updates(timeout=5)
    assert update.message
    assert update.message.document
    with pytest.raises(BadRequest, match="File is too big"):
        await update.message.document.get_file()


async def test_flood_limits_hold_per_chat_and_over_all() -> None:
    limits = Limits(overall_per_second=5, chat_per_second=1, chat_burst=2)
    async with Simulator(TOKEN, limits=limits) as simulator, Telegram(simulator.url) as telegram:
        people = [await telegram.person(name) for name in ("A", "B", "C", "D")]
        for person in people:
            await person.says("halo")
        async with Bot(TOKEN, base_url=f"{simulator.url}/bot") as bot:
            for person in (people[0], people[0], people[1], people[1], people[2]):
                await bot.send_message(person.id, "x")
            with pytest.raises(RetryAfter) as all_chats:
                await bot.send_message(people[3].id, "x")
            with pytest.raises(RetryAfter) as one_chat:
                await bot.send_message(people[0].id, "x")
    assert all_chats.value.retry_after
    assert one_chat.value.retry_after


async def test_a_group_hears_at_most_twenty_a_minute_topics_included() -> None:
    async with Simulator(TOKEN, limits=TELEGRAM) as simulator, Telegram(simulator.url) as telegram:
        group = await telegram.forum("Grup petugas", await telegram.person("Rina"))
        async with Bot(TOKEN, base_url=f"{simulator.url}/bot") as bot:
            thread = (await bot.create_forum_topic(group, "Satu")).message_thread_id
            await bot.close_forum_topic(group, thread)
            with pytest.raises(BadRequest, match=r"(?i)topic_not_modified"):
                await bot.close_forum_topic(group, thread)
            for number in range(18):
                await bot.send_message(group, f"Pesan {number}", message_thread_id=thread)
            for one_more in (
                bot.send_message(group, "Terlalu banyak", message_thread_id=thread),
                bot.create_forum_topic(group, "Dua"),
                bot.reopen_forum_topic(group, thread),
            ):
                with pytest.raises(RetryAfter) as flooded:
                    await one_more
                assert flooded.value.retry_after in range(50, 61), "the first of the twenty is a minute old only then"
            assert await bot.delete_message(group, thread + 2), "what leaves no message is not counted"


def test_within_any_minute_a_group_gets_no_more() -> None:
    """One message every two seconds: what passes is counted in every minute that one of them begins."""
    window, passed = Window(20), []
    for now in range(0, 300, 2):
        if not window.wait(now):
            window.count(now)
            passed.append(now)
    assert max(sum(begin <= moment < begin + 60 for moment in passed) for begin in passed) == 20
    assert len(passed) == 100
