"""When an accident was, in the words of people who have no time for more."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from handlers.chat.hours import read_moment
from services.claims.accidents.messages import TimeInFuture, TimeUnreadable
from services.words import Words
from services.words.spoken import Spoken

WITA = ZoneInfo("Asia/Makassar")
NOON = datetime(2026, 11, 29, 12, 10, tzinfo=WITA)
NIGHT = datetime(2026, 11, 29, 22, 10, tzinfo=WITA)
SPOKEN = Spoken(Words())
_TODAY, _YESTERDAY = 29, 28


@pytest.mark.parametrize(
    ("typed", "day", "hour"),
    [
        ("tadi jam 9", _TODAY, "09.00"),
        ("Jam 9", _TODAY, "09.00"),
        ("tadi pagi jam setengah 8", _TODAY, "07.30"),
        ("pukul 09.45", _TODAY, "09.45"),
        ("jam 9:15 tadi", _TODAY, "09.15"),
        ("9.20", _TODAY, "09.20"),
        ("tadi pagi", _TODAY, ""),
        ("hari ini", _TODAY, ""),
        ("2 jam lalu", _TODAY, "10.10"),
        ("dua jam yang lalu pak", _TODAY, "10.10"),
        ("sejam lalu", _TODAY, "11.10"),
        ("setengah jam yg lalu", _TODAY, "11.40"),
        ("30 menit lalu", _TODAY, "11.40"),
        ("satu setengah jam lalu", _TODAY, "10.40"),
        ("sekitar 13 jam lalu", _YESTERDAY, "23.10"),
        ("kemarin sore", _YESTERDAY, ""),
        ("kmrn jam 4 sore", _YESTERDAY, "16.00"),
        ("kemarin jam 3", _YESTERDAY, "15.00"),
        ("kemarin jam 2 siang", _YESTERDAY, "14.00"),
        ("kemarin pagi jam 7", _YESTERDAY, "07.00"),
        ("semalam jam 11", _YESTERDAY, "23.00"),
        ("tadi malam jam 2", _TODAY, "02.00"),
        ("semalam jam 12", _TODAY, "00.00"),
        ("jam sembilan pagi", _TODAY, "09.00"),
        ("jam dua belas siang", _TODAY, "12.00"),
        ("27 November jam 14.30", 27, "14.30"),
        ("2 hari lalu", 27, ""),
        ("dua hari lalu jam 10 pagi", 27, "10.00"),
        ("jam 9 lewat 15", _TODAY, "09.15"),
    ],
)
def test_a_time_as_people_tell_it_is_read(typed: str, day: int, hour: str) -> None:
    heard = read_moment(typed, NOON, SPOKEN)
    assert (heard.day.day, heard.hour) == (day, hour)


def test_late_in_the_evening_nine_is_an_hour_ago() -> None:
    assert read_moment("tadi jam 9", NIGHT, SPOKEN).hour == "21.00"
    assert read_moment("tadi pagi jam 9", NIGHT, SPOKEN).hour == "09.00"


@pytest.mark.parametrize("typed", ["sakit sekali", "tidak mau", "jam jam", "???a", "bulan lalu", "lupa"])
def test_what_tells_no_time_is_asked_again(typed: str) -> None:
    with pytest.raises(TimeUnreadable):
        read_moment(typed, NOON, SPOKEN)


def test_a_time_to_come_is_a_slip() -> None:
    with pytest.raises(TimeInFuture):
        read_moment("jam 14.30", NOON, SPOKEN)
