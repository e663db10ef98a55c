"""What was measured: kept run by run, printed as one table (median, lowest and highest), written as JSON."""

import json
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.machine import Machine


@dataclass(frozen=True)
class Line:
    """One line of the table: what, in which unit."""

    subject: str
    what: str
    unit: str


@dataclass
class Figures:
    """Every value of every line, by contestant; lines and contestants in the order of their first value."""

    notes: list[str] = field(default_factory=list)
    values: dict[Line, dict[str, list[float]]] = field(default_factory=dict)

    def add(self, line: Line, contestant: str, value: float) -> None:
        self.values.setdefault(line, {}).setdefault(contestant, []).append(value)

    def note(self, text: str) -> None:
        if text not in self.notes:
            self.notes.append(text)

    def print(self, console: Console, machine: Machine) -> None:
        """The table, with the machine above and the notes below."""
        contestants = list(dict.fromkeys(name for by in self.values.values() for name in by))
        table = Table(title=str(machine), title_justify="left", title_style="")
        table.add_column("measured")
        table.add_column("unit")
        for name in contestants:
            table.add_column(name, justify="right")
        before = None
        subjects = list(dict.fromkeys(line.subject for line in self.values))
        for line, by in sorted(self.values.items(), key=lambda item: subjects.index(item[0].subject)):
            if before not in (None, line.subject):
                table.add_section()
            what = f"{line.subject}: {line.what}" if before != line.subject else f"  {line.what}"
            table.add_row(what, line.unit, *(shown(by.get(name, ())) for name in contestants))
            before = line.subject
        console.print(table)
        for note in self.notes:
            console.print(f"- {note}", highlight=False, markup=False)

    def write(self, path: Path, machine: Machine) -> None:
        """The same for programs: every single value."""
        lines = [
            {**vars(line), "contestant": name, "median": statistics.median(values), "values": list(values)}
            for line, by in self.values.items()
            for name, values in by.items()
        ]
        whole = {"machine": vars(machine), "figures": lines, "notes": self.notes}
        path.write_text(json.dumps(whole, indent=1) + "\n", encoding="utf-8")


def shown(values: Sequence[float]) -> str:
    """Median (lowest–highest); a single value alone."""
    if not values:
        return "–"
    middle = number(statistics.median(values))
    return middle if len(values) == 1 else f"{middle} ({number(min(values))}–{number(max(values))})"


def number(value: float) -> str:
    """Three digits that mean something."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that so great a share of all does not exceed; 0 for none."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))] if values else 0.0
