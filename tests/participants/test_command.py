"""`santun roster` as somebody types it: what it prints, what it leaves behind, its exit codes."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from services.db import Database
from tests.participants.office import ANI, BUDI, Office, row

ROOT = Path(__file__).resolve().parents[2]
Said = tuple[int, str]


class Terminal:
    """Types commands against the database of the test."""

    def __init__(self, url: str, folder: Path) -> None:
        settings = {"SANTUN_DATABASE_URL": url, "SANTUN_DATA_DIR": str(folder / "data")}
        self._environment = {**os.environ, **settings, "PYTHONPATH": str(ROOT), "COLUMNS": "200"}
        self._folder = folder

    async def types(self, *words: str) -> Said:
        """Exit code and everything that was printed."""
        command = [sys.executable, "-c", "from bot.cli import main; main()", "roster", *words]
        done = await asyncio.to_thread(
            subprocess.run,
            command,
            cwd=self._folder,
            env=self._environment,
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout + done.stderr


@pytest.fixture
def terminal(database: Database, tmp_path: Path) -> Terminal:
    return Terminal(database.url, tmp_path)


async def test_a_dirty_sample_is_tried_loaded_and_taken_back(
    terminal: Terminal, database: Database, tmp_path: Path
) -> None:
    code, said = await terminal.types("sample", "--rows", "200", "--dirty", "contoh.xlsx")
    assert (code, "200 orang rekaan" in said) == (0, True)
    code, said = await terminal.types("import", "contoh.xlsx", "--dry-run")
    assert (code, "tidak ada yang disimpan" in said) == (0, True)
    async with database.work() as work:
        assert await work.raw.fetchval("SELECT count(*) FROM participants") == 0
    code, said = await terminal.types("import", "contoh.xlsx")
    assert code == 0
    assert "Tersimpan sebagai nomor 1 (contoh rekaan)" in said
    assert CalamineWorkbook.from_path(tmp_path / "contoh-ditolak-2.xlsx").sheet_names[0] == "Ditolak"
    code, said = await terminal.types("import", "contoh.xlsx")
    assert (code, "sudah dimuat" in said) == (0, True)
    code, said = await terminal.types("batches")
    assert (code, "contoh.xlsx (daftar, contoh)" in said) == (0, True)
    code, said = await terminal.types("undo", "1")
    assert (code, "dibatalkan" in said) == (0, True)


async def test_a_polite_no_is_a_sentence_and_exit_code_1(terminal: Terminal, office: Office, tmp_path: Path) -> None:
    (tmp_path / "aneh.csv").write_text("Nomor Induk;Penerima\n6408041502800001;Budi\n")
    code, said = await terminal.types("import", "aneh.csv")
    assert code == 1
    assert "Nomor Induk | Penerima" in said
    assert "--map" in said
    code, said = await terminal.types("import", "aneh.csv", "--map", "NIK=Kolom A", "--map", "nama=Penerima")
    assert code == 0
    code, said = await terminal.types("import", "aneh.csv", "--month", "kapan")
    assert (code, "2026-03" in said) == (1, True)


async def test_a_held_name_is_listed_and_decided(terminal: Terminal, office: Office) -> None:
    first, second = (
        office.text_file([row(BUDI, "Budi Santoso"), row(ANI, "Ani")]),
        office.text_file([row(BUDI, "Slamet")]),
    )
    assert (await terminal.types("import", str(first)))[0] == 0
    code, said = await terminal.types("import", str(second))
    assert (code, "holds list" in said) == (0, True)
    code, said = await terminal.types("holds", "list")
    assert "6408••••••••0001" in said
    assert BUDI.number not in said
    code, said = await terminal.types("holds", "reject", "1")
    assert (code, "nama lama tetap" in said) == (0, True)
    code, said = await terminal.types("holds", "approve", "1")
    assert code == 1


async def test_whatever_cannot_be_read_is_a_sentence_and_leaves_nothing(terminal: Terminal, tmp_path: Path) -> None:
    long = tmp_path / ("d" * 245 + ".csv")
    long.write_text("NIK;Nama\n1;Budi\n")
    strange = os.fsdecode(b"\xff\x1b[31m.csv")
    (tmp_path / strange).write_text("\x1b[31mInduk;Penerima\n")
    os.mkfifo(tmp_path / "pipa.csv")
    (tmp_path / "kutip.csv").write_text(f'NIK;Nama\n{ANI.number};Ani\n{BUDI.number};"Budi\n')
    for file, code, words in (
        ("/", 1, "itu folder"),
        ("pipa.csv", 1, "itu folder atau alat"),
        (strange, 1, "Induk | Penerima"),
        ("kutip.csv", 1, "dibuka di baris 3"),
        (long.name, 0, "Baris ditolak"),
    ):
        found, said = await terminal.types("import", file)
        assert (found, words in said, "Traceback" in said, "\x1b" in said) == (code, True, False, False), said
