"""Findings as sentences: for a terminal, grouped and coloured, and as JSON for whoever watches over the service."""

import json
import string
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from bot.cli.doorway import harmless, plain
from bot.doctor.examination import Result, worst
from bot.doctor.finding import Finding, Level, Value, Word
from services.refusals import Refusal
from services.words import Words
from services.words.filters import angka

SIGNS = {
    Level.WELL: ("✓", "green"),
    Level.WARNING: ("!", "yellow"),
    Level.WRONG: ("✗", "red"),
    Level.UNKNOWN: ("–", "dim"),
}
_SPANS = (("days", 86400), ("hours", 3600), ("minutes", 60), ("seconds", 1))


@dataclass(frozen=True)
class Told:
    """A finding in words. `do` and `example` are empty where there is nothing to do."""

    level: Level
    key: str
    says: str
    do: str
    example: str


def told(finding: Finding, words: Words) -> Told:
    """The finding in words."""
    values = {name: _written(value, words) for name, value in finding.values.items()}
    says, do, example = (_filled(words, kind, finding.key, values) for kind in ("says", "do", "example"))
    return Told(finding.level, finding.key, says, do, example)


def printed(results: Iterable[Result], words: Words) -> RenderableType:
    """The whole report for a terminal."""
    results = list(results)
    parts: list[RenderableType] = []
    for group, members in groupby(results, lambda result: result.check.group):
        parts.append(Text(words.label("doctor_group", group), style="bold"))
        findings = [finding for result in members for finding in result.findings]
        rows = [told(finding, words) for finding in findings if finding.level is not Level.UNKNOWN]
        parts.append(_table(rows + _not_looked_at(findings, words), words))
        parts.append(Text())
    return Group(*parts, Text(_summary(results, words), style="bold"))


def as_json(results: Iterable[Result], words: Words, at: datetime) -> str:
    """The same for a machine; `key` and `level` stay what they are from release to release, sentences need not."""
    results = list(results)
    findings = [
        {"group": result.check.group, "check": result.check.name, "seconds": round(result.seconds, 3)}
        | vars(told(one, words))
        for result in results
        for one in result.findings
    ]
    whole = {"at": at.isoformat(timespec="seconds"), "level": worst(results), "counts": _counts(results)}
    return json.dumps(whole | {"findings": findings}, ensure_ascii=False, indent=2)


def show(results: Iterable[Result], words: Words, out: Console) -> None:
    """Prints the report."""
    out.print(printed(results, words))


def _table(rows: list[Told], words: Words) -> Table:
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(width=2, justify="right")
    table.add_column(overflow="fold")
    for row in rows:
        sign, style = SIGNS[row.level]
        table.add_row(Text(sign, style=style), Text(row.says))
        if row.do:
            table.add_row("", Text(words.label("doctor", "do", text=row.do), style="dim"))
        if row.example:
            table.add_row("", Text(words.label("doctor", "example", text=row.example), style="dim"))
    return table


def _not_looked_at(findings: list[Finding], words: Words) -> list[Told]:
    """One line for all that rest on the same thing."""
    checks: dict[str, list[str]] = {}
    for finding in findings:
        if finding.level is Level.UNKNOWN:
            values = {name: _written(value, words) for name, value in finding.values.items()}
            checks.setdefault(values["missing"], []).append(values["check"])
    lines = {what: ", ".join(names) for what, names in checks.items()}
    return [
        Told(Level.UNKNOWN, "", words.label("doctor", "unknown", missing=what, checks=names), "", "")
        for what, names in lines.items()
    ]


def _summary(results: list[Result], words: Words) -> str:
    counts = _counts(results)
    parts = [words.label("doctor_count", level, count=counts[level]) for level in Level if counts[level]]
    return words.label("doctor", "summary", parts=", ".join(parts))


def _counts(results: Iterable[Result]) -> dict[str, int]:
    levels = [finding.level for result in results for finding in result.findings]
    return {level.value: levels.count(level) for level in Level}


def _filled(words: Words, kind: str, key: str, values: dict[str, str]) -> str:
    text = words.labels(f"doctor_{kind}").get(key, "")
    return string.Formatter().vformat(text, (), values)


def _written(value: Value, words: Words) -> str:
    match value:
        case Word(kind, key):
            return words.label(kind, key)
        case Refusal():
            return plain(words.render(value))
        case timedelta():
            return span(value, words)
        case tuple():
            return ", ".join(harmless(one) for one in value)
        case str():
            return harmless(value)
    return angka(value)


def span(time: timedelta, words: Words) -> str:
    """In the largest unit of which there are two at least, so that little is lost."""
    seconds = round(time.total_seconds())
    unit, size = next(((unit, size) for unit, size in _SPANS if seconds >= 2 * size), _SPANS[-1])
    return words.label("doctor_span", unit, count=seconds // size)
