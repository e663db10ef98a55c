"""Members of staff, their roles, and the table of what a role may do."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from services.staff.messages import NotYourRole, StaffNotActive

_NAME = re.compile(r"[a-z][a-z0-9._-]{1,31}")


class Role(StrEnum):
    """What someone is at the help desk."""

    AGENT = "agent"
    SUPERVISOR = "supervisor"
    OFFICER = "officer"
    ADMIN = "admin"


class Act(StrEnum):
    """Something that only some roles may do."""

    LIST_REQUESTS = "list_requests"
    SHOW_REQUEST = "show_request"
    ANSWER_REQUEST = "answer_request"
    CLOSE_REQUEST = "close_request"
    LIST_SUBMISSIONS = "list_submissions"
    SHOW_SUBMISSION = "show_submission"
    MOVE_SUBMISSION = "move_submission"
    EXPORT_SUBMISSIONS = "export_submissions"
    HAND_OVER_SUBMISSION = "hand_over_submission"
    UNLOCK_LOOKUPS = "unlock_lookups"
    IMPORT_ROSTER = "import_roster"
    HANDLE_DEAD_LETTERS = "handle_dead_letters"
    KEEP_STAFF = "keep_staff"


_REQUESTS = frozenset({Act.LIST_REQUESTS, Act.SHOW_REQUEST, Act.ANSWER_REQUEST, Act.CLOSE_REQUEST})
_SUBMISSIONS = frozenset({Act.LIST_SUBMISSIONS, Act.SHOW_SUBMISSION, Act.MOVE_SUBMISSION})
_HAND_OVER = frozenset({Act.HAND_OVER_SUBMISSION, Act.EXPORT_SUBMISSIONS})

RIGHTS: dict[Role, frozenset[Act]] = {
    Role.AGENT: _REQUESTS | _SUBMISSIONS,
    Role.SUPERVISOR: _REQUESTS | _SUBMISSIONS | _HAND_OVER | {Act.UNLOCK_LOOKUPS},
    # The programme officer keeps the roster and proves what was done, and does not sit at the desk.
    Role.OFFICER: _HAND_OVER | {Act.LIST_REQUESTS, Act.LIST_SUBMISSIONS, Act.SHOW_SUBMISSION, Act.IMPORT_ROSTER},
    Role.ADMIN: frozenset(Act),
}


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
            raise NotYourRole(self.name, self.role.value, act.value, roles_for(act))


def roles_for(act: Act) -> tuple[str, ...]:
    """The roles that may do this."""
    return tuple(role.value for role in Role if act in RIGHTS[role])


def plain_name(typed: str) -> str | None:
    """The sign-in name in small letters, or None when it is not one (letters, digits, `.`, `_`, `-`; 2–32)."""
    name = typed.strip().lower()
    return name if _NAME.fullmatch(name) else None
