"""Thanks, greetings and sighs are told from names, answers and questions."""

import pytest

from services.words import Words
from services.words.courtesies import Courtesies, Courtesy


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("makasih ya", Courtesy.THANKS),
        ("Terima kasih pak 🙏", Courtesy.THANKS),
        ("ok terima kasih banyak infonya", Courtesy.THANKS),
        ("ya allah baik bgt", Courtesy.THANKS),
        ("Alhamdulillah 🙏", Courtesy.THANKS),
        ("semoga sehat selalu bu", Courtesy.THANKS),
        ("sangat membantu pak", Courtesy.THANKS),
        ("halo", Courtesy.GREETING),
        ("Haloooo min", Courtesy.GREETING),
        ("selamat pagi, bu.", Courtesy.GREETING),
        ("Assalamu'alaikum wr. wb.", Courtesy.SALAM),
        ("assalamualaikum", Courtesy.SALAM),
        ("tolong", Courtesy.WEARY),
        ("pak tlg", Courtesy.WEARY),
        ("saya capek", Courtesy.WEARY),
        ("😭😭", Courtesy.WEARY),
        ("halo pak tolong saya bingung", Courtesy.WEARY),
    ],
)
def test_a_bare_courtesy_is_known(text: str, kind: Courtesy, words: Words) -> None:
    assert Courtesies(words).of(text) is kind


@pytest.mark.parametrize(
    "text",
    [
        "", "...", "ya", "ok", "tidak", "Bu Sri", "Selamat Riyadi", "Syukron", "Bu Sehat", "masih sehat", "ya allah",
        "halo suami saya meninggal",
        "tadi malam", "tolong cek nik saya", "Bapak Salam Hidayat", "3 Maret", "6408040303900001", "😀",
        "a" * 4096, "tolong " * 99,
    ],
)  # fmt: skip
def test_what_says_more_is_no_courtesy(text: str, words: Words) -> None:
    assert Courtesies(words).of(text) is None
