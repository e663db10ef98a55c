"""Every look at a person's data leaves a row; a job chains the rows so that a removed or changed one shows."""

import hashlib
import hmac
from collections.abc import Callable
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
_LAST_OLD = """
SELECT link, mac FROM looks WHERE link = coalesce(
  (SELECT min(link) - 1 FROM looks WHERE link IS NOT NULL AND at >= $1), (SELECT max(link) FROM looks)
)
"""
"""The last row before the first one that is young enough to stay: times need not grow with the links."""
_MAKE_ANCHOR = """
UPDATE looks SET actor = '', action = 'forgotten', subject = NULL, reason = $2, found = false WHERE link = $1
"""
_CHAIN_LOCK = 0x41554449
VERIFIED = "audit"
"""The subject of the rows that tell when somebody walked the chain."""


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


async def has_looked(work: Work, look: Look, since: datetime) -> bool:
    """Whether there is this very row since then."""
    query = """
    SELECT EXISTS (SELECT FROM looks WHERE actor = $1 AND action = $2 AND subject IS NOT DISTINCT FROM $3
      AND reason IS NOT DISTINCT FROM $4 AND at >= $5)
    """
    return bool(await work.raw.fetchval(query, look.actor, look.action, look.subject, look.reason, since))


async def last_reason(work: Work, look: Look, since: datetime) -> str | None:
    """Why this actor looked at this last since then; None when they did not, or gave no reason."""
    query = """
    SELECT reason FROM looks WHERE actor = $1 AND action = $2 AND subject = $3 AND found AND reason IS NOT NULL
      AND at >= $4 ORDER BY id DESC LIMIT 1
    """
    reason: str | None = await work.raw.fetchval(query, look.actor, look.action, look.subject, since)
    return reason


async def record_verified(work: Work, actor: str, broken: int | None) -> None:
    """Somebody walked the chain, and found it whole or broken at this link."""
    reason = None if broken is None else f"link:{broken}"
    await record_look(work, Look(actor, "audit.verify", VERIFIED, reason, found=broken is None))


async def has_done(work: Work, actor: str, action: str, since: datetime) -> bool:
    """Whether there is such a row since then."""
    query = "SELECT EXISTS (SELECT FROM looks WHERE actor = $1 AND action = $2 AND at >= $3)"
    return bool(await work.raw.fetchval(query, actor, action, since))


def link(key: bytes, before: bytes, row: tuple[object, ...]) -> bytes:
    """The MAC of one row, which covers the row before it."""
    body = "\0".join("" if value is None else str(value) for value in row)
    return hmac.digest(key, before + body.encode(), hashlib.sha256)


async def chain_looks(work: Work, key: bytes, most: int = 5000) -> Chained:
    """Chains the rows that are not chained yet, oldest first, and gives the head. Called by a job every few seconds."""
    await work.raw.execute("SELECT pg_advisory_xact_lock($1, 0)", _CHAIN_LOCK)
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


async def has_link(work: Work, number: int, head: bytes) -> bool:
    """Whether the chain still holds this link."""
    return bool(await work.raw.fetchval("SELECT mac = $2 FROM looks WHERE link = $1", number, head))


async def first_broken_link(
    work: Work, key: bytes, heads: dict[int, bytes] | None = None, tell: Callable[[int], None] = lambda _: None
) -> int | None:
    """Number of the first link that does not hold, or None. `heads` are values kept outside the database.

    `tell` hears of every 500th link as it is reached: a long chain takes minutes.
    """
    before, expected = b"", 1
    async for row in work.raw.cursor(_CHAIN, prefetch=500):
        number, mac, *body = row.values()
        if number % 500 == 0:
            tell(number)
        known = (heads or {}).get(number)
        if expected == 1 and known in (None, mac) and row["reason"] == _anchor(key, number, mac):
            before, expected = mac, number + 1
            continue
        if number != expected or mac != link(key, before, tuple(body)) or (known is not None and known != mac):
            return expected
        before, expected = mac, expected + 1
    missing = [number for number in heads or {} if number >= expected]
    return min(missing) if missing else None


async def forget_looks(work: Work, key: bytes, before: datetime) -> int:
    """The daily job: deletes chained looks older than `before`; gives their number.

    The last of them stays without its content, as the anchor from which the rest of the chain is verified. Only
    who has the key can make one, so nobody else can cut the chain at its beginning unseen.
    """
    await work.raw.execute("SELECT pg_advisory_xact_lock($1, 0)", _CHAIN_LOCK)
    last = await work.raw.fetchrow(_LAST_OLD, before)
    if last is None:
        return 0
    gone = await work.raw.execute("DELETE FROM looks WHERE link < $1", last["link"])
    anchor = _anchor(key, last["link"], last["mac"])
    await work.raw.execute(_MAKE_ANCHOR, last["link"], anchor)
    return int(gone.rsplit(" ", 1)[-1])


def _anchor(key: bytes, number: int, mac: bytes) -> str:
    return hmac.digest(key, b"forgotten\0" + str(number).encode() + b"\0" + mac, hashlib.sha256).hex()
