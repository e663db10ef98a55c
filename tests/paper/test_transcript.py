"""A conversation on paper: everything that was said, by whom and when, and nothing else."""

import hashlib
import json
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from pypdfium2 import PdfDocument

from services.paper.model import Attached, Line, Voice
from services.paper.service import Paper
from services.paper.transcript import given
from services.words import Words
from tests.paper.conversations import BEGAN, USUAL, line, pages_of, text_of, transcript


@pytest.fixture
def paper(words: Words) -> Paper:
    return Paper(words)


async def test_it_tells_what_it_is_and_who_asked_for_it(paper: Paper) -> None:
    (page,) = pages_of(await paper.transcript(transcript()))
    for told in (
        "Santun Dinas Contoh",
        "Nomor KT-B-2026-00042-7",
        "Pokok Bicara dengan petugas",
        "Antrean Disnakertrans Kutai Timur",
        "Dibuka 3 Maret 2026, 14.30 WITA",
        "Selesai 4 Maret 2026, 09.30 WITA",
        "Hasil Terjawab",
        "Tanda santunan · ahli waris",
        "Dicetak 5 Maret 2026, 14.30 WITA, atas permintaan budi",
        "keputusan akhir di BPJS Ketenagakerjaan",
        "Halaman 1 dari 1",
    ):
        assert told in page


async def test_every_line_stands_in_its_order_with_who_and_when(paper: Paper) -> None:
    text = text_of(await paper.transcript(transcript()))
    told = [
        "Selasa, 3 Maret 2026",
        "14.30 · Percakapan dibuka",
        "Nurhayati 14.30",
        "Suami saya meninggal kemarin. Apakah ada biayanya?",
        "ani petugas 14.35",
        "Tidak ada biaya apa pun.",
        "Nurhayati 15.10",
        "ini KK nya pak",
        "[Foto] [Berkas]",
        "Rabu, 4 Maret 2026",
        "Nurhayati 08.30",
        "Terima kasih",
    ]
    places = [text.index(part) for part in told]
    assert places == sorted(places)


async def test_internal_notes_are_printed_only_for_who_asks_and_are_marked(paper: Paper) -> None:
    without = text_of(await paper.transcript(transcript()))
    assert "buram" not in without
    assert "5 baris, tanpa catatan internal" in without
    notes = text_of(await paper.transcript(transcript(with_notes=True)))
    assert "ani catatan internal, tidak dikirim 15.14 KK buram di baris ketiga" in notes
    assert "6 baris, termasuk catatan internal" in notes


async def test_one_that_has_not_ended_has_no_end_and_one_without_lines_says_so(paper: Paper) -> None:
    bare = replace(transcript(), closed=None, outcome="", tags=(), lines=())
    text = text_of(await paper.transcript(bare))
    assert "Selesai belum" in text
    assert "Hasil" not in text
    assert "Tanda " not in text.replace("Tanda yang", "")
    assert "Belum ada pesan dalam percakapan ini." in text


@pytest.mark.parametrize("thing", Attached)
async def test_whatever_came_along_has_a_word(thing: Attached, paper: Paper) -> None:
    text = text_of(await paper.transcript(transcript(Line(Voice.THEIRS, BEGAN, "Nur", "", (thing,)))))
    assert re.search(r"Nur 14\.30 \[\w[\w ]+\]", text)


async def test_the_digest_is_that_of_what_was_said(paper: Paper, words: Words) -> None:
    data = given(transcript(), words.zone)
    text = text_of(await paper.transcript(transcript()))
    assert data["digest"] in text
    about_the_printing = {"operator", "asked_by", "asked_at", "digest"}
    said = {key: value for key, value in data.items() if key not in about_the_printing}
    plain = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert data["digest"] == hashlib.sha256(plain.encode()).hexdigest()


@pytest.mark.parametrize("number", range(len(USUAL)))
async def test_another_word_or_minute_is_another_digest(number: int, words: Words) -> None:
    def digest(*lines: Line) -> object:
        return given(transcript(*lines, with_notes=True), words.zone)["digest"]

    old = USUAL[number]
    for new in (replace(old, text=old.text + "."), replace(old, at=old.at + timedelta(minutes=1))):
        assert digest(*USUAL) != digest(*USUAL[:number], new, *USUAL[number + 1 :])
    assert digest(*USUAL) == digest(*USUAL)


async def test_who_prints_it_and_when_changes_no_digest(words: Words) -> None:
    one, other = transcript(), replace(transcript(), asked_by="citra", asked_at=BEGAN)
    assert given(one, words.zone)["digest"] == given(other, words.zone)["digest"]


async def test_a_long_conversation_has_numbered_pages_and_keeps_every_line(paper: Paper) -> None:
    lines = [line((f"kalimat nomor {number}: " + "kata demi kata " * 300)[:4096], number) for number in range(500)]
    pages = pages_of(await paper.transcript(transcript(*lines)))
    assert len(pages) > 100
    assert [int(found[1]) for page in pages if (found := re.search(r"Halaman (\d+) dari", page))] == [
        *range(1, len(pages) + 1)
    ]
    assert all(page.endswith(f"dari {len(pages)}") or f"dari {len(pages)}" in page for page in pages)
    every = " ".join(pages)
    assert [number for number in range(500) if f"kalimat nomor {number}:" not in every] == []


async def test_the_same_conversation_gives_the_same_bytes(paper: Paper) -> None:
    assert await paper.transcript(transcript()) == await paper.transcript(transcript())


async def test_the_pdf_says_its_title_and_not_when_it_was_made(paper: Paper) -> None:
    about = PdfDocument(await paper.transcript(transcript())).get_metadata_dict()
    assert about["Title"] == "Transkrip percakapan KT-B-2026-00042-7"
    assert about["CreationDate"] == about["ModDate"] == ""
