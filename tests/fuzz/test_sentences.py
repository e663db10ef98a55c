"""Every sentence with hostile values in every field: Telegram takes it, and nothing in it is executed or lost."""

import dataclasses
import typing
from collections.abc import Iterator
from typing import Any

import pytest

from bot.simulator.html import parse_html, units
from services.words import Words
from tests.words.speeches import every_speech, examples

HOSTILE = (
    "<b>Siti</b> & \"Co\" 'x'",
    "</b></blockquote><a href='tg://user?id=1'>x",
    "&lt;&#60;&amp;#x3c;",
    "{{ 7000 + 1 }}{% for x in [7000] %}{{ x + 1 }}{% endfor %}{name}%s",
    "\u202eitiS \u2066\u200f",
    "Sîtî\n\nRahmah\r\n\tx",
    "👨\u200d👩\u200d👧🏳\ufe0f\u200d🌈",
    "ستي عائشة",
    "A" * 80,
    "<" * 80,
    "😭" * 80,
    "\u0351" * 80,
    "\ufdfa" * 80,
)
LONG = ("a b " * 500, "😭" * 1000, "<" * 2000, "&" * 2000)
"""As long as a story may be, or an answer of staff."""
STORIES = {"words", "note"}
LIMIT = 4096

KINDS = [kind for kind in every_speech() if any(hint is str for hint in typing.get_type_hints(kind).values())]


def hostile(speech: Any) -> Iterator[tuple[str, Any]]:
    """The message with one hostile value after another in all of its fields of text, and with long stories."""
    hints = typing.get_type_hints(type(speech))
    plain = {field.name: getattr(speech, field.name) for field in dataclasses.fields(speech)}
    texts = [name for name in plain if hints[name] is str]
    for value in HOSTILE:
        yield value, type(speech)(**(plain | dict.fromkeys(texts, value)))
    stories = [name for name in texts if name in STORIES]
    for value in LONG if stories else ():
        yield value, type(speech)(**(plain | dict.fromkeys(stories, value)))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_hostile_values_leave_a_sentence_whole(kind: Any, words: Words) -> None:
    plain = list(examples(kind))[:6]
    most = max(len(parse_html(words.render(speech))[1]) for speech in plain)
    for speech in plain:
        for value, spoilt in hostile(speech):
            text, entities = parse_html(words.render(spoilt))
            assert text
            assert units(text) <= LIMIT, f"{units(text)} signs with {value[:20]!r}"
            assert len(entities) <= most, f"{value[:20]!r} became markup"
            assert "7001" not in text, "a template in a value was executed"
