"""Charts as SVG, drawn on the server: pure functions from figures to markup.

Colours and letters stand in `static/charts.css`; nothing is styled inline, which the page's policy would forbid. Every
text is handed in. A chart scales with the room it has.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from markupsafe import Markup

from handlers.desk.drawing import COUNTS, HEIGHT, MINUTES, WIDTH, Field, Scale, Write, joined, tag

_SERIES = ("chart-first", "chart-second")
_WIDEST_BAR = 36
_ROW, _THICK = 36, 10
"""Of horizontal bars: from row to row, and how thick one is."""
_MOST_DOTS = 14
"""Points that are drawn as dots too; more would be a string of pearls."""
_LONGEST_NAME = 40


@dataclass(frozen=True)
class Texts:
    """What is said around a chart. `key`: its id on the page; `about`: the same in a sentence, for who cannot see it;
    `empty`: what stands there when there are no figures."""

    key: str
    title: str
    about: str
    empty: str


@dataclass(frozen=True)
class Reading:
    """The figures of one day, or of one name: a value for each series, None where there is none; `told` when pointed
    at."""

    label: str
    values: tuple[float | None, ...]
    told: str


class Tone(StrEnum):
    """How much time is left."""

    GOOD = "good"
    SOON = "soon"
    LATE = "late"


def columns(texts: Texts, series: tuple[str, ...], days: Sequence[Reading], write: Write) -> Markup:
    """A column for each day, its series on top of one another."""
    if not days:
        return _empty(texts)
    scale = Scale.over(max(_sum(day) for day in days), COUNTS)
    field = Field.of(scale, write, len(days))
    drawn = joined(_column(field, number, day) for number, day in enumerate(days))
    around = field.axis() + field.labels([day.label for day in days])
    return _figure(texts, series, _drawing(texts, (WIDTH, HEIGHT), field.grid(write) + drawn + around))


def bars(texts: Texts, series: tuple[str, ...], rows: Sequence[Reading], write: Write) -> Markup:
    """A bar for each name, its series one after the other, the sum at its end."""
    if not rows:
        return _empty(texts)
    most = max(*(_sum(row) for row in rows), 1)
    drawn = joined(_bar(number * _ROW, row, WIDTH / most, write) for number, row in enumerate(rows))
    return _figure(texts, series, _drawing(texts, (WIDTH, len(rows) * _ROW), drawn))


def lines(texts: Texts, series: tuple[str, ...], days: Sequence[Reading], write: Write) -> Markup:
    """A line for each series over the days (minutes), broken where a day has no value; between two lines an area."""
    values = [value for day in days for value in day.values if value is not None]
    if not values:
        return _empty(texts)
    field = Field.of(Scale.over(max(values), MINUTES), write, len(days))
    drawn = _between(field, days) + joined(
        _line(field, name, [day.values[place] for day in days]) for place, name in enumerate(_SERIES[: len(series)])
    )
    pointed = joined(_pointed(field, number, day.told) for number, day in enumerate(days))
    around = field.axis() + field.labels([day.label for day in days])
    return _figure(texts, series, _drawing(texts, (WIDTH, HEIGHT), field.grid(write) + around + drawn + pointed))


def sparkline(texts: Texts, values: Sequence[float]) -> Markup:
    """A small line without axes, for beside a number; the newest value last, and marked."""
    if not values:
        return tag("span", texts.empty, class_="chart-none")
    most, step = max(*values, 1), 92 / max(len(values) - 1, 1)
    places = [(4 + number * step, 20 - 16 * value / most) for number, value in enumerate(values)]
    last = (96.0, places[-1][1])
    line = tag("path", class_="chart-line chart-first", d=_path([*places, last]))
    dot = tag("circle", class_="chart-dot chart-first", cx=last[0], cy=last[1], r=2.5)
    return _drawing(texts, (100, 24), line + dot, "chart-spark")


def ring(texts: Texts, left: float, tone: Tone, text: str) -> Markup:
    """How much of a time is left (0 to 1), with a text in the middle."""
    part = min(max(left, 0.0), 1.0) * 100
    around = {"cx": 24, "cy": 24, "r": 20}
    whole = tag("circle", class_="chart-ring-whole", **around)
    rest = tag("circle", class_="chart-ring-part", pathLength=100, stroke_dasharray=_of_hundred(part), **around)
    middle = tag("text", text, class_="chart-ring-text chart-middle", x=24, y=24, dy="0.35em")
    drawn = whole + (rest if part else Markup("")) + middle
    return _drawing(texts, (48, 48), drawn, f"chart-ring chart-{tone}")


def _of_hundred(part: float) -> str:
    return f"{part:.1f} 100"


def _sum(reading: Reading) -> float:
    return math.fsum(value or 0 for value in reading.values)


def _empty(texts: Texts) -> Markup:
    said = tag("p", texts.empty, class_="chart-empty")
    return tag("figure", tag("figcaption", texts.title), said, class_="chart")


def _figure(texts: Texts, series: tuple[str, ...], drawing: Markup) -> Markup:
    """With the names of the series, if there are several."""
    keys = zip(_SERIES, series, strict=False)
    items = joined(tag("li", tag("span", class_=f"chart-key {kind}"), name) for kind, name in keys)
    legend = tag("ul", items, class_="chart-legend") if len(series) > 1 else Markup("")
    return tag("figure", tag("figcaption", texts.title), legend, drawing, class_="chart")


def _drawing(texts: Texts, size: tuple[int, int], drawn: Markup, kind: str = "chart-drawing") -> Markup:
    title = tag("title", texts.title, id=f"{texts.key}-title")
    about = tag("desc", texts.about, id=f"{texts.key}-about")
    told = {"aria_labelledby": f"{texts.key}-title", "aria_describedby": f"{texts.key}-about"}
    return tag("svg", title, about, drawn, class_=kind, viewBox=f"0 0 {size[0]} {size[1]}", role="img", **told)


def _column(field: Field, number: int, day: Reading) -> Markup:
    width = min(field.band * 0.72, _WIDEST_BAR)
    parts, under = [], 0.0
    for kind, value in zip(_SERIES, day.values, strict=False):
        if value:
            at = {"x": field.across(number) - width / 2, "y": field.up(under + value)}
            parts.append(tag("rect", class_=f"chart-bar {kind}", width=width, height=field.height(value), **at))
            under += value
    return joined(parts) + _pointed(field, number, day.told)


def _pointed(field: Field, number: int, told: str) -> Markup:
    """Unseen, as high as the chart: the whole column tells its figures."""
    left = field.across(number) - field.band / 2
    return tag("rect", tag("title", told), class_="chart-hit", x=left, y=0, width=field.band, height=field.base)


def _bar(top: float, row: Reading, unit: float, write: Write) -> Markup:
    name = row.label if len(row.label) <= _LONGEST_NAME else row.label[: _LONGEST_NAME - 1] + "…"
    parts, under = [], 0.0
    for kind, value in zip(_SERIES, row.values, strict=False):
        if value:
            at = {"x": under * unit, "y": top + 20, "width": value * unit, "height": _THICK}
            parts.append(tag("rect", class_=f"chart-bar {kind}", **at))
            under += value
    return tag(
        "g",
        tag("title", row.told),
        tag("text", name, class_="chart-name", x=0, y=top + 13),
        tag("text", write(under), class_="chart-name chart-end", x=WIDTH, y=top + 13),
        tag("rect", class_="chart-track", x=0, y=top + 20, width=WIDTH, height=_THICK),
        *parts,
    )


def _runs(field: Field, values: Sequence[float | None]) -> Iterator[list[tuple[float, float]]]:
    """Where the points lie, a list for each stretch of days that have a value."""
    known = groupby(enumerate(values), key=lambda pair: pair[1] is not None)
    for has_values, run in known:
        if has_values:
            yield [(field.across(number), field.up(value)) for number, value in run if value is not None]


def _line(field: Field, kind: str, values: Sequence[float | None]) -> Markup:
    runs = list(_runs(field, values))
    drawn = joined(tag("path", class_=f"chart-line {kind}", d=_path(run)) for run in runs if len(run) > 1)
    dotted = [place for run in runs if len(run) == 1 or len(values) <= _MOST_DOTS for place in run]
    return drawn + joined(tag("circle", class_=f"chart-dot {kind}", cx=x, cy=y, r=3) for x, y in dotted)


def _between(field: Field, days: Sequence[Reading]) -> Markup:
    """From the first line to the second, where both are known."""
    if len(days[0].values) < 2:
        return Markup("")
    both = [(day.values[0], day.values[1]) for day in days]
    lower = [low if high is not None else None for low, high in both]
    upper = [high if low is not None else None for low, high in both]
    runs = zip(_runs(field, lower), _runs(field, upper), strict=True)
    return joined(
        tag("path", class_="chart-area", d=_path([*low, *reversed(high)]) + "Z") for low, high in runs if len(low) > 1
    )


def _path(places: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in places)
