"""Who works at the help desk, and what each role may do."""

from services.staff.model import StaffMember
from services.staff.rules import Act, Role
from services.staff.service import Staff

__all__ = ["Act", "Role", "Staff", "StaffMember"]
