"""Whatever stands in the cells or bytes of a file: it is loaded, listed with a reason, or refused with a sentence."""

import zipfile
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from services.participants.dates import Cell
from services.participants.messages import HeaderUnknown
from services.participants.model import Counts
from services.participants.roster.cells import nik_of
from services.participants.roster.columns import find_columns
from services.participants.roster.entry import Reason, Reject, Rejected
from services.participants.roster.rejects import write_rejects
from services.participants.roster.rows import Given, RowReader
from services.participants.roster.service import Loaded
from services.region import Region
from services.words import Words
from tests.fuzz.roster_file import read_file
from tests.participants.binder import BUDI, HEAD, bind

DAY = date(2026, 3, 3)
HEADER = (
    "NIK", "Nama", "Tgl Lahir", "JK", "Alamat", "Desa", "Kecamatan", "Pekerjaan", "No HP", "KPJ", "Mulai", "Sampai",
    "Bulan", "Upah", "Sumber Dana", "Status",
)  # fmt: skip
NEAR = st.sampled_from([
    float("inf"), float("nan"),
    "6408041502800001", 6408041502800001.0, 6408041502800010.0, "6,40804E+15", 6.4e15, "640804150280000O", "Budi", "B",
    "01/01/2025", "31/12/2025 s.d. ", "s/d", "- - -", "2025-13-40", 45000, 45000.5, "Januari 2025", "0812", "Non Aktif",
    "=cmd|' /C calc'!A1", "+62", "@x", "\t", "#N/A", "\x00", "\x1b[2J", "\ufffe", "Jumlah", "(1)", "²", "٣", "\u200b",
])  # fmt: skip
CELLS: st.SearchStrategy[Cell] = st.one_of(
    NEAR,
    st.text(max_size=30),
    st.text("0123456789 /.-sd\n", max_size=30),
    st.floats(),
    st.integers(-(2**70), 2**70),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.timedeltas(),
    st.just("x" * 40_000),
    st.just("-" * 40_000),
    st.just(datetime(9999, 12, 31)),  # noqa: DTZ001 - as a spreadsheet has it
    st.just(timedelta(days=10**6)),
)
ROWS = st.tuples(st.one_of(NEAR, CELLS), st.lists(CELLS, min_size=15, max_size=17)).map(
    lambda parts: [parts[0], *parts[1]]
)
MANY, SOME = (
    settings(max_examples=number, deadline=None, suppress_health_check=[HealthCheck.too_slow]) for number in (150, 40)
)


@given(row=ROWS, month=st.booleans(), paid=st.booleans())
@MANY
def test_a_row_is_an_entry_or_has_a_reason(row: list[Cell], month: bool, paid: bool) -> None:
    columns = find_columns([HEADER])
    span = (DAY.replace(day=1), DAY) if month else None
    reader = RowReader(Given(DAY, "Pemkab", paid, span), PLACES)
    cells = columns.cells(row)
    try:
        entry = reader.entry(2, nik_of(cells.nik), cells)
    except Rejected as no:
        assert WORDS.label("roster_rejects", no.reason.value, **no.values)
        return
    assert entry.name.isprintable()
    assert entry.term.until is None or entry.term.since <= entry.term.until
    assert all(isinstance(value, str) or 0 <= value <= 10**12 for value in entry.sealed.values())
    for text in (entry.spot.village, entry.spot.district, entry.occupation, entry.term.funder):
        assert text is None or (text.isprintable() and len(text) <= 200)


@given(rows=st.lists(st.lists(CELLS, max_size=4), min_size=1, max_size=4))
@SOME
def test_a_reject_sheet_opens_again_and_holds_no_formula(rows: list[list[Cell]]) -> None:
    rejects = [Reject(number, tuple(row), Reason.NIK_MISSING, {}) for number, row in enumerate(rows, 2)]
    loaded = Loaded(1, Counts(len(rows)), False, HEADER, rejects, [], {}, {})  # type: ignore[arg-type]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "ditolak.xlsx"
        write_rejects(path, loaded, WORDS.label)
        sheet = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
        with zipfile.ZipFile(path) as book:
            assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")
    assert len(sheet) == len(rows) + 1
    assert all(isinstance(cell, str) for row in sheet for cell in row)


@given(head=st.lists(st.lists(CELLS, max_size=6), max_size=5))
@MANY
def test_any_first_rows_have_columns_or_a_sentence_without_control_signs(head: list[list[Cell]]) -> None:
    try:
        find_columns(head)
    except HeaderUnknown as no:
        assert all(text.isprintable() for text in no.headers)
        assert WORDS.render(no)


@given(data=st.binary(max_size=400))
@MANY
def test_any_bytes_in_a_text_file_are_read_or_refused(data: bytes) -> None:
    read_file(b"NIK;Nama\n6408041502800001;Budi\n" + data, ".csv")
    read_file(data, ".csv")


@given(place=st.integers(0, 1600), change=st.binary(min_size=1, max_size=8), cut=st.booleans())
@MANY
def test_a_workbook_with_changed_bytes_is_read_or_refused(place: int, change: bytes, cut: bool) -> None:
    read_file(WHOLE[:place] + change + (b"" if cut else WHOLE[place + len(change) :]), ".xlsx")


@given(cells=st.lists(st.text('<>/"=&;:crvtsn ABXFD0123456789\x00', max_size=60), max_size=4))
@MANY
def test_a_sheet_with_broken_markup_is_read_or_refused(cells: list[str]) -> None:
    with TemporaryDirectory() as folder:
        path = bind(Path(folder) / "x.xlsx", HEAD + BUDI + "".join(f"<row><c {cell}</c></row>" for cell in cells))
        read_file(path.read_bytes(), ".xlsx")


def _whole() -> bytes:
    with TemporaryDirectory() as folder:
        return bind(Path(folder) / "x.xlsx", HEAD + BUDI).read_bytes()


PLACES = Region.load().places
WORDS = Words()
WHOLE = _whole()
