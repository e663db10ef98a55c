"""Photos of papers as families send them, drawn: sharp, dark, blurred."""

import io
from typing import Any

from PIL import Image, ImageDraw, ImageFilter, ImageFont


def photo(words: str = "KARTU TANDA PENDUDUK", *, dark: bool = False, blurred: bool = False, **how: Any) -> bytes:
    """A paper full of lines of text, as a JPEG of a phone."""
    picture = Image.new("RGB", (1200, 900), "#f4f1e8")
    draw = ImageDraw.Draw(picture)
    font = ImageFont.load_default(30)
    for line in range(22):
        draw.text((40, 20 + line * 40), f"{line:02d} {words} 6408 04 030390 000{line % 10}", "#1c1c1c", font)
    if blurred:
        picture = picture.filter(ImageFilter.GaussianBlur(9))
    if dark:
        picture = picture.point(lambda value: value // 12)
    made = io.BytesIO()
    picture.save(made, "JPEG", quality=80, **how)
    return made.getvalue()
