"""Whatever people typed into a claim stays text on its papers, and keeps none of them from being made."""

import io
import re
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any

import pytest
from PIL import Image
from pypdfium2 import PdfDocument, raw

from services.paper.printing import SHEETS, Document
from services.paper.service import Paper
from services.words import Words
from tests.paper.claims import ACCOUNT, DEATH, FILE, HEIRS, PICTURE, PROXY, RECEIPT, filed, received
from tests.paper.conversations import text_of
from tests.paper.test_paper import HOSTILE

FILLED = (ACCOUNT, PROXY, HEIRS, DEATH, replace(RECEIPT, papers=received(2)), replace(FILE, papers=filed(2, 1)))
OFTEN = {"account": 15, "proxy_letter": 15, "heir_letter_request": 15, "death_letter_request": 20}
"""How often, at least, a text in every field is read on the paper."""
CODE = "\n".join((*HOSTILE, "#import", "*", "$", "]", "//", "<berkas-0>", "#data.number", "‹›«»", "'"))
SIGNS = {
    "all": "السلام عليكم 🙏😭🇮🇩👨‍👩‍👧 a\u202eb\0\x07\u2066c\ufeff\ud83d Z"
    + "\u0351" * 90
    + "\n\r\n\t\u2028中文 ไทย שלום",
    "arabic": "السلام",
    "breaks": "\n\n\r\n\t\u2028",
    "blank": " ",
    "vanishing": "\u202e\u2066\0",
}


@pytest.fixture
def paper(words: Words) -> Paper:
    return Paper(words)


def all_said(thing: Any, text: str) -> Any:
    """The same document with this text in every field that holds one."""
    match thing:
        case Enum():
            return thing
        case str():
            return text
        case tuple():
            return tuple(all_said(part, text) for part in thing)
    if is_dataclass(thing) and not isinstance(thing, type):
        return replace(thing, **{field.name: all_said(getattr(thing, field.name), text) for field in fields(thing)})
    return thing


def unscanned(document: Any) -> Any:
    """With a code that is ours: we write it, and it holds no more than it holds."""
    return replace(document, code="x") if hasattr(document, "code") else document


def kind(document: Document) -> str:
    return SHEETS[type(document)].template.partition("/")[2]


def test_every_document_is_thrown_something_at() -> None:
    assert {type(document) for document in (*FILLED, PICTURE)} == set(SHEETS)


def together(text: str) -> str:
    """Without its blanks: a line may end anywhere in a long word."""
    return "".join(text.split())


@pytest.mark.parametrize("document", FILLED, ids=kind)
async def test_what_looks_like_code_stays_text_in_every_field_of_every_paper(document: Document, paper: Paper) -> None:
    told = together(text_of(await paper.document(unscanned(all_said(document, CODE)))))
    assert told.count(together(CODE)) >= OFTEN.get(kind(document), 6)


@pytest.mark.parametrize("text", [*SIGNS.values()], ids=SIGNS)
async def test_signs_of_every_kind_can_stand_in_every_field(text: str, paper: Paper) -> None:
    for document in (*FILLED, PICTURE):
        assert await paper.document(unscanned(all_said(document, text)))


async def test_an_emoji_is_told_in_a_word(paper: Paper) -> None:
    assert "[menangis keras]" in text_of(await paper.document(replace(ACCOUNT, happened="Beliau pergi 😭")))


@pytest.mark.parametrize("text", ["Q" * 4000, "kata " * 900, "M" * 300])
async def test_long_texts_stay_on_the_sheet(text: str, paper: Paper) -> None:
    for document in FILLED:
        pdf = await paper.document(unscanned(all_said(document, text)))
        for page in PdfDocument(pdf):
            width = page.get_size()[0]
            for thing in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_IMAGE]):
                left, _, right, _ = thing.get_bounds()
                assert 0 <= left <= right <= width, kind(document)


async def test_a_long_text_in_one_field_is_told_whole(paper: Paper) -> None:
    long = "".join(f"kalimat {number}. " for number in range(500))
    text = text_of(await paper.document(replace(ACCOUNT, happened=long)))
    assert [number for number in range(500) if f"kalimat {number}." not in text] == []


async def test_long_texts_leave_a_picture_that_can_be_sent(paper: Paper) -> None:
    image = Image.open(io.BytesIO(await paper.document(all_said(PICTURE, "kata " * 900))))
    assert image.width == 1080
    assert image.height <= 8920


async def test_nothing_of_it_stands_in_a_log_or_a_repr(paper: Paper, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("DEBUG"):
        for document in (*FILLED, PICTURE):
            await paper.document(document)
            assert not re.search("Rahmat|Nurhayati|6408|00042", repr(document))
    assert not re.search("Rahmat|Nurhayati|6408", caplog.text)
