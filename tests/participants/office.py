"""An office as tests need it: it types spreadsheets and has them loaded. All people are made up."""

import csv
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter

from services.db import Database
from services.participants.messages import AlreadyLoaded
from services.participants.nik import Nik
from services.participants.roster.entry import Reason
from services.participants.roster.service import Loaded, LoadOrder, Roster

HEADER = ("NIK", "Nama", "Desa", "Kecamatan", "Mulai", "Sampai", "Sumber Dana")
APBD = "APBD Kabupaten Kutai Timur"
BUDI = Nik("6408041502800001")
ANI = Nik("6408045603900002")
CITRA = Nik("6408046011850003")
DAY = date(2026, 3, 3)

Row = Sequence[object]


def row(nik: Nik | str | float, name: str, **cells: str) -> list[object]:
    """A row under HEADER, of somebody in Sangatta Utara listed for the years 2025 and 2026 unless told otherwise."""
    number = nik.number if isinstance(nik, Nik) else nik
    usual = {
        "desa": "Sangatta Utara",
        "kecamatan": "Sangatta Utara",
        "mulai": "01/01/2025",
        "sampai": "31/12/2026",
        "dana": APBD,
    }
    return [number, name, *({**usual, **cells}.values())]


def several(count: int, **cells: str) -> list[list[object]]:
    """So many different people."""
    letters = str.maketrans("0123456789", "abcdefghij")
    names = (f"Warga {str(number).translate(letters)}" for number in range(1, count + 1))
    return [row(f"640804150380{number:04d}", name, **cells) for number, name in enumerate(names, start=1)]


class Office:
    """Writes files and loads them, one transaction each."""

    def __init__(self, database: Database, roster: Roster, folder: Path) -> None:
        self.database = database
        self.roster = roster
        self.folder = folder
        self._files = 0

    def text_file(self, rows: Sequence[Row], *, header: Row = HEADER, encoding: str = "utf-8", sign: str = ";") -> Path:
        """A .csv file."""
        path = self._next(".csv")
        with path.open("w", encoding=encoding, newline="") as file:
            csv.writer(file, delimiter=sign).writerows([header, *rows])
        return path

    def workbook(self, rows: Sequence[Row], *, header: Row = HEADER, above: Sequence[Row] = ()) -> Path:
        """An .xlsx file; numbers stay numbers."""
        path = self._next(".xlsx")
        with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as book:
            sheet = book.add_worksheet()
            for number, cells in enumerate([*above, header, *rows]):
                sheet.write_row(number, 0, cells)
        return path

    async def loads(self, file: Path | Sequence[Row], **wishes: Any) -> Loaded:
        """The file, or these rows as a .csv file, into the database."""
        found = await self.tries(file, **wishes)
        assert isinstance(found, Loaded)
        return found

    async def tries(self, file: Path | Sequence[Row], **wishes: Any) -> Loaded | AlreadyLoaded:
        """As `loads`, but the file may be known already."""
        path = file if isinstance(file, Path) else self.text_file(file)
        async with self.database.work() as work:
            return await self.roster.load(work, LoadOrder(path, "staff:tes", "Pemkab", **wishes))

    async def rejects(self, *rows: Row, **wishes: Any) -> list[Reason]:
        """Loads the rows and gives the reasons of those that were rejected."""
        return [reject.reason for reject in (await self.loads(list(rows), **wishes)).rejects]

    async def value(self, query: str, *values: object) -> Any:
        """One value straight from the database."""
        async with self.database.work() as work:
            return await work.raw.fetchval(query, *values)

    async def everything(self) -> list[Any]:
        """All that the roster holds, to compare before and after."""
        async with self.database.work() as work:
            people = await work.raw.fetch("SELECT * FROM participants ORDER BY id")
            periods = await work.raw.fetch("SELECT * FROM participant_periods ORDER BY id")
        return [tuple(each) for each in (*people, *periods)]

    def _next(self, suffix: str) -> Path:
        self._files += 1
        return self.folder / f"daftar-{self._files}{suffix}"
