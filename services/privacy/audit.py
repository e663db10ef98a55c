"""Every look at a person's data leaves a row; a job chains the rows so that a removed or changed one shows."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime

from services.db import Work

_INSERT = """
INSERT INTO looks (at, actor, action, subject, reason, found)
VALUES (clock_timestamp() + (SELECT clock_shift FROM house), $1, $2, $3, $4, $5)
"""
_CHAIN = """
SELECT link, mac, id, at, actor, action, subject, reason, found FROM looks WHERE link IS NOT NULL ORDER BY link
"""
_CHAIN_LOCK = 0x41554449


@dataclass(frozen=True)
class Look:
    """Who looked at whose data and why. `actor` is `chat:<id>`, `staff:<name>` or `job:<name>`; `subject` an internal
    id, never a NIK or a name; `found` tells a hit from a miss."""

    actor: str
    action: str
    subject: str | None = None
    reason: str | None = None
    found: bool = True


@dataclass(frozen=True)
class Chained:
    """How far the chain reaches and the value that commits to all before it."""

    number: int
    at: datetime | None
    head: bytes


async def record_look(work: Work, look: Look) -> None:
    """A plain insert in the caller's transaction."""
    await work.raw.execute(_INSERT, look.actor, look.action, look.subject, look.reason, look.found)


def link(key: bytes, before: bytes, row: tuple[object, ...]) -> bytes:
    """The MAC of one row, which covers the row before it."""
    body = "\0".join("" if value is None else str(value) for value in row)
    return hmac.digest(key, before + body.encode(), hashlib.sha256)


async def chain_looks(work: Work, key: bytes, most: int = 5000) -> Chained:
    """Chains the rows that are not chained yet, oldest first, and gives the head. Called by a job every few seconds."""
    await work.raw.execute("SELECT pg_advisory_xact_lock($1)", _CHAIN_LOCK)
    last = await work.raw.fetchrow("SELECT link, at, mac FROM looks WHERE link IS NOT NULL ORDER BY link DESC LIMIT 1")
    number, at, mac = (last["link"], last["at"], last["mac"]) if last else (0, None, b"")
    rows = await work.raw.fetch(
        "SELECT id, at, actor, action, subject, reason, found FROM looks WHERE link IS NULL ORDER BY id LIMIT $1", most
    )
    chained: list[tuple[int, bytes, int]] = []
    for row in rows:
        number, at, mac = number + 1, row["at"], link(key, mac, tuple(row.values()))
        chained.append((number, mac, row["id"]))
    await work.raw.executemany("UPDATE looks SET link = $1, mac = $2 WHERE id = $3", chained)
    return Chained(number, at, mac)


async def first_broken_link(work: Work, key: bytes, heads: dict[int, bytes] | None = None) -> int | None:
    """Number of the first link that does not hold, or None. `heads` are values kept outside the database."""
    before, expected = b"", 1
    async for row in work.raw.cursor(_CHAIN):
        number, mac, *body = row.values()
        known = (heads or {}).get(number)
        if number != expected or mac != link(key, before, tuple(body)) or (known is not None and known != mac):
            return expected
        before, expected = mac, expected + 1
    missing = [number for number in heads or {} if number >= expected]
    return min(missing) if missing else None
