"""What is said for each of the six answers, about oneself, somebody who died, somebody who was hurt."""

import re
from collections.abc import Callable
from datetime import date

import pytest

from services.coverage import About, Occasion, Working
from services.coverage.rules import answer, share
from services.participants.model import NotFound, Participant, Period
from services.participants.nik import Sex
from services.speech import Speech
from services.words import Words
from tests.coverage.people import DIED, WOMAN, found, listed, on, paid, person

LONG = listed(date(2025, 1, 1), date(2026, 12, 31))
LONG_PAID = paid(date(2025, 1, 1), date(2026, 12, 31))


def plain(words: Words, speech: Speech) -> str:
    return re.sub(r"<[^>]+>", "", words.render(speech))


def said(words: Words, who: Participant, occasion: Occasion | None = None) -> str:
    asked = occasion or on(DIED)
    return plain(words, answer(found(who, asked.day), asked))


def test_a_listed_death_names_the_sum_its_parts_and_what_listed_proves(words: Words) -> None:
    lines = [line for line in said(words, person(LONG)).splitlines() if line]
    assert lines[0] == (
        "Almarhum Rahmat Hidayat terdaftar pada hari wafatnya, 3 Maret 2026, "
        "dalam daftar yang iurannya ditanggung Pemkab Kutai Timur."
    )
    assert lines[1] == (
        "Hak keluarga: Rp42.000.000 = santunan sekaligus Rp20.000.000 + santunan berkala (dibayar sekaligus) "
        "Rp12.000.000 + biaya pemakaman Rp10.000.000."
    )
    text = "\n".join(lines)
    assert "BPJS Ketenagakerjaan yang memastikan iurannya sudah masuk, dan memutuskan." in text
    assert "Tidak ada biaya apa pun" in text
    assert "6408••••••••9001" in text
    assert "6408040303909001" not in text


def test_a_paid_death_tells_the_paid_months(words: Words) -> None:
    text = said(words, person(LONG_PAID))
    assert "Iurannya sudah masuk 15 bulan menurut daftar pembayaran BPJS." in text
    assert "yang memastikan iurannya" not in text


def test_not_knowing_whether_it_was_work_gives_both_sums(words: Words) -> None:
    text = said(words, person(LONG), on(DIED, working=Working.UNKNOWN))
    assert "Rp42.000.000" in text
    assert "bila karena kerja, Rp70.000.000 atau lebih" in text


def test_a_death_at_work_is_seventy_million(words: Words) -> None:
    assert "Hak keluarga: Rp70.000.000 = " in said(words, person(LONG), on(DIED, working=Working.YES))


def test_a_short_membership_is_about_ten_million_and_never_split(words: Words) -> None:
    text = said(words, person(listed(date(2026, 2, 1))))
    assert "Hak keluarga: sekitar Rp10.000.000." in text
    assert "kepala cabang" in text
    assert "Rp42" not in text


def test_exactly_three_months_leaves_it_to_the_officer(words: Words) -> None:
    text = said(words, person(listed(date(2026, 1, 1))))
    assert "Rp42.000.000" in text
    assert "kalau dihitung kurang dari 3 bulan, sekitar Rp10.000.000" in text


def test_exactly_three_months_and_perhaps_work_gives_all_three_sums(words: Words) -> None:
    who, asked = person(listed(date(2026, 1, 1))), on(DIED, working=Working.UNKNOWN)
    for text in (said(words, who, asked), plain(words, share(found(who, DIED), asked))):
        assert "Rp42.000.000" in text
        assert "kalau dihitung kurang dari 3 bulan, sekitar Rp10.000.000" in text
        assert "bila karena kerja, Rp70.000.000 atau lebih" in text


def test_a_worker_of_three_months_forwards_both_sums(words: Words) -> None:
    text = plain(words, share(found(person(listed(date(2026, 1, 1))), DIED), on(DIED, About.SELF)))
    assert "Rp42.000.000" in text
    assert "sekitar Rp10.000.000" in text


@pytest.mark.parametrize("period", [listed, paid])
def test_where_earlier_months_are_unknown_no_short_sum_is_told(words: Words, period: Callable[..., Period]) -> None:
    text = said(words, person(period(date(2026, 2, 1), start_known=False)))
    assert "Rp42.000.000" in text
    assert "setidaknya 2 bulan" in text
    assert "Rp10.000.000." not in text.replace("biaya pemakaman Rp10.000.000.", "")


def test_before_february_2025_a_young_membership_gets_the_full_sum(words: Words) -> None:
    text = said(words, person(listed(date(2025, 1, 1))), on(date(2025, 2, 10)))
    assert "Hak keluarga: Rp42.000.000" in text
    assert "sekitar" not in text


@pytest.mark.parametrize("about", [About.DECEASED, About.HURT, About.SELF])
@pytest.mark.parametrize("day", [date(2026, 2, 20), date(2026, 9, 1)])
def test_an_ended_membership_is_never_a_no(words: Words, about: About, day: date) -> None:
    text = said(words, person(listed(date(2025, 1, 1), date(2025, 12, 31))), on(day, about)).lower()
    assert "31 desember 2025" in text
    assert "ajukan" in text
    for verdict in ("hangus", "ditolak", "gagal", "salah", "tidak terdaftar", "tidak berhak"):
        assert verdict not in text


def test_grace_names_the_sum_only_if_bpjs_agrees(words: Words) -> None:
    ended = person(listed(date(2025, 1, 1), date(2025, 12, 31)))
    assert "Bila BPJS memastikan masih dalam masa itu: Rp42.000.000" in said(words, ended, on(date(2026, 2, 20)))
    assert "Rp42" not in said(words, ended, on(date(2026, 9, 1)))


@pytest.mark.parametrize("about", list(About))
def test_a_later_start_leaves_the_door_open(words: Words, about: About) -> None:
    text = said(words, person(listed(date(2026, 6, 1))), on(DIED, about))
    assert "1 Juni 2026" in text
    assert "belum ada di data kami" in text


def test_only_the_month_is_enough(words: Words) -> None:
    text = said(words, person(LONG), on(DIED, exact=False))
    assert "pada bulan wafatnya, Maret 2026," in text
    assert "3 Maret" not in text


def test_a_month_in_which_the_membership_ends_needs_the_day(words: Words) -> None:
    text = said(words, person(listed(date(2025, 1, 1), date(2026, 3, 15))), on(DIED, exact=False))
    assert "tanggal pastinya menentukan" in text
    assert "Rp" not in text


def test_a_woman_is_almarhumah_and_in_doubt_only_her_name_stands(words: Words) -> None:
    siti = person(LONG, nik=WOMAN, sex=Sex.WOMAN, name="Siti Aisah")
    assert said(words, siti).startswith("Almarhumah Siti Aisah terdaftar")
    doubtful = person(LONG, nik=WOMAN, sex=Sex.MAN, name="Siti Aisah")
    assert said(words, doubtful).startswith("Siti Aisah terdaftar")


def test_a_worker_hears_until_when_and_that_it_is_free(words: Words) -> None:
    text = said(words, person(LONG), on(DIED, About.SELF))
    assert text.splitlines()[0] == "Anda terdaftar, Bapak Rahmat Hidayat."
    assert "sampai Desember 2026" in text
    assert "Anda tidak perlu membayar apa pun" in text
    assert "tanpa batas biaya" in text


def test_somebody_hurt_off_work_is_told_the_other_bpjs(words: Words) -> None:
    text = said(words, person(LONG), on(DIED, About.HURT, Working.NO))
    assert "BPJS Kesehatan" in text
    assert "tanpa batas" not in text
    at_work = said(words, person(LONG), on(DIED, About.HURT, Working.YES))
    assert "Berobat ditanggung tanpa batas biaya" in at_work
    assert "Rp1.000.000 sebulan" in at_work


def test_not_found_reminds_of_the_family_card_number(words: Words) -> None:
    text = plain(words, answer(NotFound(), on(DIED)))
    assert text.startswith("Data itu belum kami temukan.")
    assert "nomor KK" in text
    assert "3 Maret" not in text


@pytest.mark.parametrize("about", list(About))
@pytest.mark.parametrize(
    "period", [LONG, LONG_PAID, listed(date(2026, 6, 1)), listed(date(2024, 1, 1), date(2024, 5, 1))]
)
def test_what_is_forwarded_has_no_name_number_or_date(words: Words, about: About, period: Period) -> None:
    text = plain(words, share(found(person(period), DIED), on(DIED, about)))
    for personal in ("Rahmat", "Hidayat", "6408", "9001", "2026", "Maret", "2025", "2024"):
        assert personal not in text
    assert "175" in text


@pytest.mark.parametrize("about", list(About))
@pytest.mark.parametrize("working", list(Working))
@pytest.mark.parametrize(
    "period", [LONG, LONG_PAID, listed(date(2026, 1, 1)), listed(date(2024, 1, 1), date(2025, 12, 31))]
)
def test_an_answer_is_short_enough_to_read_in_grief(
    words: Words, about: About, working: Working, period: Period
) -> None:
    text = said(words, person(period), on(DIED, about, working))
    assert len(text) <= 760, text
    assert "\n\n\n" not in text
