"""What tests of looks share: a roster of strangers, members at the desk, and the rows that looks left."""

from datetime import datetime
from typing import Any
from uuid import UUID

from services.db import Database, Work
from services.oversight import Oversight
from services.oversight.model import Person
from services.staff import Role, StaffMember
from services.staff.rules import Reason
from tests.participants.office import Office, several
from tests.staff.people import hired
from tests.visitors.moving import move_clock

NOON = datetime.fromisoformat("2026-03-03T12:00:00+08:00")
"""A Tuesday in Kutai Timur, while the desk is open."""


async def strangers(office: Office, count: int) -> list[UUID]:
    """So many people on the roster, and noon on a working day."""
    await move_clock(office.database, NOON)
    await office.loads(several(count))
    async with office.database.work() as work:
        return [row["id"] for row in await work.raw.fetch("SELECT id FROM participants ORDER BY id")]


async def opens(
    database: Database, oversight: Oversight, by: StaffMember, *people: UUID, reason: Reason | None = Reason.CALL
) -> Person:
    """Opens and shows these people, each in a transaction of its own; gives the last."""
    shown: list[Person] = []
    for person in people:
        async with database.work() as work:
            await oversight.people.open(work, by, person, reason)
            shown.append(await oversight.people.show(work, by, person))
    return shown[-1]


async def looks(work: Work, *actions: str) -> list[tuple[Any, ...]]:
    """Rows of these actions: who, subject, reason, found."""
    query = "SELECT actor, subject, reason, found FROM looks WHERE action = ANY ($1::text[]) ORDER BY id"
    return [tuple(row) for row in await work.raw.fetch(query, list(actions))]


async def at_work(database: Database, role: Role = Role.AGENT, name: str = "rina") -> StaffMember:
    async with database.work() as work:
        return await hired(work, role, name)


async def left(database: Database, oversight: Oversight, member: StaffMember) -> int:
    async with database.work() as work:
        return (await oversight.people.allowance(work, member)).left
