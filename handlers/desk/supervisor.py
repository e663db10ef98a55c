"""For those who oversee: who is there, what lies in whose hands, which promises are missed, how quickly we answer."""

from dataclasses import dataclass
from typing import Any

from aiohttp import web

from handlers.desk.desk import Desk
from handlers.desk.figures import Drawn
from handlers.desk.moments import Moments, Told
from handlers.desk.queue import offices, tickets
from services.helpdesk.rules import VANISHED_AFTER
from services.helpdesk.teller import spoken_name
from services.helpdesk.views import Figures, Tab
from services.staff import Act
from services.staff.reach import Present, signs_of_life
from services.words.filters import ZONE_NAMES

DAYS = (7, 31)
_MOST_MISSED = 8


@dataclass(frozen=True)
class Colleague:
    """A member of staff: whether there, where the last sign came from, and what lies in their hands."""

    name: str
    role: str
    queue: str
    is_there: bool
    sign: str
    seen: Told | None
    open: int
    owing: int


async def show(desk: Desk) -> web.Response:
    """The whole page."""
    days = int(asked) if (asked := desk.asked("hari")).isdigit() and int(asked) in DAYS else DAYS[0]
    figures = await desk.rooms.helpdesk.views.figures(desk.work, desk.member, days)
    return desk.render(
        "supervisor.html",
        topics=("queue", "presence"),
        days=days,
        choices=DAYS,
        whole=figures.whole,
        charts=Drawn(desk.rooms.words, figures).charts(),
        zone=ZONE_NAMES.get(str(desk.rooms.region.zone), str(desk.rooms.region.zone)),
        **await _now(desk, figures),
    )


async def now(desk: Desk) -> web.Response:
    """Only what is so at this moment, anew."""
    figures = await desk.rooms.helpdesk.views.figures(desk.work, desk.member, 1)
    return desk.fragment("_now.html", **await _now(desk, figures))


async def _now(desk: Desk, figures: Figures) -> dict[str, Any]:
    views = desk.rooms.helpdesk.views
    rows = await views.tab(desk.work, desk.member, Tab.ALL)
    missed = [row for row in rows if row.missed or (row.due and row.due <= desk.work.now)]
    present = await signs_of_life(desk.work, Act.ANSWER_CONVERSATION)
    in_hand = {name: (open_ones, owing) for name, open_ones, owing in figures.load}
    people = [_colleague(desk, one, *in_hand.get(one.name, (0, 0))) for one in present]
    return {
        "counts": await views.counts(desk.work, desk.member),
        "missed": tickets(desk, missed[:_MOST_MISSED]),
        "missed_in_all": len(missed),
        "people": sorted(people, key=lambda one: (not one.is_there, -one.open, one.name)),
        "offices": offices(desk),
        "load": Drawn(desk.rooms.words, figures).load(),
        "sees_all": True,
    }


def _colleague(desk: Desk, one: Present, open_ones: int, owing: int) -> Colleague:
    seen = one.seen
    return Colleague(
        name=spoken_name(one.name),
        role=one.role.value,
        queue=one.queue or "",
        is_there=seen is not None and desk.work.now - seen < VANISHED_AFTER,
        sign="" if seen is None else "console" if seen == one.at_console else "group",
        seen=Moments(desk.rooms.region, desk.work.now).ago(seen) if seen else None,
        open=open_ones,
        owing=owing,
    )
