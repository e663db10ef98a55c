"""Check of the staff: somebody must be able to let the others in."""

from bot.doctor.finding import Finding, well, wrong
from bot.doctor.patient import Patient
from services.staff import Role

_BY_ROLE = "SELECT role, count(*)::int FROM staff WHERE active GROUP BY role"


async def staff(patient: Patient) -> list[Finding]:
    """Active members by role."""
    async with patient.work() as work:
        active = {row["role"]: row["count"] for row in await work.raw.fetch(_BY_ROLE)}
    if not active.get(Role.ADMIN):
        return [wrong("staff_without_admin")]
    return [well("staff", count=sum(active.values()), admins=active[Role.ADMIN])]
