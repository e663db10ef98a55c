"""The working days of offices: Idulfitri, Nyepi, cuti bersama, and years nobody has decreed yet."""

import subprocess
import sys
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.doctor.region import judge_holidays
from services.benefits.clocks import Clock, pay_by
from services.region import Calendar, Region
from services.region.hours import Hours

REGION = Region.load()
OFFICES = Calendar()
ANY_DAY = st.dates(date(1900, 1, 1), date(9990, 12, 31))
SOON = st.dates(date(2024, 1, 1), date(2060, 12, 31))


def test_the_week_of_nyepi_and_idulfitri_2026_is_off_from_wednesday_to_the_next_tuesday() -> None:
    days = [date(2026, 3, 16) + timedelta(days=ahead) for ahead in range(10)]
    assert [day.day for day in days if OFFICES.is_working_day(day)] == [16, 17, 25]


@pytest.mark.parametrize("day", [date(2026, 8, 17), date(2027, 1, 1), date(2026, 12, 24), date(2026, 3, 19)])
def test_public_holidays_and_cuti_bersama_are_no_working_days_of_offices_nor_of_our_desk(day: date) -> None:
    assert day.weekday() < 5
    assert not OFFICES.is_working_day(day)
    assert not REGION.hours.is_working_day(day)
    assert not REGION.is_open(datetime.combine(day, time(10), REGION.zone))


def test_a_file_complete_on_the_friday_before_idulfitri_is_paid_when_offices_have_worked_three_days() -> None:
    friday = date(2026, 3, 13)
    assert pay_by(Clock.PAY_DEATH, friday, REGION.is_official_working_day) == date(2026, 3, 25)
    assert pay_by(Clock.PAY_ACCIDENT, friday, REGION.is_official_working_day) == date(2026, 3, 31)


def test_over_christmas_new_year_and_isra_mikraj_2027_the_clock_stands_still() -> None:
    wednesday = date(2026, 12, 23)
    assert pay_by(Clock.PAY_DEATH, wednesday, REGION.is_official_working_day) == date(2026, 12, 30)
    assert pay_by(Clock.PAY_ACCIDENT, wednesday, REGION.is_official_working_day) == date(2027, 1, 7)


@given(complete_on=SOON, clock=st.sampled_from([Clock.PAY_DEATH, Clock.PAY_ACCIDENT]))
def test_money_is_always_due_on_a_working_day_after_the_file_was_complete(complete_on: date, clock: Clock) -> None:
    due = pay_by(clock, complete_on, REGION.is_official_working_day)
    assert due > complete_on
    assert REGION.is_official_working_day(due)


@given(day=ANY_DAY)
def test_no_year_is_too_far_away_to_be_asked_about(day: date) -> None:
    assert not (OFFICES.is_working_day(day) and day.weekday() >= 5)
    REGION.hours.is_working_day(day)


def test_our_own_closing_days_do_not_stop_the_clock_of_bpjs() -> None:
    monday, saturday = date(2026, 11, 23), date(2026, 11, 21)
    week = {day: (time(8), time(16)) for day in range(1, 6)}
    desk = Hours(REGION.zone, week, frozenset({date(2026, 11, 24)}), frozenset(), OFFICES)
    assert not desk.is_working_day(monday)
    assert not desk.is_working_day(date(2026, 11, 24))
    assert desk.is_working_day(saturday)
    assert OFFICES.is_working_day(monday)
    assert OFFICES.is_working_day(date(2026, 11, 24))
    assert not OFFICES.is_working_day(saturday)


def test_a_desk_may_be_there_on_a_day_off_of_the_country() -> None:
    eve = date(2026, 12, 24)
    week = {day: (time(8), time(16)) for day in range(5)}
    assert Hours(REGION.zone, week, frozenset(), frozenset(), OFFICES, frozenset({eve})).is_working_day(eve)
    assert not OFFICES.is_working_day(eve)


def test_a_day_of_a_newer_decree_stops_clock_and_desk() -> None:
    bridge = date(2028, 4, 24)
    assert OFFICES.is_working_day(bridge)
    assert not Calendar(frozenset({bridge})).is_working_day(bridge)


def test_the_doctor_warns_of_a_year_whose_cuti_bersama_nobody_knows() -> None:
    def keys(calendar: Calendar, today: date) -> list[str]:
        return [finding.key for finding in judge_holidays(calendar, today)]

    assert keys(OFFICES, date(2026, 11, 29)) == ["holidays"]
    assert keys(OFFICES, date(2026, 12, 1)) == ["holidays"]
    assert keys(OFFICES, date(2040, 5, 1)) == ["holidays_missing"]
    assert keys(Calendar(frozenset({date(2040, 5, 7)})), date(2040, 5, 1)) == ["holidays"]
    assert keys(Calendar(frozenset({date(2040, 5, 7)})), date(2040, 12, 1)) == ["holidays_missing"]


def test_reading_the_region_does_not_wait_for_the_holidays() -> None:
    asked = "import sys; from services.region import Region; Region.load(); sys.exit('holidays' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", asked], check=False).returncode == 0
