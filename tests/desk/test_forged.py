"""Requests that other sites, other sessions and other people's pages send."""

import asyncio

import aiohttp
import pytest

from services.staff import Role
from tests.desk.agents import Answer, invited
from tests.desk.conftest import Console

STALE = "Formulir ini sudah terlalu lama terbuka"


async def is_linked(console: Console) -> bool:
    """Whether the code that the form makes was made."""
    async with console.santun.house.database.work() as work:
        return bool(await work.raw.fetchval("SELECT count(*) FROM staff_codes"))


@pytest.mark.parametrize("token", ["", "x", "ü", "A" * 43])
async def test_a_form_without_the_token_of_its_session_does_nothing(console: Console, token: str) -> None:
    rina = await console.agent("rina")
    answer = await rina.sends("/desk/saya/telegram", {"csrf": token} if token else {})
    assert (answer.status, STALE in answer.text) == (403, True)
    assert not await is_linked(console)


async def test_the_token_of_another_session_is_worth_nothing(console: Console) -> None:
    rina, budi = await console.agent("rina"), await console.agent("budi")
    assert (await rina.sends("/desk/saya/telegram", {"csrf": budi.csrf})).status == 403
    visitor = (await console.browser().gets("/desk/masuk")).csrf
    assert (await rina.sends("/desk/saya/telegram", {"csrf": visitor})).status == 403
    assert not await is_linked(console)
    assert (await rina.sends("/desk/saya/telegram", {"csrf": rina.csrf})).status == 200
    assert await is_linked(console)


async def test_the_token_counts_in_a_header_too(console: Console) -> None:
    rina = await console.agent("rina")
    assert (await rina.posts("/desk/hadir", {"csrf": ""}, X_CSRF_Token=rina.csrf)).status == 204
    assert (await rina.posts("/desk/hadir", X_CSRF_Token="x")).status == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1"},
        {"Origin": "https://127.0.0.1:{port}"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
        {"Origin": "{site}", "Sec_Fetch_Site": "cross-site"},
    ],
)
async def test_a_form_from_another_site_does_nothing_even_with_the_token(
    console: Console, headers: dict[str, str]
) -> None:
    rina = await console.agent("rina")
    port = str(console.santun.served.port)
    sent = {name: value.replace("{port}", port).replace("{site}", rina.site) for name, value in headers.items()}
    assert (await rina.posts("/desk/saya/telegram", **sent)).status == 403
    assert not await is_linked(console)


async def test_a_form_of_this_site_passes(console: Console) -> None:
    rina = await console.agent("rina")
    assert (await rina.posts("/desk/saya/telegram", Origin=rina.site, Sec_Fetch_Site="same-origin")).status == 200


async def test_the_forms_before_signing_in_have_tokens_too(console: Console) -> None:
    """Else another site could sign somebody in under the attacker's name."""
    path = await invited(console.santun, "rina", Role.AGENT)
    for page in ("/desk/masuk", path):
        browser, other = console.browser(), console.browser()
        own = await browser.gets(page)
        theirs = await other.gets(page)
        assert own.csrf != theirs.csrf
        for token in ("", theirs.csrf):
            assert (await browser.sends(page, own.fields | {"csrf": token})).status == 403
        assert (await console.browser().sends(page, own.fields)).status == 403, "without the cookie it belongs to"


async def test_ids_of_others_open_nothing(console: Console) -> None:
    rina, budi = await console.agent("rina"), await console.agent("budi")
    async with console.santun.house.database.work() as work:
        hers = await work.raw.fetchval(
            "SELECT s.id FROM staff_sessions s JOIN staff m ON m.id = s.member WHERE m.name = 'rina'"
        )
    await budi.posts(f"/desk/saya/sesi/{hers}")
    assert (await rina.gets("/desk/saya", follow=False)).status == 200
    for path in ("/desk/saya/sesi/x", "/desk/saya/sesi/..", "/desk/saya/sesi/%00"):
        assert (await budi.posts(path)).status == 404
    sari = await console.agent("sari", Role.ADMIN)
    for path in ("/desk/petugas/x", f"/desk/petugas/{hers}", "/desk/petugas/%2e%2e%2fsaya"):
        assert (await sari.gets(path)).status == 404


@pytest.mark.parametrize(
    "fields",
    [
        {"name": "baru", "role": "king", "queue": ""},
        {"name": "baru", "role": "agent", "queue": "elsewhere"},
        {"name": "baru", "role": ""},
        {},
    ],
)
async def test_choices_that_the_form_does_not_offer_are_not_taken(console: Console, fields: dict[str, str]) -> None:
    sari = await console.agent("sari", Role.ADMIN)
    assert (await sari.posts("/desk/petugas", fields)).status in (403, 422)
    assert "baru" not in (await sari.gets("/desk/petugas")).text


async def test_signs_that_the_database_cannot_hold_do_no_harm(console: Console) -> None:
    sari = await console.agent("sari", Role.ADMIN)
    added = await sari.posts("/desk/petugas", {"name": "bu\0di", "role": "agent", "village": "Se\0paso☃"})
    assert added.status == 200
    async with console.santun.house.database.work() as work:
        budi = await console.santun.house.rooms.staff.by_name(work, "budi")
    assert budi.village == "Sepaso☃"
    assert (await sari.gets(f"/desk/petugas/{budi.id}?x=%00%ff")).status == 200


async def raw(console: Console, request: bytes) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", console.santun.served.port)
    writer.write(request)
    try:
        return await asyncio.wait_for(reader.read(4096), 10)
    finally:
        writer.close()


@pytest.mark.parametrize(
    "head",
    [
        b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 70000\r\n\r\n",
        b"Content-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\n12000\r\n"
        + b"a" * 0x12000,
        b"Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 7000000\r\n\r\n",
    ],
)
async def test_a_form_that_is_too_big_is_not_read(console: Console, head: bytes) -> None:
    request = f"POST /desk/masuk HTTP/1.1\r\nHost: 127.0.0.1:{console.santun.served.port}\r\n".encode() + head
    assert b" 413 " in (await raw(console, request)).split(b"\r\n")[0]


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data", "no boundary"),
        ("multipart/form-data; boundary=x", "--x\r\n\r\nno name\r\n--x--\r\n"),
        ("multipart/form-data; boundary=x", "not closed"),
        ("application/json", "{}"),
        ("application/x-www-form-urlencoded", "a=b&" * 300),
    ],
)
async def test_a_form_that_is_none_is_refused(console: Console, kind: str, body: str) -> None:
    rina = await console.agent("rina")
    async with rina.http.post(f"{rina.site}/desk/saya/telegram", data=body, headers={"Content-Type": kind}) as answer:
        assert answer.status == 403


async def test_many_costly_attempts_leave_the_console_quick(console: Console) -> None:
    """A flood of sign-ins waits outside the database, and the last are told that it is crowded."""
    rina, flood = await console.agent("rina"), console.browser()
    page = await flood.gets("/desk/masuk")

    async def attempt(number: int) -> Answer:
        given = page.fields | {"name": f"nama{number}", "password": "x", "code": "1"}
        return await flood.sends("/desk/masuk", given)

    flood.http._connector = aiohttp.TCPConnector(limit=0)
    attempts = [asyncio.ensure_future(attempt(number)) for number in range(60)]
    await asyncio.sleep(0.1)
    loop = asyncio.get_running_loop()
    began = loop.time()
    assert (await rina.gets("/desk/saya")).status == 200
    assert loop.time() - began < 5
    statuses = [answer.status for answer in await asyncio.gather(*attempts)]
    assert statuses.count(503) >= 10
    assert set(statuses) <= {401, 429, 503}
