"""Pages for paper: all of them, upright, unmarked, with nothing hidden in them, and not endlessly many."""

import io

import pytest
from PIL import Image, ImageChops, ImageStat

from services.pictures import service
from services.pictures.messages import PictureTooLarge, TooManyPages
from services.pictures.model import MOST_COPIED_PAGES, PAGE_SIDE
from services.pictures.service import Pictures
from tests.pictures.files import (
    BLUE,
    FORMATS,
    RED,
    SECRET,
    halves,
    lying_on_its_side,
    pdf,
    saved,
    typeset,
    with_a_place,
)
from tests.pictures.papers import paper

Colour = tuple[int, int, int]


@pytest.fixture
def pictures() -> Pictures:
    return Pictures()


async def copied(pictures: Pictures, content: bytes, long_side: int = PAGE_SIDE) -> list[Image.Image]:
    found: list[Image.Image] = []
    async for page in pictures.pages(content, long_side):
        picture = Image.open(io.BytesIO(page))
        assert picture.format == "JPEG"
        found.append(picture)
    return found


def colour_of(picture: Image.Image, box: tuple[float, float, float, float]) -> Colour:
    """The mean of a part, given in shares of width and height."""
    left, top, right, bottom = box
    width, height = picture.size
    part = picture.crop((int(left * width), int(top * height), int(right * width), int(bottom * height)))
    red, green, blue = (round(mean) for mean in ImageStat.Stat(part).mean)
    return red, green, blue


def is_near(colour: Colour, wanted: Colour) -> bool:
    return all(abs(one - other) < 12 for one, other in zip(colour, wanted, strict=True))


@pytest.mark.parametrize("kind", FORMATS)
async def test_a_photo_of_every_kind_is_one_page_without_a_mark(kind: str, pictures: Pictures) -> None:
    (page,) = await copied(pictures, saved(halves(), kind))
    assert page.size == (800, 600)
    assert is_near(colour_of(page, (0.02, 0.02, 0.48, 0.98)), RED)
    assert is_near(colour_of(page, (0.52, 0.02, 0.98, 0.98)), BLUE)
    spread = ImageStat.Stat(page.crop((10, 10, 380, 590))).stddev
    assert max(spread) < 3, "a mark would stand out"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
async def test_a_page_lies_as_the_phone_was_held(kind: str, pictures: Pictures) -> None:
    (page,) = await copied(pictures, lying_on_its_side(kind))
    assert page.size == (600, 800)
    assert is_near(colour_of(page, (0.1, 0.1, 0.9, 0.4)), RED)
    assert is_near(colour_of(page, (0.1, 0.6, 0.9, 0.9)), BLUE)


@pytest.mark.parametrize("kind", FORMATS)
async def test_where_it_was_taken_stays_behind(kind: str, pictures: Pictures) -> None:
    content = with_a_place(kind)
    assert SECRET in content
    async for page in pictures.pages(content):
        for hidden in (SECRET, b"Exif", b"GPS", b"http://ns.adobe.com", b"ICC_PROFILE"):
            assert hidden not in page
        picture = Image.open(io.BytesIO(page))
        assert not dict(picture.getexif())
        assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


async def test_a_letter_on_a_page_is_as_the_letter_was(pictures: Pictures) -> None:
    letter = paper("letter")
    (page,) = await copied(pictures, saved(letter, "PNG"))
    assert page.size == letter.size
    assert max(ImageStat.Stat(ImageChops.difference(page, letter)).mean) < 4


async def test_every_page_of_a_pdf_comes_in_its_order_and_of_the_wanted_size(pictures: Pictures) -> None:
    colours = [(255, 65, 54), (0, 116, 217), (46, 204, 64)]
    source = "\n".join(f'#set page("a5", fill: {name})\n{name}' for name in ("red", "blue", "green"))
    pages = await copied(pictures, typeset(source))
    assert [max(page.size) for page in pages] == [PAGE_SIDE] * 3
    for page, colour in zip(pages, colours, strict=True):
        assert is_near(colour_of(page, (0.1, 0.5, 0.9, 0.9)), colour)
    assert [max(page.size) for page in await copied(pictures, typeset(source), 900)] == [900] * 3


async def test_as_many_pages_as_a_paper_may_have_and_not_one_more(pictures: Pictures) -> None:
    assert len(await copied(pictures, pdf(*["0 0 9 9 re f"] * MOST_COPIED_PAGES), 100)) == MOST_COPIED_PAGES
    with pytest.raises(TooManyPages) as caught:
        await anext(pictures.pages(pdf(*[""] * (MOST_COPIED_PAGES + 1))))
    assert caught.value.most == MOST_COPIED_PAGES


async def test_pages_that_become_too_heavy_together_are_not_all_made(
    pictures: Pictures, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "MOST_COPIED", 3 << 20)
    heavy = io.BytesIO()
    noise = Image.merge("RGB", [Image.effect_noise((1200, 1600), 90) for _ in range(3)])
    noise.save(heavy, "PDF", save_all=True, append_images=[noise] * 3)
    pages = pictures.pages(heavy.getvalue())
    assert (await anext(pages)).startswith(b"\xff\xd8\xff")
    with pytest.raises(PictureTooLarge):
        _ = [page async for page in pages]
