"""The tables of a run: for a terminal, as Markdown for the README, and as JSON for programs."""

import json
import statistics
from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.figures import Figures, Line, number
from bench.goals import verdicts
from bench.machine import Machine

INDENT = "\N{NO-BREAK SPACE}" * 2
GOAL_HEADS = ("goal", "wanted", "measured", "")


def show(figures: Figures, machine: Machine, console: Console) -> None:
    """Both tables, with the machine above and the notes below."""
    table = Table(title=str(machine), title_justify="left", title_style="")
    table.add_column("measured")
    table.add_column("unit")
    for name in figures.columns():
        table.add_column(name, justify="right")
    before = ""
    for line, what, by in _rows(figures):
        if before not in ("", line.subject):
            table.add_section()
        table.add_row(what, line.unit, *(_with_range(by.get(name, ())) for name in figures.columns()))
        before = line.subject
    console.print(table)
    goals = Table(*GOAL_HEADS)
    for verdict in verdicts(figures):
        goals.add_row(*verdict)
    if goals.row_count:
        console.print(goals)
    for note in figures.notes:
        console.print(f"- {note}", highlight=False, markup=False)


def markdown(figures: Figures, machine: Machine) -> str:
    """The same with medians only."""
    heads = ("", "unit", *figures.columns())
    rows = [
        (what, line.unit, *(_middle(by.get(name, ())) for name in figures.columns()))
        for line, what, by in _rows(figures)
    ]
    goals = verdicts(figures)
    tables = [_markdown(heads, rows)] + ([_markdown(GOAL_HEADS, goals)] if goals else [])
    notes = "\n".join(f"- {note}" for note in figures.notes)
    return "\n\n".join((str(machine).replace("\n", "\\\n"), *tables, notes))


def write(figures: Figures, machine: Machine, path: Path) -> None:
    """Every single value."""
    lines = [
        {**vars(line), "contestant": name, "median": statistics.median(values), "values": list(values)}
        for line, by in figures.values.items()
        for name, values in by.items()
    ]
    goals = [dict(zip(("goal", "wanted", "measured", "verdict"), each, strict=True)) for each in verdicts(figures)]
    whole = {"machine": vars(machine), "figures": lines, "goals": goals, "notes": figures.notes}
    path.write_text(json.dumps(whole, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _rows(figures: Figures) -> Iterator[tuple[Line, str, dict[str, list[float]]]]:
    """Lines by subject; the first of a subject says which."""
    subjects = list(dict.fromkeys(line.subject for line in figures.values))
    before = ""
    for line, by in sorted(figures.values.items(), key=lambda item: subjects.index(item[0].subject)):
        yield line, f"{INDENT}{line.what}" if line.subject == before else f"{line.subject}: {line.what}", by
        before = line.subject


def _markdown(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    every = (heads, ("---",) * len(heads), *rows)
    return "\n".join(f"| {' | '.join(row)} |" for row in every)


def _middle(values: Sequence[float]) -> str:
    return number(statistics.median(values)) if values else "–"


def _with_range(values: Sequence[float]) -> str:
    """Median (lowest–highest); a single value alone."""
    range_ = f" ({number(min(values))}–{number(max(values))})" if len(values) > 1 else ""
    return _middle(values) + range_
