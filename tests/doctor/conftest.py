"""A set-up for each test, on a fresh database of the test run's server."""

import secrets
from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from tests.conftest import Server
from tests.doctor.ward import Ward, opened


@pytest_asyncio.fixture
async def ward(server: Server, template: str, tmp_path: Path) -> AsyncIterator[Ward]:
    name = f"d_{secrets.token_hex(6)}"
    async with opened(await server.create(name, template), tmp_path) as ward:
        yield ward
    await server.drop(name)
