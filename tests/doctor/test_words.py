"""Every finding has its sentence; one that somebody should look at has advice and an example; no sentence is idle."""

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.doctor import CHECKS, Thing
from services.words import Words

SOURCES = Path(__file__).parents[2] / "bot" / "doctor"
LEVELS = {"well", "warning", "wrong", "unknown"}
CHOSEN = {
    "setting_missing": {"name", "why", "example"},
    "setting_wrong": {"name", "why", "example"},
    "key_file_unreadable": {"file"},
    "key_file_damaged": {"file"},
    "group_can_delete_messages": {"bot"},
    "group_can_pin_messages": {"bot"},
    "database_refuses": set(),
    "database_unknown": set(),
    "database_crowded": set(),
    "database_starting": set(),
    "database_certificate": set(),
    "database_nameless": set(),
    "database_silent": set(),
    "database_address": set(),
    "database_away": set(),
    "webhook_failed": {"age", "reason"},
    "webhook_secret_differs": {"age", "reason"},
    "clock_ahead": {"one", "other", "by"},
    "clock_behind": {"one", "other", "by"},
    "needs_setting": {"check", "missing"},
    "needs_thing": {"check", "missing"},
}
"""Keys that are put together or handed on, with their values: grave ones, as far as there is anything to do."""
GRAVE = {key for key in CHOSEN if not key.startswith("needs_")}


def findings() -> Iterator[tuple[str, str, set[str]]]:
    """Level, key and names of values of every call that makes a finding."""
    for file in sorted(SOURCES.glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in LEVELS:
                names = {word.arg for word in node.keywords if word.arg}
                for key in _constants(node.args[0]):
                    yield node.func.id, key, names


def _constants(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp(body=one, orelse=other):
            yield from (*_constants(one), *_constants(other))


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize(
    ("level", "key", "names"), sorted((level, key, tuple(sorted(names))) for level, key, names in findings())
)
def test_a_finding_has_its_words(level: str, key: str, names: tuple[str, ...], words: Words) -> None:
    known = set(names) | CHOSEN.get(key, set())
    assert placeholders(words.label("doctor_says", key)) <= known
    for kind in ("doctor_do", "doctor_example") if level in {"warning", "wrong"} else ():
        assert placeholders(words.label(kind, key)) <= known


@pytest.mark.parametrize("key", sorted(CHOSEN))
def test_a_finding_whose_key_is_put_together_has_its_words_too(key: str, words: Words) -> None:
    for kind in ("doctor_says", "doctor_do", "doctor_example") if key in GRAVE else ("doctor_says",):
        assert placeholders(words.label(kind, key)) <= CHOSEN[key]


def test_no_sentence_is_idle(words: Words) -> None:
    said = {key for _, key, _ in findings()} | CHOSEN.keys()
    grave = {key for level, key, _ in findings() if level in {"warning", "wrong"}} | GRAVE
    assert words.labels("doctor_says").keys() == said
    assert words.labels("doctor_do").keys() == grave
    assert words.labels("doctor_example").keys() == grave


def test_every_check_group_and_thing_has_its_name(words: Words) -> None:
    assert words.labels("doctor_check").keys() == {check.name for check in CHECKS}
    assert words.labels("doctor_group").keys() == {check.group for check in CHECKS}
    assert words.labels("doctor_thing").keys() == {thing.value for thing in Thing}
    assert len({check.name for check in CHECKS}) == len(CHECKS)
