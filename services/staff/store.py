"""The tables of staff and their doors, and the questions asked of the list of members."""

from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Row,
    Table,
    Text,
    Uuid,
    false,
    select,
    true,
)
from sqlalchemy import update as sql_update
from sqlalchemy.dialects.postgresql import insert

from services.db import Work, metadata
from services.staff.model import StaffMember
from services.staff.rules import Role

staff = Table(
    "staff",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("role", Text, nullable=False),
    Column("village", Text),
    Column("active", Boolean, nullable=False, server_default=true()),
    Column("added_by", Text, nullable=False),
    Column("added_at", DateTime(timezone=True), nullable=False),
    Column("queue", Text),
    Column("password", Text),
    Column("totp", LargeBinary),
    Column("totp_step", BigInteger),
    Column("telegram_id", BigInteger, unique=True),
    Column("seen_in_group", DateTime(timezone=True)),
    CheckConstraint("role IN ('agent', 'supervisor', 'officer', 'admin')", name="role"),
)
"""`password` is an argon2id hash, `totp` the sealed secret of the authenticator, `totp_step` the last of its steps
(half minutes) whose code was used, `seen_in_group` when they last wrote in the staff's group."""

links = Table(
    "staff_links",
    metadata,
    Column("member", Uuid, ForeignKey("staff.id"), primary_key=True),
    Column("hash", LargeBinary, nullable=False, unique=True),
    Column("by", Text, nullable=False),
    Column("until", DateTime(timezone=True), nullable=False),
)
"""Invitations and resets: one a member, the SHA-256 of its token."""

codes = Table(
    "staff_codes",
    metadata,
    Column("member", Uuid, ForeignKey("staff.id"), primary_key=True),
    Column("hash", LargeBinary, nullable=False, unique=True),
    Column("until", DateTime(timezone=True), nullable=False),
)
"""Codes that tie a Telegram account to a member: one a member, its keyed fingerprint."""

sessions = Table(
    "staff_sessions",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("hash", LargeBinary, nullable=False, unique=True),
    Column("member", Uuid, ForeignKey("staff.id"), nullable=False),
    Column("began", DateTime(timezone=True), nullable=False),
    Column("seen", DateTime(timezone=True), nullable=False),
    Column("locked", Boolean, nullable=False, server_default=false()),
    Column("browser", Text, nullable=False),
    Column("said", LargeBinary),
    Index("ix_staff_sessions_member", "member"),
)
"""Browsers that are signed in, by the SHA-256 of the token in their cookie. `said`: a sealed sentence for the next
page."""

pauses = Table(
    "staff_pauses",
    metadata,
    Column("key", LargeBinary, primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("until", DateTime(timezone=True), nullable=False),
    Column("last", DateTime(timezone=True), nullable=False),
    Index("ix_staff_pauses_last", "last"),
)
"""Attempts that did not fit, by the fingerprint of the name, the browser or the address they came from."""

MEMBER = ("id", "name", "role", "village", "active", "added_by", "added_at", "queue", "telegram_id")
"""Columns that make a `StaffMember`."""
_MEMBER = [staff.c[name] for name in MEMBER]


async def by_name(work: Work, name: str) -> StaffMember | None:
    """The member of this name, active or not."""
    row = (await work.sql.execute(select(*_MEMBER).where(staff.c.name == name))).one_or_none()
    return _member(row) if row else None


async def by_id(work: Work, member: UUID) -> StaffMember | None:
    """The member, active or not."""
    row = (await work.sql.execute(select(*_MEMBER).where(staff.c.id == member))).one_or_none()
    return _member(row) if row else None


async def by_telegram(work: Work, user: int) -> StaffMember | None:
    """The active member to whom this Telegram account was linked."""
    query = select(*_MEMBER).where(staff.c.telegram_id == user, staff.c.active)
    row = (await work.sql.execute(query)).one_or_none()
    return _member(row) if row else None


async def everybody(work: Work) -> list[StaffMember]:
    """All of them, by name."""
    return [_member(row) for row in await work.sql.execute(select(*_MEMBER).order_by(staff.c.name))]


async def who_can_sign_in(work: Work) -> frozenset[UUID]:
    """Those who have chosen a password."""
    return frozenset((await work.sql.execute(select(staff.c.id).where(staff.c.password.is_not(None)))).scalars())


async def add(work: Work, member: StaffMember) -> bool:
    """False when the name is taken."""
    values = {name: getattr(member, name) for name in MEMBER if name != "telegram_id"} | {"role": member.role.value}
    added = await work.sql.execute(
        insert(staff).values(values).on_conflict_do_nothing(index_elements=["name"]).returning(staff.c.id)
    )
    return added.one_or_none() is not None


async def change(work: Work, member: UUID, **columns: Any) -> None:
    """Writes columns of one member."""
    await work.sql.execute(sql_update(staff).where(staff.c.id == member).values(columns))


def member_of(row: Any) -> StaffMember:
    """From a row that has the columns of `MEMBER` by their names."""
    values = {name: row[name] for name in MEMBER if name != "telegram_id"}
    return StaffMember(**{**values, "role": Role(row["role"]), "telegram": row["telegram_id"]})


def _member(row: Row[Any]) -> StaffMember:
    return member_of(row._mapping)  # noqa: SLF001 - the public name of SQLAlchemy's mapping begins so
