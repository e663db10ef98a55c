"""What is said about consent, limits, and showing who one is."""

from dataclasses import dataclass
from datetime import datetime

from services.refusals import Refusal
from services.speech import Speech
from services.visitors.model import ContactFault


@dataclass(frozen=True)
class AskConsent(Speech):
    """The yes before the first personal question, in four lines; the long text is behind a button.

    `own`: about the visitor themselves; else about somebody else, who is "beliau" until we know more.
    """

    own: bool


@dataclass(frozen=True)
class ConsentInFull(Speech):
    """Purpose, what is kept, how long, who sees it, the rights (UU 27/2022 Ps. 20–24)."""

    operator: str


@dataclass(frozen=True)
class ConsentRefused(Speech):
    """Nothing was kept; general information stays open."""


@dataclass(frozen=True)
class LookUpsLocked(Speech):
    """No more people for now; until when, and a person helps."""

    until: datetime


@dataclass(frozen=True)
class OfferToConfirm(Speech):
    """Asks the participant to share the contact, on our own button."""


@dataclass(frozen=True)
class Confirmed(Speech):
    """The chat is the participant now, until that day."""

    until: datetime


@dataclass(frozen=True)
class ConfirmedByStaff(Speech):
    """The same, because staff saw the person and the identity card."""

    until: datetime


@dataclass(frozen=True)
class LeftSelf(Speech):
    """`/keluar`: the connection to the own record has ended."""


@dataclass(frozen=True)
class NothingToLeave(Speech):
    """`/keluar` where nothing was connected."""


@dataclass(frozen=True)
class CheckedToday(Speech):
    """To a participant with a linked chat: somebody checked your membership today."""


@dataclass(frozen=True)
class LookUpReported(Speech):
    """The report is taken."""


@dataclass(frozen=True)
class AskWhosePhone(Speech):
    """The phone of a participant reports that participant's death: was it theirs?"""

    name: str


@dataclass(frozen=True)
class PhoneTakenOver(Speech):
    """From now on the chat belongs to the family."""


@dataclass(eq=False)
class ContactProvesNothing(Refusal):
    """A forwarded, forged or unasked contact."""

    fault: ContactFault


@dataclass(eq=False)
class CannotBeConfirmed(Refusal):
    """The number is not in the data, or stands on several people; the same words for both."""


@dataclass(eq=False)
class NobodyToConfirm(Refusal):
    """To staff: no living participant has this number and name; the same words for both."""


@dataclass(eq=False)
class LookUpTooOld(Refusal):
    """The button belongs to a look-up that is no longer kept."""


@dataclass(eq=False)
class ChatUnknown(Refusal):
    """To staff: nobody has written from this chat, or everything of it was deleted."""

    chat: int
