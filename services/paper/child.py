"""The confined child: sets a template of ours with data of anybody's, and answers with a PDF or a PNG."""

import base64
import io
import json
from collections.abc import Iterator, Mapping
from typing import Any

import typst
from PIL import Image, TiffImagePlugin  # noqa: F401 - Pillow loads it for EXIF, when nothing can be opened any more

from services.confined.serving import Verb, serve
from services.confined.wire import Told
from services.words.render import LOCALES

_ENTRY = "main"
"""The name under which typst looks for the file it begins with."""
_PIXELS_PER_INCH = 216
"""Of a PNG: three to a point."""


def prepare() -> Verb:
    """Reads every template, and sets a word, whereby typst loads what it needs and starts its threads."""
    templates = {"/" + file.relative_to(LOCALES).as_posix(): file.read_bytes() for file in LOCALES.rglob("*.typ")}
    _set({_ENTRY: b"Santun"}, {"given": "{}"})
    Image.preinit()

    def paper(order: dict[str, Any], content: bytes) -> tuple[Told, bytes]:
        given, *pictures = _parts(content, order["sizes"])
        drawn = [_as_text(picture) for picture in pictures]
        files = templates | {_ENTRY: templates[order["template"]]}
        files |= {f"/picture/{place}.svg": picture for place, picture in enumerate(drawn)}
        told = {"given": given.decode(), "drawn": json.dumps([bool(picture) for picture in drawn])}
        return {}, _set(files, told, order["form"])

    return paper


def _parts(content: bytes, sizes: list[int]) -> Iterator[bytes]:
    start = 0
    for size in sizes:
        yield content[start : start + size]
        start += size


def _as_text(picture: bytes) -> bytes:
    """typst takes no files but texts, so a JPEG goes into an SVG. It is copied into the PDF as it is, never decoded.

    Empty for what is no JPEG.
    """
    try:
        with Image.open(io.BytesIO(picture), formats=("JPEG",)) as image:
            width, height = image.size
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return b""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
        f'<image width="{width}" height="{height}" href="data:image/jpeg;base64,{base64.b64encode(picture).decode()}"/>'
        "</svg>"
    ).encode()


def _set(files: Mapping[str, bytes], told: Mapping[str, str], form: str = "pdf") -> bytes:
    """Data goes beside the source, never into it: what is typed stays text."""
    made: bytes = typst.compile(  # type: ignore[call-overload] # its types do not know that files may be handed over
        dict(files), format=form, ignore_system_fonts=True, ppi=_PIXELS_PER_INCH, sys_inputs=dict(told)
    )
    return made


if __name__ == "__main__":
    serve(prepare)
