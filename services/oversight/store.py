"""Tables of people opened, of grants and of exports, and the questions asked of them."""

from datetime import date, datetime, time, tzinfo
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    Integer,
    Table,
    Text,
    Uuid,
)

from services.claims.states import State
from services.db import Work, metadata
from services.oversight.messages import LetInLately
from services.oversight.model import Allowance, Export, Kind, Order
from services.oversight.rules import LET_IN_LATELY, MORE_PEOPLE, PEOPLE_A_DAY
from services.staff import StaffMember
from services.staff.rules import Reason

opened_people = Table(
    "opened_people",
    metadata,
    Column("member", Uuid, ForeignKey("staff.id"), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("participant", Uuid, primary_key=True),
    Column("why", Text, nullable=False),
    Column("is_counted", Boolean, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Index("ix_opened_people_at", "at"),
)
"""Who stands open for whom on a day of the region's calendar. `is_counted`: outside any conversation."""

look_grants = Table(
    "look_grants",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    Column("member", Uuid, ForeignKey("staff.id"), nullable=False),
    Column("day", Date, nullable=False),
    Column("more", Integer, nullable=False),
    Column("by", Uuid, ForeignKey("staff.id"), nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    CheckConstraint("by <> member", name="another"),
    Index("ix_look_grants_member_day", "member", "day"),
    Index("ix_look_grants_at", "at"),
)

exports = Table(
    "exports",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("states", ARRAY(Text), nullable=False),
    Column("since", Date),
    Column("until", Date),
    Column("reason", Text, nullable=False),
    Column("asked_by", Uuid, ForeignKey("staff.id"), nullable=False),
    Column("asked_at", DateTime(timezone=True), nullable=False),
    Column("decided_by", Uuid, ForeignKey("staff.id")),
    Column("decided_at", DateTime(timezone=True)),
    Column("is_approved", Boolean, nullable=False),
    Column("fetched_at", DateTime(timezone=True)),
    CheckConstraint("decided_by <> asked_by", name="another"),
    Index("ix_exports_asked_at", "asked_at"),
)

_ALLOWANCES = """
SELECT s.name,
  (SELECT count(*) FROM opened_people o WHERE o.member = s.id AND o.day = $2 AND o.is_counted)
  + (SELECT count(DISTINCT l.subject) FROM looks l WHERE l.actor = 'staff:' || s.name AND l.at >= $4
    AND l.action IN ('claim.show', 'claim.file') AND l.found AND l.reason NOT LIKE 'conversation:%'
    AND NOT EXISTS (SELECT FROM claims c WHERE 'claim:' || c.number = l.subject AND c.assignee = s.id)) AS used,
  $3 + (SELECT coalesce(sum(g.more), 0) FROM look_grants g WHERE g.member = s.id AND g.day = $2) AS most
FROM staff s WHERE s.id = ANY ($1::uuid[]) ORDER BY s.name
"""
_CLAIM_IS_FREE = """
SELECT EXISTS (SELECT FROM claims WHERE 'claim:' || number = $2 AND assignee = $3)
  OR EXISTS (SELECT FROM looks WHERE actor = $1 AND subject = $2 AND at >= $4 AND found
    AND action IN ('claim.show', 'claim.file') AND reason NOT LIKE 'conversation:%')
"""
_OPENED = "SELECT why, is_counted FROM opened_people WHERE member = $1 AND day = $2 AND participant = $3"
_NOTE_OPENED = """
INSERT INTO opened_people AS o (member, day, participant, why, is_counted, at) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (member, day, participant) DO UPDATE
  SET why = CASE WHEN o.is_counted AND NOT excluded.is_counted THEN o.why ELSE excluded.why END,
    is_counted = o.is_counted OR excluded.is_counted, at = excluded.at
"""
_MISSES = "SELECT count(*) FROM looks WHERE actor = $1 AND at >= $2 AND action = 'search' AND NOT found"
_GRANT = "INSERT INTO look_grants (member, day, more, by, reason, at) VALUES ($1, $2, $3, $4, $5, $6)"
_EXPORT = """
SELECT e.id, e.kind, e.states, e.since, e.until, e.reason, e.asked_at, e.decided_at, e.is_approved, e.fetched_at,
  a.name AS asked_by, d.name AS decided_by
FROM exports e JOIN staff a ON a.id = e.asked_by LEFT JOIN staff d ON d.id = e.decided_by
"""
_ADD_EXPORT = """
INSERT INTO exports (id, kind, states, since, until, reason, asked_by, asked_at, is_approved)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, false)
"""
_LETTING_IN = ("staff.add", "staff.invite", "staff.reset")
_LET_IN = """
SELECT EXISTS (SELECT FROM looks WHERE actor = $1 AND subject = $2 AND action = ANY ($3::text[]) AND at >= $4)
  OR ($5 AND EXISTS (SELECT FROM looks WHERE actor = $2 AND subject = $1 AND action = ANY ($3::text[]) AND at >= $4))
"""
_DECIDE = "UPDATE exports SET decided_by = $2, decided_at = $3, is_approved = $4 WHERE id = $1"
_RECENT = _EXPORT + " WHERE e.asked_at >= $1 AND ($2 OR e.asked_by = $3) ORDER BY e.asked_at DESC LIMIT $4"


async def ensure_apart(work: Work, by: StaffMember, of: str, *, both_ways: bool = False) -> None:
    """Raises LetInLately when the member of that name gave this one their access a short while ago."""
    since = work.now - LET_IN_LATELY
    if await work.raw.fetchval(_LET_IN, f"staff:{of}", by.actor, _LETTING_IN, since, both_ways):
        raise LetInLately(of, LET_IN_LATELY.days)


async def lock(work: Work, member: UUID) -> None:
    """Until the end of the unit of work nobody else counts for this member."""
    await work.raw.execute("SELECT pg_advisory_xact_lock(hashtextextended('opened ' || $1, 0))", str(member))


async def allowances(work: Work, members: list[UUID], day: date, morning: datetime) -> list[Allowance]:
    """What these members opened on this day, which began that morning, and may open, by name."""
    return [Allowance(**row) for row in await work.raw.fetch(_ALLOWANCES, members, day, PEOPLE_A_DAY, morning)]


async def is_claim_free(work: Work, member: StaffMember, subject: str, morning: datetime) -> bool:
    """Whether this claim is in the member's own hands, or was opened by them for a reason since that morning."""
    return bool(await work.raw.fetchval(_CLAIM_IS_FREE, member.actor, subject, member.id, morning))


async def opened(work: Work, member: UUID, day: date, person: UUID) -> tuple[str, bool] | None:
    """Why this person stands open for this member on this day, and whether it counts; None when they do not."""
    row = await work.raw.fetchrow(_OPENED, member, day, person)
    return (row["why"], row["is_counted"]) if row else None


async def misses(work: Work, member: StaffMember, day: date, zone: tzinfo) -> int:
    """How many searches of this member found nobody on this day."""
    begins = datetime.combine(day, time(), zone)
    return int(await work.raw.fetchval(_MISSES, member.actor, begins))


async def note_opened(work: Work, member: UUID, day: date, person: UUID, why: str, *, counts: bool) -> None:  # noqa: PLR0913 - the columns
    """This person stands open for the day; one that counted once goes on counting."""
    await work.raw.execute(_NOTE_OPENED, member, day, person, why, counts, work.now)


async def grant(work: Work, member: StaffMember, day: date, by: StaffMember, reason: Reason) -> None:
    """More people for the day."""
    await work.raw.execute(_GRANT, member.id, day, MORE_PEOPLE, by.id, reason.value, work.now)


async def add_export(work: Work, member: StaffMember, export: Export) -> None:
    """Somebody asks."""
    order = export.order
    states = sorted(state.value for state in order.states)
    values = (export.id, order.kind.value, states, order.since, order.until, order.reason.value)
    await work.raw.execute(_ADD_EXPORT, *values, member.id, export.asked_at)


async def export_of(work: Work, id_: UUID) -> Export | None:
    """The export of this id, locked until the end of the unit of work."""
    row = await work.raw.fetchrow(_EXPORT + " WHERE e.id = $1 FOR UPDATE OF e", id_)
    return _export(row) if row else None


async def recent_exports(work: Work, since: Any, member: StaffMember, *, all_: bool, most: int) -> list[Export]:
    """Those asked for since then, newest first: this member's, or everybody's."""
    return [_export(row) for row in await work.raw.fetch(_RECENT, since, all_, member.id, most)]


async def decide(work: Work, export: Export, by: StaffMember, *, approved: bool) -> None:
    """Another one has decided."""
    await work.raw.execute(_DECIDE, export.id, by.id, work.now, approved)


async def mark_fetched(work: Work, export: Export) -> None:
    """It is not given out again."""
    await work.raw.execute("UPDATE exports SET fetched_at = $2 WHERE id = $1", export.id, work.now)


def _export(row: Any) -> Export:
    states = frozenset(State(state) for state in row["states"])
    order = Order(Kind(row["kind"]), Reason(row["reason"]), states, row["since"], row["until"])
    return Export(
        row["id"],
        order,
        row["asked_by"],
        row["asked_at"],
        row["decided_by"],
        row["decided_at"],
        row["is_approved"],
        row["fetched_at"],
    )
