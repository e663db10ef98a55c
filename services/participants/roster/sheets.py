"""Opens a spreadsheet (.xlsx, .csv) and gives its rows of cells; knows nothing of what they mean."""

import csv
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from services.participants.dates import Cell
from services.participants.messages import FileKindUnknown, FileUnreadable, SheetUnknown

_EXCEL = frozenset({".xlsx", ".xlsm"})
_TEXT = frozenset({".csv", ".txt", ".tsv"})
_SEPARATORS = (";", "\t", ",")
_LOOKED_AT = 50
"""Lines from which the separator is told."""
_LONGEST_CELL = 1_000_000


@dataclass(frozen=True)
class TextSheet:
    """A .csv file: UTF-8 (with or without its mark) or Windows-1252, with comma, semicolon or tab."""

    path: Path
    encoding: str
    separator: str
    height: int

    def rows(self) -> Iterator[list[Cell]]:
        """Every row, also the empty ones, so that the row numbers are those of the office's program."""
        csv.field_size_limit(_LONGEST_CELL)
        with self.path.open(encoding=self.encoding, newline="", errors="replace") as lines:
            for row in csv.reader(lines, delimiter=self.separator):
                yield list(row)


@dataclass(frozen=True)
class ExcelSheet:
    """One sheet of a workbook."""

    sheet: CalamineSheet
    height: int

    def rows(self) -> Iterator[list[Cell]]:
        """Every row, with empty cells for columns that the sheet leaves out on the left."""
        left: list[Cell] = [""] * (self.sheet.start[1] if self.sheet.start else 0)
        for row in self.sheet.iter_rows():
            yield left + list(row)


Sheet = TextSheet | ExcelSheet


def open_sheet(path: Path, name: str | None = None) -> Sheet:
    """The sheet of this name, else the first that is visible and holds something.

    Raises FileUnreadable, FileKindUnknown, SheetUnknown.
    """
    if not path.is_file():
        raise FileUnreadable(str(path))
    kind = path.suffix.casefold()
    if kind in _EXCEL:
        return _excel(path, name)
    if kind in _TEXT:
        return _text(path)
    raise FileKindUnknown(path.name)


def sum_of(path: Path) -> bytes:
    """SHA-256 of the file. Raises FileUnreadable."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").digest()
    except OSError:
        raise FileUnreadable(str(path)) from None


def _excel(path: Path, name: str | None) -> ExcelSheet:
    try:
        book = CalamineWorkbook.from_path(path)
        visible = [sheet.name for sheet in book.sheets_metadata if sheet.visible == SheetVisibleEnum.Visible]
        if name is not None and name not in book.sheet_names:
            raise SheetUnknown(name, tuple(book.sheet_names))
        wanted = [name] if name is not None else visible or book.sheet_names
        sheets = [book.get_sheet_by_name(each) for each in wanted]
    except (CalamineError, OSError):
        raise FileUnreadable(str(path)) from None
    sheet = next((sheet for sheet in sheets if sheet.height > 1), sheets[0])
    return ExcelSheet(sheet, sheet.total_height)


def _text(path: Path) -> TextSheet:
    encoding, height = "utf-8-sig", 0
    try:
        with path.open(encoding=encoding, newline="") as lines:
            height = sum(1 for _ in lines)
    except UnicodeDecodeError:
        encoding = "utf-16" if path.read_bytes()[:2] in (b"\xff\xfe", b"\xfe\xff") else "cp1252"
        with path.open(encoding=encoding, newline="", errors="replace") as lines:
            height = sum(1 for _ in lines)
    except OSError:
        raise FileUnreadable(str(path)) from None
    return TextSheet(path, encoding, _separator(path, encoding), height)


def _separator(path: Path, encoding: str) -> str:
    """The one that parts the most lines into the most pieces: titles above the header have none."""
    with path.open(encoding=encoding, newline="", errors="replace") as lines:
        head = list(islice(lines, _LOOKED_AT))
    return max(_SEPARATORS, key=lambda sign: sum(line.count(sign) for line in head))
