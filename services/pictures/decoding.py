"""Opens a file and gives one page of it as plain pixels. Only in the child: the libraries below read hostile bytes."""

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pillow_heif
from PIL import Image, ImageOps
from PIL.ExifTags import Base
from pypdfium2 import PdfDocument, PdfiumError, raw

from services.pictures.model import LONG_SIDE, MOST_PAGES, MOST_PIXELS, Kind, Unfit

_FORMATS = {Kind.JPEG: "JPEG", Kind.PNG: "PNG", Kind.WEBP: "WEBP", Kind.GIF: "GIF", Kind.HEIF: "HEIF"}
_WHITE = (255, 255, 255)
_SHARPER = 2.0
"""How many times larger than wanted a photo may still be when it is brought to size by averaging."""


_LYING = {5, 6, 7, 8}
"""Orientations of EXIF in which what is stored as wide is shown as high."""


@dataclass(frozen=True)
class Sheet:
    """A page in colour and upright, brought to the wanted size; `size` is what a photo had before, in pixels."""

    picture: Image.Image
    pages: int
    size: tuple[int, int]


class CannotShow(Exception):
    """There is nothing to show; `pages` when that is known."""

    def __init__(self, why: Unfit, pages: int = 0) -> None:
        super().__init__(why)
        self.why = why
        self.pages = pages


def load() -> None:
    """Everything that would be loaded later, when nothing can be opened any more."""
    warnings.simplefilter("ignore")
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    Image.init()
    pillow_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False, decode_threads=1)


def opened(kind: Kind, content: bytes, page: int, long_side: int = LONG_SIDE) -> Sheet:
    """The page, at most `long_side` long. Raises CannotShow."""
    if kind is Kind.PDF:
        return _page_of(content, page, long_side)
    if page != 1:
        raise CannotShow(Unfit.NO_SUCH_PAGE, 1)
    with _whatever_breaks():
        return _photo(kind, content, long_side)


@contextmanager
def _whatever_breaks() -> Iterator[None]:
    """The decoders meet bytes their authors never thought of, and raise nearly everything."""
    try:
        yield
    except (CannotShow, MemoryError):
        raise
    except Image.DecompressionBombError:
        raise CannotShow(Unfit.TOO_MANY_PIXELS) from None
    except Exception:  # noqa: BLE001 - see above; our own code has its turn later, outside of this
        raise CannotShow(Unfit.BROKEN) from None


def _photo(kind: Kind, content: bytes, long_side: int) -> Sheet:
    with Image.open(io.BytesIO(content), formats=(_FORMATS[kind],)) as image:
        width, height = image.size
        if width * height > MOST_PIXELS:
            raise CannotShow(Unfit.TOO_MANY_PIXELS)
        image.draft(None, (long_side, long_side))  # a JPEG is read at an eighth of its size when that is enough
        small = _averageable(image)
        small.thumbnail((long_side, long_side), reducing_gap=_SHARPER)
        size = (height, width) if small.getexif().get(Base.Orientation) in _LYING else (width, height)
        return Sheet(_on_white(ImageOps.exif_transpose(small)), 1, size)


def _averageable(image: Image.Image) -> Image.Image:
    """In a mode in which neighbouring pixels can be averaged."""
    match image.mode:
        case "1":
            return image.convert("L")
        case "P" | "PA":
            return image.convert("RGBA" if image.has_transparency_data else "RGB")
        case "I" | "I;16" | "I;16L" | "I;16B" | "F":  # sixteen bits of grey, of which a screen shows the upper eight
            return image.point(lambda grey: grey * (1 / 256) + 0).convert("L")
    return image


def _on_white(image: Image.Image) -> Image.Image:
    """On a new sheet: Pillow would take comments along from picture to picture, and write them into the next file."""
    white = Image.new("RGB", image.size, _WHITE)
    if image.has_transparency_data:
        layer = image.convert("RGBA")
        white.paste(layer, mask=layer)
    else:
        white.paste(image.convert("RGB"))
    return white


def _page_of(content: bytes, page: int, long_side: int) -> Sheet:
    with _whatever_breaks():
        document = _document(content)
        pages = len(document)
    if pages > MOST_PAGES:
        raise CannotShow(Unfit.TOO_MANY_PAGES, pages)
    if not 1 <= page <= pages:
        raise CannotShow(Unfit.NO_SUCH_PAGE if pages else Unfit.BROKEN, pages)
    with _whatever_breaks():
        document.init_forms()  # what was filled in belongs to what is seen
        sheet = document[page - 1]
        # Of the size we want, however large the sheet says it is; pdfium rounds up.
        drawn = sheet.render(scale=(long_side - 0.01) / max(sheet.get_size()))
        picture = _on_white(drawn.to_pil())
        return Sheet(picture, pages, picture.size)


def _document(content: bytes) -> PdfDocument:
    try:
        return PdfDocument(content)
    except PdfiumError as error:
        is_locked = error.err_code == raw.FPDF_ERR_PASSWORD
        raise CannotShow(Unfit.LOCKED if is_locked else Unfit.BROKEN) from None
