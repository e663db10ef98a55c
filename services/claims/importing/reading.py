"""Reads a sheet of decisions: finds the columns by the names that branches use, and tells each row's trouble in words.

Nothing in a cell is believed: formulas, sums that no programme pays, days to come, numbers of another regency.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from services.claims.amounts import read_amount
from services.claims.importing.messages import DecisionHeadingsUnknown, TooManyDecisions
from services.claims.importing.model import Entry, Sheet, Why
from services.claims.messages import AmountUnreadable
from services.claims.model import Decision
from services.claims.states import NEEDS, Need, State
from services.participants.dates import Cell, read_day
from services.participants.roster.cells import is_empty, text_of
from services.participants.roster.columns import plain_header
from services.participants.roster.sheets import open_sheet
from services.requests.numbers import Series, read_number
from services.requests.reading import MOST_WORDS, telegram_length
from services.speech import Rupiah

MOST_ROWS = 5_000
_LOOKED_AT = 40
"""Rows in which the headings are searched."""
HEADINGS: dict[str, tuple[str, ...]] = {
    "number": (
        "nomor santun", "no santun", "nomor pengajuan", "no pengajuan", "santun number", "santun", "nomor", "number",
        "nomor klaim", "no klaim", "claim number",
    ),
    "receipt": (
        "tanda terima bpjs", "nomor tanda terima", "no tanda terima", "tanda terima", "nomor referensi", "no referensi",
        "receipt number", "receipt no", "receipt", "reference", "nomor bpjs", "no bpjs", "kode klaim",
    ),
    "state": (
        "keadaan", "status", "keputusan", "hasil", "status klaim", "status pengajuan", "status pembayaran", "state",
        "decision", "result",
    ),
    "amount": (
        "jumlah", "nominal", "jumlah dibayar", "jumlah dibayarkan", "jumlah pembayaran", "nilai", "nilai manfaat",
        "jumlah manfaat", "nilai santunan", "besar santunan", "santunan", "manfaat", "total", "amount", "sum", "rupiah",
    ),
    "day": (
        "tanggal keputusan", "tgl keputusan", "tanggal bayar", "tgl bayar", "tanggal pembayaran", "tgl pembayaran",
        "tanggal dibayar", "tanggal transfer", "tanggal", "tgl", "hari", "date", "decision date", "payment date",
    ),
    "reason": (
        "alasan bpjs", "alasan", "alasan tertulis", "alasan penolakan", "sebab", "reason", "keterangan", "catatan",
        "remarks", "remark", "note", "notes",
    ),
}  # fmt: skip
"""Field → headings; of several in one sheet the first of this table."""
_STATES: dict[State | None, tuple[str, ...]] = {
    State.APPROVED: ("disetujui", "disetujui bpjs", "setuju", "layak", "approved", "accepted"),
    State.PAID: (
        "dibayar", "sudah dibayar", "dibayarkan", "sudah dibayarkan", "terbayar", "lunas", "cair", "sudah cair",
        "ditransfer", "paid", "paid out",
    ),
    State.REJECTED: (
        "belum disetujui", "belum disetujui bpjs", "tidak disetujui", "ditolak", "tolak", "tidak layak", "rejected",
        "declined", "denied",
    ),
    None: (
        "proses", "diproses", "dalam proses", "sedang diproses", "sudah diserahkan ke bpjs", "diserahkan", "menunggu",
        "pending", "in process", "in progress", "keberatan diajukan",
    ),
}  # fmt: skip
_BY_WORD: Mapping[str, State | None] = {word: state for state, words in _STATES.items() for word in words}
_FORMULA = ("=", "+", "-", "@")
_OTHERS = re.compile(r"[A-Z]{2,4}-?(?:B-?)?20\d{2}-?\d{5,8}-?\d")
"""A number of ours, by its form, of whatever regency."""


@dataclass(frozen=True)
class Office:
    """Whose sheet it is: the initials in our numbers, and today in the region."""

    prefix: str
    today: date


def read_sheet(path: Path, office: Office, sheet: str | None = None) -> Sheet:
    """The rows of a file. Raises what opening a sheet does, DecisionHeadingsUnknown, TooManyDecisions."""
    rows = open_sheet(path, sheet).rows()
    head: list[list[Cell]] = []
    for row in islice(rows, _LOOKED_AT):
        head.append(row)
        if places := _places(row):
            break
    else:
        fullest = max(head, key=lambda row: sum(not is_empty(cell) for cell in row), default=[])
        raise DecisionHeadingsUnknown(tuple(text_of(cell)[:40] for cell in fullest if not is_empty(cell))[:15])
    entries: list[Entry] = []
    for number, row in enumerate(rows, start=len(head) + 1):
        if all(map(is_empty, row)):
            continue
        if len(entries) >= MOST_ROWS:
            raise TooManyDecisions(MOST_ROWS)
        entries.append(_entry(number, row, places, office))
    return Sheet(tuple(text_of(cell) for cell in head[-1]), tuple(entries))


def _places(row: Sequence[Cell]) -> dict[str, int]:
    """Field → column; nothing where this row is no heading."""
    headings = [plain_header(text_of(cell)) for cell in row]
    places: dict[str, int] = {}
    for field, names in HEADINGS.items():
        found = next((headings.index(name) for name in names if name in headings), None)
        if found is not None:
            places[field] = found
    return places if "state" in places and ("number" in places or "receipt" in places) else {}


def _entry(number: int, row: Sequence[Cell], places: Mapping[str, int], office: Office) -> Entry:
    def cell(field: str) -> Cell:
        place = places.get(field, len(row))
        return row[place] if place < len(row) else ""

    cells = tuple(text_of(each) for each in row)
    typed, receipt = text_of(cell("number")), text_of(cell("receipt"))
    ours = read_number(Series.CLAIM, office.prefix, typed) or read_number(Series.CLAIM, office.prefix, receipt) or ""
    receipt = receipt or ("" if ours else typed)
    wrong = None if ours else _number_trouble(typed, receipt, office)
    to, trouble = _state_of(cell("state"))
    if wrong or trouble:
        return Entry(number, ours or typed, why=wrong or trouble, values={"typed": typed}, cells=cells)
    if to is None:
        return Entry(number, ours, receipt, cells=cells)
    decision, why, values = _decision(to, (cell("day"), cell("amount"), cell("reason")), office.today)
    return Entry(number, ours, receipt, to, decision, why, values, cells)


def _number_trouble(typed: str, receipt: str, office: Office) -> Why | None:
    """Of a row without a number of ours."""
    if not receipt:
        return Why.NUMBER_MISSING
    if any(text.startswith(_FORMULA) for text in (typed, receipt)):
        return Why.FORMULA
    plain = typed.upper().replace(" ", "")
    if typed == receipt and _OTHERS.fullmatch(plain):
        return Why.NUMBER_UNREADABLE if plain.startswith(office.prefix) else Why.OTHER_REGENCY
    return None


def _state_of(cell: Cell) -> tuple[State | None, Why | None]:
    word = plain_header(text_of(cell))
    if not word:
        return None, Why.STATE_MISSING
    if word not in _BY_WORD:
        return None, Why.STATE_UNREADABLE
    return _BY_WORD[word], None


def _decision(
    to: State, cells: tuple[Cell, Cell, Cell], today: date
) -> tuple[Decision | None, Why | None, dict[str, Any]]:
    day_cell, amount_cell, reason_cell = cells
    if is_empty(day_cell):
        return None, Why.DAY_MISSING, {}
    day = read_day(day_cell, today)
    if day is None:
        return None, Why.DAY_UNREADABLE, {"typed": text_of(day_cell)}
    amount: Rupiah | None = None
    if to is not State.REJECTED:
        try:
            amount = None if is_empty(amount_cell) else read_amount(amount_cell)
        except AmountUnreadable as no:
            return None, Why.AMOUNT_UNREADABLE, {"typed": no.typed}
        if amount is None and Need.AMOUNT in NEEDS[to]:
            return None, Why.AMOUNT_MISSING, {}
    reason, why = _reason(to, reason_cell)
    return (None, why, {}) if why else (Decision(day, amount, reason), None, {})


def _reason(to: State, cell: Cell) -> tuple[str, Why | None]:
    """Only of a no: remarks beside a payment are not told to families."""
    if to is not State.REJECTED:
        return "", None
    reason = "" if is_empty(cell) else str(cell).replace("\0", "").strip()
    if not reason:
        return "", Why.REASON_MISSING
    if reason.startswith(_FORMULA):
        return "", Why.FORMULA
    return reason, Why.REASON_TOO_LONG if telegram_length(reason) > MOST_WORDS else None


def bare(receipt: str) -> str:
    """A receipt number as it is compared."""
    return receipt.casefold().replace(" ", "")


def bare_receipts(receipts: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """Receipt as it is compared → numbers of the claims that have it. `receipts`: pairs of receipt and number."""
    found: dict[str, set[str]] = {}
    for receipt, number in receipts:
        found.setdefault(bare(receipt), set()).add(number)
    return found
