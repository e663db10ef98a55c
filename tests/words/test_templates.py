"""Every sentence of ours: it has a template, uses what the message has, and is HTML that Telegram takes."""

from dataclasses import fields
from html.parser import HTMLParser

import pytest
from jinja2 import meta

from services.refusals import Refusal
from services.speech import Speech
from services.words import Words, template_name
from services.words.render import LOCALES
from tests.words.speeches import every_speech, examples

TAGS = {"b", "strong", "i", "em", "u", "s", "a", "code", "pre", "blockquote", "tg-spoiler"}
"""What Telegram's HTML mode knows, as far as we use it."""

Kind = type[Speech | Refusal]


class Reader(HTMLParser):
    """Reads Telegram HTML strictly: known tags, well nested, nothing left open."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the parser's own
        assert tag in TAGS, f"<{tag}> is not Telegram's"
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, f"</{tag}> closes nothing"

    def handle_data(self, data: str) -> None:
        self.text += data


def read(html: str) -> str:
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert not reader.open, f"left open: {reader.open}"
    return reader.text


@pytest.mark.parametrize("kind", every_speech(), ids=lambda kind: kind.__name__)
def test_a_template_uses_exactly_what_its_message_has(kind: Kind, words: Words) -> None:
    environment = words.environment
    assert environment.loader is not None
    source = environment.loader.get_source(environment, template_name(kind))[0]
    used = meta.find_undeclared_variables(environment.parse(source))
    assert used == {field.name for field in fields(kind)}  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", every_speech(), ids=lambda kind: kind.__name__)
def test_a_message_is_html_that_telegram_takes(kind: Kind, words: Words) -> None:
    for speech in examples(kind):
        text = read(words.render(speech))
        assert text.strip()
        assert len(text) <= 4096
        assert "None" not in text
        assert "\n\n\n" not in text


@pytest.mark.parametrize("kind", every_speech(), ids=lambda kind: kind.__name__)
def test_a_message_reads_the_same_each_time_and_as_its_template_says(kind: Kind, words: Words) -> None:
    template = words.environment.get_template(template_name(kind))
    for _ in range(2):
        for speech in examples(kind):
            plainly = template.render({field.name: getattr(speech, field.name) for field in fields(speech)})
            assert words.render(speech) == plainly.strip()


def test_after_reading_ahead_nobody_waits_for_a_template() -> None:
    words = Words()
    assert not words.environment.cache
    for _ in words.read_ahead():
        pass
    read = {name for _, name in words.environment.cache or ()}
    assert read >= {template_name(kind) for kind in every_speech()}


def test_no_template_is_left_without_a_message(words: Words) -> None:
    known = {template_name(kind) for kind in every_speech()}
    templates = {str(file.relative_to(LOCALES / "id")) for file in (LOCALES / "id").rglob("*.html")}
    partials = {name for name in templates if name.rsplit("/", 1)[-1].startswith("_")}
    assert templates - partials == known


@pytest.mark.parametrize("kind", ["taps", "choices"])
def test_a_label_fits_on_a_button_of_a_small_phone(kind: str, words: Words) -> None:
    too_long = {key: text for key, text in words.labels(kind).items() if len(text) > 28}
    assert not too_long
