"""The webhook over real sockets: quick where the request is plain, and as strict as ever where it is not."""

import asyncio
import gzip
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest
import pytest_asyncio
from aiohttp import web

from bot.nursery import Nursery
from bot.web import Web
from bot.wire import gate as gate_module
from handlers.hooks import Webhook

SECRET = "a-secret-of-the-tests"
SHOWN = f"X-Telegram-Bot-Api-Secret-Token: {SECRET}\r\n"


class Notebook(Webhook):
    """Keeps what is brought, and answers as it is told to."""

    def __init__(self) -> None:
        self.secret = SECRET.encode()
        self.taken: list[bytes] = []
        self.status = 200
        self.inside = 0
        self.may = asyncio.Event()
        self.may.set()

    async def take(self, content: bytes) -> int:
        self.inside += 1
        assert self.inside == 1, "the next one on a connection was begun before the answer"
        await self.may.wait()
        self.inside -= 1
        if content == b"poison":
            raise KeyError
        self.taken.append(content)
        return self.status


@dataclass
class Site:
    port: int
    web: Web
    notes: Notebook


@dataclass
class Client:
    """One connection, by hand."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def says(self, *pieces: bytes) -> None:
        for piece in pieces:
            self.writer.write(piece)
            await asyncio.sleep(0.002)

    async def hears(self) -> int:
        """The status of the next answer, which is read to its end."""
        head = await asyncio.wait_for(self.reader.readuntil(b"\r\n\r\n"), 3)
        length = [line[15:] for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
        await self.reader.readexactly(int(length[0]) if length else 0)
        return int(head[9:12])

    async def is_closed(self) -> bool:
        try:
            return await asyncio.wait_for(self.reader.read(), 3) == b""
        except ConnectionError:
            return True


@pytest_asyncio.fixture
async def site() -> AsyncIterator[Site]:
    async def hello(_: web.Request) -> web.Response:
        return web.Response(text="hello")

    notes, nursery = Notebook(), Nursery()
    server = Web([web.get("/hello", hello)], notes)
    port = await server.listen("127.0.0.1", 0, nursery.start)
    yield Site(port, server, notes)
    notes.may.set()
    await server.close()
    await nursery.close()


@asynccontextmanager
async def client(site: Site) -> AsyncIterator[Client]:
    reader, writer = await asyncio.open_connection("127.0.0.1", site.port)
    yield Client(reader, writer)
    writer.close()


def post(content: bytes, headers: str = SHOWN, line: str = "POST /telegram HTTP/1.1") -> bytes:
    head = f"{line}\r\nHost: here\r\nContent-Type: application/json\r\n{headers}Content-Length: {len(content)}\r\n\r\n"
    return head.encode() + content


async def test_updates_come_one_after_the_other_on_a_kept_connection(site: Site) -> None:
    async with client(site) as there:
        for content in (b"1", b"", b"x" * 500_000, b"\r\n\r\n"):
            await there.says(post(content))
            assert await there.hears() == 200
    assert site.notes.taken == [b"1", b"", b"x" * 500_000, b"\r\n\r\n"]


async def test_an_update_may_come_in_any_pieces(site: Site) -> None:
    request = post(b"first") + post(b"second")
    async with client(site) as there:
        await there.says(*(request[at : at + 3] for at in range(0, len(request), 3)))
        assert (await there.hears(), await there.hears()) == (200, 200)
    assert site.notes.taken == [b"first", b"second"]


async def test_who_does_not_wait_for_answers_gets_them_in_order(site: Site) -> None:
    async with client(site) as there:
        site.notes.may.clear()
        await there.says(post(b"1") + post(b"2"), post(b"3"), b"GET /hello HTTP/1.1\r\nHost: here\r\n\r\n")
        await asyncio.sleep(0.05)
        site.notes.may.set()
        assert [await there.hears() for _ in range(4)] == [200] * 4
    assert site.notes.taken == [b"1", b"2", b"3"]


async def test_what_could_not_be_stored_is_to_be_brought_again(site: Site) -> None:
    async with client(site) as there:
        site.notes.status = 503
        await there.says(post(b"1"))
        assert await there.hears() == 503
        site.notes.status = 200
        await there.says(post(b"1"))
        assert await there.hears() == 200


UNUSUAL: list[tuple[bytes, int, list[bytes]]] = [
    (post(b"a", headers=""), 401, []),
    (post(b"a", headers=SHOWN[:-3] + "\r\n"), 401, []),
    (post(b"a", headers=SHOWN[:-2] + "s\r\n"), 401, []),
    (post(b"a", headers="X-Telegram-Bot-Api-Secret-Token: \xff\xfe\r\n"), 401, []),
    (post(b"a", headers="X-Telegram-Bot-Api-Secret-Token: x\r\n" + SHOWN), 401, []),
    (post(b"a", line="POST /telegram?x=1 HTTP/1.1"), 200, [b"a"]),
    (post(b"a", line="POST /telegrams HTTP/1.1"), 404, []),
    (post(b"a", line="GET /telegram HTTP/1.1"), 405, []),
    (post(b"a", line="PUT /telegram HTTP/1.1"), 405, []),
    (post(b"a", line="POST /telegram HTTP/1.0"), 200, [b"a"]),
    (post(b"a", headers=SHOWN + "Connection: close\r\n"), 200, [b"a"]),
    (post(b"x" * (1 << 20)), 200, [b"x" * (1 << 20)]),
    (post(b"x" * ((1 << 20) + 1)), 413, []),
    (post(gzip.compress(b"a"), headers=SHOWN + "Content-Encoding: gzip\r\n"), 200, [b"a"]),
    (post(b"", headers=SHOWN + "Content-Length: 1\r\n"), 400, []),
    (post(b"1\r\na\r\n0\r\n\r\n", headers=SHOWN + "Transfer-Encoding: chunked\r\n"), 400, []),
    (b"POST /telegram HTTP/1.1\r\nHost: h\r\n" + SHOWN.encode() + b"Content-Length: -1\r\n\r\n", 400, []),
    (b"POST /telegram HTTP/1.1\r\nHost: h\r\n" + SHOWN.encode() + b"Content-Length: +1\r\n\r\na", 400, []),
    (
        b"POST /telegram HTTP/1.1\r\nHost: h\r\n"
        + SHOWN.encode()
        + b"Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n",
        200,
        [b"a"],
    ),
    (b"nonsense\r\n\r\n", 400, []),
    (b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n", 400, []),
    (b"GET /hello HTTP/1.1\r\nHost: h\r\nX: " + b"x" * 20_000, 400, []),
    (b"CONNECT /telegram HTTP/1.1\r\nHost: h\r\n\r\n", 404, []),
]


@pytest.mark.parametrize(("request_", "status", "taken"), UNUSUAL)
async def test_what_is_not_plain_is_judged_by_the_web_server(
    site: Site, request_: bytes, status: int, taken: list[bytes]
) -> None:
    for before in (0, 2):
        site.notes.taken.clear()
        async with client(site) as there:
            for _ in range(before):
                await there.says(post(b"plain"))
                assert await there.hears() == 200
            await there.says(request_)
            assert await there.hears() == status
        assert site.notes.taken == [b"plain"] * before + taken


async def test_a_connection_that_asked_for_something_else_may_still_bring_updates(site: Site) -> None:
    async with client(site) as there:
        await there.says(b"GET /hello HTTP/1.1\r\nHost: here\r\n\r\n")
        assert await there.hears() == 200
        await there.says(post(b"a"))
        assert await there.hears() == 200
    assert site.notes.taken == [b"a"]


async def test_who_wants_to_be_told_to_continue_is_told(site: Site) -> None:
    request = post(b"a", headers=SHOWN + "Expect: 100-continue\r\n")
    async with client(site) as there:
        await there.says(request[:-1])
        assert await there.hears() == 100
        await there.says(request[-1:])
        assert await there.hears() == 200


async def test_an_error_of_ours_acknowledges_nothing(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    async with client(site) as there:
        await there.says(post(b"poison"))
        assert await there.is_closed()
    assert "take an update failed" in caplog.text


async def test_who_leaves_before_the_answer_leaves_nothing_behind(site: Site) -> None:
    site.notes.may.clear()
    async with client(site) as there:
        await there.says(post(b"a"))
    await asyncio.sleep(0.05)
    site.notes.may.set()
    async with client(site) as there:
        await there.says(post(b"b"))
        assert await there.hears() == 200
    assert site.notes.taken == [b"a", b"b"]


async def test_at_the_end_what_is_under_way_is_answered_and_nobody_else_gets_in(site: Site) -> None:
    async with client(site) as under_way, client(site) as idle:
        site.notes.may.clear()
        await under_way.says(post(b"a"))
        await idle.says(post(b"b")[:20])
        closing = asyncio.ensure_future(site.web.close())
        assert await idle.is_closed()
        site.notes.may.set()
        assert await under_way.hears() == 200
        assert await under_way.is_closed()
        await closing
    with pytest.raises(OSError, match="onnect"):
        await asyncio.open_connection("127.0.0.1", site.port)


async def test_half_a_request_is_not_waited_for_for_ever(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate_module, "SWEEP_SECONDS", 0.1)
    monkeypatch.setattr(gate_module, "BEGUN_SECONDS", 0.2)
    nursery, notes = Nursery(), Notebook()
    server = Web([], notes)
    quick = Site(await server.listen("127.0.0.1", 0, nursery.start), server, notes)
    async with client(quick) as half, client(quick) as silent, client(quick) as busy:
        notes.may.clear()
        await busy.says(post(b"a") + b"POST")
        await half.says(post(b"b")[:-1])
        assert await half.is_closed()
        notes.may.set()
        assert await busy.hears() == 200
        await silent.says(post(b"c"))
        assert await silent.hears() == 200
    await server.close()
    await nursery.close()
