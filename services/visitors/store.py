"""Tables of visitors, their consents and look-ups, and the queries on them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Identity,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    Uuid,
    text,
)

from services.db import Work, metadata
from services.visitors.model import Alarm, AlarmKind, Use

visitors = Table(
    "visitors",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("first_seen", DateTime(timezone=True), nullable=False),
    Column("participant", Uuid),
    Column("self_until", DateTime(timezone=True)),
    Column("self_how", Text),
    Column("forgiven", DateTime(timezone=True)),
    Column("looked_up", LargeBinary),
    Column("looked_up_until", DateTime(timezone=True)),
    Index("ix_visitors_participant", "participant", postgresql_where=text("participant IS NOT NULL")),
)
"""`forgiven`: staff lifted the lock, earlier look-ups no longer count. `looked_up`: sealed `LookedUp`."""

consents = Table(
    "consents",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("version", Integer, nullable=False),
    Column("given", DateTime(timezone=True), nullable=False),
    Column("withdrawn", DateTime(timezone=True)),
    Index("one_standing_consent_per_chat", "chat_id", unique=True, postgresql_where=text("withdrawn IS NULL")),
    Index("ix_consents_given", "given"),
)

lookups = Table(
    "lookups",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("person", LargeBinary, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("tries", Integer, nullable=False, server_default=text("1")),
    Column("found", Boolean, nullable=False, server_default=text("false")),
    Column("village", Text),
    Index("ix_lookups_chat_id_at", "chat_id", "at"),
    Index("ix_lookups_village_at", "village", "at", postgresql_where=text("village IS NOT NULL")),
    Index("ix_lookups_at", "at"),
)
"""One row per counted use. `person` is the fingerprint of the NIK, whether we know it or not."""

silenced = Table(
    "silenced",
    metadata,
    Column("participant", Uuid, primary_key=True),
    Column("since", DateTime(timezone=True), nullable=False),
)
"""Participants whose death a family reported from their own phone: nothing is addressed to them any more."""

alarms = Table(
    "alarms",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("kind", Text, nullable=False),
    Column("day", Date, nullable=False),
    Column("village", Text, nullable=False),
    Column("chats", Integer, nullable=False),
    Index("one_village_alarm_a_day", "village", "day", unique=True, postgresql_where=text("kind = 'village'")),
    Index("ix_alarms_at", "at"),
)

# The upsert also locks the visitor's row, so that two replicas cannot spend the same allowance twice.
_LOCKED_VISITOR = """
INSERT INTO visitors (chat_id, first_seen) VALUES ($1, $2)
ON CONFLICT (chat_id) DO UPDATE SET chat_id = excluded.chat_id RETURNING forgiven
"""
_USES = "SELECT person, at, tries, found FROM lookups WHERE chat_id = $1 AND at >= $2 ORDER BY at DESC"
_USE = "INSERT INTO lookups (chat_id, person, at) VALUES ($1, $2, $3)"
_TRIED_AGAIN = "UPDATE lookups SET tries = tries + 1 WHERE chat_id = $1 AND person = $2 AND at = $3"
_MET_USES = "SELECT * FROM visitors_uses($1, $2, $3)"
_TOUCHED = "SELECT visitors_touched($1, $2, $3, $4, $5)"
_ALARM = """
INSERT INTO alarms (at, kind, day, village, chats) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (village, day) WHERE kind = 'village' DO UPDATE SET chats = excluded.chats
RETURNING (xmax = 0) AS is_new
"""
_AROUND = """
SELECT chat_id, participant, coalesce(self_until > $3, false) AS is_own FROM visitors
WHERE chat_id = $1 OR (participant = $2 AND self_until > $3) ORDER BY chat_id
"""


async def lock_visitor(work: Work, chat: int) -> datetime | None:
    """Makes sure that the visitor exists, locks the row, and gives the moment until which look-ups are forgiven."""
    forgiven: datetime | None = await work.raw.fetchval(_LOCKED_VISITOR, chat, work.now)
    return forgiven


async def meet(work: Work, chat: int, since: datetime) -> list[Use]:
    """Makes sure that the visitor exists, locks the row, and gives the counted look-ups that are not forgiven."""
    return [Use(**row) for row in await work.raw.fetch(_MET_USES, chat, work.now, since)]


async def uses_since(work: Work, chat: int, since: datetime) -> list[Use]:
    """The chat's counted look-ups, newest first."""
    return [Use(**row) for row in await work.raw.fetch(_USES, chat, since)]


async def add_use(work: Work, chat: int, person: bytes) -> None:
    """Counts one look-up."""
    await work.raw.execute(_USE, chat, person, work.now)


async def tried_again(work: Work, chat: int, use: Use) -> None:
    """Another spelling of the name for the same number."""
    await work.raw.execute(_TRIED_AGAIN, chat, use.person, use.at)


async def mark_touched(  # noqa: PLR0913 - what a look-up met, in one statement
    work: Work, chat: int, person: bytes, village: str, *, found: bool, since: datetime
) -> int:
    """The newest look-up of this number met a person of this village; how many chats first seen since then looked up
    people of the village since then, this one included."""
    chats: int = await work.raw.fetchval(_TOUCHED, chat, person, village, found, since)
    return chats


async def raise_alarm(work: Work, kind: AlarmKind, day: datetime, village: str, chats: int) -> bool:
    """Whether the alarm is new; a village has at most one a day, whose count grows."""
    return await work.raw.fetchval(_ALARM, work.now, kind.value, day.date(), village, chats)  # type: ignore[no-any-return]


async def alarms_since(work: Work, since: datetime) -> Sequence[Alarm]:
    """Newest first."""
    rows = await work.raw.fetch("SELECT at, kind, village, chats FROM alarms WHERE at >= $1 ORDER BY at DESC", since)
    return [Alarm(row["at"], AlarmKind(row["kind"]), row["village"], row["chats"]) for row in rows]


async def around(work: Work, chat: int, participant: UUID | None) -> Sequence[Any]:
    """The row of the chat, and those of the chats that are this participant today."""
    return await work.raw.fetch(_AROUND, chat, participant, work.now)
