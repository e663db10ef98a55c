"""Made-up members of staff, for tests of every room that staff works in."""

from services.db import Work
from services.staff import Role, Staff, StaffMember


async def hired(work: Work, role: Role = Role.SUPERVISOR, name: str = "rina") -> StaffMember:
    """A member of staff, on the staff list."""
    return await Staff().add(work, name, role, by="system:test")
