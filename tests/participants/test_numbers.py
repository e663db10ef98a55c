"""Card numbers and phone numbers."""

import pytest

from services.participants.kpj import Kpj, NotAKpj
from services.participants.phone import NotAMobileNumber, Phone


@pytest.mark.parametrize("text", ["12345678901", "123 4567 8901", "KPJ: 123-456-789-01", "No. 12345678901"])
def test_a_card_number_is_read_with_any_separators(text: str) -> None:
    assert Kpj.parse(text) == Kpj("12345678901")
    assert not Kpj.parse(text).is_doubtful


def test_a_card_number_of_another_length_is_doubted_not_refused() -> None:
    assert Kpj.parse("1234567890").is_doubtful


@pytest.mark.parametrize("text", ["", "belum ada", "123", "12345678901234567"])
def test_what_is_no_card_number_is_refused(text: str) -> None:
    with pytest.raises(NotAKpj):
        Kpj.parse(text)


@pytest.mark.parametrize(
    "text",
    [
        "081234567890",
        "0812-3456-7890",
        "0812 3456 7890",
        "+62 812-3456-7890",
        "6281234567890",
        "81234567890",
        "0062 812 3456 7890",
        "+62 0812 3456 7890",
        "'081234567890",
    ],
)
def test_a_mobile_number_has_one_spelling(text: str) -> None:
    assert Phone.parse(text).number == "+6281234567890"


@pytest.mark.parametrize("text", ["", "tidak ada", "0541123456", "08123", "+60123456789", "08123456789012345"])
def test_what_is_no_mobile_number_is_refused(text: str) -> None:
    with pytest.raises(NotAMobileNumber):
        Phone.parse(text)


def test_neither_shows_itself_by_accident() -> None:
    assert "345" not in repr(Kpj("12345678901"))
    assert "345678" not in f"{Phone('+6281234567890')}"
