"""Writes the reject sheet: row number, reason, the cells as they were. Mode 0600, never over another file.

Every cell is written as text, so that nothing in it can become a formula on the reader's computer.
"""

import os
import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from itertools import chain, count
from pathlib import Path
from typing import Any, BinaryIO

import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException

from services.participants.dates import Cell
from services.participants.messages import RejectSheetExists, RejectSheetUnwritable
from services.participants.roster.entry import Reject, Warn, Warned
from services.participants.roster.service import Loaded

_LONGEST = 32_000
"""Excel's cells hold a little more."""
_LONGEST_NAME = 200
"""Bytes of a file's name, which most systems end at 255."""
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Signs with which no program would open the sheet."""

Say = Callable[..., str]
"""`say(kind, key, **values)`: a short text from the labels."""


def free_path(beside: Path, suffix: str) -> Path:
    """`list.xlsx` → `list-<suffix>.xlsx`, or with a number where that exists."""
    ends = (f"-{number}" if number > 1 else "" for number in count(1))
    stem = os.fsdecode(os.fsencode(beside.stem)[:_LONGEST_NAME])
    paths = (beside.with_name(f"{stem}-{suffix}{end}.xlsx") for end in ends)
    return next(path for path in paths if not os.path.lexists(path))


def refuse_existing(path: Path) -> None:
    """Raises RejectSheetExists."""
    if os.path.lexists(path):
        raise RejectSheetExists(str(path))


def write_rejects(path: Path, loaded: Loaded, say: Say) -> None:
    """One sheet of rejected rows, one of odd ones. Raises RejectSheetExists, RejectSheetUnwritable."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise RejectSheetExists(str(path)) from None
    except OSError:
        raise RejectSheetUnwritable(str(path)) from None
    try:
        with os.fdopen(handle, "wb") as file:
            _write(file, path.parent, loaded, say)
    except (OSError, XlsxWriterException):
        with suppress(OSError):
            path.unlink()
        raise RejectSheetUnwritable(str(path)) from None


def _write(file: BinaryIO, folder: Path, loaded: Loaded, say: Say) -> None:
    # Its drafts lie beside the sheet: whoever ends us half-way leaves no list of people among all users' files.
    with xlsxwriter.Workbook(file, {"constant_memory": True, "tmpdir": str(folder)}) as book:
        text = book.add_format({"num_format": "@", "quote_prefix": True})
        head = [say("roster", "sheet_row"), say("roster", "sheet_reason"), *_texts(loaded.headers)]
        rejected = ([str(each.row), reason_of(each, say), *_texts(each.cells)] for each in loaded.rejects)
        warned = ([str(each.row), _oddities(each, say), *_texts(each.cells)] for each in loaded.warned)
        _fill(book.add_worksheet(say("roster", "sheet_rejected")), text, chain([head], rejected))
        if loaded.warned:
            _fill(book.add_worksheet(say("roster", "sheet_warned")), text, chain([head], warned))


def reason_of(reject: Reject, say: Say) -> str:
    """Why the row was not loaded and how to mend it."""
    return say("roster_rejects", reject.reason.value, **reject.values)


def oddity_of(warning: Warn, say: Say) -> str:
    """What is odd about a loaded row."""
    return say("roster_warnings", warning.value)


def _oddities(warned: Warned, say: Say) -> str:
    return " ".join(oddity_of(warning, say) for warning in warned.warnings)


def _fill(sheet: Any, text: Any, rows: Iterable[Sequence[str]]) -> None:
    sheet.set_column(0, 0, 8)
    sheet.set_column(1, 1, 70)
    sheet.set_column(2, 20, 20)
    sheet.freeze_panes(1, 2)
    for number, row in enumerate(rows):
        for place, cell in enumerate(row):
            sheet.write_string(number, place, cell[:_LONGEST], text)


def _texts(cells: Sequence[Cell]) -> list[str]:
    texts = (str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell) for cell in cells)
    return [_NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text) for text in texts]
