"""The letters a family writes: filled in as far as we know, with room for the pen where we do not."""

import re
from dataclasses import replace

import pytest
from pypdfium2 import PdfDocument

from services.paper.letters import Account, HeirLetterRequest, Person
from services.paper.printing import Document
from services.paper.service import Paper
from services.words import Words
from tests.paper.claims import ACCOUNT, DEATH, EMPTY_LETTERS, HEIRS, NUR, PROXY, RAHMAT, WITNESSES
from tests.paper.conversations import pages_of, text_of

FOOT = "Dibuat dengan Santun, gratis. Bukan formulir BPJS. Keputusan akhir di BPJS Ketenagakerjaan."
LETTERS = (ACCOUNT, PROXY, HEIRS, DEATH)


@pytest.fixture
def paper(words: Words) -> Paper:
    return Paper(words)


async def test_an_account_tells_who_when_where_and_what(paper: Paper) -> None:
    (page,) = pages_of(await paper.document(ACCOUNT))
    told = [
        "KRONOLOGI KEJADIAN",
        "Nama : Nurhayati NIK : 6408045506830002",
        "Hubungan dengan peserta : istri",
        "Nama : Rahmat Hidayat NIK : 6408041203790001 Pekerjaan : Nelayan",
        "Hari, tanggal : Selasa, 3 Maret 2026 Jam : sekitar 05.30 WITA",
        "Tempat kejadian : Perairan Kenyamukan, sekitar 2 mil dari dermaga",
        "Sedang melakukan apa : menarik jaring",
        "Yang melihat : Baharuddin, satu perahu",
        "berangkat melaut bersama Pak Baharuddin pukul 03.00. Waktu menarik jaring",
        "dinyatakan wafat pukul 06.40",
        "dengan sebenarnya, tanpa paksaan",
        "1. Baharuddin NIK 6408040101750005 Tanda tangan",
        "2. La Ode Syarif NIK 6408040202800006 Tanda tangan",
        "Sangatta, …",
        "Yang membuat keterangan",
        "(Nurhayati)",
    ]
    written = re.sub(r"(\. ?){20,}", "…", page)
    assert [part for part in told if part not in written] == []


async def test_the_hurt_person_tells_it_in_their_own_name(paper: Paper) -> None:
    text = text_of(await paper.document(replace(ACCOUNT, teller=None)))
    assert "menerangkan kejadian yang saya alami" in text
    assert "Hubungan dengan peserta" not in text
    assert "(Rahmat Hidayat)" in text


async def test_a_proxy_brings_papers_and_takes_neither_money_nor_fee(paper: Paper) -> None:
    (page,) = pages_of(await paper.document(PROXY))
    told = [
        "SURAT KUASA",
        "Pemberi Kuasa: Nama : Nurhayati",
        "Bontang, 15 Juni 1983",
        "Penerima Kuasa: Nama : Ahmad Fauzi NIK : 6408041708880004",
        "untuk mengurus berkas Jaminan Kematian di BPJS Ketenagakerjaan, Kantor Cabang Bontang, atas nama peserta",
        "Nomor peserta (KPJ) : 21012345678 Hari wafat : Selasa, 3 Maret 2026",
        "Kuasa ini tidak termasuk menerima uang.",
        "kecuali Pemberi Kuasa menulis lain",
        "Kuasa ini tanpa biaya.",
        "Meterai Rp10.000, bila diminta",
        "(Ahmad Fauzi)",
        "(Nurhayati)",
    ]
    assert [part for part in told if part not in page] == []
    assert "Hari kejadian" in text_of(await paper.document(replace(PROXY, is_death=False)))


async def test_the_village_is_asked_for_the_heirs_letter_with_a_list(paper: Paper) -> None:
    (page,) = pages_of(await paper.document(HEIRS))
    told = [
        "Perihal : Permohonan surat keterangan ahli waris",
        "Kepada Yth. Kepala Desa Sangatta Utara Kecamatan Sangatta Utara",
        "Hubungan : istri",
        "Rahmat Hidayat NIK : 6408041203790001 Tempat, tanggal lahir : Sangatta, 12 Maret 1979",
        "Hari, tanggal wafat : Selasa, 3 Maret 2026 Tempat wafat : RSUD Kudungga",
        "1 Nurhayati istri 15 Juni 1983 2 Siti Aminah anak 10 Januari 2009 3 Muhammad Yusuf anak umur 11 tahun",
        "Pemohon",
    ]
    assert [part for part in told if part not in page] == []


async def test_the_village_is_asked_for_the_letter_of_death(paper: Paper) -> None:
    (page,) = pages_of(await paper.document(DEATH))
    told = [
        "Perihal : Permohonan surat keterangan kematian",
        "telah wafat: Nama : Rahmat Hidayat NIK : 6408041203790001 Jenis kelamin : laki-laki",
        "Hari, tanggal wafat : Selasa, 3 Maret 2026 Jam : 06.40 WITA Tempat wafat : RSUD Kudungga",
        "Sebab, sejauh diketahui : tenggelam waktu melaut Dimakamkan di : TPU Kenyamukan",
        "akta kematian di Disdukcapil",
        "Pelapor",
    ]
    assert [part for part in told if part not in page] == []


@pytest.mark.parametrize("letter", [*LETTERS, *EMPTY_LETTERS], ids=lambda letter: type(letter).__name__)
async def test_every_letter_is_one_sheet_of_a4_and_says_that_it_is_free(letter: Document, paper: Paper) -> None:
    pdf = await paper.document(letter)
    (page,) = PdfDocument(pdf)
    assert page.get_size() == pytest.approx((595.28, 841.89), abs=0.1)
    assert FOOT in text_of(pdf)


@pytest.mark.parametrize("letter", EMPTY_LETTERS, ids=lambda letter: type(letter).__name__)
async def test_what_is_not_known_is_a_dotted_line(letter: Document, paper: Paper) -> None:
    text = text_of(await paper.document(letter))
    assert len(re.findall(r"(?:\. ?){20,}", text)) >= 12
    assert "None" not in text


async def test_a_long_account_never_leaves_the_signature_alone(paper: Paper) -> None:
    """The sentence that is signed stands on the page of the signatures, however long the account."""
    for sentences in range(6, 40, 3):
        long = replace(ACCOUNT, happened="Ombak datang dari samping dan perahu oleng sekali. " * sentences)
        last = pages_of(await paper.document(long))[-1]
        assert "Keterangan ini saya buat dengan sebenarnya" in last
        assert "(Nurhayati)" in last
        assert "La Ode Syarif" in last


async def test_forty_heirs_go_on_to_further_sheets(paper: Paper) -> None:
    heirs = tuple(Person(f"Ahli Waris Nomor {number}", relation="anak") for number in range(1, 41))
    pages = pages_of(await paper.document(replace(HEIRS, heirs=heirs)))
    assert len(pages) >= 2
    every = " ".join(pages)
    assert [number for number in range(1, 41) if f"{number} Ahli Waris Nomor {number} anak" not in every] == []
    assert "(Nurhayati)" in pages[-1]


async def test_more_than_two_witnesses_all_sign(paper: Paper) -> None:
    text = text_of(await paper.document(replace(ACCOUNT, witnesses=(*WITNESSES, Person("Sudirman")))))
    assert "3. Sudirman" in text


def test_nobody_shows_in_a_repr() -> None:
    for letter in (ACCOUNT, PROXY, HEIRS, DEATH, NUR, Account(RAHMAT), HeirLetterRequest(NUR, RAHMAT)):
        assert "Nur" not in repr(letter)
        assert "6408" not in repr(letter)
