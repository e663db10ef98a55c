"""Brings a database to the newest layout; several replicas may call it at once."""

from functools import partial
from pathlib import Path

import asyncpg
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import create_async_engine

from services.db.address import dsn

_MIGRATIONS = Path(__file__).parent / "migrations"
_LOCK = 0x53414E54
"""Key of the advisory lock that lets one replica migrate while the others wait ("SANT")."""


def alembic_config() -> Config:
    """alembic's settings, without a file."""
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    return config


async def migrate(url: str) -> None:
    """Upgrades the database behind `url` to the head; does nothing when it is there already."""
    engine = create_async_engine(url, hide_parameters=True, async_creator=partial(asyncpg.connect, dsn(url)))
    try:
        async with engine.begin() as connection:
            await connection.execute(text("SELECT pg_advisory_xact_lock(:key, 0)"), {"key": _LOCK})
            await connection.run_sync(_upgrade)
    finally:
        await engine.dispose()


def _upgrade(connection: Connection) -> None:
    config = alembic_config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def head() -> str:
    """The newest revision."""
    newest = ScriptDirectory.from_config(alembic_config()).get_current_head()
    assert newest is not None
    return newest


def missing_after(revision: str) -> int | None:
    """How many migrations a database at this revision lacks; None if this release has never heard of the revision."""
    scripts = ScriptDirectory.from_config(alembic_config())
    newest_first = [script.revision for script in scripts.walk_revisions()]
    return newest_first.index(revision) if revision in newest_first else None
