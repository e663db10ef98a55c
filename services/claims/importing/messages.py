"""Why a sheet of decisions cannot be taken at all."""

from dataclasses import dataclass

from services.refusals import Refusal


@dataclass(eq=False)
class DecisionHeadingsUnknown(Refusal):
    """The sheet lacks a column that we know: the number, or the state. `headings`: what stands there."""

    headings: tuple[str, ...]


@dataclass(eq=False)
class TooManyDecisions(Refusal):
    """More rows than a branch decides in a year."""

    most: int


@dataclass(eq=False)
class DecisionSheetMissing(Refusal):
    """No file was chosen."""


@dataclass(eq=False)
class DecisionSheetOld(Refusal):
    """What was tried lies back too long, or belongs to somebody else: choose the file again."""
