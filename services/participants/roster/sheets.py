"""Opens a spreadsheet (.xlsx, .csv) and gives its rows of cells; knows nothing of what they mean."""

import hashlib
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from services.participants.dates import Cell
from services.participants.messages import FileKindUnknown, FileUnreadable, SheetUnknown, Unreadable
from services.participants.roster.bounds import MOST_PACKED, check_workbook
from services.participants.roster.text import WIDEST, TextSheet, open_text

_EXCEL = frozenset({".xlsx", ".xlsm"})
_TEXT = frozenset({".csv", ".txt", ".tsv"})
_ZIP, _OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
"""A workbook with a password lies under this name in a file of the old kind."""
_SIGNS = (
    (rb"%pdf", Unreadable.PDF),
    (rb"<(?:!doctype html|html|table|meta|head)\b|<\?xml[^>]*>\s*<(?:!doctype )?html\b", Unreadable.WEB_PAGE),
    (rb"(?s)pk\x03\x04.{0,200}application/vnd\.oasis\.opendocument", Unreadable.OPEN_DOCUMENT),
)
"""How files begin that were given another name."""
_HEAD = 4096
_PANIC = "PanicException"
"""The library of workbooks is written in Rust; what it did not foresee is no Exception in Python."""


@dataclass(frozen=True)
class ExcelSheet:
    """One sheet of a workbook."""

    sheet: CalamineSheet
    height: int

    def rows(self) -> Iterator[list[Cell]]:
        """Every row, with empty cells for columns that the sheet leaves out on the left."""
        left: list[Cell] = [""] * (self.sheet.start[1] if self.sheet.start else 0)
        for row in self.sheet.iter_rows():
            cells = [*left, *row]
            yield cells[:WIDEST] if len(cells) > WIDEST else cells


Sheet = TextSheet | ExcelSheet


def open_sheet(path: Path, name: str | None = None) -> Sheet:
    """The sheet of this name, else the first that is visible and holds something.

    Raises FileUnreadable, CellFarAway, FileKindUnknown, SheetUnknown.
    """
    check_file(path)
    kind = path.suffix.casefold()
    if kind not in _EXCEL | _TEXT:
        raise FileKindUnknown(path.name)
    try:
        if why := _disguise(path, is_text=kind in _TEXT):
            raise FileUnreadable(path.name, why)
        if kind in _TEXT:
            return open_text(path)
        check_workbook(path)
        return _excel(path, name)
    except OSError:
        raise FileUnreadable(path.name, Unreadable.FORBIDDEN) from None


def check_file(path: Path) -> None:
    """Raises FileUnreadable for what is no file that may be read: nothing waits for a pipe or reads a device."""
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            raise FileUnreadable(str(path), Unreadable.NOT_A_FILE)
        with path.open("rb"):
            pass
    except PermissionError:
        raise FileUnreadable(str(path), Unreadable.FORBIDDEN) from None
    except (OSError, ValueError):
        raise FileUnreadable(str(path), Unreadable.MISSING) from None
    if about.st_size == 0:
        raise FileUnreadable(path.name, Unreadable.EMPTY)


def sum_of(path: Path) -> bytes:
    """SHA-256 of the file. Raises FileUnreadable."""
    check_file(path)
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()


def _disguise(path: Path, *, is_text: bool) -> Unreadable | None:
    """What the file is, where its content is not what its name says."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
        if head.startswith(_OLD_OFFICE):
            return Unreadable.LOCKED if _LOCKED in head + file.read(MOST_PACKED) else Unreadable.OLD_EXCEL
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    found = next((why for sign, why in _SIGNS if re.match(sign, start)), None)
    if found or is_text:
        return found or (Unreadable.WORKBOOK if head.startswith(_ZIP) else None)
    return None if head.startswith(_ZIP) else Unreadable.NOT_A_WORKBOOK


def _excel(path: Path, name: str | None) -> ExcelSheet:
    try:
        book = CalamineWorkbook.from_path(path)
        sheet = _wanted(book, name)
    except CalamineError:
        raise FileUnreadable(path.name, Unreadable.DAMAGED) from None
    except BaseException as error:
        if type(error).__name__ == _PANIC:
            raise FileUnreadable(path.name, Unreadable.DAMAGED) from None
        raise
    return ExcelSheet(sheet, sheet.total_height)


def _wanted(book: CalamineWorkbook, name: str | None) -> CalamineSheet:
    """One after the other: of a thousand sheets only those up to the wanted one are read."""
    if name is not None:
        if name not in book.sheet_names:
            raise SheetUnknown(name, tuple(book.sheet_names))
        return book.get_sheet_by_name(name)
    visible = [sheet.name for sheet in book.sheets_metadata if sheet.visible == SheetVisibleEnum.Visible]
    names = visible or book.sheet_names
    if not names:
        raise CalamineError("no sheets")
    for each in names:
        sheet = book.get_sheet_by_name(each)
        if sheet.height > 1:
            return sheet
    return book.get_sheet_by_name(names[0])
