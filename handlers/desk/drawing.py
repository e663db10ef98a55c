"""What the charts are drawn with: tags that escape, scales with round numbers, the field between the axes."""

import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import count

from markupsafe import Markup, escape

Write = Callable[[float], str]
"""How a number is written at an axis or a bar: `angka`, or minutes as a time."""

COUNTS = tuple(base * 10**power for power in range(7) for base in (1, 2, 5))
MINUTES = (1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 7200, 14400, 28800, 72000)
"""Steps of an axis: of things, and of time, up to fifty days."""
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LINES = 4
"""Of the grid, at most."""
_LETTER = 7.2
"""Width of a figure at the axis, in units of the drawing."""
WIDTH, HEIGHT = 400, 200
"""Of a drawing with axes; the page scales it, and sets its letters by the room there is."""
_TOP, _BOTTOM, _RIGHT, _FROM_AXIS = 10, 24, 14, 6
_MOST_LABELS = 7


def tag(name: str, *inside: Markup | str, **attributes: object) -> Markup:
    """An element. `class_` and `text_length` become `class` and `text-length`; numbers lose what nobody sees."""
    written = "".join(f' {key.strip("_").replace("_", "-")}="{_value(value)}"' for key, value in attributes.items())
    content = Markup("").join(_text(part) for part in inside)
    return Markup(f"<{name}{written}>{content}</{name}>")  # noqa: S704 - its parts are escaped above


def _text(text: str) -> Markup:
    """What is markup stays it; of other text XML forbids a few signs altogether."""
    return text if isinstance(text, Markup) else escape(_FORBIDDEN.sub("", text))


def _value(value: object) -> Markup:
    return _text(f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value))


def joined(parts: Iterable[Markup]) -> Markup:
    """One after the other."""
    return Markup("").join(parts)


@dataclass(frozen=True)
class Scale:
    """From nothing to `top`, in `steps` of the same size."""

    step: float
    top: float

    @classmethod
    def over(cls, most: float, steps: tuple[int, ...]) -> "Scale":
        """The smallest of the steps with which a few lines reach above `most`."""
        least = max(most, steps[0]) / _LINES
        further = (steps[-1] * 2**doubled for doubled in count(1))
        step = next((step for step in steps if step >= least), None) or next(s for s in further if s >= least)
        return cls(step, step * math.ceil(max(most, steps[0]) / step))

    def marks(self) -> list[float]:
        return [self.step * number for number in range(round(self.top / self.step) + 1)]


@dataclass(frozen=True)
class Field:
    """The room between the axes, divided evenly among so many columns."""

    scale: Scale
    left: float
    columns: int

    @classmethod
    def of(cls, scale: Scale, write: Write, columns: int) -> "Field":
        """Leaves room for what is written at the axis."""
        longest = max(len(write(mark)) for mark in scale.marks())
        return cls(scale, longest * _LETTER + _FROM_AXIS, columns)

    @property
    def band(self) -> float:
        """Width of a column."""
        return (WIDTH - _RIGHT - self.left) / self.columns

    @property
    def base(self) -> float:
        return HEIGHT - _BOTTOM

    def across(self, column: int) -> float:
        """The middle of a column."""
        return self.left + self.band * (column + 0.5)

    def height(self, value: float) -> float:
        return (self.base - _TOP) * value / self.scale.top

    def up(self, value: float) -> float:
        """Where a value lies; the drawing counts downwards."""
        return self.base - self.height(value)

    def grid(self, write: Write) -> Markup:
        """Lines across, each with its number."""
        return joined(
            self._across("chart-grid", self.up(mark))
            + tag(
                "text",
                write(mark),
                class_="chart-axis chart-end",
                x=self.left - _FROM_AXIS,
                y=self.up(mark),
                dy="0.35em",
            )
            for mark in self.scale.marks()
        )

    def axis(self) -> Markup:
        """The line on which everything stands; drawn last."""
        return self._across("chart-base", self.base)

    def _across(self, kind: str, y: float) -> Markup:
        return tag("line", class_=kind, x1=self.left, x2=WIDTH - _RIGHT, y1=y, y2=y)

    def labels(self, labels: list[str]) -> Markup:
        """Under the columns: the last one, and before it as many as there is room for."""
        every = math.ceil(len(labels) / _MOST_LABELS)
        return joined(
            tag("text", label, class_="chart-axis chart-middle", x=self.across(number), y=HEIGHT - 6)
            for number, label in enumerate(labels)
            if (len(labels) - 1 - number) % every == 0
        )
