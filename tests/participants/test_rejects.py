"""The reject sheet tells every bad row, shows it as it was, harms nobody who opens it, and is for its owner alone."""

import stat
import tempfile
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from services.participants.messages import RejectSheetExists, RejectSheetUnwritable
from services.participants.roster.entry import Reason, Warn
from services.participants.roster.rejects import free_path, refuse_existing, write_rejects
from services.words import Words
from tests.participants.office import ANI, BUDI, HEADER, Office, row


async def test_a_reject_shows_row_reason_and_cells(office: Office, tmp_path: Path, words: Words) -> None:
    bad = row(6408041502800010.0, '=HYPERLINK("http://jahat")', desa="+62", kecamatan="@x")
    loaded = await office.loads(office.workbook([row(ANI, "Ani"), bad], above=[["Judul"]]))
    path = tmp_path / "ditolak.xlsx"
    write_rejects(path, loaded, words.label)
    sheet = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    assert sheet[0] == ["Baris", "Alasan dan cara memperbaiki", *HEADER]
    assert sheet[1][0] == "4"
    assert "Teks" in str(sheet[1][1])
    assert sheet[1][2:6] == ["6408041502800010", '=HYPERLINK("http://jahat")', "+62", "@x"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


async def test_no_draft_of_it_lies_among_the_files_of_all_users(
    office: Office, tmp_path: Path, words: Words, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded = await office.loads([row("1", "Budi")])
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    write_rejects(tmp_path / "ditolak.xlsx", loaded, words.label)
    assert CalamineWorkbook.from_path(tmp_path / "ditolak.xlsx").sheet_names == ["Ditolak"]


async def test_odd_rows_have_a_sheet_of_their_own(office: Office, tmp_path: Path, words: Words) -> None:
    loaded = await office.loads([row(BUDI, "Budi", desa="Antah Berantah")])
    path = tmp_path / "ditolak.xlsx"
    write_rejects(path, loaded, words.label)
    book = CalamineWorkbook.from_path(path)
    assert book.sheet_names == ["Ditolak", "Dimuat, periksa lagi"]
    assert "desa" in str(book.get_sheet_by_index(1).to_python()[1][1])


async def test_nothing_is_overwritten(office: Office, tmp_path: Path, words: Words) -> None:
    loaded = await office.loads([row("1", "Budi")])
    path = tmp_path / "ditolak.xlsx"
    path.write_text("punya orang")
    with pytest.raises(RejectSheetExists):
        refuse_existing(path)
    with pytest.raises(RejectSheetExists):
        write_rejects(path, loaded, words.label)
    with pytest.raises(RejectSheetUnwritable):
        write_rejects(tmp_path / "tidak-ada" / "ditolak.xlsx", loaded, words.label)
    assert path.read_text() == "punya orang"


def test_the_sheet_lies_beside_the_file_under_a_free_name(tmp_path: Path) -> None:
    file = tmp_path / "daftar.csv"
    first = free_path(file, "ditolak")
    assert first == tmp_path / "daftar-ditolak.xlsx"
    first.touch()
    assert free_path(file, "ditolak") == tmp_path / "daftar-ditolak-2.xlsx"


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_has_a_sentence_that_tells_how_to_mend_it(reason: Reason, words: Words) -> None:
    sentence = words.label("roster_rejects", reason.value, digits=15, letters="O", row=7, year=2062, status="Non Aktif")
    assert "{" not in sentence
    assert len(sentence.split(". ")) > 1
    assert words.label("roster_reasons", reason.value)


@pytest.mark.parametrize("warning", Warn)
def test_every_warning_has_a_sentence(warning: Warn, words: Words) -> None:
    assert words.label("roster_warnings", warning.value).endswith(".")
