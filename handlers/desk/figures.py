"""The figures of the desk as charts, each with the table that says the same."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from handlers.desk.charts import Reading, Texts, bars, columns, lines
from services.helpdesk.teller import spoken_name
from services.helpdesk.views import DayOfDesk, Figures
from services.words import Words

_KIND = "desk_supervisor"
Value = Callable[[DayOfDesk], float | None]


@dataclass(frozen=True)
class Chart:
    """A drawing, and the same as rows of a table: names of the columns, then a row for each day."""

    key: str
    drawing: Markup
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Drawn:
    """Draws what `Figures` holds."""

    def __init__(self, words: Words, figures: Figures) -> None:
        self._words, self._days, self._load = words, figures.days, figures.load
        self._number = words.environment.filters["angka"]

    def charts(self) -> list[Chart]:
        """First answers, what came and what ended, promises missed."""
        return [
            self._chart("first", lines, {"first_median": _first_median, "first_p90": _first_p90}),
            self._chart("flow", columns, {"opened": lambda day: day.opened or None}),
            self._chart("end", lines, {"end_median": _end_median}),
            self._chart("promises", columns, {"promises": lambda day: day.missed or None}),
        ]

    def load(self) -> Markup:
        """What lies in whose hands: unanswered, and the rest."""
        readings = [
            Reading(spoken_name(name), (float(owing), float(every - owing)), self._told(("owing", "answered"), row))
            for name, every, owing in self._load
            for row in [(str(owing), str(every - owing))]
        ]
        return bars(self._texts("load"), self._names(("owing", "answered")), readings, self._write)

    def _chart(self, key: str, draw: Callable[..., Markup], series: dict[str, Value]) -> Chart:
        names = self._names(tuple(series))
        every = [tuple(value(day) for value in series.values()) for day in self._days]
        some = any(value for row in every for value in row)
        rows = [(f"{day.day:%d/%m}", row) for day, row in zip(self._days, every, strict=True)]
        readings = [
            Reading(label, row, self._told(tuple(series), [self._cell(value) for value in row], label))
            for label, row in rows
        ]
        drawing = draw(self._texts(key), names, readings if some else [], self._write)
        table = tuple((label, *(self._cell(value) for value in row)) for label, row in rows)
        return Chart(key, drawing, names, table)

    def _texts(self, key: str) -> Texts:
        label = self._words.label
        return Texts(f"chart-{key}", label(_KIND, key), label(_KIND, f"{key}_text"), label(_KIND, "nothing"))

    def _names(self, keys: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(self._words.label(_KIND, key) for key in keys)

    def _told(self, keys: tuple[str, ...], cells: Sequence[str], label: str = "") -> str:
        """`03/12 · Tengah 12 · …`, when it is pointed at."""
        parts = [f"{name} {cell}" for name, cell in zip(self._names(keys), cells, strict=True)]
        return " · ".join([label, *parts] if label else parts)

    def _cell(self, value: float | None) -> str:
        return "–" if value is None else self._write(value)

    def _write(self, value: float) -> str:
        return str(self._number(round(value, 1) if value < 10 and value != int(value) else round(value)))


def _first_median(day: DayOfDesk) -> float | None:
    return day.first_median


def _first_p90(day: DayOfDesk) -> float | None:
    return day.first_p90


def _end_median(day: DayOfDesk) -> float | None:
    return day.end_median
