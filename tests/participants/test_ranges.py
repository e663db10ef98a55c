"""One cell may hold both ends of a membership, and a status may say that it is over."""

from datetime import date
from typing import Any

import pytest

from services.participants.dates import read_range
from services.participants.roster.cells import says_ended
from services.participants.roster.columns import Field, find_columns
from services.participants.roster.entry import Reason
from tests.participants.office import ANI, BUDI, Office

LATEST = date(2100, 12, 31)
YEAR = (date(2025, 1, 1), date(2025, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "01/01/2025 s.d. 31/12/2025",
        "01/01/2025 s/d 31/12/2025",
        "1-1-2025 sd 31-12-2025",
        "01/01/2025 - 31/12/2025",
        "01/01/2025-31/12/2025",
        "01-01-2025 - 31-12-2025",
        "01-01-2025 – 31-12-2025",
        "2025-01-01 s.d. 2025-12-31",
        "1 Januari 2025 sampai 31 Desember 2025",
        "1 Januari sampai dengan 31 Desember 2025",
        "Mulai 01/01/2025 hingga 31/12/2025",
        "Januari - Desember 2025",
        "01/2025 s.d. 12/2025",
        "01/01/25 s.d. 31/12/25",
    ],
)
def test_both_ends_are_read_from_one_cell(text: str) -> None:
    assert read_range(text, LATEST) == YEAR


@pytest.mark.parametrize("text", ["", "2025", "2025-2026", "01-02-2025", "2025-01", "s.d. 31/12/2025", "entah - kapan"])
def test_what_has_no_two_ends_is_no_range(text: str) -> None:
    assert read_range(text, LATEST) is None


@pytest.mark.parametrize("header", ["Masa Berlaku", "Masa Perlindungan", "Periode", "Mulai", "Periode Kepesertaan"])
async def test_a_range_dates_the_row_whatever_its_column_is_called(office: Office, header: str) -> None:
    rows = [[BUDI.number, "Budi", "01/01/2025 s.d. 31/12/2025"], [ANI.number, "Ani", "01/01/2025 - 30/06/2025"]]
    assert (await office.loads(office.text_file(rows, header=("NIK", "Nama", header)))).rejects == []
    query = "SELECT array_agg(ARRAY[since, until] ORDER BY until DESC) FROM participant_periods"
    assert await office.value(query) == [list(YEAR), [YEAR[0], date(2025, 6, 30)]]


async def test_a_payment_for_several_months_is_all_of_them(office: Office) -> None:
    file = office.text_file([[BUDI.number, "Budi", "Januari - Desember 2025"]], header=("NIK", "Nama", "Periode"))
    assert (await office.loads(file, is_paid=True)).rejects == []
    assert await office.value("SELECT ARRAY[since, until] FROM participant_periods") == list(YEAR)
    assert not await office.value("SELECT is_start_known FROM participant_periods")


@pytest.mark.parametrize("year", ["2025", 2025])
async def test_a_year_alone_is_no_start(office: Office, year: object) -> None:
    loaded = await office.loads(office.workbook([[BUDI.number, "Budi", year]], header=("NIK", "Nama", "Mulai")))
    assert [reject.reason for reject in loaded.rejects] == [Reason.START_ONLY_A_YEAR]


@pytest.mark.parametrize(
    ("status", "is_over"),
    [
        ("Aktif", False), ("AKTIF", False), ("", False), ("-", False), ("Kawin", False), ("Peserta Alih", False),
        ("Non Aktif", True), ("NON-AKTIF", True), ("Nonaktif", True), ("Tidak Aktif", True), ("Meninggal", True),
        ("Meninggal Dunia", True), ("Alm.", True), ("Berhenti", True), ("Tidak", True),
    ],
)  # fmt: skip
def test_a_status_says_whether_somebody_is_still_insured(status: str, is_over: bool) -> None:
    assert says_ended(status) is is_over


async def statuses(office: Office, *rows: list[Any], header: str = "Status Kepesertaan") -> list[Reason]:
    file = office.text_file(rows, header=("NIK", "Nama", "Mulai", "Sampai", header))
    return [reject.reason for reject in (await office.loads(file)).rejects]


@pytest.mark.parametrize("header", ["Status", "Status Kepesertaan", "Status Peserta BPJS", "Keaktifan"])
async def test_somebody_not_active_is_not_loaded_as_insured(office: Office, header: str) -> None:
    rows = [[BUDI.number, "Budi", "01/01/2025", "31/12/2099", "Non Aktif"], [ANI.number, "Ani", "", "", "Aktif"]]
    assert await statuses(office, *rows, header=header) == [Reason.NOT_ACTIVE]
    assert await office.value("SELECT count(*) FROM participants") == 1


async def test_somebody_not_active_with_an_end_that_has_passed_is_loaded(office: Office) -> None:
    assert await statuses(office, [BUDI.number, "Budi", "01/01/2025", "30/06/2025", "Meninggal"]) == []


def test_a_status_of_something_else_is_left_alone() -> None:
    columns = find_columns([["NIK", "Nama", "Status Perkawinan", "Status", "Status Kepesertaan"]])
    assert columns.places[Field.STATUS] == 4
    assert Field.STATUS not in find_columns([["NIK", "Nama", "Status Rumah"]]).places
