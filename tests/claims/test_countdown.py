"""Days that BPJS has left, and sums as people write them: counted and read, never guessed."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.claims import State
from services.claims.amounts import read_amount
from services.claims.clock import RUNS, Countdown
from services.claims.messages import AmountUnreadable
from services.speech import Rupiah
from services.words.filters import angka, rupiah

FRIDAY = date(2026, 3, 6)


def weekday(day: date) -> bool:
    return day.weekday() < 5


@pytest.mark.parametrize(
    ("pay_by", "left"),
    [
        (FRIDAY, 0),
        (date(2026, 3, 7), 0),
        (date(2026, 3, 9), 1),
        (date(2026, 3, 11), 3),
        (date(2026, 3, 5), -1),
        (date(2026, 3, 2), -4),
        (None, None),
    ],
)
def test_working_days_are_counted_from_tomorrow_to_the_last_day(pay_by: date | None, left: int | None) -> None:
    assert Countdown(FRIDAY, weekday).left(State.HANDED_OVER, pay_by) == left


def test_on_a_sunday_after_the_last_day_it_is_over() -> None:
    assert Countdown(date(2026, 3, 8), weekday).left(State.APPROVED, FRIDAY) == -1


def test_the_clock_runs_only_while_bpjs_has_the_file_and_has_neither_paid_nor_said_no() -> None:
    countdown = Countdown(FRIDAY, weekday)
    assert {state for state in State if countdown.left(state, FRIDAY) is not None} == RUNS
    assert {State.HANDED_OVER, State.APPROVED} == RUNS


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.integers(-900, 900))
def test_the_sign_tells_whether_it_is_over(today: date, ahead: int) -> None:
    left = Countdown(today, weekday).left(State.HANDED_OVER, today + timedelta(days=ahead))
    assert left is not None
    assert (left < 0) == (ahead < 0)


@pytest.mark.parametrize(
    "typed",
    [
        "42000000", "42.000.000", "42,000,000", "Rp42.000.000", "rp. 42.000.000,00", "Rp 42.000.000,-", "IDR 42000000",
        "  42.000.000 ", "42.000.000,--", "42,000,000.00", 42_000_000, 42_000_000.0,
    ],
)  # fmt: skip
def test_a_sum_is_read_in_the_usual_spellings(typed: object) -> None:
    assert read_amount(typed) == Rupiah(42_000_000)


@pytest.mark.parametrize("typed", ["", "  ", "-", "–", None])
def test_nothing_is_no_sum(typed: object) -> None:
    assert read_amount(typed) is None


@pytest.mark.parametrize(
    "typed",
    [
        "42 juta", "42jt", "42.000.00", "42.5", "4.2.000", "42.000,000", "1e9", "-42000000", "+42000000", "=42*1000000",
        "４２０００", "42000000 / 2", "empat", "9" * 14, "9" * 4000, 42.5, float("nan"), float("inf"), 1e300, True, -1,
    ],
)  # fmt: skip
def test_what_could_mean_two_sums_is_none(typed: object) -> None:
    with pytest.raises(AmountUnreadable):
        read_amount(typed)


@given(st.integers(0, 10**12))
def test_every_sum_that_we_write_is_read_again(amount: int) -> None:
    assert read_amount(rupiah(amount)) == read_amount(angka(amount)) == read_amount(str(amount)) == amount
