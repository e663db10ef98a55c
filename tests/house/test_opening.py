"""A database that cannot be used just now is a sentence for the operator, not a fault of ours."""

import asyncio
import struct
from pathlib import Path

import pytest

from bot.house import CannotStart, open_house
from services.privacy import Keys
from tests.journeys.conftest import made

STATES = {"57P03": "the database system is shutting down", "57P01": "terminating connection", "28P01": "wrong password"}


async def _turns_away(state: str, host: str = "127.0.0.1") -> asyncio.Server:
    """A PostgreSQL that speaks no TLS and answers every newcomer with this error."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        length, code = struct.unpack("!II", await reader.readexactly(8))
        if code == 80877103:  # whether TLS is spoken
            writer.write(b"N")
            length, code = struct.unpack("!II", await reader.readexactly(8))
        await reader.readexactly(length - 8)
        fields = b"SFATAL\0VFATAL\0" + b"C" + state.encode() + b"\0M" + STATES[state].encode() + b"\0\0"
        writer.write(b"E" + struct.pack("!I", len(fields) + 4) + fields)
        await writer.drain()
        writer.close()

    return await asyncio.start_server(answer, host, 0)


@pytest.mark.parametrize("state", STATES)
async def test_a_database_that_turns_us_away_is_named_in_a_sentence(state: str, tmp_path: Path) -> None:
    server = await _turns_away(state)
    port = server.sockets[0].getsockname()[1]
    key_file = tmp_path / "santun.key"
    Keys.make(key_file)
    with pytest.raises(CannotStart) as caught:
        async with open_house(made(f"postgresql://santun:rahasia@127.0.0.1:{port}/santun", key_file, "")):
            pass
    assert caught.value.key == "database_away"
    server.close()
