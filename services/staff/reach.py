"""Who of the staff can be called, who is there, and how they are named."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from services.db import Work
from services.staff.rules import Act, Role, roles_for

_REACHABLE = """
SELECT telegram_id FROM staff
WHERE active AND telegram_id IS NOT NULL AND role = ANY ($1::text[]) AND (queue IS NULL OR queue = $2) ORDER BY name
"""
_THERE = """
SELECT EXISTS (SELECT FROM staff_sessions WHERE member = $1 AND NOT locked AND seen > santun_now() - $2::interval)
  OR EXISTS (SELECT FROM staff WHERE id = $1 AND seen_in_group > santun_now() - $2::interval)
"""
_SEEN = "UPDATE staff SET seen_in_group = $2 WHERE id = $1 AND seen_in_group IS DISTINCT FROM $2"
_PRESENT = """
SELECT s.name, s.role, s.queue, s.seen_in_group, max(n.seen) FILTER (WHERE NOT n.locked) AS seen_at_console
FROM staff s LEFT JOIN staff_sessions n ON n.member = s.id WHERE s.active GROUP BY s.id ORDER BY s.name
"""


@dataclass(frozen=True)
class Present:
    """A member of staff and the last sign of life: at the console (with an open screen), in the group."""

    name: str
    role: Role
    queue: str | None
    at_console: datetime | None
    in_group: datetime | None

    @property
    def seen(self) -> datetime | None:
        """The later of the two."""
        signs = [sign for sign in (self.at_console, self.in_group) if sign is not None]
        return max(signs, default=None)


async def reachable(work: Work, act: Act, queue: str) -> list[int]:
    """Telegram's numbers of members of this queue who may do this and have linked their account."""
    roles = [role.value for role in roles_for(act)]
    return [row["telegram_id"] for row in await work.raw.fetch(_REACHABLE, roles, queue)]


async def is_there(work: Work, member: UUID, within: timedelta) -> bool:
    """Whether the member gave a sign at the console or in the group within this time."""
    return bool(await work.raw.fetchval(_THERE, member, within))


async def signs_of_life(work: Work, act: Act) -> list[Present]:
    """Every active member who may do this, with the last sign they gave, by name."""
    rows = await work.raw.fetch(_PRESENT)
    present = [
        Present(row["name"], Role(row["role"]), row["queue"], row["seen_at_console"], row["seen_in_group"])
        for row in rows
    ]
    return [one for one in present if one.role in roles_for(act)]


async def name_of(work: Work, member: UUID) -> str:
    """The sign-in name; nothing for somebody who never was here."""
    return str(await work.raw.fetchval("SELECT name FROM staff WHERE id = $1", member) or "")


async def was_in_group(work: Work, member: UUID) -> None:
    """The member wrote in the staff's group just now."""
    await work.raw.execute(_SEEN, member, work.now)
