"""What was measured: kept run by run, in lines and columns."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Line:
    """One line of the table: what, in which unit."""

    subject: str
    what: str
    unit: str


@dataclass
class Figures:
    """Every value of every line, by column; lines and columns in the order of their first value."""

    notes: list[str] = field(default_factory=list)
    values: dict[Line, dict[str, list[float]]] = field(default_factory=dict)

    def add(self, line: Line, column: str, value: float) -> None:
        self.values.setdefault(line, {}).setdefault(column, []).append(value)

    def note(self, text: str) -> None:
        if text not in self.notes:
            self.notes.append(text)

    def columns(self) -> list[str]:
        return list(dict.fromkeys(name for by in self.values.values() for name in by))

    def median(self, line: Line, column: str) -> float | None:
        """None when it was not measured."""
        values = self.values.get(line, {}).get(column)
        return statistics.median(values) if values else None


def number(value: float) -> str:
    """Three digits that mean something."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that so great a share of all does not exceed; 0 for none."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))] if values else 0.0
