"""What a call carries: parameters as JSON, or as a form where files travel along."""

import re
import secrets
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import orjson

_MIME = re.compile(r"[\w.+-]+/[\w.+-]+", re.ASCII)
_QUOTED = str.maketrans({'"': "%22", "\r": "%0D", "\n": "%0A"})
"""As browsers write a name between quotation marks."""


class Body(NamedTuple):
    """The content of a request and the header lines that describe it."""

    headers: bytes
    content: bytes


class Upload(NamedTuple):
    """A file on its way out; `part` is the name of its field."""

    part: str
    name: str
    mime: str
    content: bytes


NOTHING = Body(b"Content-Length: 0\r\n\r\n", b"")


def json_body(parameters: Mapping[str, Any]) -> Body:
    """All parameters as one object."""
    content = orjson.dumps(parameters)
    return Body(b"Content-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(content), content)


def multipart_body(fields: Mapping[str, Any], files: Iterable[Upload]) -> Body:
    """A form. What is no text stands in its field as JSON."""
    boundary = secrets.token_hex(16).encode()
    pieces: list[bytes] = []
    for name, value in fields.items():
        text = value.encode() if isinstance(value, str) else orjson.dumps(value)
        pieces += (b"--", boundary, b"\r\nContent-Disposition: form-data; ", _named("name", name), b"\r\n\r\n")
        pieces += (text, b"\r\n")
    for file in files:
        mime = file.mime if _MIME.fullmatch(file.mime) else "application/octet-stream"
        pieces += (b"--", boundary, b"\r\nContent-Disposition: form-data; ", _named("name", file.part), b"; ")
        pieces += (_named("filename", file.name), b"\r\nContent-Type: ", mime.encode(), b"\r\n\r\n")
        pieces += (file.content, b"\r\n")
    pieces += (b"--", boundary, b"--\r\n")
    content = b"".join(pieces)
    kind = b"Content-Type: multipart/form-data; boundary=%s\r\n" % boundary
    return Body(b"%sContent-Length: %d\r\n\r\n" % (kind, len(content)), content)


def _named(what: str, name: str) -> bytes:
    return f'{what}="{name.translate(_QUOTED)}"'.encode()
