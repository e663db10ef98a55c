"""The table of staff and the questions asked of it."""

from typing import Any

from sqlalchemy import Boolean, CheckConstraint, Column, DateTime, Row, Table, Text, Uuid, select, true
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
    CheckConstraint("role IN ('agent', 'supervisor', 'officer', 'admin')", name="role"),
)


async def by_name(work: Work, name: str) -> StaffMember | None:
    """The member of this name, active or not."""
    row = (await work.sql.execute(select(staff).where(staff.c.name == name))).one_or_none()
    return _member(row) if row else None


async def everybody(work: Work) -> list[StaffMember]:
    """All of them, by name."""
    return [_member(row) for row in await work.sql.execute(select(staff).order_by(staff.c.name))]


async def add(work: Work, member: StaffMember) -> bool:
    """False when the name is taken."""
    values = {**vars(member), "role": member.role.value}
    added = await work.sql.execute(insert(staff).values(values).on_conflict_do_nothing().returning(staff.c.id))
    return added.one_or_none() is not None


async def set_active(work: Work, member: StaffMember, *, active: bool) -> None:
    """Opens or shuts the door for this member."""
    await work.sql.execute(sql_update(staff).where(staff.c.id == member.id).values(active=active))


def _member(row: Row[Any]) -> StaffMember:
    values = {column.name: getattr(row, column.name) for column in staff.c}
    return StaffMember(**{**values, "role": Role(row.role)})
