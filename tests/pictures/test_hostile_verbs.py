"""The same hostile files, examined and copied: the same polite no, within seconds, and nothing is left running."""

import random
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace

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
from services.pictures.model import LARGEST_FILE, MOST_PAGES
from services.pictures.service import CHILD, LIMITS, Pictures
from services.refusals import Refusal
from tests.confined.watching import children
from tests.pictures import files
from tests.pictures.files import FORMATS, noise, saved, typeset

HUGE = 60_000
BOMBS: dict[str, tuple[Callable[[], bytes], set[type[Refusal]]]] = {
    "png": (lambda: files.png(HUGE, HUGE), {TooManyPixels}),
    "png just above": (lambda: files.png(6325, 6325), {TooManyPixels}),
    "jpeg": (lambda: files.jpeg_of(HUGE, HUGE), {TooManyPixels}),
    "gif": (lambda: files.gif_of(HUGE, HUGE), {TooManyPixels}),
    "webp": (lambda: files.webp_of(16_000, 16_000), {TooManyPixels}),
    "heif": (lambda: files.heif_of(HUGE, HUGE), {TooManyPixels, PictureBroken}),
    "text of png": (files.text_bomb, {TooManyPixels, PictureBroken}),
    "nested forms": (files.pdf_of_nested_forms, {PictureBroken, PictureTakesTooLong}),
    "locked": (files.locked_pdf, {PictureLocked}),
    "no page": (files.pdf, {PictureBroken}),
    "many pages": (lambda: files.pdf(*[""] * (MOST_PAGES + 1)), {TooManyPages}),
    "empty": (lambda: b"", {PictureEmpty}),
    "too large": (lambda: b"\xff\xd8\xff" + b"\0" * LARGEST_FILE, {PictureTooLarge}),
    "svg": (lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>", {NotAPicture}),
}


async def examine(pictures: Pictures, content: bytes) -> None:
    await pictures.examined(content)


async def copy(pictures: Pictures, content: bytes) -> None:
    async for _ in pictures.pages(content):
        pass


Look = Callable[[Pictures, bytes], Awaitable[None]]
both = pytest.mark.parametrize("look", [examine, copy])


async def refused(look: Look, content: bytes, pictures: Pictures | None = None) -> type[Refusal]:
    began = time.monotonic()
    with pytest.raises(Refusal) as caught:
        await look(pictures or Pictures(), content)
    assert time.monotonic() - began < LIMITS.patience + 5
    assert children(CHILD) == []
    return caught.type


@both
@pytest.mark.parametrize("bomb", BOMBS)
async def test_a_bomb_is_refused(bomb: str, look: Look) -> None:
    made, expected = BOMBS[bomb]
    assert await refused(look, made()) in expected


@both
@pytest.mark.parametrize("bomb", [files.pdf_of_endless_dashes, files.jpeg_of_a_thousand_scans], ids=["pdf", "jpeg"])
async def test_what_would_take_for_ever_is_stopped(bomb: Callable[[], bytes], look: Look) -> None:
    short = Pictures(replace(LIMITS, cpu=2, patience=10))
    assert await refused(look, bomb(), short) is PictureTakesTooLong


@both
@pytest.mark.parametrize("kind", FORMATS)
async def test_a_photo_that_ends_in_the_middle_is_broken(kind: str, look: Look) -> None:
    content = saved(noise(), kind)
    assert await refused(look, content[: len(content) // 2]) is PictureBroken


@both
@pytest.mark.parametrize("kind", [*FORMATS, "PDF"])
async def test_whatever_byte_is_changed_it_is_read_or_broken(kind: str, look: Look) -> None:
    content = typeset("Satu") if kind == "PDF" else saved(noise((320, 240)), kind)
    chance = random.Random(f"{kind} of {look.__name__}")
    for _ in range(4):
        changed = bytearray(content)
        for _ in range(30):
            changed[chance.randrange(16, len(changed))] = chance.randrange(256)
        try:
            await look(Pictures(), bytes(changed))
        except (PictureBroken, TooManyPixels):
            continue


@both
@pytest.mark.parametrize("side", ["10000000", "0.0001", "1e30", "-5", "0"])
async def test_a_sheet_of_any_size_is_drawn_no_larger_than_wanted(side: str, look: Look) -> None:
    for box in (f"0 0 {side} {side}", f"0 0 {side} 842"):
        try:
            await look(Pictures(), files.pdf("0 0 9 9 re f", box=box))
        except PictureBroken:
            continue
