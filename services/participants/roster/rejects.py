"""Writes the reject sheet: row number, reason, the cells as they were. Mode 0600, never over another file.

Every cell is written as text, so that nothing in it can become a formula on the reader's computer.
"""

import os
from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path
from typing import Any

import xlsxwriter

from services.participants.dates import Cell
from services.participants.messages import RejectSheetExists, RejectSheetUnwritable
from services.participants.roster.entry import Reject, Warn, Warned
from services.participants.roster.service import Loaded

_LONGEST = 32_000
"""Excel's cells hold a little more."""

Say = Callable[..., str]
"""`say(kind, key, **values)`: a short text from the labels."""


def free_path(beside: Path, suffix: str) -> Path:
    """`list.xlsx` → `list-<suffix>.xlsx`, or with a number where that exists."""
    ends = (f"-{number}" if number > 1 else "" for number in count(1))
    paths = (beside.with_name(f"{beside.stem}-{suffix}{end}.xlsx") for end in ends)
    return next(path for path in paths if not path.exists())


def refuse_existing(path: Path) -> None:
    """Raises RejectSheetExists."""
    if path.exists():
        raise RejectSheetExists(str(path))


def write_rejects(path: Path, loaded: Loaded, say: Say) -> None:
    """One sheet of rejected rows, one of odd ones. Raises RejectSheetExists, RejectSheetUnwritable."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise RejectSheetExists(str(path)) from None
    except OSError:
        raise RejectSheetUnwritable(str(path)) from None
    with os.fdopen(handle, "wb") as file, xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
        text = book.add_format({"num_format": "@", "quote_prefix": True})
        head = [say("roster", "sheet_row"), say("roster", "sheet_reason"), *loaded.headers]
        rejected = ([str(each.row), reason_of(each, say), *_texts(each.cells)] for each in loaded.rejects)
        warned = ([str(each.row), _oddities(each, say), *_texts(each.cells)] for each in loaded.warned)
        _fill(book.add_worksheet(say("roster", "sheet_rejected")), text, [head, *rejected])
        if loaded.warned:
            _fill(book.add_worksheet(say("roster", "sheet_warned")), text, [head, *warned])


def reason_of(reject: Reject, say: Say) -> str:
    """Why the row was not loaded and how to mend it."""
    return say("roster_rejects", reject.reason.value, **reject.values)


def oddity_of(warning: Warn, say: Say) -> str:
    """What is odd about a loaded row."""
    return say("roster_warnings", warning.value)


def _oddities(warned: Warned, say: Say) -> str:
    return " ".join(oddity_of(warning, say) for warning in warned.warnings)


def _fill(sheet: Any, text: Any, rows: Sequence[Sequence[str]]) -> None:
    sheet.set_column(0, 0, 8)
    sheet.set_column(1, 1, 70)
    sheet.set_column(2, 20, 20)
    sheet.freeze_panes(1, 2)
    for number, row in enumerate(rows):
        for place, cell in enumerate(row):
            sheet.write_string(number, place, cell[:_LONGEST], text)


def _texts(cells: Sequence[Cell]) -> list[str]:
    return [str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell) for cell in cells]
