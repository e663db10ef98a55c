"""Roster files of any bytes: each is read to its end or refused with a sentence, in little time and memory."""

from datetime import date
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryDirectory

from services.participants.roster.desk import Desk, Task
from services.participants.roster.file import RosterFile
from services.participants.roster.loading import CHUNK
from services.participants.roster.records import Records
from services.participants.roster.rows import Given
from services.participants.roster.sheets import open_sheet
from services.privacy import Keys
from services.refusals import Refusal
from services.region import Region
from services.words import Words
from tests.participants.binder import BUDI, HEAD, bind

_KINDS = (".csv", ".xlsx", ".tsv", ".xlsm")
_DAY = date(2026, 3, 3)
_KEYS = Keys.derive(b"k" * 32)
_PLACES = Region.load().places
_WORDS = Words()


def rosters(data: bytes) -> None:
    """The first byte chooses what the file's name says it is."""
    if data:
        read_file(data[1:], _KINDS[data[0] % len(_KINDS)])


def seeds() -> list[bytes]:
    """Where the fuzzer begins: a small list of each kind."""
    table = b"NIK,Nama,Desa,Tanggal Mulai\n6408041502800001,Budi Santoso,Sangatta Utara,1/3/2024\n"
    with TemporaryDirectory() as folder:
        workbook = bind(Path(folder) / "daftar.xlsx", HEAD + BUDI).read_bytes()
    return [
        b"\0" + table,
        b"\1" + workbook,
        b"\2" + table.replace(b",", b"\t"),
        b"\0" + table.decode().encode("utf-16"),
    ]


def read_file(content: bytes, suffix: str) -> None:
    """Opens a file of this content and reads every row of it, as an import does before the database hears of it."""
    with NamedTemporaryFile(prefix="daftar-", suffix=suffix) as file:
        file.write(content)
        file.flush()
        given = Given(_DAY, "Pemkab", is_paid=False)
        try:
            roster = RosterFile.opened(open_sheet(Path(file.name)), (), given)
            records = Records(_KEYS.cipher, _KEYS.fingerprint)
            _read(roster, Desk(Task(records, roster.columns, given, _PLACES, roster.repeats(_silent), 1)))
        except Refusal as no:
            assert _WORDS.render(no)


def _silent(_done: int, _total: int) -> None:
    """Nobody waits for the progress."""


def _read(roster: RosterFile, desk: Desk) -> None:
    for chunk in roster.chunks(CHUNK, _silent):
        desk.read(chunk)
        for no in desk.sort({}).pile.rejects:
            assert _WORDS.label("roster_rejects", no.reason.value, **no.values)
