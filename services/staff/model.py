"""Members of staff, the links that let them in for the first time, and their sessions at the console."""

import re
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from services.staff.messages import NotYourRole, StaffNotActive
from services.staff.rules import RIGHTS, Act, Role, roles_for

_NAME = re.compile(r"[a-z][a-z0-9._-]{1,31}")


@dataclass(frozen=True)
class StaffMember:
    """Someone of the staff. `name` is a short sign-in name in small letters; `village` a place they serve, if any;
    `queue` the key of the office they sit in (none: all queues); `telegram` the user id of their linked account."""

    id: UUID
    name: str
    role: Role
    village: str | None
    active: bool
    added_by: str
    added_at: datetime
    queue: str | None = None
    telegram: int | None = field(default=None, repr=False)

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


@dataclass(frozen=True)
class Link:
    """A link that works once. The token is known to whoever is handed it and to nobody else: we keep its hash."""

    member: StaffMember
    token: str = field(repr=False)
    until: datetime


@dataclass(frozen=True)
class Invitation:
    """What a link opens: for whom it is, and who made it."""

    member: StaffMember
    by: str
    until: datetime


@dataclass(frozen=True)
class Session:
    """A browser that somebody signed in with. `browser` is its kind, such as `Firefox · Windows`."""

    id: UUID
    began: datetime
    seen: datetime
    locked: bool
    browser: str
    said: bytes | None = field(default=None, repr=False)
    """A sealed sentence for the next page."""


@dataclass(frozen=True)
class Admitted:
    """Whose request this is. `lapsed` tells that the session wants the password again before it shows anything."""

    member: StaffMember
    session: Session
    lapsed: bool


@dataclass(frozen=True)
class Ticket:
    """A new session and its token, which only the browser keeps."""

    session: UUID
    token: str = field(repr=False)


@dataclass(frozen=True)
class Proof:
    """What somebody typed to be let in. `address` is where from, `known` whether this browser let the same name in
    before (it then has a pause of its own, so that a stranger's guesses do not shut out who works here)."""

    name: str = field(repr=False)
    password: str = field(repr=False)
    code: str = field(repr=False)
    address: str = field(repr=False)
    known: str = field(default="", repr=False)


@dataclass(frozen=True)
class Chosen:
    """What an invited person chose: the password, the secret that was shown, and the code made from it."""

    password: str = field(repr=False)
    secret: str = field(repr=False)
    code: str = field(repr=False)


def plain_name(typed: str) -> str | None:
    """The sign-in name in small letters, or None when it is not one (letters, digits, `.`, `_`, `-`; 2–32)."""
    name = typed.strip().lower()
    return name if _NAME.fullmatch(name) else None
