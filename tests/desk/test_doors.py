"""What the doors make of a page: one unit of work, calm pages for every no and every fault, files and streams."""

import asyncio
import io
import logging
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import asyncpg
import pytest
import pytest_asyncio
from aiohttp import web

from handlers.desk.desk import Desk
from handlers.desk.page import WITH_FILES, Page
from handlers.desk.site import Site
from handlers.hooks import SECRET_HEADER, WEBHOOK_PATH, Webhook
from services.db import Database
from services.privacy import Look, record_look
from services.staff import Act
from services.staff.messages import AlreadySetUp, StaffUnknown
from tests.desk.house import Alone, alone

SECRET = "a-secret-of-the-tests"
WORDS = "Ibu Halimah <script>"


class Notebook(Webhook):
    """Keeps how much was brought."""

    def __init__(self) -> None:
        self.secret = SECRET.encode()
        self.taken: list[int] = []

    async def take(self, content: bytes) -> int:
        self.taken.append(len(content))
        return 200


async def refuse(desk: Desk) -> web.Response:
    await record_look(desk.work, Look(desk.member.actor, "test.look", found=False))
    raise AlreadySetUp(WORDS)


async def miss(_: Desk) -> web.Response:
    raise StaffUnknown(WORDS)


async def fail(desk: Desk) -> web.Response:
    await record_look(desk.work, Look(desk.member.actor, "test.fault"))
    raise RuntimeError(WORDS)


async def fail_in_the_database(desk: Desk) -> web.Response:
    try:
        await desk.work.raw.execute("SELECT 1/0")
    except asyncpg.PostgresError:
        return desk.redirect("/desk/saya", said=WORDS)
    raise AssertionError


async def say(desk: Desk) -> web.Response:
    return desk.redirect("/desk/saya", said=WORDS)


async def take_file(desk: Desk) -> web.Response:
    form = await desk.form()
    return web.json_response({"fields": form, "many": form.many("tag"), "size": len(form.files["photo"].content)})


async def hand_out(_: Desk) -> web.Response:
    return web.Response(body=b"\xff" * 3_000_000, content_type="image/jpeg")


PAGES = (
    Page("GET", "/desk/t/refuse", None, refuse),
    Page("GET", "/desk/t/miss", None, miss),
    Page("GET", "/desk/t/fail", None, fail),
    Page("GET", "/desk/t/swallow", None, fail_in_the_database),
    Page("GET", "/desk/t/say", None, say),
    Page("GET", "/desk/t/role", Act.KEEP_STAFF, say),
    Page("POST", "/desk/t/file", None, take_file, largest=WITH_FILES),
    Page("GET", "/desk/t/image", None, hand_out),
)


@pytest_asyncio.fixture(params=["polling", "webhook"])
async def served(request: pytest.FixtureRequest, database: Database, key_file: Path) -> AsyncIterator[Alone]:
    """Both ways to listen: the web server itself, and behind the webhook's fast lane."""
    hook = Notebook() if request.param == "webhook" else None
    async with alone(database.url, key_file, Site(), PAGES, hook=hook) as one:
        yield one


async def looks(served: Alone) -> set[str]:
    async with served.house.database.work() as work:
        return {row["action"] for row in await work.raw.fetch("SELECT action FROM looks")}


async def test_a_no_is_a_calm_page_and_what_was_written_before_it_stays(served: Alone) -> None:
    token, _ = await served.lets_in()
    answer = await served.asks("GET", "/desk/t/refuse", Cookie=f"santun={token}")
    text = await answer.text()
    assert (answer.status, "Ibu Halimah &lt;script&gt;" in text, "<script>" in text) == (409, True, False)
    assert "test.look" in await looks(served)
    piece = await served.asks("GET", "/desk/t/refuse", Cookie=f"santun={token}", HX_Request="true")
    assert (await piece.text()).startswith('<div class="said said-no" role="alert">')
    assert (await served.asks("GET", "/desk/t/miss", Cookie=f"santun={token}")).status == 404
    assert (await served.asks("GET", "/desk/t/role", Cookie=f"santun={token}")).status == 403


async def test_a_fault_keeps_nothing_and_tells_only_a_reference(
    served: Alone, caplog: pytest.LogCaptureFixture
) -> None:
    token, _ = await served.lets_in()
    with caplog.at_level(logging.DEBUG):
        answer = await served.asks("GET", "/desk/t/fail", Cookie=f"santun={token}")
    text = await answer.text()
    reference = text.split("<strong>")[1].split("</strong>")[0]
    assert answer.status == 500
    assert len(reference) == 6
    assert reference in caplog.text
    assert "RuntimeError at " in caplog.text
    for secret in ("Halimah", token):
        assert secret not in text + caplog.text
    assert "test.fault" not in await looks(served)
    piece = await served.asks("GET", "/desk/t/fail", Cookie=f"santun={token}", HX_Request="true")
    assert (await piece.text()).startswith('<div class="said said-no"')


async def test_an_error_of_the_database_that_a_page_swallows_is_noticed(served: Alone) -> None:
    token, _ = await served.lets_in()
    assert (await served.asks("GET", "/desk/t/swallow", Cookie=f"santun={token}")).status == 500


async def test_what_was_said_waits_for_a_page_that_says_it(served: Alone) -> None:
    token, _ = await served.lets_in()
    cookie = f"santun={token}"
    answer = await served.asks("GET", "/desk/t/say", Cookie=cookie)
    assert (answer.status, answer.headers["Location"]) == (303, "/desk/saya")
    assert "Halimah" not in str(answer.headers)
    await served.asks("GET", "/desk/hadir", Cookie=cookie)
    await served.asks("GET", "/desk", Cookie=cookie)
    said = "Ibu Halimah &lt;script&gt;"
    shown = [said in await (await served.asks("GET", "/desk/saya", Cookie=cookie)).text() for _ in range(2)]
    assert shown == [True, False]


def with_file(size: int, form: str) -> aiohttp.FormData:
    data = aiohttp.FormData({"csrf": form, "words": "ini\0foto"})
    data.add_field("tag", "a")
    data.add_field("tag", "b")
    data.add_field("photo", io.BytesIO(b"x" * size), filename="../../etc/passwd")
    return data


@pytest.mark.parametrize(("size", "status"), [(5_900_000, 200), (6_100_000, 413)])
async def test_a_file_may_be_so_big_and_no_bigger(served: Alone, size: int, status: int) -> None:
    token, form = await served.lets_in()
    url, cookie = f"http://127.0.0.1:{served.port}/desk/t/file", {"Cookie": f"santun={token}"}
    async with served.http.post(url, data=with_file(size, form), headers=cookie) as answer:
        assert answer.status == status
        if status == 200:
            told = await answer.json()
            assert (told["size"], told["many"], told["fields"]["words"]) == (size, ["a", "b"], "inifoto")


async def test_files_of_strangers_are_not_read(served: Alone) -> None:
    url = f"http://127.0.0.1:{served.port}/desk/t/file"
    async with served.http.post(url, data=with_file(1000, ""), allow_redirects=False) as answer:
        assert (answer.status, answer.headers["Location"]) == (303, "/desk/masuk")
    reader, writer = await asyncio.open_connection("127.0.0.1", served.port)
    head = f"POST /desk/t/file HTTP/1.1\r\nHost: localhost\r\nContent-Length: {WITH_FILES}\r\n\r\nnothing more comes"
    writer.write(head.encode())
    assert b" 303 " in await asyncio.wait_for(reader.readline(), 10)
    writer.close()


async def test_a_big_answer_comes_whole(served: Alone) -> None:
    token, _ = await served.lets_in()
    answer = await served.asks("GET", "/desk/t/image", Cookie=f"santun={token}")
    assert len(await answer.read()) == 3_000_000


async def test_a_stream_goes_through_and_ends_with_the_process(database: Database, key_file: Path) -> None:
    for hook in (None, Notebook()):
        async with alone(database.url, key_file, Site(), PAGES, hook=hook) as served:
            token, _ = await served.lets_in("rina" if hook else "budi")
            url = f"http://127.0.0.1:{served.port}/desk/events?t=queue"
            answer = await served.http.get(url, headers={"Cookie": f"santun={token}"})
            assert (await answer.content.readany()).startswith(b"retry: ")
            async with served.house.database.work() as work:
                served.house.rooms.bell.ring(work, "queue")
            said = b""
            while b"event: queue" not in said:
                said += await answer.content.readany()
            served.house.rooms.bell.close()
            assert (await answer.content.read()).endswith(b"\n\n")


async def test_the_webhook_keeps_its_own_limit(database: Database, key_file: Path) -> None:
    hook = Notebook()
    async with alone(database.url, key_file, Site(), PAGES, hook=hook) as served:
        url, headers = f"http://127.0.0.1:{served.port}{WEBHOOK_PATH}", {SECRET_HEADER: SECRET}
        for size, status in ((1000, 200), ((1 << 20) + 1, 413)):
            async with served.http.post(url, data=b"x" * size, headers=headers) as answer:
                assert answer.status == status
        assert (await served.asks("GET", "/desk/masuk")).status == 200
    assert hook.taken == [1000]
