"""A set-up in front of the simulator that is well, and a doctor to call after something in it was broken."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import make_url

from bot.doctor import CHECKS, Finding, Level, Result, examine
from bot.doctor.patient import admitted
from bot.doctor.report import as_json, told
from bot.house import House, open_house
from bot.settings import read_settings
from bot.simulator import Simulator, Telegram
from services.db import Database
from services.region.reading import HOME
from services.staff import Role
from services.words import Words

TOKEN = "1000000001:AAE-token-of-the-tests-of-the-doctor"
WEBHOOK_SECRET = "q8Zr2LkVt6Yx0Bn4"
GROUNDS = ("region", "key_file", "database", "layout", "key", "token", "group")
"""Checks that find what others rest on."""


@dataclass
class Visit:
    """What a doctor found."""

    results: list[Result]

    @property
    def findings(self) -> list[Finding]:
        """All of them."""
        return [finding for result in self.results for finding in result.findings]

    @property
    def troubles(self) -> dict[str, Level]:
        """Those that somebody should look at, by key."""
        return {one.key: one.level for one in self.findings if one.level in {Level.WARNING, Level.WRONG}}

    @property
    def put_off(self) -> set[str]:
        """Checks that rest on something missing."""
        return {result.check.name for result in self.results for one in result.findings if one.level is Level.UNKNOWN}

    def of(self, check: str) -> set[str]:
        """Keys of what one check found."""
        return {one.key for result in self.results if result.check.name == check for one in result.findings}

    def said(self, key: str) -> str:
        """Sentence, advice and example of a finding."""
        row = told(next(one for one in self.findings if one.key == key), Words())
        return "\n".join((row.says, row.do, row.example))


@dataclass
class Ward:
    """`given` are the settings that are right; a visit may be made with others."""

    given: dict[str, Any]
    simulator: Simulator
    telegram: Telegram
    database: Database
    told: list[tuple[int, int]] = field(default_factory=list)

    async def visit(self, *only: str, **other: Any) -> Visit:
        """Looks at everything, or at the named checks and what they rest on; no secret may stand in the report."""
        wanted = [check for check in CHECKS if not only or check.name in {*only, *GROUNDS}]
        given = self.given | other
        async with admitted(_env_file=None, **given) as patient:
            patient.told = lambda done, whole: self.told.append((done, whole))
            results = await examine(patient, wanted)
        report = as_json(results, Words(), datetime.now(UTC))
        assert [secret for secret in secrets_of(given) if secret in report] == []
        return Visit(results)

    async def do(self, statement: str, *values: Any) -> None:
        """Changes something in the database, as a doctor never would."""
        async with self.database.work(reads_clock=False) as work:
            await work.raw.execute(statement, *values)

    def region_with(self, old: str, new: str) -> str:
        """The path of a region file that says something else in one place."""
        here = Path(self.given["region"])
        text = here.read_text(encoding="utf-8")
        assert old in text
        other = here.with_name("lain.toml")
        other.write_text(text.replace(old, new), encoding="utf-8")
        return str(other)

    def key_file_says(self, text: str, mode: int = 0o600) -> None:
        """Writes something else into the key file."""
        file = Path(self.given["key_file"])
        file.write_text(text, encoding="ascii")
        file.chmod(mode)

    @asynccontextmanager
    async def house(self, **other: Any) -> AsyncIterator[House]:
        """The set-up as the bot opens it."""
        async with open_house(read_settings(_env_file=None, **(self.given | other)), tell=lambda _: None) as house:
            yield house


@asynccontextmanager
async def opened(url: str, folder: Path) -> AsyncIterator[Ward]:
    """A set-up on this database (empty: an embedded one) in which an admin works; nobody serves."""
    async with Simulator(TOKEN) as simulator, Telegram(simulator.url) as telegram:
        given = {
            "telegram_token": TOKEN,
            "telegram_api_url": simulator.url,
            "database_url": url,
            "data_dir": folder / "data",
            "key_file": folder / "santun.key",
            "operator": "Dinas Contoh",
            "region": str(a_region(folder)),
            "log_level": "ERROR",
        }
        async with open_house(read_settings(_env_file=None, **given), tell=lambda _: None) as house:
            async with house.database.work() as work:
                await house.rooms.staff.add(work, "ani", Role.ADMIN, by="tests")
                await work.raw.execute("UPDATE staff SET password = 'chosen'")
            yield Ward(given, simulator, telegram, house.database)


def a_region(folder: Path) -> Path:
    """Our own regency with everything filled in that is unknown so far."""
    text = (HOME / "kutai-timur.toml").read_text(encoding="utf-8")
    year = datetime.now(UTC).year
    text = text.replace("official = []", f"official = [{year}-03-20, {year + 1}-03-10]")
    file = folder / "kutim.toml"
    file.write_text(text.replace('phone = ""', 'phone = "0549 123456"'), encoding="utf-8")
    (folder / "kutai-timur.csv").write_bytes((HOME / "kutai-timur.csv").read_bytes())
    return file


def secrets_of(given: dict[str, Any]) -> list[str]:
    """What nobody may read in a report."""
    token, key = str(given["telegram_token"]), Path(given["key_file"])
    found = [token, token.partition(":")[2], given.get("webhook_secret", "")]
    if "://" in given["database_url"]:
        found.append(make_url(given["database_url"]).password or "")
    if key.is_file():
        found.append(key.read_text(encoding="utf-8", errors="replace").strip())
    return [secret for secret in found if secret]
