"""Checks of the staff: somebody must be able to let the others in, and everybody must have a door to come in by."""

from dataclasses import dataclass

from bot.doctor.finding import Finding, warning, well, wrong
from bot.doctor.patient import Patient, there
from services.staff import Role

_BY_ROLE = "SELECT role, count(*)::int FROM staff WHERE active GROUP BY role"
_DOORS = """
SELECT count(*) FILTER (WHERE password IS NULL
    AND NOT EXISTS (SELECT FROM staff_links l WHERE l.member = s.id AND l.until > santun_now()))::int AS shut_out,
  count(telegram_id)::int AS linked,
  coalesce(array_agg(DISTINCT queue ORDER BY queue) FILTER (WHERE queue IS NOT NULL), '{}') AS queues
FROM staff s WHERE active
"""


@dataclass(frozen=True)
class Entrances:
    """How active members come in: `shut_out` have neither a password nor a link to choose one, `linked` have a
    Telegram account of theirs known, `queues` are the offices for which they sit."""

    shut_out: int
    linked: int
    queues: tuple[str, ...]


async def staff(patient: Patient) -> list[Finding]:
    """Active members by role."""
    async with patient.work() as work:
        active = {row["role"]: row["count"] for row in await work.raw.fetch(_BY_ROLE)}
    if not active.get(Role.ADMIN):
        return [wrong("staff_without_admin")]
    return [well("staff", count=sum(active.values()), admins=active[Role.ADMIN])]


async def entrances(patient: Patient) -> list[Finding]:
    """The console by password, the group by a Telegram account that was linked."""
    async with patient.work() as work:
        row = there(await work.raw.fetchrow(_DOORS))
    seen = Entrances(row["shut_out"], row["linked"], tuple(row["queues"]))
    offices = {office.key for office in there(patient.region).offices}
    return judge_entrances(seen, offices, has_group=patient.settings.desk_group_id is not None)


def judge_entrances(seen: Entrances, offices: set[str], *, has_group: bool) -> list[Finding]:
    """`offices` are those of the region file."""
    found: list[Finding] = []
    if seen.shut_out:
        found.append(warning("staff_shut_out", count=seen.shut_out))
    if has_group and not seen.linked:
        found.append(wrong("staff_unlinked"))
    if strange := tuple(queue for queue in seen.queues if queue not in offices):
        found.append(wrong("staff_queue_unknown", queues=strange))
    if found:
        return found
    return [well("staff_linked", linked=seen.linked) if has_group else well("staff_doors")]
