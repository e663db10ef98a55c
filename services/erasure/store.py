"""The table of rights asked for, and the counts of what we hold; this room reaches into all others."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Column, DateTime, Index, Table, Text, Uuid, text

from services.db import Work, metadata
from services.erasure.model import Held, Holding, Right, RightAsked
from services.erasure.rules import Kept

rights = Table(
    "rights",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("kind", Text, nullable=False),
    Column("asked", DateTime(timezone=True), nullable=False),
    Column("due", DateTime(timezone=True), nullable=False),
    Column("done", DateTime(timezone=True)),
    Column("done_by", Text),
    Index("one_open_right_per_chat_and_kind", "chat_id", "kind", unique=True, postgresql_where=text("done IS NULL")),
    Index("ix_rights_due", "due", postgresql_where=text("done IS NULL")),
)

_AT_BPJS = "handover IS NOT NULL AND state <> 'withdrawn'"
_COUNTS = {
    Holding.SELF: "visitors WHERE chat_id = $1 AND participant IS NOT NULL",
    Holding.LAST_LOOK_UP: "visitors WHERE chat_id = $1 AND looked_up IS NOT NULL",
    Holding.DRAFTS: "dialogues WHERE chat_id = $1",
    Holding.LETTERS: "letters WHERE chat_id = $1 AND body IS NOT NULL",
    Holding.REQUESTS: "conversations WHERE chat = $1",
    Holding.ACCIDENTS: "claims WHERE chat = $1 AND consent_version = 0",
    Holding.CLAIMS: f"claims WHERE chat = $1 AND consent_version <> 0 AND NOT ({_AT_BPJS})",
    Holding.CLAIMS_AT_BPJS: f"claims WHERE chat = $1 AND {_AT_BPJS}",
    Holding.CONSENTS: "consents WHERE chat_id = $1",
    Holding.ALLOWANCE: "lookups WHERE chat_id = $1",
    Holding.LOOKS: "looks WHERE actor = 'chat:' || $1::bigint",
    Holding.ROSTER: "visitors WHERE chat_id = $1 AND participant IS NOT NULL",
}
_HELD = " UNION ALL ".join(
    f"SELECT '{holding.value}' AS holding, count(*) AS count FROM {source}"  # noqa: S608 - a constant table
    for holding, source in _COUNTS.items()
)
_ASK = """
INSERT INTO rights (id, chat_id, kind, asked, due, done, done_by) VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (chat_id, kind) WHERE done IS NULL DO UPDATE SET chat_id = excluded.chat_id
RETURNING id, chat_id AS chat, kind, asked, due, done
"""
_OPEN = "SELECT id, chat_id AS chat, kind, asked, due, done FROM rights WHERE done IS NULL ORDER BY due"


async def held(work: Work, chat: int) -> tuple[Held, ...]:
    """What we hold of this chat, kinds of which there is none left out."""
    rows = await work.raw.fetch(_HELD, chat)
    return tuple(Held(Holding(row["holding"]), row["count"]) for row in rows if row["count"])


async def ask(work: Work, asked: RightAsked, done_by: str | None = None) -> RightAsked:
    """Records the wish; an open one of the same kind is the one there is."""
    kind, when = asked.right.value, (asked.asked, asked.due, asked.done)
    row = await work.raw.fetchrow(_ASK, asked.id, asked.chat, kind, *when, done_by)
    return asked if row is None else _right(row)


async def open_rights(work: Work) -> list[RightAsked]:
    """Wishes that nobody has answered, the most urgent first."""
    return [_right(row) for row in await work.raw.fetch(_OPEN)]


async def done(work: Work, right: UUID, by: str) -> bool:
    """Marks a wish as answered; False when there is no such open one."""
    query = "UPDATE rights SET done = $2, done_by = $3 WHERE id = $1 AND done IS NULL RETURNING 1"
    return await work.raw.fetchval(query, right, work.now, by) is not None


async def forget_older(work: Work, kept: Kept, before: datetime) -> int:
    """Deletes rows whose time is over; gives their number."""
    only = f" AND {kept.only}" if kept.only else ""
    tag = await work.raw.execute(f"DELETE FROM {kept.table} WHERE {kept.since} < $1{only}", before)  # noqa: S608 - from the table RETENTION
    return int(tag.rsplit(" ", 1)[-1])


def _right(row: Any) -> RightAsked:
    return RightAsked(row["id"], row["chat"], Right(row["kind"]), row["asked"], row["due"], row["done"])
