"""Stored before acknowledged: what the webhook answers, and what one bad update does to its neighbours."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import aiohttp
import orjson
import pytest
import pytest_asyncio
from yarl import URL

from bot.simulator import Telegram
from bot.simulator.client import Chat
from handlers.chat.accept import DatabaseAwayError, MalformedError
from handlers.hooks import SECRET_HEADER
from tests.post.station import SECRET, Plan, Station, station, until


def message(update: int, chat: int, text: str) -> dict[str, Any]:
    user = {"id": chat, "is_bot": False, "first_name": "Siti"}
    return {
        "update_id": update,
        "message": {
            "message_id": update,
            "date": 0,
            "chat": {"id": chat, "type": "private"},
            "from": user,
            "text": text,
        },
    }


@pytest_asyncio.fixture
async def quiet(plan: Plan) -> AsyncIterator[Station]:
    """A station that nobody brings updates to."""
    async with station(replace(plan, parts=("replica", "intake"))) as here:
        yield here


async def test_an_update_brought_again_takes_effect_once(quiet: Station) -> None:
    body = orjson.dumps(message(7, 100, "a"))
    await asyncio.gather(*(quiet.intake.accept(body) for _ in range(20)))
    await until(quiet.texts)
    await quiet.intake.accept(body)
    await quiet.intake.accept(orjson.dumps(message(8, 100, "b")))
    await until(lambda: quiet.value("SELECT count(*) = 2 FROM effects"))
    assert await quiet.texts() == ["a", "b"]


async def test_what_arrives_together_shares_a_commit_and_keeps_its_order(quiet: Station) -> None:
    before = await quiet.value("SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()")
    assert before is not None
    await asyncio.gather(*(quiet.intake.accept(orjson.dumps(message(n, 100 + n % 3, str(n)))) for n in range(50)))
    stamps = await quiet.value("SELECT count(DISTINCT xmin::text) FROM inbox WHERE state = 'waiting'")
    assert stamps <= 3
    await until(lambda: quiet.value("SELECT count(*) = 50 FROM effects"))
    texts = [int(text) for text in await quiet.texts()]
    for chat in range(3):
        assert [n for n in texts if n % 3 == chat] == list(range(chat, 50, 3))


async def test_a_bad_update_does_not_spoil_the_commit_of_its_neighbours(quiet: Station) -> None:
    # PostgreSQL refuses this number only when the rows are written: the check is taken away for one row.
    await quiet.rows("SELECT 1 FROM inbox")
    async with quiet.database.work() as work:
        await work.raw.execute("ALTER TABLE inbox ADD CONSTRAINT odd CHECK (chat_id <> 666)")
    bodies = [orjson.dumps(message(n, 666 if n == 2 else 100, str(n))) for n in range(5)]
    results = await asyncio.gather(*(quiet.intake.accept(body) for body in bodies), return_exceptions=True)
    assert [type(result).__name__ for result in results] == [
        "NoneType",
        "NoneType",
        "CheckViolationError",
        "NoneType",
        "NoneType",
    ]
    await until(lambda: quiet.value("SELECT count(*) = 4 FROM effects"))


async def test_what_is_no_update_is_refused_and_what_belongs_to_no_chat_is_dropped(quiet: Station) -> None:
    for body in (
        b"",
        b"{",
        b"[]",
        b"null",
        b'{"update_id": "x"}',
        b'{"message": {}}',
        b'{"update_id": -1}',
        b'{"update_id": true}',
        b"\xff\xfe",
    ):
        with pytest.raises(MalformedError):
            await quiet.intake.accept(body)
    huge = message(1, 2**63, "x")
    with pytest.raises(MalformedError):
        await quiet.intake.accept(json.dumps(huge).encode())
    nowhere: tuple[dict[str, Any], ...] = (
        {"inline_query": {"id": "1"}},
        {"poll": {}},
        {"callback_query": {"id": "1"}},
        {"message": []},
        {},
    )
    for kind in nowhere:
        await quiet.intake.accept(orjson.dumps({"update_id": 5} | kind))
    assert await quiet.value("SELECT count(*) FROM inbox") == 0


async def test_half_an_emoji_is_worked_on_like_any_text(quiet: Station) -> None:
    body = orjson.dumps(message(1, 100, "half")).replace(b"half", b"half \\ud83d")
    await quiet.intake.accept(body)
    await until(quiet.texts)
    assert await quiet.texts() == ["half ?"]


async def test_after_closing_nothing_is_accepted_and_what_waits_is_left_to_others(plan: Plan) -> None:
    async with station(replace(plan, parts=("replica", "intake"))) as here:
        here.intake._closing = True  # nothing is worked on any more
        await here.intake.accept(orjson.dumps(message(1, 100, "a")))
        await here.intake.close()
        with pytest.raises(DatabaseAwayError):
            await here.intake.accept(orjson.dumps(message(2, 100, "b")))
    async with station(replace(plan, parts=("replica", "intake"))) as here:
        await until(here.texts)
        assert await here.value("SELECT tries FROM inbox") == 1


async def test_the_webhook_wants_its_secret(plan: Plan, siti: Chat, telegram: Telegram) -> None:
    async with station(replace(plan, mode="webhook")) as here:
        await siti.says("a")
        await siti.hears("echo a")
        url = (await here.bot.get_webhook_info()).url
        body = orjson.dumps(message(99, siti.id, "forged"))
        async with aiohttp.ClientSession() as web:
            for headers in ({}, {SECRET_HEADER: SECRET[:-1]}, {SECRET_HEADER: "é"}):
                async with web.post(url, data=body, headers=headers) as answer:
                    assert answer.status == 401
            async with web.post(url, data=b"{", headers={SECRET_HEADER: SECRET}) as answer:
                assert answer.status == 200  # whoever heard 400 would bring it again and hold back what follows
            async with web.get(url.replace("/telegram", "/health")) as answer:
                assert (answer.status, await answer.json()) == (200, {"ok": True})
            async with web.get(url.replace("/telegram", "/metrics")) as answer:
                text = await answer.text()
        assert await here.texts() == ["a"]
        assert 'santun_updates_total{fate="done"} 1.0' in text
        assert 'santun_calls_total{lane="reply",outcome="sent"} 1.0' in text
        assert str(siti.id) not in text


async def test_a_secret_that_is_no_text_is_a_wrong_one(plan: Plan, siti: Chat) -> None:
    async with station(replace(plan, mode="webhook")) as here:
        await siti.says("a")
        await siti.hears("echo a")
        url = URL((await here.bot.get_webhook_info()).url)
        reader, writer = await asyncio.open_connection(url.host, url.port)
        head = f"POST {url.path} HTTP/1.1\r\nHost: here\r\nContent-Length: 2\r\n{SECRET_HEADER}: "
        writer.write(head.encode() + b"\xff\xfe\r\n\r\n{}")
        assert b" 401 " in await reader.readline()
        writer.close()
