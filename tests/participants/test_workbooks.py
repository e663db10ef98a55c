"""Workbooks that are damaged, disguised or made to fill the memory end in a sentence before anything opens them."""

import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from services.participants.messages import CellFarAway, FileUnreadable, Unreadable
from services.participants.roster import bounds
from services.participants.roster.sheets import open_sheet
from tests.participants.binder import BUDI, HEAD, bind, text_cell
from tests.participants.office import ANI, Office, row

MEMORY = 600_000_000
"""Bytes of address space for a child process; half of it is Python's and its libraries' own."""
MILLION = 10**6
FAR = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
CELLS = '<c r="A2"><v>1</v></c>' * 100_000
BOMBS: dict[str, Callable[[Path], Path]] = {
    "a text of 40 MB": lambda path: bind(path, HEAD, texts=[b"<si><t>", *[b"A" * MILLION] * 40, b"</t></si>"]),
    "4 million empty texts": lambda path: bind(path, HEAD, texts=[b"<si/>" * MILLION] * 4),
    "4 million cells and more": lambda path: bind(path, f'<row r="2">{CELLS}</row>' * 42),
    "a stray cell": lambda path: bind(path, HEAD + FAR),
    "a row of a million cells": lambda path: bind(path, HEAD + "<row>" + "<c><v>1</v></c>" * MILLION + "</row>"),
    "cells under another prefix": lambda path: bind(
        path, '<x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row><x:row r="9999999"><x:c><x:v>1</x:v></x:c></x:row>',
        prefix="x:",
    ),
    "a column that Excel does not have": lambda path: bind(path, HEAD + '<row><c r="ZZZZZ2"><v>1</v></c></row>'),
    "a row that Excel does not have": lambda path: bind(path, HEAD + '<row><c r="A99999999999"><v>1</v></c></row>'),
}  # fmt: skip


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_in_little_memory(tmp_path: Path, name: str) -> None:
    path = BOMBS[name](tmp_path / "bom.xlsx")
    child = (
        "import resource, sys; from pathlib import Path; from services.participants.roster.sheets import open_sheet\n"
        "from services.refusals import Refusal\n"
        f"resource.setrlimit(resource.RLIMIT_AS, ({MEMORY}, {MEMORY}))\n"
        "try: open_sheet(Path(sys.argv[1]))\n"
        "except Refusal as no: print(type(no).__name__)"
    )
    done = subprocess.run([sys.executable, "-c", child, str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() in {"FileUnreadable", "CellFarAway"}


def test_a_size_that_the_directory_of_the_zip_lies_about_is_found_out(tmp_path: Path) -> None:
    path = BOMBS["a text of 40 MB"](tmp_path / "bom.xlsx")
    with zipfile.ZipFile(path) as book:
        part = book.getinfo("xl/sharedStrings.xml")
        sizes = part.file_size.to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(sizes, (100).to_bytes(4, "little")))
    with pytest.raises(FileUnreadable) as no:
        open_sheet(path)
    assert no.value.why is Unreadable.SWELLS


async def test_formatted_but_empty_cells_at_the_far_end_do_no_harm(office: Office, tmp_path: Path) -> None:
    far = '<row r="1048576"><c r="XFD1048576" s="0"/></row>'
    rows = f"{HEAD}{BUDI}{far}"
    assert (await office.loads(bind(tmp_path / "format.xlsx", rows))).counts.new == 1


@pytest.mark.parametrize(
    ("rows", "cell"),
    [
        (HEAD + BUDI + FAR, "XFD1048576"),
        ('<row r="1"><c r="XFD1"><v>1</v></c></row><row r="9000"><c r="A9000"><v>1</v></c></row>', "A9000"),
        (HEAD + '<row r="3000000000"><c><v>1</v></c></row>', "A3000000000"),
    ],
)
def test_a_stray_cell_is_named(tmp_path: Path, rows: str, cell: str) -> None:
    with pytest.raises(CellFarAway) as no:
        open_sheet(bind(tmp_path / "jauh.xlsx", rows))
    assert no.value.cell == cell


async def test_a_wide_list_and_cells_without_their_place_are_read(office: Office, tmp_path: Path) -> None:
    wide = HEAD + BUDI.replace("</row>", '<c r="BC2"><v>1</v></c></row>')
    assert (await office.loads(bind(tmp_path / "lebar.xlsx", wide))).counts.new == 1
    bare = "".join(f"<row>{text_cell('A1', a)}{text_cell('A1', b)}</row>" for a, b in ((ANI.number, "Ani"),))
    bare = ("<row>" + text_cell("A1", "NIK") + text_cell("A1", "Nama") + "</row>" + bare).replace(' r="A1"', "")
    assert (await office.loads(bind(tmp_path / "polos.xlsx", bare))).counts.new == 1


async def test_of_a_thousand_sheets_the_first_with_rows_is_loaded(office: Office, tmp_path: Path) -> None:
    assert (await office.loads(bind(tmp_path / "banyak.xlsx", HEAD + BUDI, sheets=1000))).counts.new == 1


async def test_odd_values_are_rejects_and_the_good_rows_are_kept(office: Office, tmp_path: Path) -> None:
    odd = (
        "<v>1e999</v>", "<v>nan</v>", "<v>-5</v>", "<f>1+1</f>", "<f>1+1</f><v>2</v>", "<v>1e300</v>",
    )  # fmt: skip
    rows = [f'<row r="{n}"><c r="A{n}">{value}</c>{text_cell(f"B{n}", "Ani")}</row>' for n, value in enumerate(odd, 3)]
    rows += [f'<row r="9"><c r="A9" t="e"><v>#N/A</v></c>{text_cell("B9", "Ani")}</row>']
    rows += [f'<row r="10"><c r="A10" t="b"><v>1</v></c>{text_cell("B10", "Ani")}</row>']
    loaded = await office.loads(bind(tmp_path / "aneh.xlsx", HEAD + BUDI + "".join(rows)))
    assert (loaded.counts.new, loaded.counts.rejected) == (1, 8)
    assert [reject.row for reject in loaded.rejects] == list(range(3, 11))


async def test_a_wage_beyond_all_sense_is_a_warning(office: Office) -> None:
    header = ("NIK", "Nama", "Upah")
    wages = (1e300, -5, 10**15)
    names = ("Budi", "Ani", "Citra")
    rows = [[f"640804150280000{n}", name, wage] for n, (name, wage) in enumerate(zip(names, wages, strict=True), 1)]
    loaded = await office.loads(office.workbook(rows, header=header))
    assert (loaded.counts.new, loaded.counts.rejected, loaded.warnings.total()) == (3, 0, 3)


def test_what_is_no_workbook_is_called_by_its_name(tmp_path: Path) -> None:
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    whole = bind(tmp_path / "utuh.xlsx", HEAD + BUDI).read_bytes()
    for name, content, why in (
        ("kosong.xlsx", b"", Unreadable.EMPTY),
        ("teks.xlsx", b"NIK;Nama\n", Unreadable.NOT_A_WORKBOOK),
        ("sandi.xlsx", old + "EncryptedPackage".encode("utf-16-le"), Unreadable.LOCKED),
        ("lama.xlsx", old, Unreadable.OLD_EXCEL),
        ("lama.csv", old, Unreadable.OLD_EXCEL),
        ("web.xlsx", b"  <html><table><tr><td>NIK</td></tr></table>", Unreadable.WEB_PAGE),
        ("web.csv", b'<?xml version="1.0"?>\n<html xmlns="x">', Unreadable.WEB_PAGE),
        ("cetak.csv", b"%PDF-1.7", Unreadable.PDF),
        (
            "ods.xlsx",
            b"PK\x03\x04" + b"\0" * 26 + b"mimetypeapplication/vnd.oasis.opendocument",
            Unreadable.OPEN_DOCUMENT,
        ),
        ("buku.csv", whole, Unreadable.WORKBOOK),
        ("potong.xlsx", whole[: len(whole) // 2], Unreadable.DAMAGED),
        ("isi.xlsx", whole[:300] + bytes(60) + whole[360:], Unreadable.DAMAGED),
    ):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(FileUnreadable) as no:
            open_sheet(tmp_path / name)
        assert no.value.why is why, name


def test_pipes_devices_folders_and_lost_links_are_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipa.csv")
    (tmp_path / "putus.csv").symlink_to(tmp_path / "tidak-ada.csv")
    (tmp_path / "putar.csv").symlink_to(tmp_path / "putar.csv")
    for path, why in (
        (tmp_path / "pipa.csv", Unreadable.NOT_A_FILE),
        (Path("/dev/zero"), Unreadable.NOT_A_FILE),
        (tmp_path, Unreadable.NOT_A_FILE),
        (tmp_path / "putus.csv", Unreadable.MISSING),
        (tmp_path / "putar.csv", Unreadable.MISSING),
        (tmp_path / ("n" * 300 + ".csv"), Unreadable.MISSING),
    ):
        with pytest.raises(FileUnreadable) as no:
            open_sheet(path)
        assert no.value.why is why


def test_too_large_a_file_is_not_unpacked(tmp_path: Path) -> None:
    path = bind(tmp_path / "besar.xlsx", HEAD + BUDI)
    with path.open("ab") as file:
        file.truncate(bounds.MOST_PACKED + 1)
    with pytest.raises(FileUnreadable) as no:
        open_sheet(path)
    assert no.value.why is Unreadable.TOO_LARGE


async def test_a_link_to_a_list_is_loaded_as_the_list(office: Office, tmp_path: Path) -> None:
    (tmp_path / "taut.csv").symlink_to(office.text_file([row(ANI, "Ani")]))
    assert (await office.loads(tmp_path / "taut.csv")).counts.new == 1


@pytest.mark.parametrize("limit", ["MOST_IN_A_PART", "MOST_UNPACKED", "MOST_WORDS", "MOST_PARTS"])
def test_every_limit_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str) -> None:
    path = bind(tmp_path / "batas.xlsx", HEAD + BUDI, texts=[b"<si><t>kata</t></si>"])
    assert open_sheet(path).height
    monkeypatch.setattr(bounds, limit, 5)
    with pytest.raises(FileUnreadable) as no:
        open_sheet(path)
    assert no.value.why is Unreadable.SWELLS
