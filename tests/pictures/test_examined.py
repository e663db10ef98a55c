"""What a file is and whether it can be read: advice that is right for papers as people photograph them."""

import pytest
from PIL import Image

from services.pictures.model import LONG_SIDE, Examined, Fault, Kind
from services.pictures.service import Pictures
from tests.pictures.files import FORMATS, halves, lying_on_its_side, pdf, saved, typeset
from tests.pictures.papers import SOURCES, blurred, dimmed, grainy, on_a_table, paper, photo, scan


@pytest.fixture
def pictures() -> Pictures:
    return Pictures()


@pytest.mark.parametrize("kind", FORMATS)
async def test_a_photo_of_every_kind_is_told_with_its_own_size(kind: str, pictures: Pictures) -> None:
    found = await pictures.examined(saved(halves((2400, 1500)), kind))
    assert found == Examined(Kind(kind.lower()), 1, 2400, 1500, ())


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
async def test_a_photo_is_measured_as_the_phone_was_held(kind: str, pictures: Pictures) -> None:
    found = await pictures.examined(lying_on_its_side(kind))
    assert (found.width, found.height) == (600, 800)


async def test_a_pdf_is_told_with_its_pages(pictures: Pictures) -> None:
    found = await pictures.examined(typeset("Satu\n#pagebreak()\nDua\n#pagebreak()\nTiga"))
    assert (found.kind, found.pages, found.faults) == (Kind.PDF, 3, ())
    assert found.height == LONG_SIDE


@pytest.mark.parametrize("radius", [0, 1, 1.5])
@pytest.mark.parametrize("name", SOURCES)
async def test_a_paper_that_can_be_read_is_without_fault(name: str, radius: float, pictures: Pictures) -> None:
    assert (await pictures.examined(photo(blurred(paper(name), radius)))).faults == ()


@pytest.mark.parametrize("radius", [4, 8, 30])
@pytest.mark.parametrize("name", SOURCES)
async def test_a_blurred_paper_is_told_so(name: str, radius: float, pictures: Pictures) -> None:
    found = await pictures.examined(photo(blurred(paper(name), radius)))
    assert found.faults == (Fault.TOO_BLURRED,)


@pytest.mark.parametrize(("name", "share"), [("letter", 0.9), ("three lines", 0.6), ("card", 0.4)])
async def test_a_paper_on_a_dark_table_is_judged_by_the_paper(name: str, share: float, pictures: Pictures) -> None:
    seen = on_a_table(paper(name), share)
    assert (await pictures.examined(photo(seen))).faults == ()
    assert (await pictures.examined(photo(blurred(seen, 4)))).faults == (Fault.TOO_BLURRED,)


async def test_a_white_card_on_a_black_table_is_not_called_dark(pictures: Pictures) -> None:
    black = Image.new("RGB", (1600, 1200), (12, 12, 12))
    black.paste(paper("card").resize((800, 502)), (400, 350))
    assert (await pictures.examined(photo(black))).faults == ()


@pytest.mark.parametrize("name", SOURCES)
async def test_a_dim_photo_that_can_be_read_is_without_fault(name: str, pictures: Pictures) -> None:
    dim = grainy(dimmed(paper(name), 0.35), 3)
    assert (await pictures.examined(photo(dim))).faults == ()


@pytest.mark.parametrize("share", [0, 0.05, 0.12])
async def test_a_photo_in_the_dark_is_told_so_and_nothing_of_its_sharpness(share: float, pictures: Pictures) -> None:
    for seen in (paper("letter"), blurred(paper("letter"), 8)):
        assert (await pictures.examined(photo(dimmed(seen, share)))).faults == (Fault.TOO_DARK,)


async def test_grain_makes_no_sharp_paper_blurred(pictures: Pictures) -> None:
    assert (await pictures.examined(photo(grainy(paper("letter"), 12)))).faults == ()
    assert (await pictures.examined(photo(grainy(blurred(paper("letter"), 4), 3)))).faults == (Fault.TOO_BLURRED,)


@pytest.mark.parametrize(("size", "is_small"), [((640, 479), True), ((640, 480), False), ((2000, 300), True)])
async def test_a_photo_of_few_pixels_is_told_so(size: tuple[int, int], is_small: bool, pictures: Pictures) -> None:
    found = await pictures.examined(saved(paper("card").resize(size), "JPEG", quality=90))
    assert (Fault.TOO_SMALL in found.faults) is is_small
    assert (found.width, found.height) == size


@pytest.mark.parametrize("size", [(1, 1), (15, 15), (5000, 1), (1, 5000), (16, 17)])
async def test_a_speck_is_too_small_and_breaks_nothing(size: tuple[int, int], pictures: Pictures) -> None:
    assert Fault.TOO_SMALL in (await pictures.examined(saved(halves(size), "PNG"))).faults


async def test_a_photo_on_which_nothing_stands_out_is_called_blurred(pictures: Pictures) -> None:
    for colour in ("white", "#c8b090"):
        plain = Image.new("RGB", (1280, 960), colour)
        assert (await pictures.examined(photo(grainy(plain, 2)))).faults == (Fault.TOO_BLURRED,)


async def test_an_empty_page_of_a_pdf_is_not_called_blurred(pictures: Pictures) -> None:
    assert (await pictures.examined(pdf(""))).faults == ()


async def test_the_photo_in_a_pdf_is_judged_as_a_photo_but_for_its_size(pictures: Pictures) -> None:
    assert (await pictures.examined(scan(paper("letter")))).faults == ()
    assert (await pictures.examined(scan(blurred(paper("letter"), 5)))).faults == (Fault.TOO_BLURRED,)
    assert (await pictures.examined(scan(dimmed(paper("letter"), 0.1)))).faults == (Fault.TOO_DARK,)


async def test_a_sheet_that_is_long_and_narrow_is_not_called_small(pictures: Pictures) -> None:
    assert (await pictures.examined(pdf("9 9 50 500 re f", box="0 0 100 1000"))).faults == ()
