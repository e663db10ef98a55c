"""The database: away, strange, too old, behind, crowded, forgetful; and the clock."""

import asyncio
import secrets
import struct
from datetime import timedelta

import pytest
from sqlalchemy import URL, make_url

from bot.doctor import Level
from bot.doctor.clocks import Clocks, judge_clocks
from bot.doctor.postgres import judge_durability, judge_room
from services.db.migrate import head
from tests.conftest import Server
from tests.doctor.ward import Visit, Ward

STATES = {
    "57P03": "database_starting",
    "28P01": "database_refuses",
    "3D000": "database_unknown",
    "53300": "database_crowded",
    "XX000": "database_trouble",
}


async def turns_away(state: str) -> tuple[asyncio.Server, str]:
    """A PostgreSQL that speaks no TLS and answers every newcomer with this error; its address."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        length, code = struct.unpack("!II", await reader.readexactly(8))
        if code == 80877103:  # whether TLS is spoken
            writer.write(b"N")
            length, code = struct.unpack("!II", await reader.readexactly(8))
        await reader.readexactly(length - 8)
        fields = b"SFATAL\0VFATAL\0" + b"C" + state.encode() + b"\0Mno\0\0"
        writer.write(b"E" + struct.pack("!I", len(fields) + 4) + fields)
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    return server, f"postgresql://santun:kata-sandi-ini@127.0.0.1:{server.sockets[0].getsockname()[1]}/santun"


@pytest.mark.parametrize("state", STATES)
async def test_a_database_that_turns_us_away_is_told_by_its_reason(state: str, ward: Ward) -> None:
    server, url = await turns_away(state)
    visit = await ward.visit(database_url=url)
    server.close()
    assert visit.of("database") == {STATES[state]}
    assert visit.put_off >= {"pooling", "layout", "key", "owner", "replicas", "post", "staff", "audit", "clock"}
    assert visit.of("token") == {"token"}, "what does not rest on it is looked at"


async def test_a_server_without_the_tls_that_is_asked_for_is_told(ward: Ward) -> None:
    server, url = await turns_away("57P03")
    visit = await ward.visit("database", database_url=f"{url}?sslmode=require")
    assert visit.of("database") == {"database_without_tls"}
    lost = f"{url}?sslmode=verify-full&sslrootcert=/nowhere/ca.crt"
    assert (await ward.visit("database", database_url=lost)).of("database") <= {"database_address", "database_away"}
    server.close()


async def test_a_database_that_is_nowhere_is_told(ward: Ward) -> None:
    server, url = await turns_away("57P03")
    server.close()
    await server.wait_closed()
    assert (await ward.visit("database", database_url=url)).of("database") == {"database_away"}
    nameless = "postgresql://santun:kata-sandi-ini@db.invalid/santun"
    assert (await ward.visit("database", database_url=nameless)).of("database") == {"database_nameless"}


async def test_a_database_of_which_we_know_no_password_or_name_is_told(ward: Ward) -> None:
    address = make_url(ward.given["database_url"])
    assert (await _visit(ward, address.set(password="bukan-ini"))).of("database") == {"database_refuses"}
    assert (await _visit(ward, address.set(database="nowhere"))).of("database") == {"database_unknown"}


async def _visit(ward: Ward, address: URL) -> Visit:
    return await ward.visit("database", database_url=address.render_as_string(hide_password=False))


async def test_a_missing_migration_is_told_and_not_made_up_for(ward: Ward) -> None:
    await ward.do("UPDATE alembic_version SET version_num = '0014'")
    visit = await ward.visit()
    assert visit.of("layout") == {"layout_old"}
    assert f"(0014) tertinggal {int(head()) - 14} langkah" in visit.said("layout_old")
    assert visit.put_off >= {"key", "owner", "replicas", "post", "staff", "audit"}
    await ward.do("UPDATE alembic_version SET version_num = '9999'")
    assert (await ward.visit("layout")).of("layout") == {"layout_of_another_release"}


async def test_an_empty_database_is_left_empty(ward: Ward, server: Server) -> None:
    name = f"d_{secrets.token_hex(6)}"
    url = await server.create(name)
    for _ in range(2):
        visit = await ward.visit(database_url=url)
        assert visit.of("layout") == {"layout_empty"}
        assert visit.of("clock") == {"clock"}
    await server.drop(name)


async def test_a_server_that_may_forget_what_it_has_said_is_told(ward: Ward) -> None:
    """The server of the tests is such a one."""
    visit = await ward.visit("durability")
    assert visit.troubles["not_durable"] is Level.WRONG
    assert [one.values["name"] for one in visit.findings if one.key == "not_durable"] == ["fsync", "full_page_writes"]
    await ward.do(f'ALTER DATABASE "{ward.database.url.rsplit("/", 1)[-1].split("?")[0]}" SET synchronous_commit = off')
    visit = await ward.visit("durability")
    assert "synchronous_commit" in {one.values.get("name") for one in visit.findings}
    assert judge_durability({"fsync": "on", "synchronous_commit": "remote_write"})[0].key == "durable"


async def test_room_for_one_more_process_or_command_is_counted(ward: Ward) -> None:
    assert (await ward.visit("room")).of("room") == {"room"}
    database = make_url(ward.given["database_url"]).database
    await ward.do(f'ALTER DATABASE "{database}" CONNECTION LIMIT 10')
    assert (await ward.visit("room")).of("room") == {"room_little"}


@pytest.mark.parametrize(
    ("free", "runs", "found"),
    [
        (90, False, "room"),
        (13, False, "room_little"),
        (13, True, "room"),
        (2, True, "room_none"),
        (-1, False, "room_none"),
    ],
)
def test_who_runs_already_needs_no_room_for_another(free: int, runs: bool, found: str) -> None:
    assert judge_room(free, runs=runs).key == found


async def test_a_moved_clock_is_told(ward: Ward) -> None:
    assert (await ward.visit("clock")).of("clock") == {"clock"}
    await ward.do("UPDATE house SET clock_shift = interval '-3 days'")
    visit = await ward.visit("clock")
    assert visit.of("clock") == {"clock_moved"}
    assert "digeser 3 hari" in visit.said("clock_moved")


SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


@pytest.mark.parametrize(
    ("clocks", "pairs"),
    [
        (Clocks(SECOND, -SECOND), []),
        (Clocks(SECOND, None), []),
        (Clocks(SECOND, MINUTE), [("clock_behind", "machine", "telegram"), ("clock_behind", "database", "telegram")]),
        (Clocks(-MINUTE, None), [("clock_behind", "database", "machine")]),
        (Clocks(MINUTE, SECOND), [("clock_ahead", "database", "machine"), ("clock_ahead", "database", "telegram")]),
        (Clocks(4 * SECOND, -4 * SECOND), [("clock_ahead", "database", "telegram")]),
    ],
)
def test_the_clock_that_goes_wrong_stands_in_every_sentence(clocks: Clocks, pairs: list[tuple[str, ...]]) -> None:
    found = [one for one in judge_clocks(clocks) if one.level is Level.WARNING]
    assert [(one.key, one.values["one"].key, one.values["other"].key) for one in found] == pairs  # type: ignore[union-attr]
