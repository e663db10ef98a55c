"""Who of the staff can be called, who is there, and how they are named."""

from datetime import timedelta
from uuid import UUID

from services.db import Work
from services.staff.rules import Act, roles_for

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
SELECT s.name, s.queue, max(n.seen) AS seen FROM staff s JOIN staff_sessions n ON n.member = s.id
WHERE s.active AND NOT n.locked AND n.seen > santun_now() - $1::interval GROUP BY s.name, s.queue ORDER BY s.name
"""


async def reachable(work: Work, act: Act, queue: str) -> list[int]:
    """Telegram's numbers of members of this queue who may do this and have linked their account."""
    roles = [role.value for role in roles_for(act)]
    return [row["telegram_id"] for row in await work.raw.fetch(_REACHABLE, roles, queue)]


async def is_there(work: Work, member: UUID, within: timedelta) -> bool:
    """Whether the member gave a sign at the console or in the group within this time."""
    return bool(await work.raw.fetchval(_THERE, member, within))


async def name_of(work: Work, member: UUID) -> str:
    """The sign-in name; nothing for somebody who never was here."""
    return str(await work.raw.fetchval("SELECT name FROM staff WHERE id = $1", member) or "")


async def was_in_group(work: Work, member: UUID) -> None:
    """The member wrote in the staff's group just now."""
    await work.raw.execute(_SEEN, member, work.now)
