"""The help desk's clock: weekdays, holidays, midnights and other people's time zones."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from services.region import Closed, Open, Region
from services.region.hours import Day, Hours

WITA = ZoneInfo("Asia/Makassar")
WEEK = {day: (time(8), time(16)) for day in range(5)}
DESK = Hours(WITA, WEEK, frozenset({date(2026, 11, 25)}), frozenset({(12, 25)}))


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=WITA)


def test_the_desk_is_open_from_its_first_minute_and_closed_at_its_last() -> None:
    assert DESK.is_open(at(23, 8))
    assert DESK.is_open(at(23, 15, 59))
    assert not DESK.is_open(at(23, 16))
    assert not DESK.is_open(at(23, 7, 59))


def test_the_hour_is_read_in_the_regions_own_zone() -> None:
    assert DESK.is_open(datetime(2026, 11, 23, 0, 30, tzinfo=UTC))
    assert not DESK.is_open(datetime(2026, 11, 23, 9, 0, tzinfo=UTC))


def test_early_in_the_morning_the_desk_opens_today() -> None:
    assert DESK.at(at(23, 5)) == Closed(at(23, 8), Day.TODAY)


def test_on_a_weeknight_the_desk_opens_tomorrow() -> None:
    assert DESK.at(at(23, 22)) == Closed(at(24, 8), Day.TOMORROW)


def test_on_friday_evening_the_desk_opens_on_monday() -> None:
    assert DESK.at(at(20, 17)) == Closed(at(23, 8), Day.LATER)


def test_a_holiday_is_stepped_over() -> None:
    assert DESK.at(at(24, 20)) == Closed(at(26, 8), Day.LATER)


def test_a_yearly_holiday_needs_no_year() -> None:
    assert not DESK.is_open(at(25, 10, month=12))


def test_only_open_hours_lie_between_two_moments() -> None:
    assert DESK.between(at(23, 9), at(23, 9, 20)) == timedelta(minutes=20)
    assert DESK.between(at(23, 15, 50), at(24, 8, 10)) == timedelta(minutes=20)
    assert DESK.between(at(27, 15), at(30, 9)) == timedelta(hours=2), "a weekend lies between"
    assert DESK.between(at(24, 20), at(26, 7)) == timedelta(), "a night, a holiday, a night"
    assert DESK.between(at(23, 10), at(23, 9)) == timedelta()


@given(st.integers(0, 20_000), st.integers(1, 3_000))
def test_between_now_and_a_promise_lies_what_was_promised(since: int, minutes: int) -> None:
    now = at(23, 0) + timedelta(minutes=since)
    assert DESK.between(now, DESK.after(now, timedelta(minutes=minutes))) == timedelta(minutes=minutes)


def test_while_open_the_next_opening_is_now() -> None:
    assert DESK.at(at(23, 9)) == Open(at(23, 16))
    assert DESK.next_opening(at(23, 9)) == at(23, 9)


@given(st.integers(0, 3_000_000).map(lambda minutes: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)))
def test_at_the_next_opening_the_desk_is_open(now: datetime) -> None:
    opening = DESK.next_opening(now)
    assert opening >= now
    assert DESK.is_open(opening)


def test_kutai_timur_works_on_weekdays_in_wita() -> None:
    region = Region.load()
    assert region.desk(at(23, 9)) == Open(at(23, 16))
    assert region.desk(at(21, 9)) == Closed(at(23, 8), Day.LATER)
    assert not region.is_open(datetime(2026, 8, 17, 10, tzinfo=WITA))
    assert region.today(datetime(2026, 11, 22, 17, tzinfo=UTC)) == date(2026, 11, 23)


@given(
    st.integers(0, 3_000_000).map(lambda minutes: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)),
    st.integers(1, 60 * 40).map(lambda minutes: timedelta(minutes=minutes)),
)
def test_what_is_promised_lies_in_opening_hours_and_so_much_of_them_later(now: datetime, work: timedelta) -> None:
    promised = DESK.after(now, work)
    assert DESK.between(now, promised) == work
    assert DESK.is_open(promised - timedelta(seconds=1))


def test_a_night_and_a_weekend_count_for_nothing() -> None:
    assert DESK.between(at(20, 15, 50), at(23, 8, 10)) == timedelta(minutes=20)
    assert DESK.between(at(21, 9), at(22, 9)) == timedelta(0)
    assert DESK.between(at(23, 9), at(23, 8)) == timedelta(0)
    assert DESK.after(at(20, 15, 50), timedelta(minutes=30)) == at(23, 8, 20)


def test_a_moment_is_told_as_it_is_seen_from_the_day() -> None:
    assert DESK.seen(at(23, 9), at(23, 15)).day is Day.TODAY
    assert DESK.seen(at(23, 23, 59), at(24, 8)).day is Day.TOMORROW
    assert DESK.seen(at(20, 17), at(23, 8)).day is Day.LATER
    assert DESK.seen(at(24, 9), at(23, 8)).day is Day.LATER, "a day that is over is named"
