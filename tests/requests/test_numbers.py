"""The check digit finds what people get wrong when they read a number aloud."""

from hypothesis import given
from hypothesis import strategies as st

from services.requests.numbers import Series, initials, number, read_number

numbers = st.builds(
    lambda series, year, running: (series, number(series, "KT", year, running)),
    st.sampled_from(Series),
    st.integers(2024, 2099),
    st.integers(1, 99_999_999),
)


def test_numbers_look_as_they_are_told() -> None:
    assert number(Series.CLAIM, "KT", 2026, 42).startswith("KT-2026-00042-")
    assert number(Series.REQUEST, initials("Kutai Timur"), 2026, 42).startswith("KT-B-2026-00042-")


@given(numbers)
def test_a_number_is_read_back_from_any_usual_spelling(made: tuple[Series, str]) -> None:
    series, shown = made
    for typed in (
        shown,
        shown.lower(),
        shown.replace("-", " "),
        shown.replace("-", ""),
        f"  {shown} ",
        shown.replace("-", "–"),
    ):
        assert read_number(series, "KT", typed) == shown


@given(numbers, st.data())
def test_one_wrong_digit_is_found(made: tuple[Series, str], data: st.DataObject) -> None:
    series, shown = made
    place = data.draw(st.sampled_from([i for i, sign in enumerate(shown) if sign.isdigit()]))
    wrong = data.draw(st.sampled_from([digit for digit in "0123456789" if digit != shown[place]]))
    assert read_number(series, "KT", shown[:place] + wrong + shown[place + 1 :]) is None


@given(numbers, st.data())
def test_two_swapped_neighbours_are_found(made: tuple[Series, str], data: st.DataObject) -> None:
    series, shown = made
    head, digits = shown.split("20", 1)[0], "".join(sign for sign in shown if sign.isdigit())
    place = data.draw(st.integers(0, len(digits) - 2))
    swapped = digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
    if swapped != digits:
        assert read_number(series, "KT", head + swapped) is None


@given(numbers)
def test_a_request_never_passes_for_a_claim(made: tuple[Series, str]) -> None:
    series, shown = made
    other = Series.REQUEST if series is Series.CLAIM else Series.CLAIM
    assert read_number(other, "KT", shown) is None
    assert read_number(other, "KT", shown.split("20", 1)[0] + shown[shown.index("20") :].replace("-", "")) is None


@given(st.text(max_size=40))
def test_anything_else_is_no_number(typed: str) -> None:
    read = read_number(Series.CLAIM, "KT", typed)
    assert read is None or read.startswith("KT-20")
