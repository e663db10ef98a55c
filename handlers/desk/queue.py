"""The queue: who waits for whom, by age, with the time that is left of each promise. Live, and calm about it."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from aiohttp import web

from handlers.desk.desk import Desk
from handlers.desk.moments import Left, Moments, Told
from services.helpdesk import State
from services.helpdesk.forum.messages import GroupAilment
from services.helpdesk.messages import NobodyWaits
from services.helpdesk.model import Row
from services.helpdesk.teller import spoken_name
from services.helpdesk.views import Counts, Tab
from services.staff import Act, StaffMember

QUEUE, LIST, NEXT = "/desk/antrean", "/desk/antrean/daftar", "/desk/antrean/berikut"
TABS: dict[str, Tab] = {"milik": Tab.MINE, "menunggu": Tab.WAITING, "semua": Tab.ALL, "selesai": Tab.CLOSED}
"""As the address names them."""
MOST_SHOWN, MOST_BESIDE = 100, 40
"""Rows at once, and rows of the list that stands beside a conversation."""


@dataclass(frozen=True)
class Ticket:
    """A row as it is shown. `assignee` as people say it; `since` how long it waits, or when it began or ended."""

    row: Row
    assignee: str
    is_mine: bool
    left: Left | None
    since: Told


def thread_path(conversation: UUID) -> str:
    """Where a conversation stands."""
    return f"/desk/percakapan/{conversation}"


async def show(desk: Desk) -> web.Response:
    """The whole page; without a choice it opens with what is in one's own hands, or with those who wait."""
    most = None if desk.asked("penuh") else MOST_SHOWN
    ailment = await desk.rooms.helpdesk.relay.trouble(desk.work)
    trouble = desk.said(GroupAilment(ailment.trouble, ailment.words)) if ailment else None
    values = await listed(desk, desk.asked("daftar"), most)
    return desk.render("queue.html", topics=("queue",), trouble=trouble, **values)


async def rows(desk: Desk) -> web.Response:
    """The tabs and the list anew, or the narrow list beside a conversation; nothing at all when both look the same."""
    beside = desk.asked("kini")
    most = MOST_BESIDE if beside else None if desk.asked("penuh") else MOST_SHOWN
    values = await listed(desk, desk.asked("daftar"), most)
    if desk.asked("versi") == values["version"]:
        return web.Response(status=204)
    if beside:
        return desk.fragment("_beside.html", **values, current=beside)
    return desk.fragment("_queue.html", **values)


async def take_next(desk: Desk) -> web.Response:
    """Whoever waits longest for us; two who press at once get two different ones."""
    found = await desk.rooms.helpdesk.hands.take_next(desk.work, desk.member)
    if found is None:
        return desk.redirect(f"{QUEUE}?daftar=menunggu", said=NobodyWaits())
    return desk.redirect(thread_path(found.id))


async def listed(desk: Desk, asked: str, most: int | None = None) -> dict[str, Any]:
    """What the lists are made of."""
    views, queue = desk.rooms.helpdesk.views, _queue(desk)
    counts = await views.counts(desk.work, desk.member, queue)
    key = asked if asked in TABS else ("milik" if counts.mine else "menunggu")
    found = await views.tab(desk.work, desk.member, TABS[key], queue)
    return {
        "tickets": tickets(desk, found[:most]),
        "all_of_them": len(found),
        "version": _version(desk, key, found, counts),
        "counts": counts,
        "tab": key,
        "tabs": _tabs(counts),
        "queue": queue or "",
        "offices": offices(desk),
        "sees_all": sees_all(desk.member),
        "can_answer": desk.member.may(Act.ANSWER_CONVERSATION),
        "can_enter": desk.member.may(Act.ENTER_CALLER),
    }


async def beside(desk: Desk, current: UUID) -> dict[str, Any]:
    """The list beside a conversation; telephones have no room for it and get none."""
    if desk.request.headers.get("Sec-CH-UA-Mobile") == "?1":
        return {"tickets": None}
    return await listed(desk, desk.asked("daftar"), MOST_BESIDE) | {"current": str(current)}


def tickets(desk: Desk, found: Sequence[Row]) -> list[Ticket]:
    """Rows as they are shown."""
    moments = Moments(desk.rooms.region, desk.work.now)
    return [
        Ticket(
            row,
            spoken_name(row.assignee or ""),
            row.assignee == desk.member.name,
            moments.left(row.due, row.state, row.missed),
            moments.ago(_since(row)),
        )
        for row in found
    ]


def offices(desk: Desk) -> dict[str, str]:
    """Key and short name of each queue."""
    found = {office.key: office.short or office.name for office in desk.rooms.region.offices}
    return {key: found.get(key, key) for key in desk.rooms.region.queues}


def sees_all(member: StaffMember) -> bool:
    """Whether more than one queue is this member's business."""
    return member.queue is None or member.may(Act.SEE_OVERSIGHT)


def _version(desk: Desk, *shown: object) -> str:
    """The same as long as the page would look the same: what is shown, and the minute, in which times are told."""
    minute = int(desk.work.now.timestamp() // 60)
    return hashlib.sha256(repr((minute, *shown)).encode()).hexdigest()[:16]


def _tabs(counts: Counts) -> list[tuple[str, int | None]]:
    return [("milik", counts.mine), ("menunggu", counts.waiting), ("semua", counts.every), ("selesai", None)]


def _since(row: Row) -> Any:
    if row.state is State.CLOSED:
        return row.changed_at
    return row.waiting_since if row.state is State.WAITING else row.created_at


def _queue(desk: Desk) -> str | None:
    """The office whose queue is looked at, for those who see several."""
    asked = desk.asked("antrean")
    return asked if asked in desk.rooms.region.queues and sees_all(desk.member) else None
