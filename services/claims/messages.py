"""What may be said about claims: always where the file is, and what comes next."""

from dataclasses import dataclass
from datetime import date, datetime

from services.benefits.basis import Basis
from services.benefits.model import Caution, Reckoning
from services.benefits.papers import Paper
from services.claims.documents.case import Wish
from services.claims.model import Corrected, Event, Kind
from services.claims.states import State
from services.claims.way import Stop
from services.coverage.model import Standing
from services.refusals import Refusal
from services.region import Closed, Open
from services.speech import Rupiah, Speech

CONSENT_VERSION = 1
"""Which text of `AskToSubmit` was agreed to; raise it when the text changes in meaning."""


@dataclass(frozen=True)
class AskToSubmit(Speech):
    """The consent to this claim: who gets it, what for, how long, how to take it back. See CONSENT_VERSION."""

    operator: str


@dataclass(frozen=True)
class ClaimReceived(Speech):
    """It has a number, it is not at BPJS yet, somebody will call."""

    number: str
    desk: Open | Closed


@dataclass(frozen=True)
class PapersToBring(Speech):
    """The papers of this case, before it is sent; `maybe` only some families need."""

    kind: Kind
    papers: tuple[Paper, ...]
    maybe: tuple[Paper, ...] = ()


@dataclass(frozen=True)
class ClaimStatus(Speech):
    """Where it is, what is missing, what comes next; `way` is all of it as a time line. `pay_by` only for a complete
    file at BPJS; `is_late`: that day is over; `next_by`: until when staff look at what lies with them;
    `decided_on`, `amount` (rupiah), `reason`: what BPJS decided; `corrected`: what was told otherwise before."""

    number: str
    kind: Kind
    state: State
    created_at: datetime
    way: tuple[Stop, ...]
    missing: tuple[Paper, ...]
    unchecked: tuple[Paper, ...]
    handed_over_on: date | None
    office: str
    receipt: str
    is_complete: bool
    working_days: int | None
    pay_by: date | None
    is_late: bool
    next_by: date | None
    decided_on: date | None
    amount: Rupiah | None
    reason: str
    note: str
    desk: Open | Closed
    call_centre: str
    corrected: Corrected | None = None


@dataclass(frozen=True)
class DocumentsToHave(Speech):
    """Letters that we fill in, the receipt, the picture: which?"""

    number: str


@dataclass(frozen=True)
class DocumentComing(Speech):
    """It is being made."""

    wish: Wish


@dataclass(frozen=True)
class DocumentNotNow(Speech):
    """It could not be made, several times; staff can."""

    wish: Wish


@dataclass(frozen=True)
class PapersReminder(Speech):
    """What is still missing. `is_at_bpjs`: BPJS has the file and waits for these; `until`: the right to JKK lapses on
    that day, which is near."""

    number: str
    kind: Kind
    is_at_bpjs: bool
    missing: tuple[Paper, ...]
    until: date | None


@dataclass(frozen=True)
class RemindersStopped(Speech):
    """No reminders any more; `until`: by when the claim must be at BPJS all the same."""

    number: str
    until: date | None


@dataclass(frozen=True)
class RemindersBack(Speech):
    """They come again."""

    number: str


@dataclass(frozen=True)
class ClaimLate(Speech):
    """BPJS let the last day of the law pass: how to go on from here."""

    number: str
    office: str
    receipt: str
    pay_by: date
    working_days: int
    late_percent: int
    call_centre: str


@dataclass(frozen=True)
class ClaimLateForStaff(Speech):
    """To staff: BPJS let the last day of the law pass; the family hears of it after noon. Nobody's name."""

    number: str
    office: str
    pay_by: date


@dataclass(frozen=True)
class ClaimSums(Speech):
    """The membership on the day it happened, and the sum that follows by the rules, line by line; never promised.
    `by_month`: an injury, whose lines are for one month. `day_matters`: only the month is known, and the sum hangs on
    the day. `has_heirs` False: nobody of the law's order was named. `reckoning` None: an officer must
    compute. `sources`: where the figures are read, and since when that holds."""

    number: str
    kind: Kind
    day: date
    day_is_exact: bool
    standing: Standing
    day_matters: bool
    by_month: bool
    has_heirs: bool
    reckoning: Reckoning | None
    cautions: tuple[Caution, ...]
    sources: tuple[Basis, ...]


@dataclass(frozen=True)
class SumsLater(Speech):
    """Nobody was looked up: the sum is known once staff found the record."""

    number: str


@dataclass(eq=False)
class ClaimUnknown(Refusal):
    """No claim has this number."""

    typed: str


@dataclass(eq=False)
class MoveNotAllowed(Refusal):
    """The table of moves has no such step from here; `ways` are the ones it has."""

    number: str
    state: State
    wanted: State
    ways: tuple[State, ...]


@dataclass(eq=False)
class ClaimMovedOn(Refusal):
    """Somebody was quicker: the claim is not where whoever moves it saw it."""

    number: str
    state: State
    wanted: State


@dataclass(eq=False)
class NothingToCorrect(Refusal):
    """No such hand-over or decision stands; `open_` are those that do."""

    number: str
    state: State
    wanted: State
    open_: tuple[State, ...]


@dataclass(eq=False)
class KindUnfit(Refusal):
    """What happened cannot end with this benefit; a death after an injury is told anew."""

    number: str
    event: Event
    kind: Kind


@dataclass(eq=False)
class AmountUnreadable(Refusal):
    """What stands there is no sum in rupiah."""

    typed: str


@dataclass(eq=False)
class NoteMissing(Refusal):
    """A step that needs a sentence: why a claim is closed or goes elsewhere, or which papers are needed."""

    number: str
    wanted: State


@dataclass(eq=False)
class DecisionUnfit(Refusal):
    """A decision of BPJS needs a day that can be (from the hand-over to today), a sum when it is paid, and its reason
    when it is a no. `problem`: day, amount or reason."""

    problem: str
    since: date
    today: date


@dataclass(eq=False)
class NobodyOfThatName(Refusal):
    """Staff: no such number on the roster, or another name with it: the same words for both."""

    number: str


@dataclass(eq=False)
class KinshipUnseen(Refusal):
    """Staff: no claim stands still before papers of kinship are there on both sides."""

    number: str


@dataclass(eq=False)
class ClaimHeld(Refusal):
    """Staff let this claim stand still for a reason; it is not handed over until that is undone."""

    number: str


@dataclass(eq=False)
class ClaimNotYours(Refusal):
    """The button belongs to no claim of this chat: said in the same words whether there is one elsewhere or not."""


@dataclass(eq=False)
class NotAnyMore(Refusal):
    """What the family wants to do with its claim is no longer, or not yet, possible where it is."""

    number: str
    state: State
    wanted: State


@dataclass(eq=False)
class HandoverUnfit(Refusal):
    """A hand-over needs a day that can be, an office and a receipt number. `problem`: day, office, receipt, or decided:
    a day later than the decision."""

    problem: str
    created_on: date
    today: date


@dataclass(eq=False)
class TooManyClaims(Refusal):
    """More claims from one chat in a day than one family has."""

    most: int
    call_centre: str
