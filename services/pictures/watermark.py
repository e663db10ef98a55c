"""Writes across a picture who looks at it, when and where, so that a picture of the screen tells who let it out."""

import math
from collections.abc import Iterator

from PIL import Image, ImageDraw, ImageFont

_ANGLE = 30
"""Degrees; lines of a text and of a form do not lie so."""
_LEAST_SIDE = 320
"""Pixels; on less than that a mark cannot be read."""
_SHARE = 0.5
"""Of the long side, taken by one mark."""
_SMALLEST, _LARGEST = 13, 30
"""Pixels of the letters."""
_LONGEST = 120
"""Characters."""
_GAP = 6.5
"""From one line of marks to the next, in heights of a letter."""
_LIGHT, _DARK = (255, 255, 255, 96), (0, 0, 0, 80)
"""Light letters in a dark outline: one of the two stands out from whatever lies under it."""


def marked(picture: Image.Image, mark: str) -> Image.Image:
    """The picture with the mark all over it; a small one is enlarged, a narrow one gets an edge."""
    wide = _wide_enough(picture).copy()
    text = "".join(sign if sign.isprintable() else " " for sign in mark)[:_LONGEST]
    font = _font(text, max(wide.size))
    stamp = _stamp(text, font)
    for across, down in _places(wide.size, font.getlength(text), font.size):
        corner = (round(across - stamp.width / 2), round(down - stamp.height / 2))
        wide.paste(stamp.convert("RGB"), corner, stamp.getchannel("A"))
    return wide


def _wide_enough(picture: Image.Image) -> Image.Image:
    least, most = sorted(picture.size)
    if least >= _LEAST_SIDE:
        return picture
    if most < 2 * _LEAST_SIDE:
        times = 2 * _LEAST_SIDE / most
        picture = picture.resize(
            (_times(picture.width, times), _times(picture.height, times)), Image.Resampling.BICUBIC
        )
    edged = Image.new("RGB", (max(picture.width, _LEAST_SIDE), max(picture.height, _LEAST_SIDE)), "white")
    edged.paste(picture, ((edged.width - picture.width) // 2, (edged.height - picture.height) // 2))
    return edged


def _times(side: int, times: float) -> int:
    return max(1, round(side * times))


def _stamp(text: str, font: ImageFont.FreeTypeFont) -> Image.Image:
    """One mark, turned."""
    stroke = font.size / 25
    left, top, right, bottom = font.getbbox(text, stroke_width=stroke)
    stamp = Image.new("RGBA", (math.ceil(right - left) + 2, math.ceil(bottom - top) + 2), (*_LIGHT[:3], 0))
    place = (1 - left, 1 - top)
    ImageDraw.Draw(stamp).text(place, text, _LIGHT, font, stroke_width=stroke, stroke_fill=_DARK)
    return stamp.rotate(_ANGLE, Image.Resampling.BICUBIC, expand=True)


def _font(text: str, long_side: int) -> ImageFont.FreeTypeFont:
    """Letters of a size at which the mark is as long as we want."""
    size = _LARGEST * _SHARE * long_side / max(1, _letters(_LARGEST).getlength(text))
    return _letters(min(_LARGEST, max(_SMALLEST, size)))


def _letters(size: float) -> ImageFont.FreeTypeFont:
    font = ImageFont.load_default(size)
    assert isinstance(font, ImageFont.FreeTypeFont)  # Pillow's wheels draw with FreeType
    return font


def _places(size: tuple[int, int], length: float, height: float) -> Iterator[tuple[float, float]]:
    """Middles of marks, in slanting lines like bricks: wherever the picture is cut, a whole mark is near."""
    step, gap = length + 4 * height, height * _GAP
    reach = math.hypot(*size) / 2
    rows, along = math.ceil(reach / gap), math.ceil(reach / step)
    cosine, sine = math.cos(math.radians(_ANGLE)), math.sin(math.radians(_ANGLE))
    for row in range(-rows, rows + 1):
        for column in range(-along, along + 1):
            forward, down = (column + row % 2 / 2) * step, row * gap
            yield size[0] / 2 + forward * cosine + down * sine, size[1] / 2 - forward * sine + down * cosine
