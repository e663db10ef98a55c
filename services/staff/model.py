"""Members of staff."""

import re
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.staff.messages import NotYourRole, StaffNotActive
from services.staff.rules import RIGHTS, Act, Role, roles_for

_NAME = re.compile(r"[a-z][a-z0-9._-]{1,31}")


@dataclass(frozen=True)
class StaffMember:
    """Someone of the staff. `name` is a short sign-in name in small letters; `village` a place they serve, if any."""

    id: UUID
    name: str
    role: Role
    village: str | None
    active: bool
    added_by: str
    added_at: datetime

    @property
    def actor(self) -> str:
        """How the audit and histories name this person."""
        return f"staff:{self.name}"

    def may(self, act: Act) -> bool:
        """Whether this person may do this now."""
        return self.active and act in RIGHTS[self.role]

    def must(self, act: Act) -> None:
        """Raises `StaffNotActive` or `NotYourRole`."""
        if not self.active:
            raise StaffNotActive(self.name)
        if act not in RIGHTS[self.role]:
            raise NotYourRole(self.name, self.role, act, roles_for(act))


def plain_name(typed: str) -> str | None:
    """The sign-in name in small letters, or None when it is not one (letters, digits, `.`, `_`, `-`; 2–32)."""
    name = typed.strip().lower()
    return name if _NAME.fullmatch(name) else None
