"""A call has one of three ends, and never the wrong one: answered, surely not heard, or nobody knows."""

import asyncio
from typing import Any

import pytest
from telegram.error import NetworkError, TimedOut

from bot.wire import NOTHING, Answer, Caller, Patience, json_body
from bot.wire import line as line_module
from bot.wire import lines as lines_module
from handlers.chat.courier import UnsentError
from tests.wire.peer import WHOLE, Conversation, Peer, answers, peer, unused_port

SOON = Patience(1.0, 5.0)
RESULT = b'{"ok":true,"result":{"a":1}}'
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
UPGRADE = b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n"
UNTIL_CLOSED = b"HTTP/1.1 200 OK\r\n\r\n"


async def call(caller: Caller, there: Peer, patience: Patience = SOON) -> Answer:
    return await caller.call("POST", f"{there.url}/bot1:token/sendMessage", json_body({"a": 1}), patience)


async def is_unknown(caller: Caller, there: Peer, kind: type[NetworkError] = NetworkError) -> None:
    """Nobody knows whether such a call had an effect."""
    with pytest.raises(NetworkError) as caught:
        await call(caller, there, Patience(1.0, 0.5))
    assert type(caught.value) is kind
    assert "token" not in repr(caught.value)


async def test_connections_are_used_again_and_the_request_is_what_telegram_expects(caller: Caller) -> None:
    async with peer(answers) as there:
        for _ in range(5):
            assert await call(caller, there) == (200, RESULT)
        assert there.connections == 1
        head, content = there.heard[0]
        assert head.startswith(b"POST /bot1:token/sendMessage HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n" % there.port)
        assert b"\r\nContent-Type: application/json\r\n" in head
        assert content == b'{"a":1}'


async def test_an_answer_may_come_in_any_pieces(caller: Caller) -> None:
    chunks = CHUNKED + b"".join(b"1\r\n%c\r\n" % byte for byte in RESULT) + b"0\r\n\r\n"
    for whole in (WHOLE, chunks, b"HTTP/1.1 100 Continue\r\n\r\n" + WHOLE):

        async def talk(here: Conversation, whole: bytes = whole) -> None:
            for _ in range(2):
                await here.hears()
                await here.says(*(whole[at : at + 7] for at in range(0, len(whole), 7)))

        async with peer(talk) as there:
            assert await call(caller, there) == (200, RESULT)
            assert await call(caller, there) == (200, RESULT)
            assert there.connections == 1


async def test_an_answer_without_a_length_ends_with_its_connection(caller: Caller) -> None:
    async def talk(here: Conversation) -> None:
        await here.hears()
        await here.says(UNTIL_CLOSED, RESULT)

    async with peer(talk) as there:
        assert await call(caller, there) == (200, RESULT)
        assert await call(caller, there) == (200, RESULT)
        assert there.connections == 2


async def test_a_server_that_says_it_closes_is_believed(caller: Caller) -> None:
    async def talk(here: Conversation) -> None:
        await here.hears()
        await here.says(WHOLE.replace(b"Server: x", b"Connection: close"))
        await asyncio.sleep(1)

    async with peer(talk) as there:
        assert await call(caller, there) == (200, RESULT)
        assert await call(caller, there) == (200, RESULT)
        assert there.connections == 2


async def test_a_refused_connection_was_surely_not_heard(caller: Caller) -> None:
    with pytest.raises(UnsentError) as caught:
        await call(caller, Peer(port=unused_port()))
    assert "token" not in repr(caught.value)


@pytest.mark.parametrize(
    "pieces", [(), (WHOLE[:20],), (WHOLE[:-5],), (CHUNKED + b"5\r\n{",), (b"nonsense\r\n\r\n",), (UPGRADE,)]
)
async def test_an_answer_that_is_lost_or_broken_off_leaves_doubt(caller: Caller, pieces: tuple[bytes, ...]) -> None:
    for quietly in (False, True):

        async def talk(here: Conversation, quietly: bool = quietly) -> None:
            await here.hears()
            await here.says(*pieces)
            if not quietly:
                here.resets()

        async with peer(talk) as there:
            await is_unknown(caller, there)
            assert len(there.heard) == 1, "a call is never repeated"


async def test_half_an_answer_without_a_length_leaves_doubt_if_the_connection_breaks(caller: Caller) -> None:
    async def talk(here: Conversation) -> None:
        await here.hears()
        await here.says(b"HTTP/1.1 200 OK\r\nServer: x")  # closed within the head

    async with peer(talk) as there:
        await is_unknown(caller, there)


async def test_an_answer_that_does_not_come_in_time_leaves_doubt(caller: Caller) -> None:
    async def talk(here: Conversation) -> None:
        await here.hears()
        await asyncio.sleep(0.8)
        await here.says(WHOLE)

    async with peer(talk) as there:
        await is_unknown(caller, there, TimedOut)
        assert await call(caller, there) == (200, RESULT), "the late answer is nobody else's"
        assert there.connections == 2


async def test_a_call_given_up_leaves_its_place_to_others_and_its_answer_to_nobody(caller: Caller) -> None:
    async def talk(here: Conversation) -> None:
        head, _ = await here.hears()
        if b"silence" in head:
            await asyncio.sleep(1)
        await here.says(WHOLE)

    async with peer(talk) as there:
        unheard = [asyncio.ensure_future(caller.call("POST", f"{there.url}/silence", NOTHING, SOON)) for _ in range(4)]
        await asyncio.sleep(0.1)
        for one in unheard:
            one.cancel()
        await asyncio.gather(*unheard, return_exceptions=True)
        assert await call(caller, there, Patience(1.0, 0.5)) == (200, RESULT)
        assert there.connections == 5


async def test_more_than_was_asked_for_is_not_taken_for_the_next_answer(caller: Caller) -> None:
    forged = WHOLE.replace(b'"a":1', b'"a":6')
    for pieces in ((WHOLE + forged,), (WHOLE, forged)):

        async def talk(here: Conversation, pieces: tuple[bytes, ...] = pieces) -> None:
            await here.hears()
            await here.says(*pieces)
            await asyncio.sleep(0.5)

        async with peer(talk) as there:
            assert await call(caller, there) == (200, RESULT)
            await asyncio.sleep(0.05)
            assert await call(caller, there) == (200, RESULT)
            assert there.connections == 2


async def test_a_connection_that_the_server_closed_meanwhile_is_not_used(caller: Caller) -> None:
    async def talk(here: Conversation) -> None:
        await here.hears()
        await here.says(WHOLE)

    async with peer(talk) as there:
        for _ in range(3):
            assert await call(caller, there) == (200, RESULT)
            await asyncio.sleep(0.05)
        assert there.connections == 3


async def test_a_connection_that_closes_under_the_call_leaves_doubt(caller: Caller) -> None:
    async def talk(here: Conversation) -> None:
        await here.hears()
        await here.says(WHOLE)
        await here.reader.read(1)
        here.resets()

    async with peer(talk) as there:
        assert await call(caller, there) == (200, RESULT)
        await is_unknown(caller, there)


async def test_idle_connections_are_closed(caller: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines_module, "KEEP_SECONDS", 0.2)
    async with peer(answers) as there:
        await asyncio.gather(*(call(caller, there) for _ in range(3)))
        await asyncio.sleep(0.1)
        assert (there.connections, there.closed) == (3, 0)
        await asyncio.sleep(0.4)
        assert there.closed == 3
        await call(caller, there)
        assert there.connections == 4


async def test_who_finds_all_connections_busy_waits_for_a_turn(caller: Caller) -> None:
    async with peer(answers) as there:
        got = await asyncio.gather(*(call(caller, there) for _ in range(100)))
        assert got == [(200, RESULT)] * 100
        assert there.connections == 4


async def test_who_waits_gets_the_place_of_a_connection_that_broke(caller: Caller) -> None:
    async def talk(here: Conversation) -> None:
        await here.hears()
        here.resets()

    async with peer(talk) as there:
        got = await asyncio.gather(*(call(caller, there) for _ in range(30)), return_exceptions=True)
        assert {type(one) for one in got} == {NetworkError}
        assert there.connections == 30


async def test_who_waits_for_a_turn_in_vain_was_not_heard_and_leaves_the_queue(caller: Caller) -> None:
    async def talk(here: Conversation) -> None:
        while True:
            await here.hears()
            await asyncio.sleep(0.6)
            await here.says(WHOLE)

    async with peer(talk) as there:
        patient = [asyncio.ensure_future(call(caller, there)) for _ in range(4)]
        await asyncio.sleep(0.1)
        got = await asyncio.gather(*(call(caller, there, Patience(1.0, 0.2)) for _ in range(5)), return_exceptions=True)
        assert {type(one) for one in got} == {UnsentError}
        await asyncio.gather(*patient)
        assert await call(caller, there) == (200, RESULT)
        assert len(there.heard) == 5
        assert there.connections == 4


async def test_places_of_those_who_were_refused_are_free_again(caller: Caller) -> None:
    nowhere = Peer(port=unused_port())
    got = await asyncio.gather(*(call(caller, nowhere) for _ in range(50)), return_exceptions=True)
    assert {type(one) for one in got} == {UnsentError}


async def test_a_huge_answer_is_not_read_to_its_end(caller: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line_module, "BIGGEST_ANSWER", 100_000)
    endless = (b"HTTP/1.1 200 OK\r\nContent-Length: 9000000000\r\n\r\n", b"HTTP/1.1 200 OK\r\nX-Endless: ")
    for head in endless:

        async def talk(here: Conversation, head: bytes = head) -> None:
            await here.hears()
            here.writer.write(head)
            while True:
                here.writer.write(b"x" * 10_000)
                await here.writer.drain()

        async with peer(talk) as there:
            with pytest.raises(NetworkError, match="too big"):
                await call(caller, there)


async def test_a_large_content_arrives_whole(caller: Caller) -> None:
    content: dict[str, Any] = {"a": "x" * 3_000_000}
    async with peer(answers) as there:
        answer = await caller.call("POST", there.url, json_body(content), SOON)
        assert answer == (200, RESULT)
        assert there.heard[0][1] == json_body(content).content


async def test_after_closing_nothing_is_called_and_nobody_waits(caller: Caller) -> None:
    async def talk(here: Conversation) -> None:
        await here.hears()
        await asyncio.sleep(5)

    async with peer(talk) as there:
        under_way = [asyncio.ensure_future(call(caller, there)) for _ in range(6)]
        await asyncio.sleep(0.1)
        caller.close()
        got = await asyncio.gather(*under_way, return_exceptions=True)
        assert [type(one) for one in got] == [NetworkError] * 4 + [UnsentError] * 2
        with pytest.raises(UnsentError):
            await call(caller, there)


@pytest.mark.parametrize(
    "url",
    ["", "ftp://127.0.0.1/token", "http:///token", "http://127.0.0.1:99999/token", "http://127.0.0.1/to ken\r\nX: y"],
)
async def test_what_is_no_address_is_not_called(caller: Caller, url: str) -> None:
    with pytest.raises(UnsentError) as caught:
        await caller.call("GET", url, NOTHING, SOON)
    assert "ken" not in repr(caught.value).replace("UnsentError", "")
