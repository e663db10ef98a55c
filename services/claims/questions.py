"""What the way to a claim asks: one plain question at a time, what happened first, the family after."""

from dataclasses import dataclass

from services.benefits.rules import Source
from services.claims.family import Heirs
from services.claims.model import Because, Details, Event, Kind
from services.speech import Speech


@dataclass(frozen=True)
class AskEvent(Speech):
    """What happened?"""


@dataclass(frozen=True)
class AskEventDay(Speech):
    """When? Condolence first, when somebody died. `is_known`: the person was asked about before in this chat."""

    event: Event
    is_known: bool


@dataclass(frozen=True)
class AskDoing(Speech):
    """What was the person doing?"""

    event: Event


@dataclass(frozen=True)
class AskDoctor(Speech):
    """What did a doctor say of an illness: does it come from work?"""


@dataclass(frozen=True)
class NotAtWork(Speech):
    """What did not come from work is not paid by this programme; who pays, and how to go on."""

    event: Event


@dataclass(frozen=True)
class AskWhere(Speech):
    """Where it happened: some places ask for a paper of their own."""

    event: Event


@dataclass(frozen=True)
class AskIfPaid(Speech):
    """Did the family pay treatment itself?"""


@dataclass(frozen=True)
class AskRelation(Speech):
    """Who are you to the person?"""

    event: Event


@dataclass(frozen=True)
class AskPersonName(Speech):
    """Who died, or was hurt?"""

    event: Event


@dataclass(frozen=True)
class AskWhatHappened(Speech):
    """A few words on it; may be skipped."""

    event: Event


@dataclass(frozen=True)
class AskSubmitterName(Speech):
    """Your name?"""


@dataclass(frozen=True)
class AskSubmitterPhone(Speech):
    """Your number?"""


@dataclass(frozen=True)
class AskSpouse(Speech):
    """Was the dead married? `is_own`: the submitter is the spouse, so only how they were married is asked."""

    is_own: bool


@dataclass(frozen=True)
class AskChildren(Speech):
    """How many children? `is_own`: the submitter is one of them."""

    is_own: bool


@dataclass(frozen=True)
class AskSchool(Speech):
    """The level of one child at school; `child` is 1 or 2."""

    child: int


@dataclass(frozen=True)
class AskMinors(Speech):
    """Is any of the children not of age yet?"""


@dataclass(frozen=True)
class AskElders(Speech):
    """Neither spouse nor child: parents, grandchildren, grandparents?"""


@dataclass(frozen=True)
class AskSiblings(Speech):
    """Full brothers or sisters?"""


@dataclass(frozen=True)
class AskInLaws(Speech):
    """Parents-in-law?"""


@dataclass(frozen=True)
class AskWill(Speech):
    """A will before a notary that names somebody?"""


@dataclass(frozen=True)
class AskSpecial(Speech):
    """What only a person may handle: relatives disagree, missing at sea, died abroad."""


@dataclass(frozen=True)
class HeirsFound(Speech):
    """Who comes first by law, as far as was told, with where it is read; never a verdict."""

    heirs: Heirs
    source: Source


@dataclass(frozen=True)
class CheckClaim(Speech):
    """Everything, before it is sent; why it is that benefit; who comes first, where somebody died."""

    kind: Kind
    because: Because
    event: Event
    details: Details
    heirs: Heirs | None


@dataclass(frozen=True)
class WhatToChange(Speech):
    """Which answer of this part of the summary?"""


@dataclass(frozen=True)
class ClaimChanged(Speech):
    """What was told anew is in the file."""

    number: str


@dataclass(frozen=True)
class FinishFirst(Speech):
    """A claim cannot be changed while another one is half told: one of them would be lost."""


@dataclass(frozen=True)
class AskToWithdraw(Speech):
    """Take it back? What that means."""

    number: str
    kind: Kind


@dataclass(frozen=True)
class AskAppealReason(Speech):
    """What is not right in the reason that BPJS gave?"""
