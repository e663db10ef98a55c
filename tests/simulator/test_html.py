"""Telegram's HTML is read as Telegram reads it, complaints included."""

from typing import Any

import pytest

from bot.simulator.errors import ApiError
from bot.simulator.html import parse_html

READ: list[tuple[str, str, list[dict[str, Any]]]] = [
    ("halo", "halo", []),
    ("<b>a</b>", "a", [{"type": "bold", "offset": 0, "length": 1}]),
    ("  <b>a</b>\n", "a", [{"type": "bold", "offset": 0, "length": 1}]),
    ("a &lt; b &amp; c &copy; &#33;", "a < b & c &copy; !", []),
    ("🙂<i>x</i>", "🙂x", [{"type": "italic", "offset": 2, "length": 1}]),
    (
        '<a href="https://a.id/?b=1&amp;c=2">x</a>',
        "x",
        [{"type": "text_link", "offset": 0, "length": 1, "url": "https://a.id/?b=1&c=2"}],
    ),
    ("<a href='javascript:x'>y</a>", "y", []),
    ("<blockquote expandable>q</blockquote>", "q", [{"type": "expandable_blockquote", "offset": 0, "length": 1}]),
    (
        "<b>a<i>b</i></b>",
        "ab",
        [{"type": "bold", "offset": 0, "length": 2}, {"type": "italic", "offset": 1, "length": 1}],
    ),
]


@pytest.mark.parametrize(("source", "text", "entities"), READ)
def test_markup_becomes_text_and_entities(source: str, text: str, entities: list[dict[str, Any]]) -> None:
    assert parse_html(source) == (text, entities)


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("é<br>", 'Unsupported start tag "br" at byte offset 2'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b>a</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("a <b", "Unclosed start tag at byte offset 2"),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
def test_broken_markup_is_refused_in_telegrams_words(source: str, complaint: str) -> None:
    with pytest.raises(ApiError) as refused:
        parse_html(source)
    assert refused.value.description == f"Bad Request: can't parse entities: {complaint}"
