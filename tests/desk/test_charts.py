"""Charts: true to the figures, well-formed, harmless whatever the names are, and allowed by the page's policy."""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from markupsafe import Markup

from handlers.desk.charts import Reading, Texts, Tone, bars, columns, lines, ring, sparkline
from handlers.desk.drawing import COUNTS, HEIGHT, MINUTES, WIDTH, Scale
from handlers.desk.statics import FOLDER
from services.words.filters import angka

HOSTILE = "</svg><script>alert('x')</script>\"&\x00"
TEXTS = Texts("load", "Percakapan per hari", "Tiga hari, paling banyak delapan.", "Belum ada percakapan.")
SERIES = ("Dibuka", "Selesai")
Drawing = Callable[[Texts, tuple[str, ...], Sequence[Reading], Callable[[float], str]], Markup]


def readings(*values: tuple[float | None, ...]) -> list[Reading]:
    return [Reading(f"{number + 1} Mar", value, f"{number + 1} Maret: {value}") for number, value in enumerate(values)]


def tree(markup: Markup) -> ElementTree.Element:
    return ElementTree.fromstring(str(markup))  # noqa: S314 - our own


def of_class(markup: Markup, *kinds: str) -> list[ElementTree.Element]:
    return [node for node in tree(markup).iter() if set(kinds) <= set((node.get("class") or "").split())]


def numbers(nodes: list[ElementTree.Element], name: str) -> list[float]:
    return [float(node.get(name) or "nan") for node in nodes]


def texts_of(markup: Markup, kind: str) -> list[str]:
    return ["".join(node.itertext()) for node in of_class(markup, kind)]


def everything() -> list[Markup]:
    texts = Texts("k", HOSTILE, HOSTILE, HOSTILE)
    named = [Reading(HOSTILE, (3, 5), HOSTILE), Reading(HOSTILE, (0, None), HOSTILE)]
    series = (HOSTILE, HOSTILE)

    def write(_: float) -> str:
        return HOSTILE

    drawn = [draw(texts, series, some, write) for draw in (columns, bars, lines) for some in (named, [])]
    return [*drawn, sparkline(texts, [1, 2]), sparkline(texts, []), ring(texts, 0.5, Tone.SOON, HOSTILE)]


@pytest.mark.parametrize("markup", everything(), ids=lambda markup: str(markup)[:30])
def test_every_chart_is_well_formed_and_nothing_in_it_is_style_or_script(markup: Markup) -> None:
    root = tree(markup)
    assert "<script" not in markup
    for node in root.iter():
        assert "script" not in node.tag
        assert not [name for name in node.attrib if name == "style" or name.startswith("on") or "href" in name]


@pytest.mark.parametrize("draw", [columns, bars, lines])
def test_a_chart_tells_what_it_shows_to_who_cannot_see_it(draw: Drawing) -> None:
    (drawing,) = tree(draw(TEXTS, SERIES, readings((3, 5)), angka)).iter("svg")
    title, about = drawing[0], drawing[1]
    assert drawing.get("role") == "img"
    assert (title.tag, title.text, about.tag, about.text) == ("title", TEXTS.title, "desc", TEXTS.about)
    assert drawing.get("aria-labelledby") == title.get("id") == "load-title"
    assert drawing.get("aria-describedby") == about.get("id") == "load-about"


@pytest.mark.parametrize("draw", [columns, bars, lines])
def test_without_figures_it_says_what_to_do(draw: Drawing) -> None:
    empty = draw(TEXTS, SERIES, [], angka)
    assert texts_of(empty, "chart-empty") == [TEXTS.empty]
    assert not list(tree(empty).iter("svg"))
    assert texts_of(sparkline(TEXTS, []), "chart-none") == [TEXTS.empty]
    assert texts_of(lines(TEXTS, SERIES, readings((None, None)), angka), "chart-empty") == [TEXTS.empty]


@pytest.mark.parametrize("draw", [columns, bars, lines])
@pytest.mark.parametrize("count", [1, 2, 7, 31, 366])
@pytest.mark.parametrize("value", [0, 1, 7, 140_000, 0.5])
def test_whatever_the_figures_everything_lies_inside_the_drawing(draw: Drawing, count: int, value: float) -> None:
    root = tree(draw(TEXTS, SERIES, readings(*[(value, value)] * count), angka))
    (drawing,) = root.iter("svg")
    _, _, width, height = map(float, (drawing.get("viewBox") or "").split())
    for node in drawing.iter():
        for side, most in (("x", width), ("y", height), ("cx", width), ("cy", height)):
            assert 0 <= float(node.get(side) or 0) <= most
        assert float(node.get("x") or 0) + float(node.get("width") or 0) <= width + 0.05
        assert float(node.get("height") or 0) >= 0


def test_columns_are_as_high_as_their_figures_and_stand_on_one_another() -> None:
    chart = columns(TEXTS, SERIES, readings((2, 6), (4, 0), (0, 8)), angka)
    first, second = of_class(chart, "chart-bar", "chart-first"), of_class(chart, "chart-bar", "chart-second")
    unit = numbers(first, "height")[0] / 2
    assert numbers(first, "height") == pytest.approx([2 * unit, 4 * unit], abs=0.02)
    assert numbers(second, "height") == pytest.approx([6 * unit, 8 * unit], abs=0.02)
    base = numbers(of_class(chart, "chart-base"), "y1")[0]
    assert numbers(first, "y") == pytest.approx([base - 2 * unit, base - 4 * unit], abs=0.02)
    assert numbers(second, "y") == pytest.approx([base - 8 * unit, base - 8 * unit], abs=0.02)


def test_horizontal_bars_are_as_long_as_their_figures_and_end_with_their_sum() -> None:
    chart = bars(TEXTS, SERIES, readings((5, 3), (0, 0), (4, 0)), angka)
    assert numbers(of_class(chart, "chart-bar", "chart-first"), "width") == pytest.approx([250, 200])
    assert numbers(of_class(chart, "chart-bar", "chart-second"), "width") == pytest.approx([150])
    assert numbers(of_class(chart, "chart-bar", "chart-second"), "x") == pytest.approx([250])
    assert texts_of(chart, "chart-end") == ["8", "0", "4"]


def test_a_long_name_is_cut_and_told_whole_when_pointed_at() -> None:
    chart = bars(TEXTS, SERIES, [Reading("N" * 200, (1, 0), "N" * 200)], angka)
    name = texts_of(chart, "chart-name")[0]
    assert len(name) == 40
    assert name.endswith("…")
    assert "N" * 200 in [node.text for node in tree(chart).iter("title")]


def test_lines_rise_with_their_figures_and_break_where_there_are_none() -> None:
    chart = lines(TEXTS, SERIES, readings((10, 40), (20, 60), (None, None), (30, 60), (10, 20)), angka)
    dots = numbers(of_class(chart, "chart-dot", "chart-first"), "cy")
    base = numbers(of_class(chart, "chart-base"), "y1")[0]
    risen = [base - dot for dot in dots]
    assert risen == pytest.approx([risen[0], 2 * risen[0], 3 * risen[0], risen[0]], abs=0.05)
    assert len(of_class(chart, "chart-line", "chart-first")) == len(of_class(chart, "chart-area")) == 2


def test_a_day_alone_between_days_without_figures_is_a_dot() -> None:
    chart = lines(TEXTS, SERIES, readings(*[(None, None)] * 20, (5, 9), (None, None)), angka)
    assert not of_class(chart, "chart-line")
    assert len(of_class(chart, "chart-dot")) == 2


def test_one_line_alone_has_no_area_and_no_legend() -> None:
    chart = lines(TEXTS, ("Median",), readings((5,), (6,)), angka)
    assert not of_class(chart, "chart-area")
    assert not of_class(chart, "chart-legend")
    assert texts_of(lines(TEXTS, SERIES, readings((5, 6)), angka), "chart-legend") == ["DibukaSelesai"]


@pytest.mark.parametrize(("count", "shown"), [(1, 1), (6, 6), (7, 7), (8, 4), (31, 7), (366, 7)])
def test_under_the_columns_there_are_no_more_labels_than_fit_and_the_last_is_one(count: int, shown: int) -> None:
    chart = columns(TEXTS, SERIES, readings(*[(1, 1)] * count), angka)
    labels = texts_of(chart, "chart-middle")
    assert len(labels) == shown
    assert labels[-1] == f"{count} Mar"


def test_numbers_at_the_axis_are_written_as_they_are_here() -> None:
    chart = columns(TEXTS, SERIES, readings((120_000, 0)), angka)
    assert texts_of(chart, "chart-end") == ["0", "50.000", "100.000", "150.000"]


@pytest.mark.parametrize("steps", [COUNTS, MINUTES])
@pytest.mark.parametrize("most", [0, 0.3, 1, 3, 7, 13, 99, 101, 1440, 100_000, 5_000_000, 10**9])
def test_a_scale_is_even_reaches_above_everything_and_has_few_lines(most: float, steps: tuple[int, ...]) -> None:
    scale = Scale.over(most, steps)
    marks = scale.marks()
    assert marks[0] == 0
    assert marks[-1] == pytest.approx(scale.top)
    assert scale.top >= max(most, 1)
    assert 2 <= len(marks) <= 5
    assert {round(after - before) for before, after in pairwise(marks)} == {round(scale.step)}


def test_a_small_line_ends_in_its_newest_value() -> None:
    (dot,) = of_class(sparkline(TEXTS, [0, 5, 10]), "chart-dot")
    assert (dot.get("cx"), dot.get("cy")) == ("96", "4")
    (dot,) = of_class(sparkline(TEXTS, [0]), "chart-dot")
    assert dot.get("cy") == "20"


@pytest.mark.parametrize(("left", "part"), [(1.0, "100.0 100"), (0.25, "25.0 100"), (2.0, "100.0 100")])
def test_a_ring_shows_how_much_is_left(left: float, part: str) -> None:
    drawn = ring(TEXTS, left, Tone.GOOD, "45 mnt")
    assert [node.get("stroke-dasharray") for node in of_class(drawn, "chart-ring-part")] == [part]
    assert texts_of(drawn, "chart-ring-text") == ["45 mnt"]


@pytest.mark.parametrize("left", [0.0, -3.0])
def test_a_ring_of_nothing_left_has_its_text_and_no_part(left: float) -> None:
    drawn = ring(TEXTS, left, Tone.LATE, "lewat")
    assert not of_class(drawn, "chart-ring-part")
    assert of_class(drawn, "chart-late")


def test_every_class_of_a_chart_stands_in_its_style_sheet() -> None:
    style = (FOLDER / "charts.css").read_text(encoding="utf-8")
    used = {
        kind for markup in everything() for node in tree(markup).iter() for kind in (node.get("class") or "").split()
    }
    assert [kind for kind in sorted(used) if not re.search(rf"\.{kind}\b", style)] == []
    assert (WIDTH, HEIGHT) == (400, 200)
