"""The word table understands people who are tired, in a hurry, in grief, or writing as they speak."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.words.topics import Topics

TOPICS = Topics.load()
HERE = Path(__file__).parent


def rows(file: Path) -> list[tuple[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return [(row[0], row[1]) for row in csv.reader(lines, delimiter="\t")][1:]


TIRED = rows(HERE / "tired.tsv")
ASKED = {
    "Kartunya hilang, nomornya lupa, gimana tahu nomor KPJ saya?": "card",
    "Bisa cek aktif atau tidak cuma pakai KTP?": "coverage",
    "Kok nama saya ada di BPJS padahal nggak pernah daftar?": "why_listed",
    "Almarhum nelayan, mungkin didaftarin dinas — bisa dicek?": "coverage",
    "NIK sy gak ketemu pdhl tetangga ada semua": "not_in_data",
    "KTP lama KK baru, yang dipakai nomor mana?": "which_number",
    "Sudah lebih 3 bulan nggak bayar, masih bisa lanjut?": "inactive",
    "Ibu meninggal waktu iuran putus dua bulan, santunannya hilang?": "inactive",
    "Tahun depan pemda masih bayarin nggak?": "funding",
    "Katanya diskon 50%, kok saya nggak dapat?": "discount",
    "Kalau bunuh diri dibayar nggak?": "suicide",
    "Piye carane ngurus klaim JKM, ahli warise bojo karo anak?": "heirs",
    "Baru dua bulan jadi peserta, dapat berapa?": "short_membership",
    "Katanya cuma kalau mati kerja, bener?": "any_cause",
    "Uang dari KPU/Jasa Raharja sudah dapat, BPJS masih bisa?": "other_insurers",
    "Meninggalnya di kampung, di Sulawesi, klaimnya di mana?": "far_away",
    "Istrinya dua, yang dapat yang mana?": "heirs_special",
    "Istrinya kabur, anak diasuh neneknya, siapa yang urus?": "heirs_special",
    "Almarhum bujang, orang tua masih ada": "heirs",
    "Anak tiri/angkat dapat beasiswa?": "heirs_special",
    "Surat keterangan ahli waris bikin di mana, desa apa camat?": "heir_letter",
    "Punya kartunya tapi bingung mau ngurus ke mana": "where_to_go",
    "Udah seminggu lebih kok belum diproses?": "no_answer",
    "Enam bulan lebih diajukan nggak ada jawaban": "no_answer",
    "Klaim ditolak, alasannya apa dasar hukumnya apa?": "reason",
    "Bayar berapa biar cepat cair?": "free",
    "Bisa dari HP aja nggak ke Bontang? jauh": "from_phone",
    "Ngecek sudah sampai mana klaimnya gimana?": "status",
    "Meninggal waktu kerja di gorong-gorong, klaimnya gimana?": "death_by_work",
    "Klinik suruh bayar dulu, nanti diganti nggak?": "clinic_money",
    "Kena parang waktu nebas sawit, ke puskesmas mana?": "clinics",
    "Jatuh motor berangkat ke pasar jualan, dihitung?": "what_counts",
    "Nggak punya atasan, siapa yang tanda tangan formulir?": "no_employer",
    "Jari putus dapat berapa?": "disability",
    "Pingsan di kapal terus meninggal, itu kecelakaan kerja?": "sudden_death",
    "Syarat beasiswa anaknya apa?": "papers_grant",
    "Bapak baru ikut 1 tahun, anak dapat kuliah?": "scholarship_years",
    "Dapat link WA cek bantuan BPJS, asli nggak?": "phishing",
    "Bot ini punya siapa?": "about_us",
    "Bisa cek NIK tetangga?": "neighbour",
}


def test_every_collected_question_has_its_subject() -> None:
    collected = {question for _, question in rows(HERE.parent / "benefits" / "questions.tsv")}
    assert collected == set(ASKED)


@pytest.mark.parametrize(("question", "topic"), ASKED.items())
def test_a_collected_question_is_understood(question: str, topic: str) -> None:
    assert topic in TOPICS.match(question)


def test_there_are_more_than_sixty_tired_sentences() -> None:
    assert len(TIRED) >= 60


@pytest.mark.parametrize(("topic", "sentence"), TIRED)
def test_a_tired_sentence_is_understood_at_once(topic: str, sentence: str) -> None:
    assert TOPICS.match(sentence)[0] == topic


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("berapa biaya nya", "free"),
        ("ini bayar ga", "free"),
        ("harus bayar kah", "free"),
        ("bayar apa ga pak", "free"),
        ("berapa lama lagi klaim cair", "clocks"),
        ("ini aman kah", "about_us"),
        ("data sy aman ga", "about_us"),
        ("apa harus ke bontang", "from_phone"),
        ("harus datang ke kantor ga", "from_phone"),
        ("perlu surat apa aja", "papers_death"),
    ],
)
def test_a_question_that_comes_in_the_middle_is_known_as_one(question: str, topic: str) -> None:
    assert TOPICS.match(question)[0] == topic
    assert TOPICS.asks(question)


@pytest.mark.parametrize("sentence", ["mau tanya santunan suami sy", "mau nanya santunan bapak"])
def test_whoever_asks_is_not_asked_who_signs(sentence: str) -> None:
    assert TOPICS.match(sentence) == ("death_pays",)


@pytest.mark.parametrize(
    "sentence",
    [
        "kapan dijawab?", "kapan dijwb nya pak", "berapa lama lagi saya nunggu", "masih lama ya?", "kapan ya bu",
        "brp lama lg antrinya", "kapan petugas telepon saya", "jam berapa dijawab",
    ],
)  # fmt: skip
def test_who_asks_how_long_the_answer_takes_is_known(sentence: str) -> None:
    assert TOPICS.is_about_waiting(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "kapan klaim dijawab", "berapa lama uang cair", "kapan paling lambat lapor", "masih lama santunannya?",
        "kapan batas waktunya", "suami saya meninggal, kapan dibayar", "KTP lama KK baru, yang dipakai nomor mana?",
        "saya tunggu di rumah", "sudah lama jadi peserta", "berapa lama pengajuan diproses", "",
    ],
)  # fmt: skip
def test_who_asks_how_long_something_else_takes_is_not(sentence: str) -> None:
    assert not TOPICS.is_about_waiting(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "", "   ", "😀😀", "halo selamat pagi", "terima kasih banyak ya", "resep bakso enak", "hp saya mati", "ok",
        "cuaca besok hujan?", "beli beras di pasar", "besok main bola", "mati lampu di rumah", "1234", "a" * 4096,
        "makan siang apa", "siapa presiden indonesia",
    ],
)  # fmt: skip
def test_what_is_not_ours_is_not_guessed(sentence: str) -> None:
    assert TOPICS.match(sentence) == ()


@pytest.mark.parametrize(
    "sentence", ["bapak belum meninggal, masih sehat", "bukan kecelakaan", "nggak mau mati konyol", "tdk meninggal kok"]
)
def test_what_is_denied_is_not_taken_for_said(sentence: str) -> None:
    assert not {"death", "accident_now", "crisis"} & set(TOPICS.match(sentence))


@pytest.mark.parametrize("sentence", [text for topic, text in TIRED if topic == "crisis"])
def test_someone_in_danger_is_offered_nothing_else(sentence: str) -> None:
    assert TOPICS.match(sentence) == ("crisis",)


@pytest.mark.parametrize(
    "sentence",
    ["mau urus santunan bapak mati kecelakaan", "suami saya bunuh diri, santunannya gimana", "kalau mati kerja dapat?"],
)
def test_a_question_about_another_is_not_a_crisis(sentence: str) -> None:
    assert "crisis" not in TOPICS.match(sentence)


@pytest.mark.parametrize(
    "name", ["Bunder Saputra", "Matius", "Siti Matiah", "Mattiah binti Bundar", "Hidayat", "Modari"]
)
def test_a_name_is_never_taken_for_a_crisis(name: str) -> None:
    assert "crisis" not in TOPICS.match(name)


def test_every_word_of_a_sign_is_a_group_of_the_table() -> None:
    every = [*TOPICS._waiting, *(sign for signs in TOPICS._signs.values() for _, sign in signs)]
    for sign in every:
        assert {*sign.all_of, *sign.none_of} <= set(TOPICS._groups)


def test_every_group_is_used() -> None:
    every = [*TOPICS._waiting, *(sign for signs in TOPICS._signs.values() for _, sign in signs)]
    signs = {group for sign in every for group in (*sign.all_of, *sign.none_of)}
    braces = {part[1:-1] for parts, _ in TOPICS._phrases for part in parts if part[0] == "{"} - {"tidak"}
    assert set(TOPICS._groups) == signs | braces


@given(st.text(max_size=300))
def test_any_text_gives_at_most_three_known_subjects(text: str) -> None:
    found = TOPICS.match(text)
    assert len(found) <= 3
    assert set(found) <= set(TOPICS.keys)
