"""Every polite no of this room, with the way to go on."""

from dataclasses import dataclass

from services.oversight.model import Stage
from services.refusals import Refusal


@dataclass(eq=False)
class NameTooShort(Refusal):
    """One word of a name needs a village."""


@dataclass(eq=False)
class SearchVillageUnknown(Refusal):
    """No village of the regency has that name."""

    typed: str


@dataclass(eq=False)
class PersonUnknown(Refusal):
    """Nobody on the roster has this id."""


@dataclass(eq=False)
class ReasonMissing(Refusal):
    """Outside a conversation a look at somebody needs a reason from the list."""


@dataclass(eq=False)
class NotOpened(Refusal):
    """This member has not opened this person today."""


@dataclass(eq=False)
class TooManyMisses(Refusal):
    """So many searches found nobody today; a masked number must not be guessed by trying."""

    most: int


@dataclass(eq=False)
class LooksUsedUp(Refusal):
    """All people and claims of the day are opened; a supervisor may add `more`."""

    most: int
    more: int


@dataclass(eq=False)
class NotForYourself(Refusal):
    """Nobody adds to their own people of the day."""


@dataclass(eq=False)
class LooksLeft(Refusal):
    """That member has enough left for now."""

    name: str
    left: int


@dataclass(eq=False)
class ExportUnknown(Refusal):
    """No export of this id, or none of this person's."""


@dataclass(eq=False)
class ExportNeedsAnother(Refusal):
    """Whoever asked for an export does not decide about it."""


@dataclass(eq=False)
class LetInLately(Refusal):
    """Whoever it is about made this person's access in the last days: somebody else must say yes."""

    name: str
    days: int


@dataclass(eq=False)
class ExportMovedOn(Refusal):
    """The export is not where that step begins."""

    stage: Stage


@dataclass(eq=False)
class SpanUnfit(Refusal):
    """From and to do not make a span of days that is over or runs, at most `most` days long."""

    most: int


@dataclass(eq=False)
class TooManyRows(Refusal):
    """The span holds more rows than a sheet takes."""

    most: int
