"""The confined child: opens a file, puts the watermark on one page, and answers with a new picture."""

import io
from typing import Any

from services.confined.serving import Verb, serve
from services.confined.wire import Told
from services.pictures import decoding, watermark
from services.pictures.model import Kind

_QUALITY = 85
"""Of JPEG; with colours as fine as brightness, because stamps and pen are coloured and thin."""


def shown(order: dict[str, Any], content: bytes) -> tuple[Told, bytes]:
    """One page with its mark; nothing of the file is copied but what can be seen."""
    try:
        picture, pages = decoding.opened(Kind(order["kind"]), content, order["page"])
    except decoding.CannotShow as error:
        return {"unfit": error.why, "pages": error.pages}, b""
    marked = watermark.marked(picture, order["mark"])
    made = io.BytesIO()
    marked.save(made, "JPEG", quality=_QUALITY, subsampling=0)
    return {"pages": pages, "width": marked.width, "height": marked.height}, made.getvalue()


def prepare() -> Verb:
    """Loads the decoders, and the font."""
    decoding.load()
    return shown


if __name__ == "__main__":
    serve(prepare)
