"""Roster files of any bytes: each is read to its end or refused with a sentence, in little time and memory."""

from datetime import date
from pathlib import Path
from tempfile import NamedTemporaryFile

from services.participants.roster.cells import nik_of
from services.participants.roster.entry import Rejected
from services.participants.roster.file import RosterFile
from services.participants.roster.rows import Given, RowReader
from services.participants.roster.sheets import open_sheet
from services.refusals import Refusal
from services.region import Region
from services.words import Words

_KINDS = (".csv", ".xlsx", ".tsv", ".xlsm")
_DAY = date(2026, 3, 3)
_PLACES = Region.load().places
_WORDS = Words()


def consume(data: bytes) -> None:
    """The first byte chooses what the file's name says it is."""
    if data:
        read_file(data[1:], _KINDS[data[0] % len(_KINDS)])


def read_file(content: bytes, suffix: str) -> None:
    """Opens a file of this content and reads every row of it, as an import does before the database hears of it."""
    with NamedTemporaryFile(prefix="daftar-", suffix=suffix) as file:
        file.write(content)
        file.flush()
        given = Given(_DAY, "Pemkab", is_paid=False)
        try:
            roster = RosterFile.opened(open_sheet(Path(file.name)), (), given, _PLACES)
            roster.repeats(_silent)
            _read(roster, RowReader(given, _PLACES))
        except Refusal as no:
            assert _WORDS.render(no)


def _silent(_done: int, _total: int) -> None:
    """Nobody waits for the progress."""


def _read(roster: RosterFile, reader: RowReader) -> None:
    for number, row in roster.rows():
        cells = roster.columns.cells(row)
        try:
            reader.entry(number, nik_of(cells.nik), cells)
        except Rejected as no:
            roster.footers.passes(number, cells, row)
            assert _WORDS.label("roster_rejects", no.reason.value, **no.values)
