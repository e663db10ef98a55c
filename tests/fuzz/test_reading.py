"""Readers take whatever is typed: they give a value or one of the room's refusals, and read their own values again."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.chat.days import DayHeard, read_day_of_event
from handlers.chat.people import shown, understood
from services.participants.names import is_same_name, name_words
from services.participants.nik import Nik, NikRefusal
from services.participants.phone import NotAMobileNumber, Phone
from services.refusals import Refusal
from services.requests.messages import NameUnfit
from services.requests.numbers import Series, number, read_number
from services.requests.reading import read_name, read_phone, read_village
from services.words.filters import tanggal, telepon
from tests.chat.roads import scene
from tests.fuzz.readers import LIKE_THEMSELVES, READERS, TODAY, WORDS
from tests.fuzz.texts import BRISK, NUMBERS, TYPED

OLDEST = 29 * 365
DAYS = st.integers(0, OLDEST).map(lambda ago: TODAY - timedelta(days=ago))
BIRTHS = st.dates(date(1930, 1, 1), date(2009, 12, 31))
PARTS = ("rahmat", "hidayat", "siti", "aisyah", "nurhayati", "yohanes", "lencau", "toding", "syahrani", "kurniawan")
SEPARATORS = st.text(alphabet=" .-/\u200b\u200f\u2013", max_size=3)


@pytest.mark.parametrize("reader", READERS)
@BRISK
@given(text=NUMBERS)
def test_whatever_is_typed_is_read_or_politely_refused(reader: str, text: str) -> None:
    try:
        READERS[reader](text)
    except Refusal as no:
        assert WORDS.render(no)


# --- what was read is read again as the same ---


@pytest.mark.parametrize("read", LIKE_THEMSELVES)
@BRISK
@given(text=NUMBERS)
def test_a_value_that_was_read_is_read_as_itself(read: Callable[[str], str], text: str) -> None:
    try:
        once = read(text)
    except Refusal:
        return
    assert read(once) == once


@BRISK
@given(text=TYPED)
def test_a_name_holds_nothing_that_is_not_seen(text: str) -> None:
    try:
        name = read_name(text)
    except NameUnfit:
        return
    assert name.isprintable()
    assert "  " not in name
    assert not any(sign.isdigit() for sign in name)


# --- identity numbers ---


@st.composite
def niks(draw: st.DrawFn) -> str:
    born, is_woman = draw(BIRTHS), draw(st.booleans())
    place, serial = draw(st.integers(110101, 969999)), draw(st.integers(1, 9999))
    return f"{place}{born.day + 40 * is_woman:02d}{born:%m%y}{serial:04d}"


@BRISK
@given(digits=niks(), gaps=st.lists(SEPARATORS, min_size=16, max_size=16))
def test_a_nik_is_the_same_however_it_is_grouped(digits: str, gaps: list[str]) -> None:
    spelled = "".join(digit + gap for digit, gap in zip(digits, gaps, strict=True))
    full = digits.translate({ord(str(n)): chr(0xFF10 + n) for n in range(10)})
    assert Nik.parse(spelled) == Nik.parse(f"NIK: {digits}") == Nik.parse(full) == Nik(digits)


@BRISK
@given(digits=niks())
def test_a_nik_is_never_shown_whole(digits: str) -> None:
    nik = Nik.parse(digits)
    for text in (nik.masked, repr(nik), str(nik), f"{nik}", repr([nik])):
        assert digits not in text
        assert digits[6:12] not in text or digits[6:12] in digits[:4] + digits[-4:]
        assert sum(sign.isdigit() for sign in text) <= 8


@BRISK
@given(digits=niks(), text=NUMBERS)
def test_a_refusal_does_not_quote_the_number(digits: str, text: str) -> None:
    try:
        Nik.parse(text + digits)
    except NikRefusal as no:
        assert digits not in WORDS.render(no)
        assert digits not in repr(no)


# --- numbers to call ---

MOBILES = st.from_regex(r"\A8[0-9]{8,11}\Z")


@BRISK
@given(digits=MOBILES, gaps=st.lists(st.sampled_from(("", " ", "-", ".")), min_size=12, max_size=12))
def test_a_mobile_number_is_the_same_in_every_spelling(digits: str, gaps: list[str]) -> None:
    spelled = "".join(digit + gap for digit, gap in zip(digits, gaps, strict=False))
    wanted = Phone.parse(digits)
    for text in (f"0{spelled}", f"62{spelled}", f"+62 {spelled}", f"0062{spelled}", f"(0){spelled}", wanted.number):
        assert Phone.parse(text) == wanted
    assert Phone.parse(telepon(wanted.number)) == wanted
    assert wanted.number not in f"{wanted!r} {wanted} {wanted.masked}"


@BRISK
@given(text=NUMBERS)
def test_a_mobile_number_has_one_spelling(text: str) -> None:
    try:
        phone = Phone.parse(text)
    except NotAMobileNumber:
        return
    assert phone.number.startswith("+628")
    assert phone.number[1:].isascii()
    assert phone.number[1:].isdigit()
    assert read_phone(text) == phone.number


# --- days ---


@BRISK
@given(day=DAYS)
def test_a_day_is_the_same_in_every_spelling(day: date) -> None:
    spoken = scene().spoken
    written = tanggal(day)
    for text in (
        written,
        written.upper(),
        f"tanggal {written}",
        f"  {day.day}  {written.split()[1]}  {day.year} ",
        f"{day:%d/%m/%Y}",
        f"{day.day}-{day.month}-{day.year}",
        f"{day:%Y-%m-%d}",
        f"{day:%d.%m.%y}",
        f"hari {written} pak",
    ):
        assert read_day_of_event(text, TODAY, spoken) == DayHeard(day), text


@BRISK
@given(text=st.one_of(TYPED, st.from_regex(r"\A[0-9]{1,3}[ /.-]?[a-z0-9]{1,8}[ /.-]?[0-9]{0,4}\Z")))
def test_an_event_never_lies_ahead_nor_a_lifetime_ago(text: str) -> None:
    try:
        heard = read_day_of_event(text, TODAY, scene().spoken)
    except Refusal:
        return
    assert TODAY - timedelta(days=31 * 366) <= heard.day <= TODAY
    assert heard.is_exact or heard.day.day == 1


# --- numbers of ours ---


@BRISK
@given(
    series=st.sampled_from(Series),
    year=st.integers(2020, 2099),
    running=st.integers(1, 99_999_999),
    at=st.integers(0, 99),
    other=st.sampled_from("0123456789"),
)
def test_a_number_survives_every_spelling_and_no_slip(
    series: Series, year: int, running: int, at: int, other: str
) -> None:
    name = number(series, "KT", year, running)
    for spelled in (name, name.lower(), name.replace("-", " "), name.replace("-", ""), f" {name} "):
        assert read_number(series, "KT", spelled) == name
    at %= len(name)
    if name[at].isdigit() and name[at] != other:
        assert read_number(series, "KT", name[:at] + other + name[at + 1 :]) is None
    for foreign in Series:
        assert foreign is series or read_number(foreign, "KT", name) is None


# --- the name rule ---


@BRISK
@given(words=st.lists(st.sampled_from(PARTS), min_size=2, max_size=5, unique=True), data=st.data())
def test_who_types_every_word_is_met_and_who_leaves_one_out_is_not(words: list[str], data: st.DataObject) -> None:
    name = " ".join(words)
    shuffled = data.draw(st.permutations(words))
    assert is_same_name(name, name.upper())
    assert is_same_name(name, " ".join(shuffled))
    assert is_same_name(f"Hj. {name}", f"Alm. {name}, S.Pd.")
    assert not is_same_name(name, " ".join(words[1:]))
    assert not is_same_name(name, " ".join((*words, "satu", "dua")))


@BRISK
@given(typed=TYPED)
def test_no_rubbish_opens_a_record(typed: str) -> None:
    for name in ("Rahmat Hidayat", "Siti Aisah", "Syahrani"):
        if is_same_name(name, typed):
            assert len("".join(name_words(typed))) >= len(name.replace(" ", "")) - 4


# --- villages ---


@BRISK
@given(village=st.sampled_from(scene().region.places.villages), how=st.sampled_from((str.upper, str.lower, str.title)))
def test_every_village_is_found_by_its_name(village: Any, how: Callable[[str], str]) -> None:
    place = understood(read_village(how(shown(village))), scene().region)
    codes = [code for code, _ in place.candidates]
    assert place.village == shown(village) or village.code in codes
