"""Reads what a browser sends: forms and files, within limits, as plain text. Written by an attacker until checked."""

import asyncio
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from aiohttp import BodyPartReader, web
from aiohttp.http_exceptions import HttpProcessingError

from services.staff.messages import FormStale, TooMuchSent

MOST_FIELDS = 200
READ_SECONDS = 60.0
_PIECE = 1 << 16


@dataclass(frozen=True)
class Upload:
    """A file that was sent along. Neither name nor type is to be believed."""

    name: str = field(repr=False)
    content: bytes = field(repr=False)


class Form(dict[str, str]):
    """Fields by name; of a field that came more than once the first, and all of them by `many`."""

    def __init__(self) -> None:
        super().__init__()
        self.files: dict[str, Upload] = {}
        self._all: dict[str, list[str]] = {}

    def many(self, name: str) -> list[str]:
        """Every value of this field."""
        return self._all.get(name, [])

    def take(self, name: str, value: str) -> None:
        name, value = plain(name), plain(value)
        self.setdefault(name, value)
        self._all.setdefault(name, []).append(value)


def plain(text: str) -> str:
    """Without what PostgreSQL's text cannot hold."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()


async def read_form(request: web.Request, largest: int) -> Form:
    """Raises TooMuchSent, and FormStale for what is no form or comes too slowly."""
    if (request.content_length or 0) > largest:
        raise TooMuchSent(largest)
    try:
        async with asyncio.timeout(READ_SECONDS):
            if request.content_type == "multipart/form-data":
                return await _multipart(request, largest)
            return _urlencoded(await _whole(request, largest))
    except (TimeoutError, web.RequestPayloadError):
        raise FormStale from None


async def _whole(request: web.Request, largest: int) -> bytes:
    pieces, size = [], 0
    async for piece in request.content.iter_chunked(_PIECE):
        size += len(piece)
        if size > largest:
            raise TooMuchSent(largest)
        pieces.append(piece)
    return b"".join(pieces)


def _urlencoded(body: bytes) -> Form:
    form = Form()
    try:
        fields = parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError:
        raise FormStale from None
    for name, value in fields:
        form.take(name, value)
    return form


async def _multipart(request: web.Request, largest: int) -> Form:
    form, left = Form(), largest
    try:
        reader = await request.multipart()
        for _ in range(MOST_FIELDS):
            part = await reader.next()
            if part is None:
                return form
            if not isinstance(part, BodyPartReader) or part.name is None:
                raise FormStale
            content = await _content(part, left, largest)
            left -= len(content)
            if part.filename is None:
                form.take(part.name, content.decode("utf-8", "replace"))
            elif content:
                form.files.setdefault(plain(part.name), Upload(plain(part.filename), content))
    except (ValueError, KeyError, RuntimeError, HttpProcessingError):
        raise FormStale from None
    raise FormStale


async def _content(part: BodyPartReader, left: int, largest: int) -> bytes:
    content = bytearray()
    while piece := await part.read_chunk(_PIECE):
        content += piece
        if len(content) > left:
            raise TooMuchSent(largest)
    return bytes(content)
