"""What people type about themselves, read kindly and kept tidy."""

from datetime import date

import pytest

from services.requests.messages import NameUnfit, PhoneUnfit, WordsTooLong, YearUnfit
from services.requests.reading import read_name, read_phone, read_words, read_year
from services.words import Words

TODAY = date(2026, 3, 12)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Siti Rahmah", "Siti Rahmah"),
        ("  siti \n rahmah ", "siti rahmah"),
        ("H. Muh. Ja'far, S.Pd.", "H. Muh. Ja'far, S.Pd."),
        ("Nuraini (istri)", "Nuraini (istri)"),
        ("A", "A"),
        ("\u202esiti\x00", "siti"),
        ("Zoë", "Zoë"),
    ],
)
def test_names_are_kept_as_people_write_them(typed: str, kept: str) -> None:
    assert read_name(typed) == kept


@pytest.mark.parametrize("typed", ["", "   ", "123", "🙂", "Siti <b>", "Siti 2", "/start", "a" * 81, "...", "-", "''"])
def test_what_is_no_name_gets_an_example(words: Words, typed: str) -> None:
    with pytest.raises(NameUnfit) as no:
        read_name(typed)
    assert "Siti Rahmah" in words.render(no.value)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0812 3456 7890", "+6281234567890"),
        ("+62 812-3456-7890", "+6281234567890"),
        ("6281234567890", "+6281234567890"),
        ("0549 123456", "+62549123456"),
        ("+60 12-345 6789", "+60123456789"),
    ],
)
def test_phone_numbers_come_to_one_spelling(typed: str, kept: str) -> None:
    assert read_phone(typed) == kept


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("tidak punya", "ditulis dengan angka"),
        ("0812", "Baru 4 angka"),
        ("6408040303900001", "diawali 08"),
        ("🙂", "angka"),
    ],
)
def test_what_nobody_can_call_gets_its_own_sentence(words: Words, typed: str, hint: str) -> None:
    with pytest.raises(PhoneUnfit) as no:
        read_phone(typed)
    assert hint in words.render(no.value)


@pytest.mark.parametrize(("typed", "year"), [("1971", 1971), ("lahir 3 Maret 1990", 1990), ("kira-kira 1965", 1965)])
def test_a_year_of_birth_is_found_in_what_is_written(typed: str, year: int) -> None:
    assert read_year(typed, TODAY) == year


@pytest.mark.parametrize("typed", ["71", "2027", "1899", "", "lupa", "6408040303900001"])
def test_what_is_no_year_of_birth_gets_an_example(words: Words, typed: str) -> None:
    with pytest.raises(YearUnfit) as no:
        read_year(typed, TODAY)
    assert "1981" in words.render(no.value)


def test_long_stories_are_asked_to_be_shorter(words: Words) -> None:
    assert len(read_words("a" * 2000)) == 2000
    with pytest.raises(WordsTooLong) as no:
        read_words("a" * 2001)
    assert "2.001" in words.render(no.value)


def test_an_emoji_counts_as_telegram_counts_it() -> None:
    assert read_words("😭" * 1000) == "😭" * 1000
    with pytest.raises(WordsTooLong):
        read_words("😭" * 1001)
