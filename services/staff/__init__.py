"""Who works at the help desk, and what each role may do."""

from services.staff.model import Act, Role, StaffMember
from services.staff.service import Staff

__all__ = ["Act", "Role", "Staff", "StaffMember"]
