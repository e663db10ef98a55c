"""Buttons that carry a claim's id; the right to it is checked each time one comes back."""

from dataclasses import dataclass
from uuid import UUID

from handlers.chat.taps import Tap


@dataclass(frozen=True)
class ShowSums(Tap):
    """What follows from a claim by the rules, line by line."""

    claim: UUID


@dataclass(frozen=True)
class ChangeClaim(Tap):
    """Tell a claim anew, from its summary on."""

    claim: UUID


@dataclass(frozen=True)
class WithdrawClaim(Tap):
    """Take a claim back? It is asked first."""

    claim: UUID


@dataclass(frozen=True)
class ConfirmWithdrawal(Tap):
    """Yes, take it back."""

    claim: UUID


@dataclass(frozen=True)
class KeepClaim(Tap):
    """No, it goes on."""

    claim: UUID


@dataclass(frozen=True)
class AppealClaim(Tap):
    """Object to a no of BPJS."""

    claim: UUID
