"""What may be said about staff: every polite no, with the way to mend it."""

from dataclasses import dataclass

from services.refusals import Refusal
from services.staff.rules import Act, Role


@dataclass(eq=False)
class StaffUnknown(Refusal):
    """Nobody of that name is on the staff."""

    name: str


@dataclass(eq=False)
class StaffNotActive(Refusal):
    """That person no longer works here."""

    name: str


@dataclass(eq=False)
class NotYourRole(Refusal):
    """The role does not reach that far; `roles` are those that do."""

    name: str
    role: Role
    act: Act
    roles: tuple[Role, ...]


@dataclass(eq=False)
class StaffNameTaken(Refusal):
    """Somebody of that name is there already."""

    name: str


@dataclass(eq=False)
class StaffNameUnfit(Refusal):
    """That cannot be a staff name."""

    typed: str
