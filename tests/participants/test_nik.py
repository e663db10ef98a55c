"""The NIK is read from any usual spelling, and what is wrong with it is told apart."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.participants.nik import (
    Nik,
    NikAllSame,
    NikDateImpossible,
    NikHasLetters,
    NikRefusal,
    NikSerialZero,
    NikTooLong,
    NikTooShort,
    Sex,
)
from services.words import Words

NUMBER = "6408040303900001"


@pytest.mark.parametrize(
    "spelling",
    [
        NUMBER,
        f" {NUMBER} ",
        f"{NUMBER}.",
        "6408 0403 0390 0001",
        "6408.0403.0390.0001",
        "6408-0403-0390-0001",
        "640804 030390 0001",
        "6408 – 0403 – 0390 – 0001",
        f"'{NUMBER}",
        f"’{NUMBER}",
        f"NIK: {NUMBER}",
        f"NIK{NUMBER}",
        f"nik {NUMBER}",
        f"No. KTP: {NUMBER}",
        f"NIK suami saya {NUMBER} ya",
        f"NIK e {NUMBER} pak",
        "６４０８０４０３０３９０００01",
        "6408\u00a00403\u00a00390\u00a00001",
        "64080403\n03900001",
        f"({NUMBER})",
    ],
)
def test_usual_spellings_are_read(spelling: str) -> None:
    assert Nik.parse(spelling).number == NUMBER


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("", NikTooShort(0)),
        ("tidak tahu", NikTooShort(0)),
        ("640804030390000", NikTooShort(15)),
        ("64080403039000011", NikTooLong(17)),
        ("64O8040303900001", NikHasLetters("O")),
        ("640804O3O390l001", NikHasLetters("Ol")),
        ("6,40804E+15", NikHasLetters("E")),
        ("6408043203900001", NikDateImpossible()),
        ("6408040313900001", NikDateImpossible()),
        ("6408040003900001", NikDateImpossible()),
        ("6408044003900001", NikDateImpossible()),
        ("6408047203900001", NikDateImpossible()),
        ("6408048103900001", NikDateImpossible()),
        ("6408043002900001", NikDateImpossible()),
        ("6408040303900000", NikSerialZero()),
        ("1" * 16, NikAllSame()),
        ("0" * 16, NikAllSame()),
    ],
)
def test_each_mistake_has_its_own_answer(text: str, refusal: NikRefusal, words: Words) -> None:
    with pytest.raises(NikRefusal) as caught:
        Nik.parse(text)
    assert (type(caught.value), vars(caught.value)) == (type(refusal), vars(refusal))
    assert words.render(caught.value)


def test_any_prefix_is_taken_because_people_move() -> None:
    assert Nik.parse("7371040303900001").number.startswith("7371")


def test_the_day_tells_women_and_the_mask_hides_the_rest() -> None:
    assert Nik(NUMBER).sex is Sex.MAN
    woman = Nik("6408044303900001")
    assert woman.sex is Sex.WOMAN
    assert woman.masked == "6408••••••••0001"
    assert repr(woman) == str(woman) == f"{woman}" == "Nik(6408…0001)"


@pytest.mark.parametrize(
    ("part", "born"),
    [
        ("030390", date(1990, 3, 3)),
        ("430390", date(1990, 3, 3)),
        ("030308", date(2008, 3, 3)),
        ("030325", date(1925, 3, 3)),
        ("290200", date(2000, 2, 29)),
    ],
)
def test_the_century_is_the_latest_in_which_somebody_could_work(part: str, born: date) -> None:
    nik = Nik.parse(f"640804{part}0001")
    assert nik.born(date(2026, 3, 3)) == born
    assert nik.is_born_on(born)
    assert not nik.is_born_on(born + timedelta(days=1))


@given(st.dates(date(1930, 1, 1), date(2010, 12, 31)), st.booleans(), st.integers(1, 9999))
def test_every_real_birth_date_makes_a_number_that_is_read(born: date, is_woman: bool, serial: int) -> None:
    day = born.day + 40 * is_woman
    nik = Nik.parse(f"640804{day:02d}{born:%m%y}{serial:04d}")
    assert nik.is_born_on(born)
    assert nik.sex is (Sex.WOMAN if is_woman else Sex.MAN)


@given(st.text())
def test_whatever_is_typed_gives_a_number_or_a_refusal(text: str) -> None:
    try:
        assert len(Nik.parse(text).number) == 16
    except NikRefusal as refusal:
        assert Words().render(refusal)
