"""Honest photos and papers: shown upright, of a size to read, with nothing hidden in them, under a mark."""

import io

import pytest
from PIL import Image

from services.pictures.messages import NoSuchPage
from services.pictures.model import LONG_SIDE, Kind, Shown
from services.pictures.rules import kind_of
from services.pictures.service import Pictures
from tests.pictures.files import (
    BLUE,
    FORMATS,
    RED,
    SECRET,
    filled_form,
    halves,
    lying_on_its_side,
    pdf,
    saved,
    typeset,
    with_a_place,
)

MARK = "ani · 3 Maret 2026 14.30 WITA · KT-B-2026-00042-7"
Colour = tuple[int, int, int]


@pytest.fixture
def pictures() -> Pictures:
    return Pictures()


def picture_of(shown: Shown) -> Image.Image:
    picture = Image.open(io.BytesIO(shown.content))
    assert picture.format == "JPEG"
    assert picture.size == (shown.width, shown.height)
    return picture.convert("RGB")


def colour_at(picture: Image.Image, across: float, down: float) -> Colour:
    """The colour around this place (shares of width and height), the mark averaged away."""
    x, y = int(across * picture.width), int(down * picture.height)
    around = picture.crop((x - 40, y - 40, x + 40, y + 40)).resize((1, 1), Image.Resampling.BOX)
    red, green, blue = around.convert("RGB").tobytes()
    return red, green, blue


def is_near(colour: Colour, wanted: Colour) -> bool:
    return all(abs(one - other) < 60 for one, other in zip(colour, wanted, strict=True))


@pytest.mark.parametrize("kind", FORMATS)
async def test_a_photo_of_every_kind_is_shown(kind: str, pictures: Pictures) -> None:
    shown = await pictures.shown(saved(halves(), kind), MARK)
    assert (shown.kind, shown.page, shown.pages, shown.media) == (Kind(kind.lower()), 1, 1, "image/jpeg")
    picture = picture_of(shown)
    assert picture.size == (800, 600)
    assert is_near(colour_at(picture, 0.25, 0.5), RED)
    assert is_near(colour_at(picture, 0.75, 0.5), BLUE)


@pytest.mark.parametrize("kind", FORMATS)
async def test_a_large_photo_is_brought_to_a_size_to_read(kind: str, pictures: Pictures) -> None:
    shown = await pictures.shown(saved(halves((3000, 4000)), kind), MARK)
    assert (shown.width, shown.height) == (LONG_SIDE * 3 // 4, LONG_SIDE)


@pytest.mark.parametrize("size", [(1, 1), (40, 30), (200, 300), (5000, 1), (1, 5000), (1600, 100)])
async def test_a_small_or_narrow_picture_has_room_for_the_mark(size: tuple[int, int], pictures: Pictures) -> None:
    shown = await pictures.shown(saved(halves(size), "PNG"), MARK)
    assert min(shown.width, shown.height) >= 320
    assert max(shown.width, shown.height) <= LONG_SIDE


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
async def test_a_photo_is_shown_as_the_phone_was_held(kind: str, pictures: Pictures) -> None:
    picture = picture_of(await pictures.shown(lying_on_its_side(kind), MARK))
    assert picture.size == (600, 800)
    assert is_near(colour_at(picture, 0.5, 0.25), RED)
    assert is_near(colour_at(picture, 0.5, 0.75), BLUE)


@pytest.mark.parametrize("kind", FORMATS)
async def test_where_it_was_taken_is_not_shown(kind: str, pictures: Pictures) -> None:
    content = with_a_place(kind)
    assert SECRET in content
    shown = await pictures.shown(content, MARK)
    assert SECRET not in shown.content
    picture = Image.open(io.BytesIO(shown.content))
    assert not dict(picture.getexif())
    assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "I;16", "CMYK", "RGBA", "YCbCr"])
async def test_every_way_to_store_colours_can_be_read(mode: str, pictures: Pictures) -> None:
    grey = Image.linear_gradient("L").resize((800, 600))
    if mode == "I;16":
        picture = grey.convert("I").point(lambda value: value * 257).convert("I;16")
    else:
        picture = grey.convert("RGB").convert(mode)
    kind = {"CMYK": "JPEG", "YCbCr": "JPEG"}.get(mode, "PNG")
    seen = picture_of(await pictures.shown(saved(picture, kind), MARK))
    assert max(colour_at(seen, 0.5, 0.1)) < 80
    assert min(colour_at(seen, 0.5, 0.9)) > 170


async def test_what_can_be_seen_through_lies_on_white(pictures: Pictures) -> None:
    shown = await pictures.shown(saved(Image.new("RGBA", (800, 600), (0, 0, 0, 0)), "PNG"), MARK)
    assert min(colour_at(picture_of(shown), 0.5, 0.5)) > 200


async def test_only_the_first_picture_of_a_moving_one_is_shown(pictures: Pictures) -> None:
    moving = saved(Image.new("RGB", (400, 400), RED), "GIF", save_all=True, append_images=[halves((400, 400))] * 50)
    assert is_near(colour_at(picture_of(await pictures.shown(moving, MARK)), 0.75, 0.5), RED)


@pytest.mark.parametrize("colour", ["black", "white", "gray", "red", "#a0a060"])
async def test_the_mark_can_be_seen_on_every_colour_and_leaves_the_picture_to_be_seen(
    colour: str, pictures: Pictures
) -> None:
    plain = Image.new("RGB", (1600, 1200), colour)
    marked = picture_of(await pictures.shown(saved(plain, "PNG"), MARK))
    parts = [(across * 400, down * 400) for across in range(4) for down in range(3)]
    for left, top in parts:  # of a twelfth of the picture, wherever it is cut out
        part = marked.crop((left, top, left + 400, top + 400)).convert("L")
        usual = plain.convert("L").tobytes()[0]
        standing_out = sum(abs(value - usual) > 25 for value in part.tobytes()) / 160_000
        assert 0.01 < standing_out < 0.15


async def test_two_lookers_have_different_pictures(pictures: Pictures) -> None:
    content = saved(halves(), "JPEG")
    ani, budi = await pictures.shown(content, MARK), await pictures.shown(content, MARK.replace("ani", "budi"))
    assert ani.content != budi.content


@pytest.mark.parametrize("mark", ["a", "x" * 5000, "بسم الله 🙏\n\0\u202e", "ani\u2028budi"])
async def test_a_strange_mark_breaks_nothing(mark: str, pictures: Pictures) -> None:
    assert (await pictures.shown(saved(halves(), "JPEG"), mark)).width == 800


@pytest.mark.parametrize("mark", ["", " \n"])
async def test_nothing_is_shown_without_a_mark(mark: str, pictures: Pictures) -> None:
    with pytest.raises(ValueError, match="mark"):
        await pictures.shown(saved(halves(), "JPEG"), mark)


async def test_a_pdf_is_shown_page_by_page(pictures: Pictures) -> None:
    paper = typeset('#set page("a4", fill: red)\nSatu\n#set page("a5", flipped: true, fill: blue)\nDua')
    first, second = await pictures.shown(paper, MARK), await pictures.shown(paper, MARK, page=2)
    assert (first.kind, first.page, first.pages) == (Kind.PDF, 1, 2)
    assert (second.page, second.pages) == (2, 2)
    assert max(first.width, first.height) == first.height == LONG_SIDE
    assert max(second.width, second.height) == second.width == LONG_SIDE
    assert is_near(colour_at(picture_of(first), 0.5, 0.8), (255, 65, 54))
    assert is_near(colour_at(picture_of(second), 0.5, 0.8), (0, 116, 217))


async def test_what_was_filled_into_a_form_is_seen(pictures: Pictures) -> None:
    assert max(colour_at(picture_of(await pictures.shown(filled_form(), MARK)), 0.5, 0.5)) < 60


@pytest.mark.parametrize("page", [0, -1, 3, 1 << 40])
async def test_a_page_that_is_not_there_is_told_with_how_many_there_are(page: int, pictures: Pictures) -> None:
    with pytest.raises(NoSuchPage) as caught:
        await pictures.shown(typeset("Satu\n#pagebreak()\nDua"), MARK, page)
    assert (caught.value.page, caught.value.pages) == (page, 2)
    with pytest.raises(NoSuchPage):
        await pictures.shown(saved(halves(), "JPEG"), MARK, page)


async def test_letters_that_a_pdf_does_not_bring_along_are_drawn_all_the_same(pictures: Pictures) -> None:
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    written = pdf("BT /F 200 Tf 40 400 Td (SANTUN) Tj ET", objects=(font,), resources="/Font<</F 3 0 R>>")
    empty = pdf("")
    dark = [
        sum(value < 60 for value in picture_of(await pictures.shown(paper, "·")).convert("L").tobytes())
        for paper in (written, empty)
    ]
    assert dark[0] > dark[1] + 50_000


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"\xff\xd8\xff\xe0", Kind.JPEG),
        (b"\x89PNG\r\n\x1a\n", Kind.PNG),
        (b"GIF89a", Kind.GIF),
        (b"RIFF\0\0\0\0WEBP", Kind.WEBP),
        (b"\0\0\0\x18ftypheic", Kind.HEIF),
        (b"\0\0\0\x18ftypmif1", Kind.HEIF),
        (b"%PDF-1.4", Kind.PDF),
        (b"\xef\xbb\xbf\r\n%PDF-1.4", Kind.PDF),
        (b"RIFF\0\0\0\0WAVE", None),
        (b"\0\0\0\x18ftypisom", None),
        (b"II*\0", None),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", None),
        (b"PK\x03\x04", None),
        (b"x" * 2000 + b"%PDF-1.4", None),
        (b"", None),
    ],
)
def test_what_a_file_is_stands_in_its_first_bytes(content: bytes, kind: Kind | None) -> None:
    assert kind_of(content) is kind
