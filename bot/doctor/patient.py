"""What is examined: the settings, and what the checks have opened so far for those that follow."""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

from telegram import Bot, ChatFullInfo

from bot.settings import Settings, WrongSettings, problems_for_run, read_settings
from services.db import Database, Work
from services.privacy import Keys
from services.region import Region

T = TypeVar("T")


class Thing(StrEnum):
    """What a check may rest on; the names are those of the fields below."""

    DATABASE = "database"
    LAYOUT = "layout"
    KEYS = "keys"
    BOT = "bot"
    GROUP = "group"
    REGION = "region"


@dataclass
class Patient:
    """`problems` are the settings that are missing or wrong. Whatever is opened is closed by `stack`.

    `layout` is the revision of a database whose tables are those of this release. `told` hears how far a long check
    has come, and of how much.
    """

    settings: Settings
    problems: tuple[WrongSettings, ...]
    stack: AsyncExitStack
    told: Callable[[int, int], None] = field(default=lambda _done, _all: None)
    url: str = ""
    database: Database | None = None
    layout: str | None = None
    keys: Keys | None = None
    bot: Bot | None = None
    group: ChatFullInfo | None = None
    region: Region | None = None

    def has(self, thing: Thing) -> bool:
        """Whether this has been found."""
        return getattr(self, thing.value) is not None

    @asynccontextmanager
    async def work(self) -> AsyncIterator[Work]:
        """A transaction in which nothing can be written."""
        async with there(self.database).work(reads_clock=self.layout is not None) as work:
            await work.raw.execute("SET TRANSACTION READ ONLY")
            yield work


def there(thing: T | None) -> T:
    """What the table of checks has made sure of."""
    assert thing is not None
    return thing


@asynccontextmanager
async def admitted(**given: object) -> AsyncIterator[Patient]:
    """A patient with the settings of the environment, as far as they can be read; `given` wins over it."""
    settings, problems = _read(given)
    names = {problem.name for problem in problems}
    problems += [problem for problem in problems_for_run(settings) if problem.name not in names]
    async with AsyncExitStack() as stack:
        yield Patient(settings, tuple(problems), stack)


def _read(given: dict[str, object]) -> tuple[Settings, list[WrongSettings]]:
    """Where a setting cannot be read its default takes its place, so that the others are looked at too."""
    problems: list[WrongSettings] = []
    while True:
        try:
            return read_settings(**given), problems
        except WrongSettings as problem:
            problems.append(problem)
            given = given | {problem.name: Settings.model_fields[problem.name].default}
