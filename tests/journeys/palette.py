"""Makes a screenshot small enough for a README: the same PNG with 256 colours, which a chat's page hardly exceeds."""

import struct
import zlib
from collections import Counter
from collections.abc import Callable, Iterator

SIGNATURE = b"\x89PNG\r\n\x1a\n"

Colour = tuple[int, int, int]


def with_few_colours(png: bytes) -> bytes:
    """Takes a screenshot: 8 bits of red, green and blue, no alpha. Raises ValueError for a PNG of another kind."""
    chunks = list(chunks_of(png))
    width, height, bits, kind = struct.unpack(">IIBB", chunks[0][1][:10])
    if (bits, kind) != (8, 2):
        raise ValueError("a screenshot has 8 bits of red, green and blue")
    rows = pixels(zlib.decompress(b"".join(body for name, body in chunks if name == b"IDAT")), width * 3)
    seen = Counter(colour for row in rows for colour in row)
    palette = [colour for colour, _ in seen.most_common(256)]
    number = {colour: nearest(colour, palette) for colour in seen}
    lines = b"".join(b"\0" + bytes(number[colour] for colour in row) for row in rows)
    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    parts = {
        b"IHDR": header,
        b"PLTE": bytes(part for colour in palette for part in colour),
        b"IDAT": zlib.compress(lines, 9),
        b"IEND": b"",
    }
    return SIGNATURE + b"".join(chunk(name, body) for name, body in parts.items())


def chunks_of(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(SIGNATURE)
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        at += length + 12


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def pixels(raw: bytes, stride: int) -> list[list[Colour]]:
    """The rows of colours behind a PNG's rows of `stride` bytes."""
    rows = []
    before = bytes(stride)
    for at in range(0, len(raw), stride + 1):
        before = plain(raw[at], bytearray(raw[at + 1 : at + 1 + stride]), before)
        rows.append(list(zip(before[::3], before[1::3], before[2::3], strict=True)))
    return rows


def plain(way: int, line: bytearray, before: bytes) -> bytes:
    """A row without differences: `way` tells from which neighbours each byte was guessed."""
    guess = GUESSES[way]
    for at, upper in enumerate(before):
        left, corner = (line[at - 3], before[at - 3]) if at > 2 else (0, 0)
        line[at] = (line[at] + guess(left, upper, corner)) & 255
    return bytes(line)


def paeth(left: int, upper: int, corner: int) -> int:
    """The neighbour nearest to left + upper - corner; the PNG specification's filter 4."""
    return min((left, upper, corner), key=lambda one: abs(left + upper - corner - one))


GUESSES: tuple[Callable[[int, int, int], int], ...] = (
    lambda _left, _upper, _corner: 0,
    lambda left, _upper, _corner: left,
    lambda _left, upper, _corner: upper,
    lambda left, upper, _corner: (left + upper) // 2,
    paeth,
)


def nearest(colour: Colour, palette: list[Colour]) -> int:
    """Which colour of the palette looks most like this one."""
    return min(range(len(palette)), key=lambda n: sum((a - b) ** 2 for a, b in zip(colour, palette[n], strict=True)))
