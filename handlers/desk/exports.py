"""Exports: one asks, another one decides, and the file is made when it is fetched, once."""

import asyncio
from typing import Any

from aiohttp import web

from handlers.desk import reasons
from handlers.desk.days import read_day
from handlers.desk.desk import Desk
from services.claims import State
from services.claims.sheet import workbook
from services.oversight.messages import ReasonMissing, SpanUnfit, TooManyRows
from services.oversight.model import Export, Kind, Order, Stage
from services.oversight.rules import FETCH_WITHIN, LONGEST_SPAN, NEEDS, stage
from services.refusals import Refusal
from services.staff import Act
from services.staff.messages import FormStale

LIST = "/desk/ekspor"
_KIND = "desk_exports"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


async def show(desk: Desk) -> web.Response:
    """What waits, what was asked for, and the form."""
    return await _page(desk)


async def ask(desk: Desk) -> web.Response:
    """A new wish."""
    try:
        order = await _order(desk)
        await desk.rooms.oversight.exports.ask(desk.work, desk.member, order)
    except (ReasonMissing, SpanUnfit, TooManyRows) as no:
        return await _page(desk, no)
    return desk.redirect(LIST, said=desk.rooms.words.label(_KIND, "asked"))


async def approve(desk: Desk) -> web.Response:
    """The asker may fetch it."""
    export = await desk.rooms.oversight.exports.approve(desk.work, desk.member, desk.uuid("id"))
    return desk.redirect(LIST, said=desk.rooms.words.label(_KIND, "approved", name=export.asked_by))


async def decline(desk: Desk) -> web.Response:
    """It stays in the house."""
    export = await desk.rooms.oversight.exports.decline(desk.work, desk.member, desk.uuid("id"))
    return desk.redirect(LIST, said=desk.rooms.words.label(_KIND, "declined", name=export.asked_by))


async def fetch(desk: Desk) -> web.Response:
    """The file. It is written by another thread: a large one takes seconds, and others are served meanwhile."""
    kind, sheet = await desk.rooms.oversight.exports.fetch(desk.work, desk.member, desk.uuid("id"))
    content = await asyncio.to_thread(workbook, sheet)
    now = desk.work.now.astimezone(desk.rooms.region.zone)
    name = f"{desk.rooms.words.label(_KIND, f'file_{kind.value}')}-{now:%Y%m%d-%H%M}.xlsx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return web.Response(body=content, content_type=_XLSX, headers=headers)


async def _order(desk: Desk) -> Order:
    form = await desk.form()
    try:
        kind = Kind(form.get("isi", ""))
        states = frozenset(State(state) for state in form.many("keadaan"))
    except ValueError:
        raise FormStale from None
    return Order(kind, reasons.chosen(form), states, read_day(form.get("dari", "")), read_day(form.get("sampai", "")))


async def _page(desk: Desk, no: Refusal | None = None) -> web.Response:
    member, now = desk.member, desk.work.now
    rows = [_row(export, stage(export, now)) for export in await desk.rooms.oversight.exports.recent(desk.work, member)]
    others = [row for row in rows if row["export"].asked_by != member.name]
    words = desk.rooms.words
    return desk.render(
        "exports.html",
        422 if no else 200,
        no=desk.said(no) if no else None,
        decides=member.may(Act.APPROVE_EXPORT),
        waiting=[row for row in others if row["stage"] is Stage.WAITING],
        earlier=[row for row in others if row["stage"] is not Stage.WAITING],
        mine=[row for row in rows if row["export"].asked_by == member.name],
        kinds=[(kind.value, words.label("export_kind", kind.value)) for kind in Kind if member.may(NEEDS[kind])],
        states=[(state.value, words.label("claim_state", state.value)) for state in State],
        sent=desk.sent,
        sent_states=desk.sent.many("keadaan"),
        today=desk.rooms.region.today(now),
        days=LONGEST_SPAN.days,
        reasons=reasons.choices(words),
    )


def _row(export: Export, where: Stage) -> dict[str, Any]:
    tone = {Stage.WAITING: "soon", Stage.APPROVED: "good"}.get(where, "quiet")
    until = export.decided_at + FETCH_WITHIN if export.decided_at else None
    return {"export": export, "stage": where, "tone": tone, "until": until}
