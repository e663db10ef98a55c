"""What an answer of Telegram means for a letter, and what nobody gets to read about a call that failed."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import uuid4

import orjson
import pytest
from telegram import Bot
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    TelegramError,
    TimedOut,
)

from bot.request import Straight, WireRequest
from handlers.chat.courier import (
    Blocked,
    Courier,
    Failed,
    Flooded,
    FloodError,
    Moved,
    Outcome,
    Sent,
    UnsentError,
    Wrong,
)
from services.post.model import Act, Attachment, Lane
from tests.wire.peer import Conversation, Peer, peer, unused_port

TOKEN = "1234567:AAEhBOweik6ad9r_QXMENQjcrGbqCr4K-bc"


def refusing(status: int, description: str = "", **parameters: Any) -> bytes:
    body = orjson.dumps({"ok": False, "error_code": status, "description": description, "parameters": parameters})
    return reply(status, body)


def reply(status: int, body: bytes) -> bytes:
    return b"HTTP/1.1 %d X\r\nContent-Length: %d\r\n\r\n%s" % (status, len(body), body)


@asynccontextmanager
async def telegram_says(answer: bytes) -> AsyncIterator[tuple[Bot, Straight, Peer]]:
    """A bot whose every call gets this answer; none if it is empty."""

    async def talk(here: Conversation) -> None:
        while True:
            await here.hears()
            if not answer:
                here.resets()
                return
            await here.says(answer)

    async with peer(talk) as there, bot_at(there.url) as (bot, straight):
        yield bot, straight, there


@asynccontextmanager
async def bot_at(url: str) -> AsyncIterator[tuple[Bot, Straight]]:
    request = WireRequest()
    await request.initialize()
    bot = Bot(TOKEN, base_url=f"{url}/bot", base_file_url=f"{url}/file/bot", request=request)
    yield bot, Straight(bot, request)
    await request.shutdown()


def letter(**params: Any) -> Act:
    return Act(1, uuid4(), 5, Lane.REPLY, 1, "sendMessage", params)


NOT_JSON = b"<html>" + TOKEN.encode()
MEANINGS: list[tuple[bytes, type[TelegramError], Outcome]] = [
    (refusing(429, "Too Many Requests: retry after 7", retry_after=7), FloodError, Flooded(7.0)),
    (reply(429, NOT_JSON), FloodError, Flooded(5.0)),
    (refusing(403, "Forbidden: bot was blocked by the user"), Forbidden, Blocked()),
    (refusing(400, "Bad Request: chat upgraded", migrate_to_chat_id=-1001), ChatMigrated, Moved(-1001)),
    (refusing(400, "Bad Request: message is not modified: x"), BadRequest, Sent()),
    (refusing(400, 'Bad Request: no "Siti" 6408040303900001'), BadRequest, Wrong("No … …")),
    (reply(400, NOT_JSON), BadRequest, Wrong("HTTP 400")),
    (reply(413, b""), BadRequest, Wrong("HTTP 413")),
    (refusing(401, "Unauthorized"), InvalidToken, Failed(unsure=False, reason="InvalidToken")),
    (refusing(404, "Not Found"), InvalidToken, Failed(unsure=False, reason="InvalidToken")),
    (refusing(409, "Conflict: terminated"), Conflict, Failed(unsure=True, reason="Conflict")),
    (refusing(502, "Bad Gateway", retry_after=3), NetworkError, Failed(unsure=True, reason="NetworkError")),
    (reply(302, NOT_JSON), NetworkError, Failed(unsure=True, reason="NetworkError")),
    (reply(200, NOT_JSON), TelegramError, Failed(unsure=True, reason="TelegramError")),
    (reply(200, b"[1]"), TelegramError, Failed(unsure=True, reason="TelegramError")),
    (reply(200, b"{}"), TelegramError, Failed(unsure=True, reason="TelegramError")),
    (b"", NetworkError, Failed(unsure=True, reason="NetworkError")),
]


@pytest.mark.parametrize(("answer", "kind", "outcome"), MEANINGS)
async def test_the_straight_way_and_ptbs_hear_the_same(
    answer: bytes, kind: type[TelegramError], outcome: Outcome, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    async with telegram_says(answer) as (bot, straight, there):
        assert await Courier(straight).carry(letter(text="x"), None) == outcome
        if answer not in (reply(200, b"[1]"), reply(200, b"{}")):  # from these PTB itself makes a slip of ours
            with pytest.raises(TelegramError) as caught:
                await bot.send_message(5, "x")
            assert type(caught.value) is kind
            assert "AAEhBOweik6ad9r" not in f"{caught.value!r} {caught.value.__cause__!r}"
            assert len(there.heard) == 2, "a call is never repeated"
    assert "AAEhBOweik6ad9r" not in caplog.text


async def test_a_server_that_is_away_was_surely_not_called() -> None:
    async with bot_at(f"http://127.0.0.1:{unused_port()}") as (bot, straight):
        outcome = await Courier(straight).carry(letter(text="x"), None)
        assert isinstance(outcome, Failed)
        assert not outcome.unsure
        with pytest.raises(UnsentError) as caught:
            await bot.get_me()
        assert TOKEN not in repr(caught.value)


async def test_what_is_sent_is_the_letters_parameters_and_nothing_that_is_none() -> None:
    async with telegram_says(reply(200, b'{"ok":true,"result":{"message_id":8}}')) as (_, straight, there):
        assert await Courier(straight).carry(letter(text="x", reply_markup=None, parse_mode="HTML"), 7) == Sent(8)
        assert orjson.loads(there.heard[0][1]) == {"text": "x", "parse_mode": "HTML", "chat_id": 5, "message_id": 7}
        assert await Courier(straight).stop_clock("q1") == Sent()
        assert there.heard[1][0].startswith(f"POST /bot{TOKEN}/answerCallbackQuery ".encode())
        assert orjson.loads(there.heard[1][1]) == {"callback_query_id": "q1"}


async def test_a_file_cannot_break_out_of_its_field() -> None:
    name = 'kar"tu\r\nX-Evil: 1.pdf'
    file = Attachment("document", name, "application/pdf\r\nX-Evil: 2", b"\r\n--x--\r\n")
    act = Act(1, uuid4(), 5, Lane.REPLY, 1, "sendDocument", {"caption": "ini"}, (file,))
    async with telegram_says(reply(200, b'{"ok":true,"result":[{"message_id":8},{"message_id":9}]}')) as (
        _,
        straight,
        there,
    ):
        assert await Courier(straight).carry(act, None) == Sent(8)
        content = there.heard[0][1]
    assert b'filename="kar%22tu%0D%0AX-Evil: 1.pdf"\r\nContent-Type: application/octet-stream\r\n\r\n' in content
    assert b"\r\n\r\n\r\n--x--\r\n\r\n--" in content
    assert b'name="chat_id"\r\n\r\n5\r\n' in content


async def test_ptb_may_wait_for_long_and_be_told_to_wait_less() -> None:
    async def talk(here: Conversation) -> None:
        await here.hears()
        await here.reader.read()

    async with peer(talk) as there, bot_at(there.url) as (bot, _):
        with pytest.raises(TimedOut):
            await bot.get_me(read_timeout=0.2)


async def test_ptb_sends_files_and_downloads_them() -> None:
    async with telegram_says(
        reply(200, b'{"ok":true,"result":{"message_id":8,"date":0,"chat":{"id":5,"type":"private"}}}')
    ) as (
        bot,
        _,
        there,
    ):
        sent = await bot.send_document(5, b"content", filename="a.txt", caption="é")
        assert sent.message_id == 8
        assert b'filename="a.txt"\r\nContent-Type: text/plain\r\n\r\ncontent\r\n' in there.heard[0][1]
        assert (await bot.request.retrieve(f"{there.url}/file/bot{TOKEN}/a b.txt".replace(" ", "%20"))).startswith(b"{")


async def test_after_the_end_nothing_is_called() -> None:
    request = WireRequest()
    bot = Bot(TOKEN, request=request)
    with pytest.raises(UnsentError):
        await Straight(bot, request).call("getMe", {})
