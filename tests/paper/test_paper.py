"""Whatever people type stays text on the paper, can be drawn, and cannot keep it from being made."""

import json
import random
from dataclasses import replace

import pytest
import typst
from pypdfium2 import PdfDocument

from services.confined.asking import Fault, ask
from services.paper import glyphs
from services.paper.glyphs import Glyphs
from services.paper.messages import PaperTooLong
from services.paper.printing import LIMITS
from services.paper.service import Paper
from services.words import Words
from tests.paper.conversations import line, text_of, transcript

HOSTILE = [
    '#include "/etc/passwd"',
    '#read("/id/helpdesk/transcript.typ")',
    '#import "@preview/cetz:0.3.0"',
    "#panic()",
    "$ x^2 + integral $",
    '"] #evil [',
    r"\u{1F600} \ \# \"",
    "= judul",
    "- butir",
    "*tebal* _miring_ `kode` ~ @rujukan <label> // catatan /* x */",
    "https://contoh.id/?a=1&b=<script>alert(1)</script>",
    '{"a": 1} \\n',
    "-- --- ... 'kutip' \"kutip\"",
]


@pytest.fixture
def paper(words: Words) -> Paper:
    return Paper(words)


@pytest.mark.parametrize("text", HOSTILE)
async def test_what_looks_like_code_stays_text_wherever_it_stands(text: str, paper: Paper) -> None:
    printed = replace(
        transcript(line(text, who=text)),
        operator=text,
        subject=text,
        queue=text,
        outcome=text,
        tags=(text,),
        asked_by=text,
    )
    told = text_of(await paper.transcript(printed))
    assert told.count(" ".join(text.split())) >= 7


async def test_a_template_reads_no_file_and_fetches_no_package() -> None:
    for source in (b'#read("/etc/passwd")', b'#import "@preview/cetz:0.3.0": *', b'#include "../../pyproject.toml"'):
        with pytest.raises(Fault, match="TypstError"):
            await ask("tests.paper.reckless", {}, source, LIMITS)


@pytest.mark.parametrize("name", ["../../etc/passwd", "helpdesk/../transcript", "/helpdesk/transcript", "", "helpdesk"])
async def test_a_template_is_one_of_ours(name: str, paper: Paper) -> None:
    with pytest.raises(ValueError, match=r"^[./\w]*$"):
        await paper.pdf(name, {})


async def test_a_salam_in_arabic_and_names_with_strokes_can_be_read(paper: Paper) -> None:
    told = text_of(await paper.transcript(transcript(line("السلام عليكم\nŁucja Ñandú Żółć Ḥasan, Привет"))))
    assert "عليكم" in told
    assert "Łucja Ñandú Żółć Ḥasan, Привет" in told


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("Terima kasih 🙏", "Terima kasih [tangan menyatu]"),
        ("🙏🙏🏽🙏🏿", "[tangan menyatu ×3]"),
        ("😭💔", "[menangis keras][patah hati]"),
        ("❤️ ☎️ ✓ ½ 1️⃣", "❤ ☎ ✓ ½ 1"),
        ("👨‍👩‍👧", "[pria][wanita][anak perempuan]"),
        ("🇮🇩 🇯🇵", "[bendera Indonesia] [emoji]"),
        ("🦖", "[emoji]"),
        ("中文 ไทย ꦲꦤꦕ", "[huruf lain ×2] [huruf lain ×3] [huruf lain ×3]"),
        ("ＦＵＬＬ\u3000ﷺ", "FULL صلى الله عليه وسلم"),
        ("a\u202egnp.exe\u200b\u2066\ufeff\0\x07b", "agnp.exeb"),
        ("satu\r\ndua\u2028tiga\x0bempat", "satu\ndua\ntiga\nempat"),
        ("Z" + "\u0351" * 50, "Z" + "\u0351" * 3),
        ("\ud83d", ""),
        ("", ""),
    ],
)
def test_what_no_font_draws_is_told_in_words(typed: str, written: str, words: Words) -> None:
    assert Glyphs(words).text(typed) == written


def drawn() -> list[str]:
    return [chr(point) for point in range(0x21, 0x20000) if not glyphs._UNDRAWN.match(chr(point))]


def undrawn(signs: list[str]) -> list[str]:
    """Those for which typst has no glyph: in an archival PDF that is an error."""
    source = b'#set text(font: ("Libertinus Serif", "DejaVu Sans Mono"))\n#json(bytes(sys.inputs.given))'
    given = {"given": json.dumps("\n".join(signs))}
    try:
        typst.compile(source, format="pdf", ignore_system_fonts=True, sys_inputs=given, pdf_standards="a-2b")
    except typst.TypstError as error:
        if "could not be displayed" in str(error):
            half = len(signs) // 2
            return undrawn(signs[:half]) + undrawn(signs[half:]) if half else signs
    return []


def test_what_is_said_to_be_drawn_is_drawn() -> None:
    assert undrawn(["a", "🙏"]) == ["🙏"]
    assert undrawn(drawn()) == []


def test_every_word_for_a_sign_can_be_drawn_itself(words: Words) -> None:
    for word in words.labels("paper_sign").values():
        assert Glyphs(words, simple=True).text(word) == word


async def test_long_words_stay_on_the_sheet(paper: Paper) -> None:
    pdf = await paper.transcript(transcript(line("Q" * 4096, who="N" * 300), line("https://" + "a/" * 2000)))
    for page in PdfDocument(pdf):
        left, _, right, _ = page.get_mediabox()
        for thing in page.get_objects():
            box = thing.get_bounds()
            assert left <= box[0] <= box[2] <= right
    assert text_of(pdf).count("Q") == 4096


async def test_only_the_fonts_of_the_wheel_are_in_it(paper: Paper) -> None:
    pdf = await paper.transcript(transcript(line("Halo السلام 🙏 ∑ ✓")))
    names = {
        thing.get_font().get_base_name()
        for page in PdfDocument(pdf)
        for thing in page.get_objects()
        if hasattr(thing, "get_font")
    }
    assert names
    assert [
        name for name in names if not any(known in name for known in ("Libertinus", "NewCM", "DejaVuSansMono"))
    ] == []


class Careless(Glyphs):
    """Lets everything through."""

    def text(self, text: str) -> str:
        return text


def stumbled_over() -> str:
    """Lines of Hebrew with a code point that is no letter: typst 0.15 panics on them."""
    return "".join(random.Random(0).choices([*map(chr, range(0x5D0, 0x5EB)), *" \u05c8" * 4], k=4000))


async def test_a_text_that_the_typesetter_stumbles_over_is_printed_with_fewer_signs(words: Words) -> None:
    paper = Paper(words)
    said = transcript(line(stumbled_over()), line("Halo, Ibu"))
    paper._glyphs = (Careless(words), Careless(words))
    with pytest.raises(PaperTooLong):
        await paper.transcript(said)
    paper._glyphs = (Careless(words), Glyphs(words, simple=True))
    assert "Halo, Ibu" in text_of(await paper.transcript(said))
    assert "[huruf lain" in text_of(await Paper(words).transcript(said))


@pytest.mark.parametrize("seed", range(3))
async def test_no_mixture_of_scripts_keeps_a_paper_from_being_made(seed: int, words: Words) -> None:
    chance = random.Random(seed)
    scripts = [
        "abcde fghij",
        "السلام عليكم ورحمة",
        "ًٌٍّْ",
        "٠١٢٣",
        "𝗕𝗼𝗹𝗱",
        "Привет",
        "שלום",
        "中文",
        "🙏😭",
        "\u0301\u20dd",
        "()[]«»",
    ]
    lines = ["".join(chance.choices("".join(chance.sample(scripts, 4)) + "   ", k=600)) for _ in range(60)]
    paper = Paper(words)
    paper._glyphs = paper._glyphs[:1]
    assert await paper.transcript(transcript(*map(line, lines)))


async def test_one_that_takes_too_long_is_given_up(words: Words) -> None:
    lines = [line(f"{number} kata " * 400) for number in range(500)]
    with pytest.raises(PaperTooLong):
        await Paper(words, replace(LIMITS, patience=1)).transcript(transcript(*lines))


async def test_nothing_of_it_stands_in_a_log(paper: Paper, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("DEBUG"):
        await paper.transcript(transcript())
        assert "Nurhayati" not in repr(transcript())
    assert "Nurhayati" not in caplog.text
    assert "meninggal" not in caplog.text
