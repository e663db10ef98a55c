"""The name rule: forty pairs that are the same person, forty that are not (roster name first, typed name second)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.participants.names import is_same_name, name_words

SAME = [
    ("Rahmat Hidayat", "Rahmat Hidayat"),
    ("RAHMAT HIDAYAT", "rahmat hidayat"),
    ("Rahmat Hidayat", "Hidayat Rahmat"),
    ("Rahmat Hidayat", "  rahmat   HIDAYAT "),
    ("Rahmat Hidayat", "Rahmad Hidayat"),
    ("Rahmat Hidayat", "Rahmat Hidayah"),
    ("Rahmat Hidayat", "Rakhmat Hidayat"),
    ("Rahmat Hidayat", "Bapak Rahmat Hidayat"),
    ("Rahmat Hidayat", "Alm. Rahmat Hidayat"),
    ("Rahmat Hidayat", "Rahmat Hidayat (Alm)"),
    ("Rahmat Hidayat", "almarhum rahmat hidayat"),
    ("H. Rahmat Hidayat", "Rahmat Hidayat"),
    ("Drs. H. Rahmat Hidayat, M.Si", "Rahmat Hidayat"),
    ("Rahmat Hidayat, S.Pd", "Rahmat Hidayat"),
    ("Rahmat Hidayat, S.Pd., M.Pd.", "rahmat hidayat"),
    ("Hj. Siti Aminah", "Siti Aminah"),
    ("Siti Aminah", "Ibu Hj. Siti Aminah"),
    ("Rahmat bin Hasan", "Rahmat Hasan"),
    ("Aminah binti Yusuf", "Aminah Yusuf"),
    ("M. Yusuf", "Muhammad Yusuf"),
    ("Muh. Yusuf", "Muhammad Yusuf"),
    ("Moh. Yusuf", "Muhammad Yusuf"),
    ("Mohd Yusuf", "Muhammad Yusuf"),
    ("Muhammad Yusuf", "M Yusuf"),
    ("Muhammad Yusuf", "Muh.Yusuf"),
    ("Mochamad Yusuf", "Mohammad Yusuf"),
    ("Nur Hayati", "Nurhayati"),
    ("Nurhayati", "Nur Hayati"),
    ("Nur Hayati Sari", "Nurhayati Sari"),
    ("Nurhayati Sari", "Nur Hayati Sari"),
    ("Sri Wahyuni Lestari", "Sriwahyuni Lestari"),
    ("Syahrani", "syahrani"),
    ("Syahrani", "Bapak Syahrani"),
    ("Syahrani", "SYAHRANI (alm)"),
    ("Ma'ruf Amin", "Maruf Amin"),
    ("Siti-Aisyah Putri", "Siti Aisyah Putri"),
    ("José Martínez", "Jose Martinez"),
    ("Siti Aminah", "Siti Aminah Wati"),
    ("Andi Baharuddin Saleh", "Andi Baharudin Saleh"),
    ("Yohanes Lencau", "Johanes Lencau"),
]
DIFFERENT = [
    ("Siti Aminah", "Siti Aisah"),
    ("Siti Aisah", "Siti Aminah"),
    ("Rahmat Hidayat", "Rahmat"),
    ("Rahmat Hidayat", "Hidayat"),
    ("Rahmat Hidayat", "Rahmat Hidayat Putra Agung"),
    ("Rahmat Hidayat", "Slamet Hidayat"),
    ("Rahmat Hidayat", "Rahmat Santoso"),
    ("Rahmat Hidayat", ""),
    ("Rahmat Hidayat", "Bapak"),
    ("Rahmat Hidayat", "R Hidayat"),
    ("Rahmat Hidayat", "R. H."),
    ("Rahmat Hidayat", "Rahmat H"),
    ("Rahmat Hidayat", "12345"),
    ("Rahmat Hidayat", "Rahmat Rahmat"),
    ("Rahmat Hidayat Putra", "Rahmat Hidayat"),
    ("Siti Aminah Wati", "Siti Aminah"),
    ("Syahrani", "Syahrini"),
    ("Syahrani", "Sahrani"),
    ("Syahrani", "Syahrani Ahmad"),
    ("Syahrani", "Ahmad Syahrani"),
    ("Suparman", "Suparmin"),
    ("Suparman", "Supar"),
    ("Nurhayati", "Nurhayatun"),
    ("Nurhayati", "Nur Hasanah"),
    ("Nur Hayati", "Nur Hasanah"),
    ("M. Yusuf", "Yusuf"),
    ("Muhammad Yusuf", "Ahmad Yusuf"),
    ("Muhammad Yusuf", "Muhammad Yunus"),
    ("Budi Santoso", "Rudi Hartono"),
    ("Budi Santoso", "Bambang Santoso"),
    ("Sri Lestari", "Tri Utami"),
    ("Ali Umar", "Adi Amir"),
    ("Ali Hasan", "Ani Husin"),
    ("Dewi Sari", "Devi Saputri"),
    ("Maria Toding", "Marta Tandi"),
    ("Andi Tenri", "Andi Asse"),
    ("Siti", "Siti Siti"),
    ("Ding Lencau", "Ngau Lencau"),
    ("Siti Aminah", "Siti Aminah Rahmat Hidayat Budi Santoso"),
    ("Siti Aminah", "a b c d e f g h i Siti Aminah"),
]


def test_there_are_forty_of_each() -> None:
    assert len(set(SAME)) == len(set(DIFFERENT)) == 40


@pytest.mark.parametrize(("roster", "typed"), SAME)
def test_these_are_the_same_person(roster: str, typed: str) -> None:
    assert is_same_name(roster, typed)


@pytest.mark.parametrize(("roster", "typed"), DIFFERENT)
def test_these_are_different_people(roster: str, typed: str) -> None:
    assert not is_same_name(roster, typed)


def test_titles_are_kept_where_nothing_else_is_left() -> None:
    assert name_words("Haji") == ("haji",)


@given(
    st.lists(
        st.sampled_from(["rahmat", "hidayat", "siti", "aminah", "nur", "hayati", "muhammad", "yusuf"]),
        min_size=1,
        max_size=5,
    )
)
def test_every_name_is_its_own_in_any_order(words: list[str]) -> None:
    assert is_same_name(" ".join(words), " ".join(words))
    if len(words) > 1:
        assert is_same_name(" ".join(words), " ".join(reversed(words)))


@given(st.text(max_size=80), st.text(max_size=80))
def test_whatever_is_typed_gives_an_answer(roster: str, typed: str) -> None:
    assert is_same_name(roster, typed) in (True, False)


def test_an_initial_is_no_joker() -> None:
    assert is_same_name("A. R. Saleh", "a r saleh")
    assert not is_same_name("A. R. Saleh", "X. Y. Saleh")
    assert not is_same_name("Li Na", "Lu Ni")
