"""Reads the audit for people: which rows, and nothing in them by which a visitor could be found outside the house."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta, tzinfo
from typing import Any

from sqlalchemy import ColumnElement, select

from services.db import Work
from services.oversight.model import Chain, Sieve, Trace
from services.privacy.audit import VERIFIED
from services.privacy.store import looks

PAGE = 50
_COLUMNS = (looks.c.id, looks.c.at, looks.c.actor, looks.c.action, looks.c.subject, looks.c.reason, looks.c.found)
_PREFIXES = ("", "claim:", "request:", "staff:", "export:", "conversation:", "batch:", "chat:")
"""What the audit writes before the names of things, and people do not type."""
_OF_STAFF = """
SELECT id, at, actor, action, subject, reason, found, link FROM looks
WHERE at >= $1 AND at < $2 AND (actor LIKE 'staff:%' OR actor LIKE 'system:%') ORDER BY id LIMIT $3
"""
_CHAIN = """
SELECT coalesce((SELECT max(link) FROM looks), 0) AS last,
  (SELECT at FROM looks WHERE link IS NOT NULL ORDER BY link DESC LIMIT 1) AS chained_at,
  (SELECT count(*) FROM looks WHERE link IS NULL) AS waiting
"""
_VERIFIED = "SELECT at, found FROM looks WHERE subject = $1 ORDER BY id DESC LIMIT 1"
_OWN_PLAN = "SET LOCAL plan_cache_mode = 'force_custom_plan'"
"""Each wish has another best index; one plan for all of them reads a million rows."""


async def page(work: Work, sieve: Sieve, zone: tzinfo) -> list[Trace]:
    """The newest rows that pass, one more than a page holds."""
    await work.raw.execute(_OWN_PLAN)
    query = select(*_COLUMNS, looks.c.link).where(*_conditions(sieve, zone)).order_by(looks.c.id.desc()).limit(PAGE + 1)
    return [trace(row._mapping) for row in await work.sql.execute(query)]  # noqa: SLF001 - SQLAlchemy's public name


async def of_staff(work: Work, since: datetime, until: datetime, most: int) -> Sequence[Trace]:
    """What staff and whoever is at the machine left in this time, oldest first."""
    return [trace(row) for row in await work.raw.fetch(_OF_STAFF, since, until, most)]


async def chain(work: Work) -> Chain:
    """How far the rows are chained, and when somebody last walked the chain."""
    row, verified = await work.raw.fetchrow(_CHAIN), await work.raw.fetchrow(_VERIFIED, VERIFIED)
    assert row is not None
    at, is_whole = (verified["at"], verified["found"]) if verified else (None, False)
    return Chain(row["last"], row["chained_at"], row["waiting"], at, is_whole)


def trace(row: Any) -> Trace:
    """A row as it is shown."""
    actor, subject = _masked(row["actor"]), row["subject"]
    shown = None if subject is None else _masked(subject)
    return Trace(row["id"], row["at"], actor, row["action"], shown, row["reason"], row["found"], row["link"])


def _conditions(sieve: Sieve, zone: tzinfo) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if sieve.member:
        found.append(looks.c.actor == f"staff:{sieve.member}")
    if sieve.day:
        begins = datetime.combine(sieve.day, time(), zone)
        found += [looks.c.at >= begins, looks.c.at < begins + timedelta(days=1)]
    if sieve.action:
        found.append(looks.c.action == sieve.action)
    if sieve.subject:
        found.append(looks.c.subject.in_([prefix + sieve.subject for prefix in _PREFIXES]))
    if sieve.before is not None:
        found.append(looks.c.id < sieve.before)
    return found


def _masked(who: str) -> str:
    """A chat's number is somebody's number at Telegram; the print of a NIK says nothing, and is long."""
    kind, sign, rest = who.partition(":")
    if sign and kind == "chat":
        return f"chat:…{rest[-4:]}"
    return f"nik:{rest[:8]}…" if sign and kind == "nik" else who
