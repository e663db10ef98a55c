"""Buttons of the first hour after an accident; the right to the record is checked each time one comes back."""

from dataclasses import dataclass
from uuid import UUID

from handlers.chat.taps import Tap


@dataclass(frozen=True)
class RecordAccident(Tap):
    """Record that an accident happened just now, with one press."""


@dataclass(frozen=True)
class ChangeAccidentTime(Tap):
    """It did not happen just now."""

    claim: UUID


@dataclass(frozen=True)
class TellPlace(Tap):
    """Where it happened, in words."""

    claim: UUID


@dataclass(frozen=True)
class AccidentReported(Tap):
    """It was reported: no reminders of the clock any more."""

    claim: UUID


@dataclass(frozen=True)
class CompleteAccident(Tap):
    """Make a claim of the record."""

    claim: UUID


@dataclass(frozen=True)
class DiscardAccident(Tap):
    """Throw the record away? It is asked first."""

    claim: UUID


@dataclass(frozen=True)
class ConfirmDiscard(Tap):
    """Yes, away with it."""

    claim: UUID


@dataclass(frozen=True)
class KeepAccident(Tap):
    """No, it stays."""

    claim: UUID
