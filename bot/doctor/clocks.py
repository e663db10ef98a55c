"""Checks of the time: this machine's, the database's and Telegram's clocks agree, and nobody has moved ours."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import aiohttp

from bot.doctor.finding import Finding, Word, warning, well, wrong
from bot.doctor.patient import Patient
from services.db.engine import SESSION

APART = timedelta(seconds=5)
"""More than this is told: a second of Telegram's own and the way there are part of what is measured."""
PATIENCE = aiohttp.ClientTimeout(total=10)


@dataclass(frozen=True)
class Clocks:
    """How far each is ahead of this machine's (behind: negative); None where there is none to be read.

    `shift`: by how much the database moves the time that we work with, which only tests should do.
    """

    database: timedelta | None
    telegram: timedelta | None
    shift: timedelta = timedelta(0)


async def clock(patient: Patient) -> list[Finding]:
    """Deadlines, leases and the audit go by the database's clock."""
    telegram = await _telegrams_clock(patient.settings.telegram_api_url)
    async with patient.work() as work:
        before = datetime.now(UTC)
        theirs = await work.raw.fetchval("SELECT clock_timestamp()")
        database = theirs - before - (datetime.now(UTC) - before) / 2
        shift = await work.raw.fetchval("SELECT clock_shift FROM house") if patient.layout else timedelta(0)
    return judge_clocks(Clocks(database, telegram, shift))


def judge_clocks(clocks: Clocks) -> list[Finding]:
    """Each two that differ are named, so that the one that is wrong stands in both sentences."""
    ahead = {"machine": timedelta(0), "database": clocks.database, "telegram": clocks.telegram}
    found: list[Finding] = []
    for one, other in (("machine", "telegram"), ("database", "machine"), ("database", "telegram")):
        first, second = ahead[one], ahead[other]
        if first is not None and second is not None and abs(first - second) > APART:
            names = {"one": Word("doctor_clock", one), "other": Word("doctor_clock", other)}
            by = timedelta(seconds=round(abs(first - second).total_seconds()))
            found.append(warning("clock_ahead" if first > second else "clock_behind", by=by, **names))
    if clocks.shift:
        found.append(wrong("clock_moved", by=abs(clocks.shift)))
    return found or [well("clock" if clocks.telegram is not None else "clock_without_telegram")]


async def timezone(patient: Patient) -> list[Finding]:
    """The server's zone does not matter to us, for every connection of ours says UTC, if that arrives."""
    async with patient.work() as work:
        zone = await work.raw.fetchval("SELECT current_setting('TimeZone')")
    return [well("timezone_utc" if zone in {"UTC", "Etc/UTC"} else "timezone", zone=zone, ours=SESSION["timezone"])]


async def _telegrams_clock(api_url: str) -> timedelta | None:
    """From the header `Date` of an answer to a call of no method: the token stays at home."""
    try:
        async with aiohttp.ClientSession(timeout=PATIENCE) as session:
            before = datetime.now(UTC)
            async with session.head(f"{api_url}/", allow_redirects=False) as answer:
                told = parsedate_to_datetime(answer.headers["Date"])
    except (aiohttp.ClientError, TimeoutError, OSError, KeyError, ValueError):
        return None
    after = datetime.now(UTC)
    # The header tells whole seconds: on average half of one has passed.
    return told.astimezone(UTC) + timedelta(seconds=0.5) - before - (after - before) / 2
