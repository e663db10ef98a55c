"""The roles of the staff, and the table of what a role may do."""

from enum import StrEnum


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
    CONFIRM_PEOPLE = "confirm_people"
    IMPORT_ROSTER = "import_roster"
    HANDLE_DEAD_LETTERS = "handle_dead_letters"
    KEEP_STAFF = "keep_staff"


_REQUESTS = frozenset({Act.LIST_REQUESTS, Act.SHOW_REQUEST, Act.ANSWER_REQUEST, Act.CLOSE_REQUEST})
_SUBMISSIONS = frozenset({Act.LIST_SUBMISSIONS, Act.SHOW_SUBMISSION, Act.MOVE_SUBMISSION})
_HAND_OVER = frozenset({Act.HAND_OVER_SUBMISSION, Act.EXPORT_SUBMISSIONS})

RIGHTS: dict[Role, frozenset[Act]] = {
    Role.AGENT: _REQUESTS | _SUBMISSIONS,
    Role.SUPERVISOR: _REQUESTS | _SUBMISSIONS | _HAND_OVER | {Act.UNLOCK_LOOKUPS, Act.CONFIRM_PEOPLE},
    # The programme officer keeps the roster and proves what was done, and does not sit at the desk.
    Role.OFFICER: _HAND_OVER | {Act.LIST_REQUESTS, Act.LIST_SUBMISSIONS, Act.SHOW_SUBMISSION, Act.IMPORT_ROSTER},
    Role.ADMIN: frozenset(Act),
}


def roles_for(act: Act) -> tuple[Role, ...]:
    """The roles that may do this."""
    return tuple(role for role in Role if act in RIGHTS[role])


class Reason(StrEnum):
    """Why staff looks at a person's data: a list, so that nothing personal is typed into the record of looks."""

    CALL = "telepon"
    VISIT = "datang"
    FILE = "berkas"
    RIGHTS = "hak"
    COMPLAINT = "keluhan"
    REPORT = "laporan"
