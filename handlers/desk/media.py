"""Tells by its first bytes what can be heard or watched in a page; names and types that came along do not count."""

from collections.abc import Sequence

_BEGINNINGS: Sequence[tuple[bytes, str]] = (
    (b"OggS", "audio/ogg"),
    (b"ID3", "audio/mpeg"),
    (b"\xff\xfb", "audio/mpeg"),
    (b"\xff\xf3", "audio/mpeg"),
    (b"\xff\xf2", "audio/mpeg"),
    (b"\xff\xf1", "audio/aac"),
    (b"\xff\xf9", "audio/aac"),
    (b"fLaC", "audio/flac"),
    (b"\x1a\x45\xdf\xa3", "video/webm"),
)
_SOUND_BRANDS = (b"M4A ", b"M4B ")
"""ISO/IEC 14496-12: files of the MP4 family in which there is sound only."""


def media_type(content: bytes) -> str:
    """A type that browsers play; nothing when it is none of these."""
    if content[4:8] == b"ftyp":
        return "audio/mp4" if content[8:12] in _SOUND_BRANDS else "video/mp4"
    if content[:4] == b"RIFF" and content[8:12] == b"WAVE":
        return "audio/wav"
    return next((media for beginning, media in _BEGINNINGS if content.startswith(beginning)), "")


def piece_of(size: int, asked: str) -> tuple[int, int] | None:
    """First and last byte of a single range (RFC 9110, 14.1.2) of so many bytes; None when all of it is to be sent.

    Raises ValueError for a range outside of it.
    """
    unit, _, pieces = asked.partition("=")
    first, dash, last = pieces.strip().partition("-")
    if unit.strip().lower() != "bytes" or not dash or "," in pieces or not _is_number(first + last):
        return None
    if len(first) > 12 or len(last) > 12:
        raise ValueError
    begin = int(first) if first else max(0, size - int(last))
    end = min(size - 1, int(last)) if first and last else size - 1
    if begin > end:
        raise ValueError
    return begin, end


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()
