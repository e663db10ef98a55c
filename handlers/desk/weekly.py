"""The weekly page: what staff did that somebody should ask about, by concern, member and week."""

from typing import Any

from aiohttp import web

from handlers.desk.days import read_day
from handlers.desk.desk import Desk
from handlers.desk.told import told
from services.oversight.model import Concern, Line
from services.oversight.weekly import MOST_ROWS
from services.staff import Act
from services.staff.messages import PageUnknown
from services.words.filters import angka

PAGE = "/desk/pengawasan/mingguan"
_MANY_MISSES = 10
"""Searches of a week that found nobody, from which it may be guessing."""


async def show(desk: Desk) -> web.Response:
    """Every concern."""
    found = await desk.rooms.oversight.weekly.overview(desk.work, desk.member)
    concerns = [(concern.value, [_line(concern, line) for line in found.lines[concern]]) for concern in Concern]
    return desk.render("weekly.html", concerns=concerns, week=found.weeks[-1])


async def detail(desk: Desk) -> web.Response:
    """The rows behind one count."""
    try:
        concern = Concern(desk.part("concern"))
    except ValueError:
        raise PageUnknown from None
    week = read_day(desk.asked("minggu")) or desk.rooms.region.today(desk.work.now)
    name = (await desk.rooms.staff.by_name(desk.work, desk.part("name"))).name
    found = await desk.rooms.oversight.weekly.detail(desk.work, desk.member, concern, name, week)
    return desk.render(
        "weekly_rows.html",
        concern=concern.value,
        name=name,
        week=found.week,
        weeks=list(zip(found.weeks, found.counts, strict=True))[::-1],
        rows=[told(row, desk.rooms.words) for row in found.rows],
        opens=desk.member.may(Act.LOOK_UP_PEOPLE),
        most=MOST_ROWS if len(found.rows) >= MOST_ROWS else 0,
    )


def _line(concern: Concern, line: Line) -> dict[str, Any]:
    most = max(line.counts)
    return {
        "member": line.member,
        "this": line.counts[-1],
        "bars": [(count, round(count / most * 24)) for count in line.counts],
        "counts": ", ".join(angka(count) for count in line.counts),
        "path": f"{PAGE}/{concern.value}/{line.member}",
        "many": concern is Concern.MISSES and line.counts[-1] >= _MANY_MISSES,
    }
