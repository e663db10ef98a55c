"""The whole table of pages is walked: who may enter where, and what every answer tells the browser."""

import re
from collections.abc import AsyncIterator
from uuid import uuid4

import pytest_asyncio

from handlers.desk.headers import HEADERS
from handlers.desk.page import Entry, Page
from handlers.desk.routes import NAV, PAGES
from services.staff import Role
from services.staff.rules import RIGHTS
from services.words import Words
from tests.desk.agents import Agent, Answer
from tests.desk.conftest import Console

STREAMS = "/desk/events"
TURNED_AWAY = (303, 204)


def path_of(page: Page) -> str:
    """An address of the page, with ids that nobody has."""
    return re.sub(r"\{\w+\}", lambda _: str(uuid4()), page.path)


async def asks(agent: Agent, page: Page, **headers: str) -> Answer:
    if page.method == "GET":
        return await agent.gets(path_of(page), follow=False, **headers)
    return await agent.posts(path_of(page), **headers)


def named(page: Page) -> str:
    return f"{page.method} {page.path}"


@pytest_asyncio.fixture
async def roles(console: Console) -> AsyncIterator[dict[Role, Agent]]:
    """One of each role."""
    yield {role: await console.agent(f"si-{role.value}", role) for role in Role}


async def test_each_role_enters_where_the_table_says_and_nowhere_else(
    console: Console, roles: dict[Role, Agent]
) -> None:
    wrong = []
    for role in Role:
        for page in PAGES:
            if not page.acts or page.streams:
                continue
            answer = await asks(roles[role], page)
            is_shut = answer.status == 403 and "di luar tugas" in answer.text
            if is_shut == RIGHTS[role].issuperset(page.acts):
                wrong.append(f"{role.value}: {named(page)} {answer.status}")
    assert wrong == []


async def test_nobody_enters_without_signing_in(console: Console) -> None:
    stranger = console.browser()
    closed = [page for page in PAGES if page.entry is not Entry.OPEN]
    assert len(closed) > 10
    for page in closed:
        answer = await asks(stranger, page)
        if page.streams:
            assert answer.text.endswith("event: gone\ndata: gone\n\n")
            continue
        assert (named(page), answer.status) == (named(page), 303)
        assert answer.headers["Location"].startswith("/desk/masuk")
        assert answer.text == ""
        piece = await asks(stranger, page, HX_Request="true", HX_Current_URL=f"{stranger.site}/desk/saya")
        assert (piece.status, piece.text) == (204, "")
        assert piece.headers["HX-Redirect"] == "/desk/masuk?ke=/desk/saya"


async def test_behind_a_locked_screen_nothing_opens_but_the_lock_and_the_way_out(
    console: Console, roles: dict[Role, Agent]
) -> None:
    admin = roles[Role.ADMIN]
    await admin.posts("/desk/kunci-layar")
    for page in PAGES:
        if page.entry is Entry.SIGNED_IN:
            answer = await asks(admin, page)
            told = answer.headers.get("Location", "")
            assert page.streams or (answer.status, told.startswith("/desk/kunci")) == (303, True), named(page)
            assert admin.name not in answer.text
    assert {page.path for page in PAGES if page.entry is Entry.LOCKED} == {"/desk/kunci", "/desk/keluar"}


async def test_every_answer_tells_the_browser_to_keep_and_run_nothing(
    console: Console, roles: dict[Role, Agent]
) -> None:
    for agent in (console.browser(), roles[Role.ADMIN], roles[Role.OFFICER]):
        for page in (*PAGES, Page("GET", "/desk/nothing", None, PAGES[0].handler)):
            if page.path == STREAMS and agent.name:
                continue
            answer = await asks(agent, page)
            for name, value in HEADERS.items():
                assert answer.headers.getall(name) == [value], named(page)
            assert answer.headers.getall("Cache-Control") == ["no-store"], named(page)
            assert "Strict-Transport-Security" not in answer.headers, "this one is not https"
            if agent is roles[Role.ADMIN]:
                await agent.signs_in_again()


def test_the_policy_lets_nothing_run_that_is_not_ours() -> None:
    policy = dict(part.strip().split(" ", 1) for part in HEADERS["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == policy["form-action"] == "'self'"
    assert policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert "unsafe" not in HEADERS["Content-Security-Policy"]


async def test_the_stream_has_the_headers_too(console: Console) -> None:
    rina = await console.agent()
    async with rina.http.get(f"{rina.site}{STREAMS}") as answer:
        assert answer.content_type == "text/event-stream"
        for name, value in HEADERS.items():
            assert answer.headers.getall(name) == [value]


async def test_no_page_asks_anybody_else_for_anything_or_holds_a_script(
    console: Console, roles: dict[Role, Agent]
) -> None:
    found = 0
    for agent in (console.browser(), *roles.values()):
        for page in PAGES:
            if page.method == "POST" or page.streams:
                continue
            text = (await agent.gets(path_of(page))).text
            found += "<script" in text
            loaded = re.findall(r'(?:src|href|action|hx-get|hx-post|sse-connect)="([^"]*)"', text)
            assert [address for address in loaded if not address.startswith(("/desk", "#"))] == []
            assert not re.search(r"<script(?![^>]* src=)|\son\w+=|\sstyle=|<style|javascript:|hx-on", text)
    assert found > 5


async def test_files_for_everybody_may_be_kept_and_change_their_address_with_their_content(console: Console) -> None:
    stranger = console.browser()
    page = await stranger.gets("/desk/masuk")
    files = re.findall(r'"(/desk/static/\w+/[\w.]+)"', page.text)
    assert {file.rsplit("/", 1)[1] for file in files} == {"desk.css", "desk.js", "htmx.min.js", "icon.svg", "sse.js"}
    for file in files:
        answer = await stranger.gets(file)
        assert answer.status == 200
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        again = await stranger.gets(file, If_None_Match=answer.headers["ETag"])
        assert (again.status, again.text) == (304, "")
        version, name = file.split("/")[-2:]
        other = await stranger.gets(f"/desk/static/{'0' * len(version)}/{name}")
        assert other.headers["Cache-Control"] == "no-store"
    for name in ("..%2fdoors.py", "VENDORED.md", "x.js", "%2e%2e/doors.py"):
        assert (await stranger.gets(f"/desk/static/0/{name}")).status == 404


async def test_an_address_that_is_none_is_a_calm_page(console: Console) -> None:
    rina = await console.agent()
    for path in ("/desk/tidak-ada", "/desk/petugas/x/y", "/desk/"):
        answer = await rina.gets(path)
        assert (answer.status, "Tidak ada di sini" in answer.text) == (404, True)
    assert (await console.browser().gets("/desk/tidak-ada")).status == 404


def test_every_page_of_the_side_has_a_name_and_the_right_that_its_page_takes(words: Words) -> None:
    assert set(words.labels("desk_nav")) == set(NAV)
    acts = {page.path: page.act for page in PAGES if page.method == "GET"}
    assert [key for key, (path, act) in NAV.items() if path in acts and acts[path] is not act] == []


async def test_at_the_side_only_the_page_that_is_open_is_marked(roles: dict[Role, Agent]) -> None:
    for path in ("/desk/pengawasan", "/desk/pengawasan/mingguan", "/desk/pengajuan", "/desk/pengajuan/keputusan"):
        text = (await roles[Role.ADMIN].gets(path)).text
        marked = re.findall(r'<a href="([^"]*)" aria-current="page">', text.split("</nav>")[0])
        assert marked == [path.removesuffix("/keputusan")]


def test_no_page_that_changes_something_is_fetched_by_get_and_the_open_ones_are_known() -> None:
    open_ones = {named(page) for page in PAGES if page.entry is Entry.OPEN}
    assert open_ones == {
        "GET /desk/masuk",
        "POST /desk/masuk",
        "GET /desk/keluar",
        "GET /desk/undangan/{token}",
        "POST /desk/undangan/{token}",
    }
    assert {page.method for page in PAGES} == {"GET", "POST"}
    assert len({named(page) for page in PAGES}) == len(PAGES)
