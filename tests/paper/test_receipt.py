"""What the family holds in hand: what we have, what is missing, what we do next, and that BPJS does not have it yet."""

import re
from dataclasses import replace

import pytest
import segno
from pypdfium2 import PdfDocument, PdfPage, raw

from services.paper.claim import PaperState
from services.paper.codes import squares
from services.paper.service import Paper
from services.words import Words
from tests.paper.claims import DIGESTS, FILE, LINK, OVER, RECEIPT, received
from tests.paper.conversations import pages_of, text_of

Grid = list[list[bool]]


@pytest.fixture
def paper(words: Words) -> Paper:
    return Paper(words)


def modules(content: str) -> Grid:
    return [[bool(module) for module in row] for row in segno.make(content, error="m", micro=False).matrix]


def drawn_code(page: PdfPage, size: int) -> Grid:
    """The code as it can be seen: the page as a picture, read in the middle of each module."""
    paths = (thing.get_bounds() for thing in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]))
    left, _, right, top = next(
        box
        for box in paths
        if 60 < box[2] - box[0] < 120 and box[2] - box[0] == pytest.approx(box[3] - box[1], abs=0.1)
    )
    scale = 5
    picture = page.render(scale=scale, grayscale=True).to_pil()
    height, module = page.get_size()[1], (right - left) / size

    def is_dark(row: int, column: int) -> bool:
        seen = (left + (column + 0.5) * module, height - top + (row + 0.5) * module)
        return bool(picture.getpixel((int(seen[0] * scale), int(seen[1] * scale))) < 128)

    return [[is_dark(row, column) for column in range(size)] for row in range(size)]


async def test_it_says_what_it_is_for_and_where_the_papers_lie(paper: Paper) -> None:
    (page,) = pages_of(await paper.document(RECEIPT))
    told = [
        "Santun Disnakertrans Kutai Timur",
        "KT-2026-00042-7 bukan nomor klaim BPJS",
        "Untuk Jaminan Kematian (JKM) Peserta Rahmat Hidayat, NIK 6408••••••••0001",
        "Hari kejadian Selasa, 3 Maret 2026",
        "Yang mengajukan Nurhayati, istri",
        "Dicetak 9 Maret 2026, 10.05 WITA",
        "Berkas ini belum sampai di BPJS.",
        "Petugas memeriksa berkas dan menghubungi Ibu Nurhayati. Paling lambat Kamis, 12 Maret 2026",
        "Yang masih kurang",
        "Buku nikah",
        "Buku tabungan ahli waris",
        "Semuanya gratis, tanpa potongan.",
        "Menghubungi kami",
        "ketik /status",
        "Gratis. Keputusan akhir di BPJS Ketenagakerjaan.",
    ]
    assert [part for part in told if part not in page] == []


async def test_every_paper_has_its_pages_state_day_and_digest(paper: Paper) -> None:
    text = text_of(await paper.document(RECEIPT))
    for part in ("2 KTP ahli waris", "diterima 9 Maret 2026, 10.05 WITA", "sedang diperiksa", "perlu dikirim lagi"):
        assert part in text
    assert "Baris ketiga kurang jelas. Foto ulang di tempat terang." in text
    for digest in DIGESTS[:5]:
        assert digest in text.replace(" ", "")


@pytest.mark.parametrize(("state", "word"), [*zip(PaperState, ("diterima", "diperiksa", "dikirim lagi"), strict=True)])
async def test_every_state_has_a_word(state: PaperState, word: str, paper: Paper) -> None:
    one = replace(received(1)[0], state=state)
    assert word in text_of(await paper.document(replace(RECEIPT, papers=(one,))))


async def test_once_handed_over_it_says_to_whom_and_when(paper: Paper) -> None:
    text = text_of(await paper.document(replace(RECEIPT, handed_over=OVER, missing=())))
    assert "Berkas ini sudah diserahkan ke BPJS Ketenagakerjaan Cabang Bontang pada 16 Maret 2026." in text
    assert "Nomor dari BPJS: BTG/2026/0313" in text
    assert "belum sampai" not in text
    assert "masih kurang" not in text
    numberless = replace(RECEIPT, handed_over=replace(OVER, number=""))
    assert "Nomor dari BPJS belum kami terima." in text_of(await paper.document(numberless))


async def test_nothing_received_and_nothing_known_still_makes_a_receipt(paper: Paper) -> None:
    bare = replace(RECEIPT, papers=(), missing=(), contact=(), code="", event_day=None, next_by=None)
    (page,) = pages_of(await paper.document(bare))
    assert "Belum ada." in page
    assert "None" not in page
    assert "Pindai" not in page
    assert "Paling lambat" not in page


async def test_forty_papers_are_all_there_on_numbered_pages(paper: Paper) -> None:
    pages = pages_of(await paper.document(replace(RECEIPT, papers=received(40))))
    assert 3 <= len(pages) <= 6
    assert all(f"halaman {place} dari {len(pages)}" in page for place, page in enumerate(pages, 1))
    assert " ".join(pages).count("diterima 9 Maret 2026") == 40


async def test_no_paper_is_torn_apart_between_two_pages(paper: Paper) -> None:
    papers = tuple(replace(one, reason="Foto ulang di tempat terang. " * 6) for one in received(12))
    for lines in range(6):
        further = pages_of(await paper.document(replace(RECEIPT, papers=papers, missing=("Buku nikah",) * lines)))[1:]
        begins = [page for page in further if page.startswith("Berkas Halaman Keadaan")]
        assert begins
        assert [page[:60] for page in begins if not re.match(r"Berkas Halaman Keadaan \d+ [A-Z]", page)] == []


@pytest.mark.parametrize("content", [LINK, "x", "https://contoh.id/" + "a" * 300])
async def test_the_code_on_the_sheet_is_the_code_of_the_link(content: str, paper: Paper) -> None:
    wanted = modules(content)
    for document in (replace(RECEIPT, code=content), replace(FILE, code=content, papers=())):
        page = PdfDocument(await paper.document(document))[0]
        assert drawn_code(page, len(wanted)) == wanted


def test_a_code_is_told_as_runs_of_dark_modules() -> None:
    told = squares(LINK)
    drawn = [[False] * told["size"] for _ in range(told["size"])]
    for left, top, long in told["runs"]:
        drawn[top][left : left + long] = [True] * long
    assert drawn == modules(LINK)
    assert squares("") == {"size": 0, "runs": []}
