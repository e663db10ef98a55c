"""Tells what a file is by its first bytes."""

from services.pictures.model import Kind

_BEGINNINGS = {
    Kind.JPEG: (b"\xff\xd8\xff",),
    Kind.PNG: (b"\x89PNG\r\n\x1a\n",),
    Kind.GIF: (b"GIF87a", b"GIF89a"),
}
_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
"""ISO/IEC 23008-12, of pictures and of sequences of pictures coded as HEVC."""
_PDF_WITHIN = 1024
"""Bytes within which readers look for the beginning of a PDF (ISO 32000-1, annex H.3): scanners write before it."""


def kind_of(content: bytes) -> Kind | None:
    """What it is, if it is something we show. A file that could be two things is what it begins as."""
    for kind, beginnings in _BEGINNINGS.items():
        if content.startswith(beginnings):
            return kind
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return Kind.WEBP
    if content[4:8] == b"ftyp" and content[8:12] in _BRANDS:
        return Kind.HEIF
    return Kind.PDF if b"%PDF-" in content[:_PDF_WITHIN] else None
