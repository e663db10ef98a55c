"""Judges whether a page can be read: light enough, sharp enough, large enough. Thresholds were found on drawn papers
(dense, sparse, a card, a table; alone and on a table top; dim, noisy, as JPEG), blurred by Gauss at 1600 pixels: with a
radius of 1.5 all are read and pass, with 4 none is read and none passes. Noise can make a blurred one pass."""

from itertools import accumulate, product

from PIL import Image, ImageFilter

from services.pictures.model import LEAST_SIDE, Fault

_SIDE = 1000
"""Pixels of the copy that is judged: the grain of a photo is averaged away, the strokes of letters are not."""
_LIGHT_SHARE, _LIGHT = 0.9, 50
"""The lightest tenth of a page that can be read is at least so light (of 255). The median would call a white card on a
black table dark."""
_PARTS = 8
"""Along the long side. The picture is judged by parts, because a paper seldom fills it."""
_SMALLEST_PART = 16
"""Pixels; on less nothing can be measured."""
_LEAST_CONTRAST = 24
"""Of 255, between the light and the dark of a part. Where no part has it, nothing stands out."""
_SHARP = 0.15
"""How steep the edges of a part are, as a share of its contrast: a letter drawn sharply has 0.26 and more."""
_RARE = 0.005
"""The share of pixels at either end that may be dust."""
_SOFTER = ImageFilter.GaussianBlur(0.8)
_LAPLACE = ImageFilter.Kernel((3, 3), (0, -1, 0, -1, 4, -1, 0, -1, 0), scale=1, offset=128)
"""Pixels that differ from those around them; 128 where none does."""


def faults(picture: Image.Image, size: tuple[int, int], *, is_photo: bool) -> list[Fault]:
    """What makes this page hard to read.

    A page of a PDF has no pixels of its own, so none is too small; and one on which nothing stands out is empty, not
    blurred. A photo on which nothing stands out is called blurred: nobody sends a photo of nothing. In the dark
    nothing is said of sharpness.
    """
    grey = picture.convert("L")
    grey.thumbnail((_SIDE, _SIDE))
    found = []
    if _level(grey.histogram(), _LIGHT_SHARE) < _LIGHT:
        found.append(Fault.TOO_DARK)
    elif min(grey.size) >= _SMALLEST_PART and _is_blurred(grey, when_empty=is_photo):
        found.append(Fault.TOO_BLURRED)
    if is_photo and min(size) < LEAST_SIDE:
        found.append(Fault.TOO_SMALL)
    return found


def _is_blurred(grey: Image.Image, *, when_empty: bool) -> bool:
    """By the median of the parts that stand out most: their edges tell, however large the letters are."""
    soft = grey.filter(_SOFTER)
    inside = (1, 1, grey.width - 1, grey.height - 1)  # along the border Pillow leaves pixels as they were
    parts = _parts(soft.crop(inside), soft.filter(_LAPLACE).crop(inside))
    most = max(contrast for contrast, _ in parts)
    if most < _LEAST_CONTRAST:
        return when_empty
    steep = sorted(edge / contrast for contrast, edge in parts if contrast >= most / 2)
    return steep[len(steep) // 2] < _SHARP


def _parts(grey: Image.Image, edges: Image.Image) -> list[tuple[int, int]]:
    """Contrast and steepest edge of every part."""
    side = max(_SMALLEST_PART - 2, max(grey.size) // _PARTS)
    found = []
    for left, top in product(range(0, grey.width, side), range(0, grey.height, side)):
        box = (left, top, min(left + side, grey.width), min(top + side, grey.height))
        light, steep = grey.crop(box).histogram(), edges.crop(box).histogram()
        contrast = _level(light, 1 - _RARE) - _level(light, _RARE)
        found.append((contrast, max(_level(steep, 1 - _RARE) - 128, 128 - _level(steep, _RARE))))
    return found


def _level(histogram: list[int], share: float) -> int:
    """The value below which this share of the pixels lies."""
    wanted = share * sum(histogram)
    return next((value for value, below in enumerate(accumulate(histogram)) if below > wanted), 255)
