"""Dates as offices write them."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.participants.dates import Cell, read_birth_day, read_day, read_month, read_span

LATEST = date(2100, 12, 31)
APRIL_3 = date(2026, 4, 3)


@pytest.mark.parametrize(
    "cell",
    [
        "03/04/2026",
        "3/4/2026",
        "3-4-2026",
        "03.04.2026",
        "03 04 2026",
        "3 Apr 2026",
        "3-Apr-2026",
        "3 April 2026",
        "3 APRIL 2026",
        "Jumat, 3 April 2026",
        "2026-04-03",
        "2026/04/03",
        "2026-04-03 00:00:00",
        "2026-04-03T00:00:00",
        "03/04/2026 00:00",
        "20260403",
        "03042026",
        "3/4/26",
        "46115",
        46115,
        46115.0,
        "'03/04/2026",
        date(2026, 4, 3),
        datetime(2026, 4, 3, 8, 30),  # noqa: DTZ001 - spreadsheets know no zone
    ],
)
def test_the_day_comes_first(cell: Cell) -> None:
    assert read_day(cell, LATEST) == APRIL_3


@pytest.mark.parametrize("month", ["Mar 2026", "Maret 2026", "MARET 2026", "03/2026", "3-2026", "2026-03", "202603"])
def test_a_month_is_its_first_and_its_last_day(month: str) -> None:
    assert read_span(month, LATEST) == (date(2026, 3, 1), date(2026, 3, 31))
    assert read_month(month, LATEST) == (date(2026, 3, 1), date(2026, 3, 31))
    assert read_day(month, LATEST) is None


@pytest.mark.parametrize(
    ("word", "month"),
    [("Agustus", 8), ("Agt", 8), ("Peb", 2), ("Mei", 5), ("Okt", 10), ("Nopember", 11), ("Des", 12), ("December", 12)],
)
def test_months_have_indonesian_and_english_names(word: str, month: int) -> None:
    assert read_day(f"5 {word} 2025", LATEST) == date(2025, month, 5)


@pytest.mark.parametrize(
    "cell", ["", "awal tahun", "31/02/2026", "04/23/2026", "00/00/2026", "2026", "12", True, None, 1e9, "32 Mei 2026"]
)
def test_what_is_no_date_is_none(cell: Cell) -> None:
    assert read_span(cell, LATEST) is None


@pytest.mark.parametrize(
    "cell",
    ["Sangatta, 12-04-1979", "SANGATTA 12 April 1979", "Sangatta/12.04.79", "12/04/1979 (Sangatta)", "12-04-1979"],
)
def test_a_birth_date_is_read_beside_its_place(cell: Cell) -> None:
    assert read_birth_day(cell, date(2026, 3, 3)) == date(1979, 4, 12)


@pytest.mark.parametrize("cell", ["Sangatta", "Sangatta, 12-14-1979", "", None, 7])
def test_a_place_alone_is_no_birth_date(cell: Cell) -> None:
    assert read_birth_day(cell, date(2026, 3, 3)) is None


def test_two_digits_of_a_year_are_never_after_the_latest() -> None:
    assert read_day("03/04/90", date(2026, 1, 1)) == date(1990, 4, 3)
    assert read_day("03/04/26", date(2026, 1, 1)) == date(2026, 4, 3)


@given(st.dates(date(1930, 1, 1), date(2099, 12, 31)))
def test_every_day_is_read_back(day: date) -> None:
    assert read_day(f"{day:%d/%m/%Y}", LATEST) == day
    assert read_day(day.isoformat(), LATEST) == day
    assert read_day(f"{day:%d-%b-%Y}", LATEST) == day


@given(st.text(max_size=20))
def test_whatever_is_typed_gives_a_span_or_none(text: str) -> None:
    span = read_span(text, LATEST)
    assert span is None or span[0] <= span[1]
