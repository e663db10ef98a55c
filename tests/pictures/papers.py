"""Papers as a phone sees them: sharp, blurred, dim, on a table; drawn, so that each can be made worse by a measure."""

import io
from functools import cache

import typst
from PIL import Image, ImageChops, ImageFilter

LETTER = "Yang bertanda tangan di bawah ini menerangkan bahwa yang bersangkutan telah meninggal dunia. "
SOURCES = {
    "letter": f'#set page("a4")\n#set text(11pt)\n{LETTER * 40}',
    "small print": f'#set page("a4")\n#set text(8pt)\n{LETTER * 80}',
    "three lines": '#set page("a4")\n#set text(11pt)\nNama: Rahmat\n\nNIK: 6408041503690001\n\nAlamat: Sangatta',
    "table": '#set page("a4", flipped: true)\n#set text(8pt)\n#table(columns: 8, ..range(80).map(i => [Rahmat #i]))',
    "card": '#set page(width: 86mm, height: 54mm, margin: 4mm, fill: rgb("#a8d0e8"))\n#set text(7pt)\n'
    "*PROVINSI KALIMANTAN TIMUR*\n\nNIK : 6408041503690001\n\nNama : RAHMAT HIDAYAT\n\nAgama : ISLAM",
}
LONG_SIDE = 1600


@cache
def paper(name: str) -> Image.Image:
    """It fills the picture; the long side has 1600 pixels."""
    drawn = typst.compile(SOURCES[name].encode(), ignore_system_fonts=True, format="png", ppi=300)
    assert isinstance(drawn, bytes)
    picture = Image.open(io.BytesIO(drawn)).convert("RGB")
    picture.thumbnail((LONG_SIDE, LONG_SIDE))
    return picture


def on_a_table(picture: Image.Image, share: float) -> Image.Image:
    """A little askew on dark wood, of which the picture shows more than of the paper."""
    wood = Image.merge("RGB", [Image.effect_noise((LONG_SIDE, 1200), 12)] * 3)
    table = dimmed(wood.filter(ImageFilter.GaussianBlur(1)), 0.4)
    small = picture.copy()
    small.thumbnail((int(LONG_SIDE * share), int(1200 * share)))
    turned = small.convert("RGBA").rotate(7, Image.Resampling.BICUBIC, expand=True)
    table.paste(turned, ((LONG_SIDE - turned.width) // 2, (1200 - turned.height) // 2), turned)
    return table


def blurred(picture: Image.Image, radius: float) -> Image.Image:
    return picture.filter(ImageFilter.GaussianBlur(radius))


def dimmed(picture: Image.Image, share: float) -> Image.Image:
    return picture.point(lambda light: light * share)


def grainy(picture: Image.Image, grain: float) -> Image.Image:
    noise = Image.merge("RGB", [Image.effect_noise(picture.size, grain) for _ in range(3)])
    return ImageChops.add(picture, noise, 1, -128)


def photo(picture: Image.Image, quality: int = 75, long_side: int = 1280) -> bytes:
    """As Telegram sends photos on."""
    small = picture.copy()
    small.thumbnail((long_side, long_side))
    made = io.BytesIO()
    small.save(made, "JPEG", quality=quality)
    return made.getvalue()


def scan(picture: Image.Image) -> bytes:
    """A PDF of one page that is a photo."""
    made = io.BytesIO()
    picture.save(made, "PDF")
    return made.getvalue()
