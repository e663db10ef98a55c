"""What may be said about staff and at the doors: every polite no, with the way to mend it."""

from dataclasses import dataclass
from datetime import datetime

from services.refusals import Refusal
from services.speech import Speech
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


@dataclass(eq=False)
class NotYourself(Refusal):
    """Nobody takes the own rights away: then at least one person stays who can give them."""


@dataclass(eq=False)
class AlreadySetUp(Refusal):
    """That person has a password; a new one begins with a reset."""

    name: str


@dataclass(eq=False)
class LinkOver(Refusal):
    """The one-time link was used, replaced, is too old, or never was one."""


@dataclass(eq=False)
class PasswordUnfit(Refusal):
    """The password is too short or too long."""

    least: int
    most: int


@dataclass(eq=False)
class PasswordTooPlain(Refusal):
    """The password is among those that are tried first, or holds the own name."""


@dataclass(eq=False)
class PasswordsDiffer(Refusal):
    """The second time something else was typed."""


@dataclass(eq=False)
class CodeUnfit(Refusal):
    """The code of the authenticator does not fit the secret that was shown."""


@dataclass(eq=False)
class NotSignedIn(Refusal):
    """Name, password or code do not fit, or the person no longer works here: one sentence for all."""


@dataclass(eq=False)
class SignInPaused(Refusal):
    """Too many attempts did not fit; the next is read after `until`."""

    until: datetime


@dataclass(eq=False)
class LinkCodeUnknown(Refusal):
    """The code that ties a Telegram account to a member of staff was used, is too old, or never was one."""


@dataclass(eq=False)
class TelegramTaken(Refusal):
    """That Telegram account is somebody else's already."""


@dataclass(frozen=True)
class TelegramLinked(Speech):
    """The Telegram account now belongs to this member of staff."""

    name: str
    role: Role


@dataclass(eq=False)
class PageUnknown(Refusal):
    """There is nothing at this address, or it is not for this person to know."""


@dataclass(eq=False)
class FormStale(Refusal):
    """The form came without the token of this session, or from another site."""


@dataclass(eq=False)
class TooMuchSent(Refusal):
    """The form or the file is bigger than we take; `most` in bytes."""

    most: int


@dataclass(eq=False)
class DoorsBusy(Refusal):
    """Too many people are being let in at this moment."""
