"""The way of a claim as a picture for a small, cheap phone."""

import io
from dataclasses import replace

import pytest
from PIL import Image

from services.paper.claim import StatusPicture, StatusRow, Step
from services.paper.service import Paper
from services.words import Words
from tests.paper.claims import PICTURE

Colour = tuple[int, int, int]
LEAF: Colour = (0x1D, 0x6B, 0x57)
AMBER: Colour = (0x8A, 0x5A, 0x00)
WAY = 500
"""Pixels from above, where the head has ended."""


@pytest.fixture
def paper(words: Words) -> Paper:
    return Paper(words)


async def drawn(paper: Paper, picture: StatusPicture) -> Image.Image:
    made = await paper.document(picture)
    with Image.open(io.BytesIO(made), formats=("PNG",)) as image:
        return image.convert("RGB")


def share(image: Image.Image, colour: Colour) -> int:
    """Pixels of this colour below the head."""
    way = image.crop((0, WAY, image.width, image.height))
    return sum(count for count, seen in way.getcolors(1 << 24) or [] if seen == colour)


def rows(*steps: Step) -> tuple[StatusRow, ...]:
    return tuple(StatusRow(f"Langkah {place}", step, "3 Maret 2026") for place, step in enumerate(steps))


async def test_it_is_as_wide_as_a_phone_shows_and_higher_than_wide(paper: Paper) -> None:
    for said in (PICTURE, replace(PICTURE, rows=()), replace(PICTURE, rows=rows(Step.NOW))):
        image = await drawn(paper, said)
        assert image.width == 1080
        assert image.height > image.width


async def test_telegram_takes_it_as_a_photo_however_much_it_tells(paper: Paper) -> None:
    """Width and height together 10,000 pixels, one at most 20 times the other, 10 MB."""
    for count, label in ((14, "Petugas memeriksa berkas dan menghubungi Anda " * 9), (24, "Berkas diterima")):
        long = tuple(StatusRow(label, Step.NOW, "paling lambat 12 Maret 2026 " * 5, "") for _ in range(count))
        made = await paper.document(replace(PICTURE, rows=long))
        image = Image.open(io.BytesIO(made))
        assert image.width == 1080
        assert image.width + image.height <= 10_000
        assert len(made) < 10 << 20


async def test_the_present_step_stands_out_and_a_late_one_in_another_colour(paper: Paper) -> None:
    coming = await drawn(paper, replace(PICTURE, rows=rows(Step.NEXT, Step.NEXT)))
    done = await drawn(paper, replace(PICTURE, rows=rows(Step.DONE, Step.NEXT)))
    now = await drawn(paper, replace(PICTURE, rows=rows(Step.DONE, Step.NOW)))
    late = await drawn(paper, replace(PICTURE, rows=rows(Step.DONE, Step.LATE)))
    assert share(coming, LEAF) == share(coming, AMBER) == 0
    assert 0 < share(done, LEAF) < share(now, LEAF)
    assert share(now, AMBER) == 0
    assert share(late, AMBER) > 1000


async def test_every_word_of_a_row_is_drawn(paper: Paper) -> None:
    said = (
        StatusRow("Berkas", Step.DONE),
        StatusRow("Mimpi", Step.DONE),
        StatusRow("Berkas", Step.DONE, when="Mimpi"),
        StatusRow("Berkas", Step.DONE, note="Mimpi"),
    )
    images = [(await drawn(paper, replace(PICTURE, rows=(row,)))).tobytes() for row in said]
    assert len(set(images)) == len(said)


async def test_the_same_way_gives_the_same_picture(paper: Paper) -> None:
    assert await paper.document(PICTURE) == await paper.document(PICTURE)
