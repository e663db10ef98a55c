"""Conversations to print, and how to read what was printed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from pypdfium2 import PdfDocument

from services.paper.model import Attached, Line, Transcript, Voice

BEGAN = datetime(2026, 3, 3, 6, 30, tzinfo=UTC)


def line(text: str, minutes: int = 0, voice: Voice = Voice.THEIRS, who: str = "Nurhayati") -> Line:
    return Line(voice, BEGAN + timedelta(minutes=minutes), who, text)


USUAL = (
    Line(Voice.EVENT, BEGAN, "", "Percakapan dibuka"),
    line("Suami saya meninggal kemarin.\nApakah ada biayanya?"),
    line("Kami turut berduka cita. Tidak ada biaya apa pun.", 5, Voice.STAFF, "ani"),
    replace(line("ini KK nya pak", 40), attached=(Attached.PHOTO, Attached.FILE)),
    line("KK buram di baris ketiga", 44, Voice.NOTE, "ani"),
    line("Terima kasih", 18 * 60),
)


def transcript(*lines: Line, with_notes: bool = False) -> Transcript:
    return Transcript(
        operator="Dinas Contoh",
        number="KT-B-2026-00042-7",
        subject="Bicara dengan petugas",
        queue="Disnakertrans Kutai Timur",
        opened=BEGAN,
        closed=BEGAN + timedelta(hours=19),
        outcome="Terjawab",
        tags=("santunan", "ahli waris"),
        lines=lines or USUAL,
        asked_by="budi",
        asked_at=BEGAN + timedelta(days=2),
        with_notes=with_notes,
    )


def pages_of(pdf: bytes) -> list[str]:
    """The text of each page, in one line."""
    document = PdfDocument(pdf)
    return [" ".join(page.get_textpage().get_text_range().replace("\u200b", "").split()) for page in document]


def text_of(pdf: bytes) -> str:
    return " ".join(pages_of(pdf))
