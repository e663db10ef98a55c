"""The inbox: updates stored before they are acknowledged, and taken one at a time per chat."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from services.db import Database, Work
from services.post.model import Received, Turn, Verdict
from services.post.rules import GUARD, KEPT
from services.privacy import Cipher

_ACCEPT = """
INSERT INTO inbox (bot_id, update_id, chat_id, body, owner, tries)
SELECT $1, u.update_id, u.chat_id, u.body, $2, 1
FROM unnest($3::bigint[], $4::bigint[], $5::bytea[]) AS u(update_id, chat_id, body)
ON CONFLICT (bot_id, update_id) WHERE guards DO NOTHING RETURNING seq, update_id
"""
_TAKE = """
SELECT santun_now() AS now, asked.chat, taken.*
FROM unnest($1::bigint[], $2::bigint[]) AS asked(chat, hand), post_take(asked.chat, $3, asked.hand) AS taken
"""
_FAIL = """
UPDATE inbox SET tries = tries + 1, next_try = santun_now() + $3::interval, reference = coalesce(reference, $4)
WHERE seq = $1 AND owner = $2 AND state = 'waiting'
"""
_BURY = """
UPDATE inbox SET state = 'dead', done_at = santun_now(), next_try = NULL, reference = coalesce(reference, $2)
WHERE seq = $1 AND state = 'waiting' RETURNING chat_id, reference
"""
RENAME = "UPDATE inbox SET owner = $2 WHERE owner = ANY ($1::text[]) AND state = 'waiting'"
"""Keeps what a process has accepted when it takes a new name (former names, new name); that is no new try."""
_LEAVE = "UPDATE inbox SET owner = NULL WHERE owner = $1 AND state = 'waiting'"
_LEFT = """
SELECT chat_id, owner IS DISTINCT FROM $1 AND owner IS NOT NULL AS is_orphan FROM (
  SELECT DISTINCT ON (chat_id) chat_id, seq, owner, next_try FROM inbox WHERE state = 'waiting' ORDER BY chat_id, seq
) head
WHERE (next_try IS NULL OR next_try <= santun_now())
  AND (owner IS NULL OR owner = $1 OR owner <> ALL (post_live()))
ORDER BY seq LIMIT 500
"""
_SWEEP = (
    "UPDATE inbox SET guards = false WHERE guards AND arrived < santun_now() - $1::interval AND state <> 'waiting'",
    "DELETE FROM inbox WHERE state IN ('done', 'dropped') AND done_at < santun_now() - $1::interval",
)
_SWEEP_DEAD = "DELETE FROM inbox WHERE state = 'dead' AND done_at < santun_now() - $1::interval"


@dataclass(frozen=True)
class Arrival:
    """An update as it came in, before it is stored."""

    update: int
    chat: int
    body: bytes = field(repr=False)


class Inbox:
    """Reads and writes the inbox. What is done has no body any more."""

    def __init__(self, cipher: Cipher) -> None:
        self._cipher = cipher

    async def accept(self, database: Database, bot: int, owner: str, arrivals: Sequence[Arrival]) -> list[int | None]:
        """Stores the arrivals in one commit; answers their numbers, none for an update that is stored already."""
        bodies = [self._seal(bot, arrival) for arrival in arrivals]
        updates, chats = [a.update for a in arrivals], [a.chat for a in arrivals]
        async with database.connection() as (_, raw):
            rows = await raw.fetch(_ACCEPT, bot, owner, updates, chats, bodies)
        seqs = {row["update_id"]: row["seq"] for row in rows}
        return [seqs.pop(update, None) for update in updates]

    async def take(self, work: Work, hands: Mapping[int, int | None], owner: str) -> list[Turn]:
        """Locks the chats and answers the oldest waiting update of each; no body if that is the one in hand.

        Tells the unit of work the time, so that it need not ask.
        """
        rows = await work.raw.fetch(_TAKE, list(hands), list(hands.values()), owner)
        work.now = rows[0]["now"]
        return [_turn(row) for row in rows]

    async def fail(self, work: Work, received: Received, owner: str, pause: timedelta, reference: str) -> None:
        """Counts the next try, which comes after the pause."""
        await work.raw.execute(_FAIL, received.seq, owner, pause, reference)

    async def bury(self, work: Work, seq: int, reference: str) -> str | None:
        """Makes the update a dead letter; answers its reference, none if it no longer waits."""
        row: Any = await work.raw.fetchrow(_BURY, seq, reference)
        return row["reference"] if row else None

    async def leave(self, work: Work, owner: str) -> None:
        """Hands what this process has not begun to whoever comes next, without counting a try."""
        await work.raw.execute(_LEAVE, owner)

    async def left(self, database: Database, owner: str) -> dict[int, bool]:
        """Chats whose oldest update is due and belongs to this process, to nobody, or (True) to a dead one."""
        async with database.connection() as (_, raw):
            return {row["chat_id"]: row["is_orphan"] for row in await raw.fetch(_LEFT, owner)}

    async def sweep(self, work: Work) -> None:
        """Forgets what is older than it may get."""
        for statement in _SWEEP:
            await work.raw.execute(statement, GUARD)
        await work.raw.execute(_SWEEP_DEAD, KEPT)

    def _seal(self, bot: int, arrival: Arrival) -> bytes:
        return self._cipher.seal("inbox", "body", f"{bot}:{arrival.update}", arrival.body)

    def open(self, received: Received, sealed: bytes) -> bytes:
        """The body of a turn. Raises `Unreadable`."""
        return self._cipher.open("inbox", "body", f"{received.bot}:{received.update}", sealed)


def _turn(row: Any) -> Turn:
    chat, seq = row["chat"], row["seq"]
    if seq is None:
        return Turn(chat, Verdict(row["verdict"]))
    received = Received(seq, row["bot_id"], row["update_id"], chat, row["arrived"], row["tries"], row["reference"])
    return Turn(chat, Verdict(row["verdict"]), received, row["body"])
