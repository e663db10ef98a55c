"""What is said about a person's own data: what we hold, what goes, what stays and why."""

from dataclasses import dataclass
from datetime import datetime

from services.erasure.model import Held, Holding
from services.speech import Speech


@dataclass(frozen=True)
class WhatWeHold(Speech):
    """`/privasi`: what we hold of this chat, and what can be done about it."""

    held: tuple[Held, ...]
    consent_given: datetime | None
    self_until: datetime | None
    operator: str


@dataclass(frozen=True)
class ConfirmErasure(Speech):
    """Before deleting: what goes at once, what stays and why."""

    going: tuple[Held, ...]
    staying: tuple[Holding, ...]


@dataclass(frozen=True)
class Erased(Speech):
    """Done: what went, what stays and why."""

    gone: tuple[Held, ...]
    staying: tuple[Holding, ...]


@dataclass(frozen=True)
class ConsentWithdrawn(Speech):
    """The consent no longer stands; what rested on it has ended."""


@dataclass(frozen=True)
class NoConsentToWithdraw(Speech):
    """There was no consent."""


@dataclass(frozen=True)
class ErasureKept(Speech):
    """The person changed their mind: nothing was deleted."""


@dataclass(frozen=True)
class CorrectionAsked(Speech):
    """A correction is noted; a person does it before that moment."""

    due: datetime
