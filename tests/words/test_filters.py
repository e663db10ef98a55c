"""Numbers as people here write them."""

import pytest

from services.words.filters import telepon


@pytest.mark.parametrize(
    ("kept", "shown"),
    [
        ("+6281234567890", "0812 3456 7890"),
        ("+62812345678901", "0812 3456 78901"),
        ("+628123456789", "0812 3456 789"),
        ("+62549123456", "0549123456"),
        ("+60123456789", "+60123456789"),
    ],
)
def test_a_telephone_number_is_shown_as_people_write_it(kept: str, shown: str) -> None:
    assert telepon(kept) == shown
