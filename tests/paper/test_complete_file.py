"""The file for the branch: cover, summary, sums, list of papers, and every page of every paper, in one PDF."""

import io
import os
import re
from dataclasses import replace

import pytest
from PIL import Image
from pypdfium2 import PdfDocument, PdfPage, raw

from services.paper import printing
from services.paper.claim import CompleteFile, HeirOrder, PaperState, Sum
from services.paper.letters import Person
from services.paper.messages import PaperTooLong
from services.paper.service import Paper
from services.words import Words
from tests.paper.claims import DIGESTS, FILE, MADE, NAMES, NUMBER, filed, jpeg
from tests.paper.conversations import pages_of, text_of

FRONT = 3
"""Cover, summary, list."""
BARE = CompleteFile("Dinas", NUMBER, "Jaminan Kematian (JKM)", Person(), Person(), "", MADE, "ani")


@pytest.fixture
def paper(words: Words) -> Paper:
    return Paper(words)


def pictures_on(page: PdfPage) -> list[tuple[float, float, float, float]]:
    return [thing.get_bounds() for thing in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=5)]


async def test_the_cover_says_whose_case_it_is(paper: Paper) -> None:
    cover = pages_of(await paper.document(FILE))[0]
    for part in (
        "Rahasia: berisi data pribadi",
        "Jaminan Kematian (JKM)",
        "KT-2026-00042-7 bukan nomor klaim BPJS",
        "Peserta Rahmat Hidayat NIK 6408041203790001 Nomor peserta 21012345678 Hari wafat Selasa, 3 Maret 2026",
        "Yang mengajukan Nurhayati, istri NIK 6408045506830002 HP 0812 5555 0101",
        "Untuk kantor BPJS Ketenagakerjaan Cabang Bontang",
        "Disusun 9 Maret 2026, 10.05 WITA oleh Ani Rahmawati. 5 berkas.",
    ):
        assert part in cover


async def test_the_summary_tells_facts_heirs_by_order_and_what_a_person_must_handle(paper: Paper) -> None:
    summary = pages_of(await paper.document(FILE))[1]
    told = [
        "Perlu ditangani petugas",
        "Dua anak di bawah umur: wali belum disebutkan.",
        "Belum ada dalam berkas ini",
        "Buku tabungan ahli waris",
        "Masa iuran setidaknya 17 bulan menurut data kami",
        "Pasangan dan anak",
        "1 Nurhayati",
        "di bawah umur: dibayarkan lewat wali",
        "3 Muhammad Yusuf",
        "umur 11 tahun",
        "Orang tua, cucu, kakek, nenek",
        "1 Hj. Rohani",
        "belum diketahui",
        "PP 44/2015 Pasal 37",
        "Santunan sekaligus",
        "PP 82/2019 Pasal 34, sejak 2 Desember 2019",
        "Jumlah Rp42.000.000",
        "Bila kejadian ini kecelakaan kerja: Rp70.000.000",
        "yang memutuskan BPJS Ketenagakerjaan",
    ]
    places = [summary.find(part) for part in told]
    assert -1 not in places
    assert places == sorted(places)


async def test_a_sum_that_one_official_told_says_so(paper: Paper) -> None:
    sums = (Sum("Santunan", "sekitar Rp10.000.000", "beberapa kepala cabang, Februari 2025", is_certain=False),)
    text = text_of(await paper.document(replace(FILE, sums=sums, total="", papers=())))
    assert "menurut beberapa kepala cabang, Februari 2025; petugas yang memastikan" in text
    assert "Jumlah Rp" not in text


@pytest.mark.parametrize("order", HeirOrder)
async def test_every_order_of_heirs_has_a_heading(order: HeirOrder, paper: Paper) -> None:
    heirs = (replace(FILE.heirs[0], order=order),)
    text = text_of(await paper.document(replace(FILE, heirs=heirs, papers=())))
    assert re.search(r"Tanggal lahir [A-Z][\w ,]+ 1 Nurhayati", text)


async def test_the_hurt_have_no_heirs(paper: Paper) -> None:
    text = text_of(await paper.document(replace(FILE, is_death=False, heirs=(), papers=())))
    assert "Hari kejadian Selasa, 3 Maret 2026" in text
    assert "Ahli waris" not in text
    assert "wafat" not in text.replace("pada hari wafat", "").replace("Tempat wafat", "")


async def test_the_list_names_the_page_on_which_each_paper_begins(paper: Paper) -> None:
    pages = pages_of(await paper.document(replace(FILE, papers=filed(5, 2))))
    listed = pages[2]
    for place, name in enumerate(NAMES[:5]):
        start = FRONT + 1 + 2 * place
        assert re.search(rf"{place + 1} {name} .*? diterima 2 {start} ", listed)
        assert DIGESTS[place] in listed.replace(" ", "")
        assert f"{place + 1}. {name} halaman 1 dari 2 · {NUMBER}" in pages[start - 1]
        assert f"{place + 1}. {name} halaman 2 dari 2 · {NUMBER}" in pages[start]


@pytest.mark.parametrize(("papers", "each"), [(0, 0), (1, 1), (40, 1), (3, 4)])
async def test_every_page_of_every_paper_has_a_sheet_of_its_own(papers: int, each: int, paper: Paper) -> None:
    pdf = await paper.document(replace(FILE, papers=filed(papers, each)))
    document = PdfDocument(pdf)
    with_picture = [number for number, page in enumerate(document) if pictures_on(page)]
    assert len(with_picture) == papers * each
    assert with_picture == [*range(len(document) - papers * each, len(document))]
    assert {tuple(map(round, page.get_size())) for page in document} == {(595, 842)}
    for number in with_picture:
        assert len(pictures_on(document[number])) == 1
    assert f"halaman {len(document)} dari {len(document)}" in pages_of(pdf)[-1]


@pytest.mark.parametrize("size", [(1600, 900), (900, 1600), (1600, 60), (60, 1600), (1, 1), (40, 30)])
async def test_a_picture_fits_its_sheet_and_keeps_its_shape(size: tuple[int, int], paper: Paper) -> None:
    papers = (replace(filed(1, 0)[0], pages=(jpeg(size=size, noise=1),)),)
    document = PdfDocument(await paper.document(replace(FILE, papers=papers)))
    page = document[len(document) - 1]
    ((left, bottom, right, top),) = pictures_on(page)
    width, height = page.get_size()
    assert 50 <= left < right <= width - 50
    assert 50 <= bottom < top <= height - 50
    assert (right - left) / (top - bottom) == pytest.approx(size[0] / size[1], rel=0.02)


async def test_a_picture_is_put_in_as_it_is(paper: Paper) -> None:
    papers = filed(2, 2)
    pdf = await paper.document(replace(FILE, papers=papers))
    assert [page for sheet in papers for page in sheet.pages if page not in pdf] == []


async def test_grey_pictures_and_such_with_a_camera_s_notes_are_taken(paper: Paper) -> None:
    made = io.BytesIO()
    exif = Image.Exif()
    exif[0x0110] = "Ponsel"
    Image.new("L", (300, 400), 128).save(made, "JPEG", exif=exif, dpi=(72, 72))
    papers = (replace(filed(1, 0)[0], pages=(made.getvalue(),)),)
    document = PdfDocument(await paper.document(replace(FILE, papers=papers)))
    assert pictures_on(document[len(document) - 1])


BROKEN = {
    "empty": b"",
    "word": b"JPEG",
    "noise": os.urandom(4096),
    "png": b"\x89PNG\r\n\x1a\n" + bytes(64),
    "svg": b"<svg/>",
    "cut": jpeg()[:30],
}


@pytest.mark.parametrize("content", [*BROKEN.values()], ids=BROKEN)
async def test_a_page_that_is_no_picture_keeps_no_other_from_being_made(content: bytes, paper: Paper) -> None:
    good = jpeg("KTP")
    papers = (replace(filed(1, 0)[0], pages=(good, content, good)),)
    pdf = await paper.document(replace(FILE, papers=papers))
    document = PdfDocument(pdf)
    assert [len(pictures_on(page)) for page in document][FRONT:] == [1, 0, 1]
    assert "Halaman ini tidak dapat dicetak. Aslinya tersimpan di Santun." in pages_of(pdf)[FRONT + 1]


async def test_a_paper_without_pictures_has_a_sheet_that_says_so(paper: Paper) -> None:
    papers = (replace(filed(1, 0)[0], state=PaperState.AGAIN, reason="Kurang jelas"), *filed(1, 1))
    pages = pages_of(await paper.document(replace(FILE, papers=papers)))
    assert len(pages) == FRONT + 2
    assert "Gambar berkas ini tidak dicetak." in pages[FRONT]
    assert "Kurang jelas" in pages[2]


async def test_a_case_of_which_nothing_is_known_has_a_file_too(paper: Paper) -> None:
    pages = pages_of(await paper.document(BARE))
    assert len(pages) == FRONT
    assert "None" not in " ".join(pages)
    assert "Peserta belum diketahui NIK belum diketahui" in pages[0]
    assert "Belum ada yang disebutkan." in pages[1]
    assert "Belum dihitung." in pages[1]
    assert "Belum ada berkas." in pages[2]


async def test_twenty_papers_of_three_photos_are_one_file(paper: Paper) -> None:
    photo = jpeg("foto", (1200, 1600), noise=6)
    assert 350_000 < len(photo) < 450_000
    papers = tuple(
        replace(sheet, pages=tuple(photo + bytes((place, page)) for page in range(3)))
        for place, sheet in enumerate(filed(20, 0))
    )
    pdf = await paper.document(replace(FILE, papers=papers))
    assert len(PdfDocument(pdf)) >= FRONT + 60
    assert len(pdf) < 61 * len(photo)


async def test_more_pictures_than_one_file_holds_are_refused(paper: Paper, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.paper.service.MOST_PICTURES", 100)
    with pytest.raises(PaperTooLong):
        await paper.document(replace(FILE, papers=filed(1, 1)))
    assert printing.WITH_PICTURES.answer << 20 > printing.MOST_PICTURES


async def test_the_same_case_gives_the_same_bytes(paper: Paper) -> None:
    assert await paper.document(FILE) == await paper.document(FILE)
    about = PdfDocument(await paper.document(FILE)).get_metadata_dict()
    assert about["CreationDate"] == about["ModDate"] == ""
    assert NUMBER in about["Title"]
