"""Why a paper was not made."""

from dataclasses import dataclass

from services.refusals import Refusal


@dataclass(eq=False)
class PaperTooLong(Refusal):
    """It would take more time or memory than one paper may."""
