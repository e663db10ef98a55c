"""What every test may ask for: one real PostgreSQL for the whole run, and databases on it."""

import asyncio
import os
import secrets
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import asyncpg
import pytest
import pytest_asyncio
from sqlalchemy import make_url

from bot.postgres import EmbeddedPostgres
from bot.postgres.place import Place
from services.db import Database
from services.db.migrate import migrate
from services.privacy import Keys
from services.words import Words

# Only speed, and only here: these databases need not outlive a power cut. Tests of crashes start servers of their own.
NOT_DURABLE = {"fsync": "off", "full_page_writes": "off"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Where a browser is required, its tests must not be left out in silence."""
    required = os.environ.get("CI") == "true" or os.environ.get("SANTUN_REQUIRE_BROWSER")
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if required and not found and any(item.get_closest_marker("browser") for item in items):
        raise pytest.UsageError("the tests of the page need a browser here: apt-get install chromium")


class Server:
    """The test run's PostgreSQL; its role may create databases."""

    def __init__(self, embedded: EmbeddedPostgres) -> None:
        self._embedded = embedded

    def url(self, database: str) -> str:
        return self._embedded.url(database)

    @property
    def place(self) -> Place:
        """Where its programs and files lie."""
        return self._embedded._found()

    async def create(self, database: str, template: str = "template1") -> str:
        """Make a database like the template (to which nobody may be connected); answers its URL."""
        await self._execute(f'CREATE DATABASE "{database}" TEMPLATE "{template}"')
        return self.url(database)

    async def drop(self, database: str) -> None:
        for _ in range(100):  # a worker that tidies the database up belongs to the server, and ends by itself
            with suppress(asyncpg.InsufficientPrivilegeError):
                await self._execute(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')
                return
            await asyncio.sleep(0.1)
        raise TimeoutError(database)

    async def _execute(self, statement: str) -> None:
        connection = await connect(self.url("santun"))
        try:
            await connection.execute(statement)
        finally:
            await connection.close()


async def connect(url: str) -> asyncpg.Connection:
    """A bare connection, for tests that look at the database past the house."""
    return await asyncpg.connect(make_url(url).set(drivername="postgresql").render_as_string(hide_password=False))


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def server() -> AsyncIterator[Server]:
    with tempfile.TemporaryDirectory(prefix="santun-tests-") as folder:
        embedded = EmbeddedPostgres(Path(folder), NOT_DURABLE)
        await embedded.start()
        try:
            yield Server(embedded)
        finally:
            await embedded.remove()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def template(server: Server) -> str:
    """Name of a database at the newest layout, to which nobody is connected."""
    await migrate(await server.create("santun_template"))
    return "santun_template"


@pytest_asyncio.fixture
async def database(server: Server, template: str) -> AsyncIterator[Database]:
    """A fresh database of the newest layout, for one test."""
    name = f"t_{secrets.token_hex(6)}"
    database = Database(await server.create(name, template))
    yield database
    await database.close()
    await server.drop(name)


@pytest.fixture(scope="session")
def words() -> Words:
    return Words()


@pytest.fixture(scope="session")
def keys() -> Keys:
    return Keys.derive(b"k" * 32)
