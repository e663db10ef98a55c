"""The day of an event, as people tell it."""

from datetime import date

import pytest

from handlers.chat.days import FORGOT, DayHeard, day_of_event, read_day_of_event
from handlers.chat.heard import Heard, Kind
from services.dialogues.messages import DayInFuture, DayTooLongAgo, DayUnreadable, MonthIsEnough
from services.words import Words
from services.words.spoken import Spoken
from tests.chat.roads import scene

TODAY = date(2026, 3, 12)
"""A Thursday."""


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("hari ini", date(2026, 3, 12)),
        ("Tadi pagi.", date(2026, 3, 12)),
        ("kemarin", date(2026, 3, 11)),
        ("Semalam", date(2026, 3, 11)),
        ("kemarin lusa", date(2026, 3, 10)),
        ("kemarin pak", date(2026, 3, 11)),
        ("hari ini bu", date(2026, 3, 12)),
        ("pagi ini", date(2026, 3, 12)),
        ("Malam ini ya, pak", date(2026, 3, 12)),
        ("barusan pak", date(2026, 3, 12)),
        ("3 Maret pak", date(2026, 3, 3)),
        ("3 hari lalu", date(2026, 3, 9)),
        ("dua hari yang lalu", date(2026, 3, 10)),
        ("3 Maret", date(2026, 3, 3)),
        ("3 maret 2026", date(2026, 3, 3)),
        ("tanggal 3 Maret 2026", date(2026, 3, 3)),
        ("Selasa, 3 Maret 2026", date(2026, 3, 3)),
        ("3/3", date(2026, 3, 3)),
        ("03/03/2026", date(2026, 3, 3)),
        ("3-3-26", date(2026, 3, 3)),
        ("2026-03-03", date(2026, 3, 3)),
        ("20 Desember", date(2025, 12, 20)),
        ("senin lalu", date(2026, 3, 9)),
        ("hari Jumat", date(2026, 3, 6)),
        ("kamis lalu", date(2026, 3, 5)),
        ("hari minggu", date(2026, 3, 8)),
        ("Jum'at kemarin", date(2026, 3, 6)),
        ("sabtu malam", date(2026, 3, 7)),
        ("malam jumat kemarin", date(2026, 3, 5)),
        ("kemaren lusa", date(2026, 3, 10)),
        ("wingi", date(2026, 3, 11)),
        ("telung dino kepungkur", date(2026, 3, 9)),
    ],
)
def test_a_day_is_read_as_people_tell_it(said: str, day: date, words: Words) -> None:
    assert read_day_of_event(said, TODAY, Spoken(words)) == DayHeard(day)


@pytest.mark.parametrize(
    ("said", "first"),
    [
        ("Maret 2026", date(2026, 3, 1)),
        ("bulan lalu", date(2026, 2, 1)),
        ("2 bulan lalu", date(2026, 1, 1)),
        ("empat bulan yang lalu", date(2025, 11, 1)),
        ("Februari", date(2026, 2, 1)),
        ("bulan desember", date(2025, 12, 1)),
        ("02/2026", date(2026, 2, 1)),
        ("minggu lalu", date(2026, 3, 1)),
        ("seminggu yg lalu", date(2026, 3, 1)),
        ("tiga minggu lalu", date(2026, 2, 1)),
    ],
)
def test_the_month_is_enough(said: str, first: date, words: Words) -> None:
    assert read_day_of_event(said, TODAY, Spoken(words)) == DayHeard(first, is_exact=False)


@pytest.mark.parametrize(
    ("said", "no"),
    [
        ("lupa", MonthIsEnough),
        ("lupa pak", MonthIsEnough),
        ("makasih", DayUnreadable),
        ("13 Maret 2026", DayInFuture),
        ("April 2026", DayInFuture),
        ("3 Maret 1826", DayTooLongAgo),
        ("31 Februari 2026", DayUnreadable),
        ("minggu depan", DayUnreadable),
        ("dua tahun lalu", MonthIsEnough),
        ("tdk tau", MonthIsEnough),
        ("aku lupa tanggale", MonthIsEnough),
        ("Belum tahu", MonthIsEnough),
        ("2026", DayUnreadable),
        ("6408040303900001", DayUnreadable),
        ("waktu hujan", DayUnreadable),
        ("99 hari 99 malam", DayUnreadable),
        ("nol bulan lalu", DayUnreadable),
    ],
)
def test_what_cannot_be_gets_its_own_sentence(said: str, no: type[Exception], words: Words) -> None:
    with pytest.raises(no):
        read_day_of_event(said, TODAY, Spoken(words))


def test_weeks_across_two_months_tell_no_month(words: Words) -> None:
    with pytest.raises(MonthIsEnough):
        read_day_of_event("dua minggu lalu", date(2026, 3, 14), Spoken(words))


def test_who_forgot_the_day_is_asked_for_the_month() -> None:
    with pytest.raises(MonthIsEnough):
        day_of_event(Heard(Kind.CHOICE, FORGOT), None, scene())
