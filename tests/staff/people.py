"""Made-up members of staff, for tests of every room that staff works in."""

from services.db import Work
from services.privacy import Keys
from services.staff import Role, Staff, StaffMember


def the_staff() -> Staff:
    """The room, with the keys that every test has."""
    return Staff(Keys.derive(b"k" * 32))


async def hired(work: Work, role: Role = Role.SUPERVISOR, name: str = "rina") -> StaffMember:
    """A member of staff, on the staff list."""
    return await the_staff().add(work, name, role, by="system:test")
