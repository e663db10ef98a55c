"""Sheets of decisions as a branch might send them."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

HEADINGS = ("Nomor Santun", "Status", "Jumlah", "Tanggal", "Keterangan")


def sheet_of(path: Path, *rows: Sequence[Any], headings: Sequence[str] = HEADINGS, above: int = 0) -> Path:
    """An .xlsx or .csv file with these rows; `above`: so many lines of a letterhead."""
    lines = [["Kantor Cabang Bontang"]] * above + [list(headings), *map(list, rows)]
    if path.suffix == ".csv":
        path.write_text("\n".join(";".join(map(str, line)) for line in lines), encoding="utf-8")
        return path
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as book:
        page = book.add_worksheet()
        for number, line in enumerate(lines):
            page.write_row(number, 0, line)
    return path
