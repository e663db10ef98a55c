"""Under which name the console answers, to whom, and whom it believes about the address of a browser."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from aiohttp import web

from handlers.desk.desk import Desk
from handlers.desk.page import Entry, Page
from handlers.desk.site import Site
from services.db import Database
from tests.desk.house import PROXY, SECURE, Alone, alone


async def tell_address(desk: Desk) -> web.Response:
    return web.Response(text=desk.site.address(desk.request))


WHERE = Page("GET", "/desk/where", None, tell_address, entry=Entry.OPEN)


@pytest_asyncio.fixture
async def at_home(database: Database, key_file: Path) -> AsyncIterator[Alone]:
    """Without https."""
    async with alone(database.url, key_file, Site("http://santun.example"), (WHERE,)) as served:
        yield served


@pytest_asyncio.fixture
async def outside(database: Database, key_file: Path) -> AsyncIterator[Alone]:
    """Behind a web server of ours that speaks https."""
    async with alone(database.url, key_file, Site(SECURE, PROXY), (WHERE,)) as served:
        yield served


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8080", "localhost", "LOCALHOST:1", "[::1]:8080", "[::1]"])
async def test_without_https_it_answers_to_the_names_of_this_machine(at_home: Alone, host: str) -> None:
    assert (await at_home.asks("GET", "/desk/masuk", Host=host)).status == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "santun.example",
        "127.0.0.1.evil.example",
        "localhost.evil.example:8080",
        "localhost:8080.evil.example",
        "[::1].evil.example",
        "127.1",
        "127.0.0.1:",
        "127.0.0.2",
        "",
    ],
)
async def test_a_name_that_was_bent_to_this_machine_gets_nothing(at_home: Alone, host: str) -> None:
    """DNS rebinding: a page of the web whose name suddenly means 127.0.0.1."""
    for method, path in (("GET", "/desk/masuk"), ("POST", "/desk/masuk"), ("GET", "/desk/events"), ("GET", "/desk/x")):
        answer = await at_home.asks(method, path, Host=host)
        assert answer.status == 403
        assert "<form" not in await answer.text()
        assert "Set-Cookie" not in answer.headers
    page = await (await at_home.asks("GET", "/desk/masuk", Host="localhost")).text()
    file = page.split('rel="stylesheet" href="')[1].split('"')[0]
    assert (await at_home.asks("GET", file, Host="localhost")).status == 200
    assert (await at_home.asks("GET", file, Host=host)).status == 403


@pytest.mark.parametrize("header", ["X_Forwarded_For", "Forwarded", "X_Real_IP", "Via", "X_Forwarded_Proto"])
async def test_without_https_nobody_comes_through_a_proxy(at_home: Alone, header: str) -> None:
    assert (await at_home.asks("GET", "/desk/masuk", Host="localhost", **{header: "127.0.0.1"})).status == 403


async def test_without_https_a_neighbour_in_the_network_gets_nothing(database: Database, key_file: Path) -> None:
    import socket

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            pytest.skip("this machine has no network")
        own = probe.getsockname()[0]
    async with alone(database.url, key_file, Site(), host=own) as served:
        url = f"http://{own}:{served.port}/desk/masuk"
        async with served.http.get(url, headers={"Host": "localhost"}) as answer:
            assert answer.status == 403


@pytest.mark.parametrize("host", ["santun.example", "Santun.Example", "santun.example:443"])
async def test_with_https_it_answers_to_its_own_name(outside: Alone, host: str) -> None:
    answer = await outside.asks("GET", "/desk/masuk", Host=host)
    assert answer.status == 200
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-santun_form=")
    assert "Secure" in cookie


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "evil.example", "santun.example:80", "santun.example.evil"])
async def test_with_https_it_answers_to_no_other(outside: Alone, host: str) -> None:
    assert (await outside.asks("GET", "/desk/masuk", Host=host)).status == 403


async def test_with_https_a_cookie_of_the_plain_name_is_none(outside: Alone) -> None:
    token, _ = await outside.lets_in()
    for name, status in (("santun", 303), ("__Host-santun", 200)):
        answer = await outside.asks("GET", "/desk/saya", Host="santun.example", Cookie=f"{name}={token}")
        assert answer.status == status


@pytest.mark.parametrize(
    ("origin", "status"),
    [(SECURE, 204), (SECURE + ":443", 204), ("http://santun.example", 403), ("https://x.santun.example", 403)],
)
async def test_with_https_forms_come_from_its_own_pages(outside: Alone, origin: str, status: int) -> None:
    token, form = await outside.lets_in()
    cookie = f"__Host-santun={token}"
    answer = await outside.asks(
        "POST", "/desk/hadir", {"csrf": form}, Host="santun.example", Cookie=cookie, Origin=origin
    )
    assert answer.status == status


@pytest.mark.parametrize(
    ("told", "address"),
    [
        ("", "127.0.0.1"),
        ("10.1.2.3", "10.1.2.3"),
        ("6.6.6.6, 10.1.2.3", "10.1.2.3"),
        ("10.1.2.3, 127.0.0.1", "10.1.2.3"),
        ("6.6.6.6, 127.0.0.1, 127.0.0.1", "6.6.6.6"),
        ("127.0.0.1", "127.0.0.1"),
        ("nonsense", "127.0.0.1"),
        ("6.6.6.6, nonsense", "127.0.0.1"),
        (" 10.1.2.3 ", "10.1.2.3"),
        ("::ffff:10.1.2.3", "10.1.2.3"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
    ],
)
async def test_the_address_is_read_from_the_right_past_our_own_proxies(outside: Alone, told: str, address: str) -> None:
    headers = {"X_Forwarded_For": told} if told else {}
    answer = await outside.asks("GET", "/desk/where", Host="santun.example", **headers)
    assert await answer.text() == address


async def test_a_stranger_is_not_believed_about_addresses(database: Database, key_file: Path) -> None:
    async with alone(database.url, key_file, Site(SECURE), (WHERE,)) as served:
        answer = await served.asks("GET", "/desk/where", Host="santun.example", X_Forwarded_For="10.1.2.3")
        assert await answer.text() == "127.0.0.1"


async def test_a_link_from_another_site_finds_the_session_by_a_step_over_our_own_page(outside: Alone) -> None:
    """A strict cookie does not come along with a link from a chat in the browser; from our own page it does."""
    answer = await outside.asks("GET", "/desk/saya", Host="santun.example", Sec_Fetch_Site="cross-site")
    text = await answer.text()
    assert (answer.status, 'http-equiv="refresh" content="0"' in text) == (200, True)
    answer = await outside.asks("GET", "/desk/saya", Host="santun.example", Sec_Fetch_Site="same-origin")
    assert answer.status == 303
