"""Reads text files (.csv): tells encoding and separator, and never lets an open quotation mark swallow rows."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TextIO

from services.participants.dates import Cell
from services.participants.messages import FileUnreadable, QuoteOpen, Unreadable

MOST_BYTES = 300_000_000
"""A million people with 15 columns come to 200 million bytes."""
MOST_ROWS = 1_000_000
"""A sheet of Excel holds a little more: all of them could be rejected."""
WIDEST = 1_000
"""Cells of a row that are looked at: lists have some tens, files that are no lists have millions."""
_SEPARATORS = (";", "\t", ",")
_LOOKED_AT = 50
"""Lines from which the separator is told."""
_HEAD = 4096
"""Bytes from which the encoding is told."""
_LONGEST_LINE = 1_000_000
_LONGEST_CELL = 100_000
"""Characters; a cell of Excel holds a third of it."""
_MARKS = (b"\xff\xfe", b"\xfe\xff")
_A_PERSON = re.compile(r"(?<!\d)\d{16}(?!\d)")


@dataclass(frozen=True)
class TextSheet:
    """A .csv file: UTF-8 or UTF-16 (with or without its mark) or Windows-1252, with comma, semicolon or tab."""

    path: Path
    encoding: str
    separator: str
    height: int

    def rows(self) -> Iterator[list[Cell]]:
        """Every row, also the empty ones, so that the row numbers are those of the office's program.

        Raises QuoteOpen and FileUnreadable.
        """
        csv.field_size_limit(_LONGEST_CELL)
        with self.path.open(encoding=self.encoding, newline="", errors="replace") as file:
            lines = _Lines(self.path, file)
            reader = csv.reader(lines, delimiter=self.separator)
            before = 0
            try:
                for row in reader:
                    several = reader.line_num - before > 1
                    if lines.ended or (several and any(map(self._has_swallowed, row))):
                        raise QuoteOpen(self.path.name, before + 1)
                    before = reader.line_num
                    yield list(row[:WIDEST])
            except csv.Error:
                if reader.line_num - before > 1:
                    raise QuoteOpen(self.path.name, before + 1) from None
                raise FileUnreadable(self.path.name, Unreadable.LINE_TOO_LONG) from None

    def _has_swallowed(self, cell: str) -> bool:
        """Whether below a line break stand somebody's number and another cell: then this is more than one row."""
        below = " ".join(cell.splitlines()[1:])
        return self.separator in below and bool(_A_PERSON.search(below))


class _Lines:
    """The lines of a file, none longer than a computer should hold; knows when it was asked for one too many."""

    def __init__(self, path: Path, file: TextIO) -> None:
        self.ended = False
        self._name = path.name
        self._count = 0
        self._next = iter(partial(file.readline, _LONGEST_LINE), "")

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = next(self._next, "")
        if not line:
            self.ended = True
            raise StopIteration
        self._count += 1
        if len(line) >= _LONGEST_LINE:
            raise FileUnreadable(self._name, Unreadable.LINE_TOO_LONG)
        if self._count > MOST_ROWS:
            raise FileUnreadable(self._name, Unreadable.TOO_MANY_ROWS)
        return line


def open_text(path: Path) -> TextSheet:
    """Raises FileUnreadable for what no list can be."""
    if path.stat().st_size > MOST_BYTES:
        raise FileUnreadable(path.name, Unreadable.TOO_LARGE)
    with path.open("rb") as file:
        encoding = _encoding(file.read(_HEAD))
    try:
        height = _height(path, encoding, "strict")
    except UnicodeDecodeError:
        encoding = encoding if encoding.startswith("utf-16") else "cp1252"
        height = _height(path, encoding, "replace")
    return TextSheet(path, encoding, _separator(path, encoding), height)


def _height(path: Path, encoding: str, wrong: str) -> int:
    with path.open(encoding=encoding, newline="", errors=wrong) as file:
        return sum(1 for _ in _Lines(path, file))


def _encoding(head: bytes) -> str:
    """UTF-16 by its mark, or by the zeros beside every second letter; else UTF-8 as far as that goes."""
    if head[:2] in _MARKS:
        return "utf-16"
    zeros = Counter(place % 2 for place, byte in enumerate(head) if not byte)
    if zeros.total() * 3 > len(head) and len(zeros) == 1:
        return "utf-16-le" if 1 in zeros else "utf-16-be"
    return "utf-8-sig"


def _separator(path: Path, encoding: str) -> str:
    """The one that parts the most lines into the most pieces: titles above the header have none."""
    with path.open(encoding=encoding, newline="", errors="replace") as file:
        head = list(islice(_Lines(path, file), _LOOKED_AT))
    return max(_SEPARATORS, key=lambda sign: sum(line.count(sign) for line in head))
