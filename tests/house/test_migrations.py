"""Migrations and tables are one: what the code believes is what the database has."""

import importlib
import pkgutil
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import create_async_engine

import services
from services.db import Database, metadata
from services.db.migrate import alembic_config, head, migrate
from tests.conftest import Server


def differences(connection: Connection) -> list[Any]:
    context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": False})
    return list(compare_metadata(context, metadata))


async def test_the_tables_in_code_are_the_tables_that_migrations_make(database: Database) -> None:
    for module in pkgutil.walk_packages(services.__path__, "services."):
        if module.name.endswith(".store"):
            importlib.import_module(module.name)  # hangs the room's tables on the metadata
    async with create_async_engine(database.url).connect() as connection:
        found = [str(difference) for difference in await connection.run_sync(differences)]
        assert not found, "\n".join(found)


async def test_migrating_twice_changes_nothing(database: Database) -> None:
    await migrate(database.url)
    async with database.work() as work:
        assert await work.raw.fetchval("SELECT version_num FROM alembic_version") == head()


async def test_every_migration_can_be_taken_back(server: Server) -> None:
    url = await server.create("there_and_back")
    await migrate(url)
    engine = create_async_engine(url)
    async with engine.begin() as connection:
        await connection.run_sync(_down)
        rest = await connection.execute(
            text("SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'")
        )
        assert rest.all() == []
        functions = await connection.execute(
            text("SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace")
        )
        assert functions.all() == []
    await engine.dispose()
    await migrate(url)
    await server.drop("there_and_back")


def _down(connection: Connection) -> None:
    config = alembic_config()
    config.attributes["connection"] = connection
    command.downgrade(config, "base")
