"""What the roster's commands and its readers may say."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from services.refusals import Refusal
from services.speech import Speech


class Unreadable(Enum):
    """Why a file cannot be read; the sentences, with what to do, stand in the labels table `roster_unreadable`."""

    MISSING = "missing"
    FORBIDDEN = "forbidden"
    NOT_A_FILE = "not_a_file"
    EMPTY = "empty"
    NO_ROWS = "no_rows"
    DAMAGED = "damaged"
    LOCKED = "locked"
    OLD_EXCEL = "old_excel"
    OPEN_DOCUMENT = "open_document"
    WEB_PAGE = "web_page"
    PDF = "pdf"
    WORKBOOK = "workbook"
    NOT_A_WORKBOOK = "not_a_workbook"
    TOO_LARGE = "too_large"
    SWELLS = "swells"
    TOO_MANY_CELLS = "too_many_cells"
    TOO_MANY_ROWS = "too_many_rows"
    LINE_TOO_LONG = "line_too_long"
    CHANGED = "changed"


@dataclass(eq=False)
class FileUnreadable(Refusal):
    """The file cannot be read as a list."""

    file: str
    why: Unreadable


@dataclass(eq=False)
class CellFarAway(Refusal):
    """Something stands so far from the table that the sheet would fill the memory."""

    file: str
    cell: str


@dataclass(eq=False)
class QuoteOpen(Refusal):
    """A quotation mark in a text file is not closed, so that rows below it would be swallowed."""

    file: str
    row: int


@dataclass(eq=False)
class FileKindUnknown(Refusal):
    """Neither .csv nor .xlsx."""

    file: str


@dataclass(eq=False)
class SheetUnknown(Refusal):
    """The workbook has no sheet of this name."""

    sheet: str
    sheets: tuple[str, ...]


@dataclass(eq=False)
class HeaderUnknown(Refusal):
    """No row has both a column for the NIK and one for the name."""

    headers: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(eq=False)
class MapUnknown(Refusal):
    """A `--map` that is not `field=column`."""

    given: str
    known: tuple[str, ...]


@dataclass(eq=False)
class MonthMissing(Refusal):
    """A payment list without a month proves nothing."""


@dataclass(eq=False)
class MonthUnreadable(Refusal):
    """`--month` is not a month."""

    given: str


@dataclass(eq=False)
class EndsNeedVillages(Refusal):
    """`--ends-missing` looks only at the villages of the file, and the file names none."""


@dataclass(eq=False)
class TooManyEnds(Refusal):
    """`--ends-missing` would end more than a fifth."""

    ending: int
    active: int
    percent: int


@dataclass(eq=False)
class LoadRunning(Refusal):
    """Another file is being loaded."""


@dataclass(eq=False)
class LoadBroken(Refusal):
    """The process that helps with the reading ended before the file did; nothing was kept."""


@dataclass(eq=False)
class BatchUnknown(Refusal):
    """No batch has this number."""

    number: int


@dataclass(eq=False)
class BatchUndone(Refusal):
    """The batch was undone before."""

    number: int


@dataclass(eq=False)
class BatchNotLast(Refusal):
    """Batches are undone in reverse order; this one is the last."""

    number: int
    last: int


@dataclass(eq=False)
class HoldUnknown(Refusal):
    """No open hold has this number."""

    number: int


@dataclass(eq=False)
class RejectSheetExists(Refusal):
    """The reject sheet would overwrite another file."""

    path: str


@dataclass(eq=False)
class RejectSheetUnwritable(Refusal):
    """The folder does not take the reject sheet."""

    path: str


@dataclass(eq=False)
class SampleFileExists(Refusal):
    """The sample would overwrite another file."""

    path: str


@dataclass(frozen=True)
class AlreadyLoaded(Speech):
    """The same file was loaded before; nothing changed."""

    number: int
    day: date
    by: str


@dataclass(frozen=True)
class BatchTakenBack(Speech):
    """A batch was undone."""

    number: int
    removed: int
    restored: int
    reopened: int


@dataclass(frozen=True)
class RejectsWritten(Speech):
    """Where the rejected rows lie."""

    path: str
    rows: int
    warnings: int


@dataclass(frozen=True)
class DryRunOnly(Speech):
    """Nothing was kept."""


@dataclass(frozen=True)
class LoadKept(Speech):
    """The batch is in."""

    number: int
    is_sample: bool


@dataclass(frozen=True)
class HoldsWaiting(Speech):
    """Name changes wait for a person."""

    count: int


@dataclass(frozen=True)
class NoHolds(Speech):
    """No name change waits."""


@dataclass(frozen=True)
class HoldApproved(Speech):
    """The new name is in, as a batch of its own."""

    number: int
    batch: int


@dataclass(frozen=True)
class HoldRejected(Speech):
    """The old name stays."""

    number: int


@dataclass(frozen=True)
class SampleWritten(Speech):
    """A synthetic roster was written."""

    path: str
    rows: int
