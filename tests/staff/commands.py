"""Runs commands of `santun` against the database of a test."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.house import House, open_house
from bot.settings import read_settings
from services.db import Database


class Terminal:
    """A terminal on one database. `run` gives exit code and everything that was printed; `typed`: what it asks for."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.folder = folder
        self.given: dict[str, Any] = {"database_url": database.url, "data_dir": folder}
        self._env = {
            "SANTUN_DATABASE_URL": database.url,
            "SANTUN_DATA_DIR": str(folder),
            "COLUMNS": "200",
            "TERM": "dumb",
        }

    async def run(self, *arguments: str, typed: str | None = None) -> tuple[int, str]:
        ended = await asyncio.to_thread(CliRunner().invoke, app, list(arguments), input=typed, env=self._env)
        if ended.exception and not isinstance(ended.exception, SystemExit):
            raise ended.exception
        return ended.exit_code, ended.output + ended.stderr

    async def inside(self, do: Callable[[House], Any]) -> Any:
        """Does something in the same house, as the bot would."""
        async with open_house(read_settings(**self.given)) as house:
            return await do(house)


@pytest.fixture
def terminal(database: Database, tmp_path: Path) -> Terminal:
    return Terminal(database, tmp_path)
