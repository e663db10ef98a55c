"""Tells the rows that close a list (totals, who signs it) from people whose number is missing."""

import re
from collections.abc import Sequence

from services.participants.dates import Cell
from services.participants.roster.cells import is_empty, text_of
from services.participants.roster.columns import Cells

_TOTAL = re.compile(r"(?:grand |sub ?)?total\b|(?:sub ?)?jumlah\b|rekapitulasi\b")
_SIGNED = re.compile(
    r"mengetahui\b|menyetujui\b|disetujui\b|mengesahkan\b|(?:dibuat|diperiksa|disusun) oleh\b|yang membuat\b"
    r"|(?:plt\.? |pj\.? |a\.? ?n\.? |u\.? ?b\.? )*(?:kepala (?:desa|dinas|bidang|seksi|kantor|cabang)|lurah|camat"
    r"|bupati|sekretaris)\b|nip\b|ttd\b|tanda tangan\b|catatan\b"
    r"|[a-z .]{3,},\s*(?:tanggal\s*)?(?:\d{1,2}\s+)?[a-z]+\s+\d{4}$"
)
_FEW = 4
"""So many filled cells at most in a line of signatures."""
_NUMBER = 10
"""From so many digits on a cell is somebody's number, however mangled."""


class Footers:
    """Asked only about rows without a readable number. `last` is the last row that has one."""

    def __init__(self, last: int) -> None:
        self.passed = 0
        self._last = last

    def passes(self, number: int, cells: Cells, row: Sequence[Cell]) -> bool:
        """Whether to pass over the row. After the last person everything short below a first closing row goes too."""
        texts = [text_of(cell).casefold() for cell in row if not is_empty(cell)]
        is_short = len(texts) <= _FEW
        is_below = number > self._last and self.passed > 0 and is_short
        if _is_somebodys(cells.nik) or not (is_below or _closes(cells, texts, is_short=is_short)):
            return False
        self.passed += 1
        return True


def _closes(cells: Cells, texts: Sequence[str], *, is_short: bool) -> bool:
    """By its words; with a name beside them they are somebody's work or address."""
    name = "" if is_empty(cells.name) else text_of(cells.name).casefold()
    words = [name] if re.search(r"[^\W\d_]", name) else texts
    return any(_TOTAL.match(text) or (is_short and _SIGNED.match(text)) for text in words)


def _is_somebodys(nik: Cell) -> bool:
    text = text_of(nik).casefold()
    return not _SIGNED.match(text) and (
        sum(map(str.isdigit, text)) >= _NUMBER or bool(re.match(r"[\d.,]+e\+?\d", text))
    )
