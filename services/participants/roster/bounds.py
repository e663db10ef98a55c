"""Looks into a workbook before it is opened, and refuses one that would unpack to more than a computer should hold.

What opens workbooks takes a damaged or malicious one at its word: 1 MB of zip becomes gigabytes of text, and a single
stray cell at XFD1048576 a table of 17 billion. The zip's own directory may lie too, so everything is unpacked once,
piece by piece, and thrown away.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from services.participants.messages import CellFarAway, FileUnreadable, Unreadable

MOST_PACKED = 100_000_000
"""Bytes of the file: six times a list of 150,000 people with 15 columns."""
MOST_PARTS = 20_000
"""Files in the zip: a workbook has two for each sheet and a dozen more."""
MOST_UNPACKED = 600_000_000
"""Bytes of all parts together; unpacking them takes about three seconds."""
MOST_IN_A_PART = 400_000_000
"""Bytes of one sheet: 4 million cells with their marks come to 320 million."""
MOST_WORDS = 150_000_000
"""Bytes of the table of texts, which is held in memory three times while it is read."""
MOST_TEXTS = 3_000_000
"""Texts in that table: 24 bytes each before the first letter."""
LONGEST_RUN = 1_000_000
"""Bytes without a tag: a cell of Excel holds 32,767 characters."""
MOST_CELLS = 4_000_000
"""Cells with something in them: 270,000 people with 15 columns; about 100 bytes each while they are read."""
MOST_SPOTS = 10_000_000
"""Rows times columns of the table around them, 32 bytes a spot."""
LAST_COLUMN, LAST_ROW = 16_384, 1_048_576
"""Excel's own edges (XFD1048576)."""

_PIECE = 1 << 20
_STORED, _PACKED = 0, 8
_HEAD = 30
"""Bytes before the name in a part's own header."""
_BEYOND_NEAR = re.compile(rb' r="(?:[A-Za-z]{2}|[A-Za-z]?(?:[2-9][0-9]{5}|[0-9]{7}))')
"""A table of 26 columns and 199,999 rows is small enough, and nearly every list lies within."""
_TAG = re.compile(rb"<(?:\w+:)?(row|c)(?=[\s/>])([^>]*)>")
_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_PLACE = re.compile(rb"""\sr\s*=\s*["']\s*([A-Za-z]*)([0-9]*)""")


class _Far(Exception):
    """A cell that lies too far from the others."""

    def __init__(self, cell: str) -> None:
        super().__init__(cell)
        self.cell = cell


class _Odd(Exception):
    """Something lies far away or without its place: every cell of the part must be looked at."""


@dataclass
class _Sheet:
    """What one part of the zip holds, as far as it has been read. `is_close` looks at every cell, which takes time."""

    is_close: bool
    size: int = 0
    cells: int = 0
    texts: int = 0
    is_markup: bool = False
    is_words: bool = False
    row: int = 0
    column: int = 0
    rows: int = 0
    columns: int = 0
    carried: bytes = field(default=b"", repr=False)

    def take(self, piece: bytes) -> None:
        """The next bytes; tags are never cut in two. Raises _Odd and _Far."""
        if not self.size:
            self.is_markup, self.is_words = b"<" in piece[:1000], b"<sst" in piece[:1000]
        self.size += len(piece)
        if not self.is_markup:
            return
        piece = self.carried + piece
        cut = piece.rfind(b"<")
        whole, self.carried = (piece[:cut], piece[cut:]) if cut >= 0 else (piece, b"")
        self.texts += whole.count(b"<si") if self.is_words else 0
        if self.is_close:
            self._look(whole)
        else:
            self._glance(whole)

    def _glance(self, whole: bytes) -> None:
        """Only counts, for a list of 150,000 people has two million cells; raises _Odd where that does not suffice."""
        cells = whole.count(b'<c r="')
        self.cells += cells
        is_plain = whole.count(b"<c") == cells or len(_CELL.findall(whole)) == cells
        is_plain = is_plain and not any(prefixed in whole for prefixed in (b":c>", b":c ", b":row"))
        if not is_plain or whole.count(b"<row") != whole.count(b'<row r="') or _BEYOND_NEAR.search(whole):
            raise _Odd

    def _look(self, whole: bytes) -> None:
        """A cell without a place stands beside the one before. Empty cells take no space."""
        for kind, rest in _TAG.findall(whole):
            place = _PLACE.search(rest)
            letters, digits = place.groups() if place else (b"", b"")
            if kind == b"row":
                self.row, self.column = int(digits[:12] or self.row + 1), 0
                continue
            self.column = _column(letters) if letters else self.column + 1
            if not rest.endswith(b"/"):
                self.cells += 1
                self._reach(int(digits[:12] or self.row), self.column)

    def _reach(self, row: int, column: int) -> None:
        self.rows, self.columns = max(self.rows, row), max(self.columns, column)
        if self.rows > LAST_ROW or self.columns > LAST_COLUMN or self.rows * self.columns > MOST_SPOTS:
            raise _Far(f"{_letters(column)}{row}")

    @property
    def is_bearable(self) -> bool:
        return (
            self.size <= (MOST_WORDS if self.is_words else MOST_IN_A_PART)
            and self.texts <= MOST_TEXTS
            and len(self.carried) <= LONGEST_RUN
        )


def check_workbook(path: Path) -> None:
    """Raises FileUnreadable or CellFarAway for what should not be opened."""
    try:
        if path.stat().st_size > MOST_PACKED:
            raise FileUnreadable(path.name, Unreadable.TOO_LARGE)
        with path.open("rb") as file, zipfile.ZipFile(file) as book:
            _check_parts(path, file, book.infolist())
    except _Far as far:
        raise CellFarAway(path.name, far.cell) from None
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError):
        raise FileUnreadable(path.name, Unreadable.DAMAGED) from None


def _check_parts(path: Path, file: IO[bytes], parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > MOST_PARTS:
        raise FileUnreadable(path.name, Unreadable.SWELLS)
    left = MOST_UNPACKED
    for part in parts:
        if part.flag_bits & 1:
            raise FileUnreadable(path.name, Unreadable.LOCKED)
        try:
            left -= _unpacked(path, _pieces(file, part), _Sheet(is_close=False), left)
        except _Odd:
            left -= _unpacked(path, _pieces(file, part), _Sheet(is_close=True), left)


def _unpacked(path: Path, pieces: Iterator[bytes], sheet: _Sheet, left: int) -> int:
    """Bytes of a part that has no more than it should."""
    for piece in pieces:
        sheet.take(piece)
        if not sheet.is_bearable or sheet.size > left:
            raise FileUnreadable(path.name, Unreadable.SWELLS)
        if sheet.cells > MOST_CELLS:
            raise FileUnreadable(path.name, Unreadable.TOO_MANY_CELLS)
    return sheet.size


def _pieces(file: IO[bytes], part: zipfile.ZipInfo) -> Iterator[bytes]:
    """What really lies in the part, whatever its directory entry says of the size."""
    if part.compress_type not in {_STORED, _PACKED}:
        raise zipfile.BadZipFile(f"packed in way {part.compress_type}")
    file.seek(part.header_offset)
    head = file.read(_HEAD)
    file.seek(
        part.header_offset + _HEAD + int.from_bytes(head[26:28], "little") + int.from_bytes(head[28:30], "little")
    )
    left = part.compress_size
    unpack = zlib.decompressobj(-zlib.MAX_WBITS)
    while left > 0 and (packed := file.read(min(_PIECE, left))):
        left -= len(packed)
        if part.compress_type == _STORED:
            yield packed
            continue
        while packed and not unpack.eof:
            yield unpack.decompress(packed, _PIECE)
            packed = unpack.unconsumed_tail


def _column(letters: bytes) -> int:
    """A → 1, XFD → 16384; whatever has more letters lies beyond."""
    place = 0
    for sign in letters[:5].upper():
        place = place * 26 + sign - ord("A") + 1
    return place


def _letters(column: int) -> str:
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
