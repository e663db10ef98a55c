"""The confined child: opens a file, and answers with a page of it made anew, or with what it saw."""

import io
from typing import Any

from PIL import Image

from services.confined.serving import Verb, serve
from services.confined.wire import Told
from services.pictures import decoding, judging, watermark
from services.pictures.model import Kind

_QUALITY = 85
"""Of JPEG; with colours as fine as brightness, because stamps and pen are coloured and thin."""


def shown(order: dict[str, Any], content: bytes) -> tuple[Told, bytes]:
    """One page with its mark; nothing of the file is copied but what can be seen."""
    sheet = decoding.opened(Kind(order["kind"]), content, order["page"])
    return _anew(watermark.marked(sheet.picture, order["mark"]), sheet.pages)


def copied(order: dict[str, Any], content: bytes) -> tuple[Told, bytes]:
    """One page as it is, for paper; nothing else of the file."""
    sheet = decoding.opened(Kind(order["kind"]), content, order["page"], order["long_side"])
    return _anew(sheet.picture, sheet.pages)


def examined(order: dict[str, Any], content: bytes) -> tuple[Told, bytes]:
    """What the first page looks like, in figures."""
    kind = Kind(order["kind"])
    sheet = decoding.opened(kind, content, 1)
    faults = judging.faults(sheet.picture, sheet.size, is_photo=kind is not Kind.PDF)
    return {"pages": sheet.pages, "width": sheet.size[0], "height": sheet.size[1], "faults": faults}, b""


_VERBS: dict[str, Verb] = {"shown": shown, "copied": copied, "examined": examined}


def answered(order: dict[str, Any], content: bytes) -> tuple[Told, bytes]:
    """The verb that was asked for, or why there is nothing to see."""
    try:
        return _VERBS[order["verb"]](order, content)
    except decoding.CannotShow as error:
        return {"unfit": error.why, "pages": error.pages}, b""


def _anew(picture: Image.Image, pages: int) -> tuple[Told, bytes]:
    made = io.BytesIO()
    picture.save(made, "JPEG", quality=_QUALITY, subsampling=0)
    return {"pages": pages, "width": picture.width, "height": picture.height}, made.getvalue()


def prepare() -> Verb:
    """Loads the decoders, and the font."""
    decoding.load()
    return answered


if __name__ == "__main__":
    serve(prepare)
