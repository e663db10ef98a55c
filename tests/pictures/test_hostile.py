"""Files made to break whoever looks at them: a polite no within seconds, and nothing is left running."""

import asyncio
import random
import time
import zipfile
from collections.abc import Awaitable, Callable
from dataclasses import replace
from io import BytesIO

import pytest

from services.pictures.messages import (
    NotAPicture,
    PictureBroken,
    PictureEmpty,
    PictureLocked,
    PictureTakesTooLong,
    PictureTooLarge,
    TooManyPages,
    TooManyPixels,
)
from services.pictures.model import LARGEST_FILE, MOST_PAGES, Kind
from services.pictures.service import CHILD, LIMITS, Pictures
from services.refusals import Refusal
from tests.confined.watching import children, until_there_is_one
from tests.pictures import files
from tests.pictures.files import FORMATS, halves, noise, saved, typeset

MARK = "ani · 3 Maret 2026 14.30 WITA · KT-B-2026-00042-7"
HUGE = 60_000


@pytest.fixture
def pictures() -> Pictures:
    return Pictures()


async def refused(pictures: Pictures, content: bytes) -> type[Refusal]:
    """Which no it is; a second look at something honest must work after it."""
    began = time.monotonic()
    with pytest.raises(Refusal) as caught:
        await pictures.shown(content, MARK)
    assert time.monotonic() - began < LIMITS.patience + 5
    assert children(CHILD) == []
    return caught.type


@pytest.mark.parametrize(
    "bomb",
    [
        lambda: files.png(HUGE, HUGE),
        lambda: files.png(6325, 6325),
        lambda: files.jpeg_of(HUGE, HUGE),
        lambda: files.gif_of(HUGE, HUGE),
        lambda: files.webp_of(16_000, 16_000),
    ],
    ids=["png", "png just above", "jpeg", "gif", "webp"],
)
async def test_more_pixels_than_a_camera_makes_are_not_opened(bomb: Callable[[], bytes], pictures: Pictures) -> None:
    assert await refused(pictures, bomb()) is TooManyPixels


@pytest.mark.parametrize(
    "bomb",
    [
        files.text_bomb,
        lambda: files.heif_of(HUGE, HUGE),
        lambda: files.png(0, 0),
        lambda: files.png(6000, 6000, rows=b"\0" * 100),
        files.pdf,
        lambda: b"%PDF-1.7 nothing else",
        lambda: b"\0\0\0\x18ftypheic" + random.Random(1).randbytes(100_000),
        lambda: b"GIF89a=alert(1)//<script>",
        lambda: b"\xff\xd8\xff" * 1000,
    ],
    ids=["text of png", "heif", "png of nothing", "png without rows", "no page", "no pdf", "heic", "gif", "jpeg"],
)
async def test_nonsense_is_told_to_be_broken(bomb: Callable[[], bytes], pictures: Pictures) -> None:
    assert await refused(pictures, bomb()) in (PictureBroken, TooManyPixels)


@pytest.mark.parametrize("share", [0.02, 0.5, 0.9])
@pytest.mark.parametrize("kind", FORMATS)
async def test_a_photo_that_ends_in_the_middle_is_broken(kind: str, share: float, pictures: Pictures) -> None:
    content = saved(noise(), kind)
    assert await refused(pictures, content[: int(len(content) * share)]) is PictureBroken


@pytest.mark.parametrize("kind", [*FORMATS, "PDF"])
async def test_whatever_byte_is_changed_it_is_shown_or_broken(kind: str, pictures: Pictures) -> None:
    content = typeset("Satu") if kind == "PDF" else saved(noise((320, 240)), kind)
    chance = random.Random(kind)
    for _ in range(6):
        changed = bytearray(content)
        for _ in range(30):
            changed[chance.randrange(16, len(changed))] = chance.randrange(256)
        try:
            assert (await pictures.shown(bytes(changed), MARK)).pages == 1
        except (PictureBroken, TooManyPixels):
            continue


@pytest.mark.parametrize("side", ["10000000", "0.0001", "1e30", "-5", "0"])
async def test_a_sheet_of_any_size_is_drawn_no_larger_than_wanted(side: str, pictures: Pictures) -> None:
    for box in (f"0 0 {side} {side}", f"0 0 {side} 842"):
        try:
            shown = await pictures.shown(files.pdf("0 0 9 9 re f", box=box), MARK)
        except PictureBroken:
            continue
        assert max(shown.width, shown.height) <= 1600


@pytest.mark.parametrize(
    "bomb",
    [files.pdf_of_endless_dashes, files.jpeg_of_a_thousand_scans],
    ids=["pdf", "jpeg"],
)
async def test_what_would_take_for_ever_is_stopped(bomb: Callable[[], bytes]) -> None:
    assert await refused(Pictures(replace(LIMITS, cpu=2, patience=10)), bomb()) is PictureTakesTooLong


async def test_drawings_in_drawings_in_drawings_are_not_followed_to_the_end(pictures: Pictures) -> None:
    assert await refused(pictures, files.pdf_of_nested_forms()) in (PictureBroken, PictureTakesTooLong)


async def test_a_giant_picture_on_a_sheet_takes_no_more_memory_than_it_may(pictures: Pictures) -> None:
    content = files.pdf_of_a_giant_image()
    assert len(content) < LARGEST_FILE
    largest = 0

    async def watched() -> None:
        nonlocal largest
        while True:
            for child in children(CHILD):
                with_it = child.memory_info()
                largest = max(largest, with_it.rss)
            await asyncio.sleep(0.01)

    watching = asyncio.create_task(watched())
    try:
        await pictures.shown(content, MARK)
    except Refusal:
        pass
    finally:
        watching.cancel()
    assert largest < LIMITS.memory << 20


async def test_a_locked_pdf_is_told_to_be_locked(pictures: Pictures) -> None:
    assert await refused(pictures, files.locked_pdf()) is PictureLocked


async def test_a_pdf_of_too_many_pages_is_not_opened(pictures: Pictures) -> None:
    assert (await pictures.shown(files.pdf(*[""] * MOST_PAGES), MARK, MOST_PAGES)).pages == MOST_PAGES
    assert await refused(pictures, files.pdf(*[""] * (MOST_PAGES + 1))) is TooManyPages


async def test_a_pdf_that_lies_about_its_pages_is_believed_nothing(pictures: Pictures) -> None:
    lying = files.pdf("").replace(b"/Count 1", b"/Count 1000000000")
    assert (await pictures.shown(lying, MARK)).pages == 1


async def test_nothing_and_too_much_are_not_opened(pictures: Pictures) -> None:
    assert await refused(pictures, b"") is PictureEmpty
    assert await refused(pictures, b"\xff\xd8\xff" + b"\0" * LARGEST_FILE) is PictureTooLarge


def _zipped() -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("ktp.jpg", saved(halves(), "JPEG"))
    return made.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"\0" * 1000,
        b"MZ\x90\0" + b"\0" * 2000,
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<html><img src=x onerror=alert(1)></html>",
        saved(halves(), "TIFF"),
        saved(halves(), "BMP"),
        saved(halves(), "ICO"),
        saved(halves(), "EPS"),
        _zipped(),
    ],
    ids=["zeros", "exe", "svg", "html", "tiff", "bmp", "ico", "eps", "zip"],
)
async def test_what_is_no_photo_and_no_pdf_is_not_opened(content: bytes, pictures: Pictures) -> None:
    assert await refused(pictures, content) is NotAPicture


@pytest.mark.parametrize("kind", FORMATS)
async def test_a_file_that_is_two_things_comes_out_as_one(kind: str, pictures: Pictures) -> None:
    behind = b"<script>alert(document.cookie)</script>" + files.pdf("") + _zipped()
    shown = await pictures.shown(saved(halves(), kind) + behind, MARK)
    assert shown.kind is Kind(kind.lower())
    assert b"script" not in shown.content
    assert b"%PDF" not in shown.content
    assert shown.content.endswith(b"\xff\xd9")


async def test_no_more_than_two_are_looked_at_at_once(pictures: Pictures) -> None:
    content = saved(halves((6000, 6000)), "PNG")
    looks: list[Awaitable[object]] = [asyncio.create_task(pictures.shown(content, MARK)) for _ in range(5)]
    every = asyncio.gather(*looks)
    most = 0
    while not every.done():
        most = max(most, len(children(CHILD)))
        await asyncio.sleep(0.01)
    await every
    assert most == 2


async def test_who_goes_away_takes_the_child_along_and_leaves_the_place_to_others() -> None:
    pictures = Pictures(at_once=1)
    looking = asyncio.create_task(pictures.shown(files.pdf_of_nested_forms(), MARK))
    await until_there_is_one(CHILD)
    looking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await looking
    assert children(CHILD) == []
    async with asyncio.timeout(10):
        assert (await pictures.shown(saved(halves(), "JPEG"), MARK)).width == 800


async def test_a_look_is_over_before_anybody_wonders(pictures: Pictures) -> None:
    """Measured on two cores: 0.1 s for a small photo, 0.4 s for one of 12 megapixels, 1 to 2 s for one of 40; of
    that, starting the child takes 0.05 s and loading the decoders as much again."""
    began = time.monotonic()
    await pictures.shown(saved(halves((4000, 3000)), "JPEG"), MARK)
    assert time.monotonic() - began < 5


async def test_what_was_looked_at_stands_in_no_log(caplog: pytest.LogCaptureFixture, pictures: Pictures) -> None:
    with caplog.at_level("DEBUG"):
        for content in (b"%PDF-1.7 Siti Halimah", files.with_a_place("JPEG"), files.heif_of(HUGE, HUGE)):
            try:
                assert "content" not in repr(await pictures.shown(content, MARK))
            except Refusal:
                continue
    said = caplog.text.replace(CHILD, "")
    assert "Halimah" not in said
    assert "KT-B" not in said
