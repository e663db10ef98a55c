"""Text files come in every encoding and with every slip; rows are read or named, and never swallowed in silence."""

import codecs
from pathlib import Path

import pytest

from services.participants.messages import FileUnreadable, HeaderUnknown, QuoteOpen, Unreadable
from services.participants.roster import text
from services.participants.roster.service import LoadOrder
from services.participants.roster.sheets import open_sheet
from tests.participants.office import ANI, BUDI, CITRA, Office, row, several

HEADER = "NIK;Nama;Alamat"
LINES = (f"{BUDI.number};Budi;Jl. Kenanga", f"{ANI.number};Ani;Jl. Melati", f"{CITRA.number};Citra;Jl. Mawar")


def written(folder: Path, *lines: str, encoding: str = "utf-8") -> Path:
    path = folder / "daftar.csv"
    path.write_bytes("\r\n".join([*lines, ""]).encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
async def test_every_usual_encoding_is_read(office: Office, tmp_path: Path, encoding: str) -> None:
    lines = (HEADER, *LINES, "6408041502800004;José Andrè;Jl. Teratai")
    assert (await office.loads(written(tmp_path, *lines, encoding=encoding))).counts.new == 4


async def test_a_name_with_letters_that_were_lost_is_rejected(office: Office, tmp_path: Path) -> None:
    path = written(tmp_path, HEADER, *LINES)
    path.write_bytes(path.read_bytes().replace(b"Ani", b"A\x81i"))
    loaded = await office.loads(path)
    assert (loaded.counts.new, [reject.row for reject in loaded.rejects]) == (2, [3])


async def test_zeros_and_control_signs_among_the_text_harm_nobody(office: Office, tmp_path: Path) -> None:
    path = written(tmp_path, HEADER, *LINES)
    path.write_bytes(path.read_bytes().replace(b"Jl. Melati", b"Jl.\x00\x01\x1b[31m Melati"))
    assert (await office.loads(path)).counts.new == 3


@pytest.mark.parametrize(
    "lines",
    [
        (LINES[0].replace("Budi", '"Budi'), *LINES[1:]),
        (*LINES[:2], LINES[2].replace("Citra", '"Citra')),
        (LINES[0].replace("Budi", '"Budi'), LINES[1].replace("Ani", '"Ani'), LINES[2]),
        (LINES[0].replace("Budi", '"Budi'), *(LINES[1:] * 2000)),
    ],
)
async def test_an_open_quotation_mark_swallows_no_rows(office: Office, tmp_path: Path, lines: tuple[str, ...]) -> None:
    with pytest.raises(QuoteOpen) as no:
        await office.loads(written(tmp_path, HEADER, *lines))
    assert no.value.row == 2 + next(place for place, line in enumerate(lines) if '"' in line)
    assert await office.everything() == []


async def test_quotation_marks_inside_and_line_breaks_in_cells_are_read(office: Office, tmp_path: Path) -> None:
    lines = (
        LINES[0].replace("Budi", '"Abah" Budi'),
        LINES[1].replace("Jl. Melati", '"Jl. Melati\r\nRT 3"'),
        LINES[2].replace("Citra", 'Citra "Ita"'),
    )
    assert (await office.loads(written(tmp_path, HEADER, *lines))).counts.new == 3


async def test_rows_of_any_length_are_read(office: Office, tmp_path: Path) -> None:
    path = written(tmp_path, HEADER, LINES[0] + ";" * 900_000, BUDI.number, "", LINES[1])
    loaded = await office.loads(path)
    assert loaded.counts.new == 2
    assert all(len(reject.cells) <= text.WIDEST for reject in loaded.rejects)


@pytest.mark.parametrize("rubbish", ["x" * 1_500_000, "(" * 150_000, ";".join(["-" * 99_000] * 9)])
async def test_very_long_cells_and_lines_take_no_time(office: Office, tmp_path: Path, rubbish: str) -> None:
    path = written(tmp_path, "NIK;Nama;Mulai;Tgl Lahir", f"{BUDI.number};Budi;{rubbish};{rubbish}")
    try:
        assert (await office.loads(path)).counts.new == 0
    except FileUnreadable as no:
        assert no.why is Unreadable.LINE_TOO_LONG


async def test_a_header_of_brackets_takes_no_time(office: Office, tmp_path: Path) -> None:
    path = written(tmp_path, "(" * 90_000 + ";" + HEADER, *(f";{line}" for line in LINES))
    assert (await office.loads(path)).counts.new == 3


async def test_numbered_columns_with_endless_numbers_are_a_row(office: Office, tmp_path: Path) -> None:
    path = written(tmp_path, HEADER, f"{'1' * 5000};{'2' * 5000};3", LINES[0])
    assert (await office.loads(path)).counts.new == 1


@pytest.mark.parametrize("lines", [(HEADER,), (HEADER, "(1);(2);(3)", "", ";;"), (HEADER, ";JUMLAH;3")])
async def test_a_list_without_rows_is_not_a_load(office: Office, tmp_path: Path, lines: tuple[str, ...]) -> None:
    with pytest.raises(FileUnreadable) as no:
        await office.loads(written(tmp_path, *lines))
    assert no.value.why is Unreadable.NO_ROWS
    assert await office.value("SELECT count(*) FROM roster_batches") == 0


async def test_of_two_columns_of_one_name_the_first_counts(office: Office, tmp_path: Path) -> None:
    path = written(tmp_path, "NIK;Nama;NIK;Nama", f"{BUDI.number};Budi;{ANI.number};Ani")
    loaded = await office.loads(path)
    assert loaded.counts.new == 1
    async with office.database.work() as work:
        assert await work.raw.fetchval("SELECT nik_print FROM participants") == office.roster._records.nik_print(
            BUDI.number
        )


async def test_a_file_that_changes_while_it_is_read_is_not_loaded(office: Office) -> None:
    file = office.text_file(several(600))

    def somebody_saves(done: int, total: int) -> None:
        with file.open("a") as end:
            end.write("\n")

    async def load() -> None:
        async with office.database.work() as work:
            await office.roster.load(work, LoadOrder(file, "staff:tes", "Pemkab"), somebody_saves)

    with pytest.raises(FileUnreadable) as no:
        await load()
    assert no.value.why is Unreadable.CHANGED
    assert await office.everything() == []


def test_more_rows_than_a_list_can_have_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text, "MOST_ROWS", 3)
    assert list(open_sheet(written(tmp_path, HEADER, *LINES[:2])).rows())
    with pytest.raises(FileUnreadable) as no:
        open_sheet(written(tmp_path, HEADER, *LINES))
    assert no.value.why is Unreadable.TOO_MANY_ROWS


async def test_a_mark_alone_is_an_empty_list(office: Office, tmp_path: Path) -> None:
    (tmp_path / "tanda.csv").write_bytes(codecs.BOM_UTF8)
    with pytest.raises(HeaderUnknown):
        await office.loads(tmp_path / "tanda.csv")
    assert (await office.loads([row(ANI, "Ani")])).counts.new == 1
