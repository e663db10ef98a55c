"""Search: by number, NIK, subject or tag, else by words within one's own queue. Asked by POST: what is typed may be
somebody's number, and must not stand in an address."""

from aiohttp import web

from handlers.desk.desk import Desk
from handlers.desk.queue import offices, sees_all, tickets
from services.helpdesk.messages import SearchTooShort


async def ask(desk: Desk) -> web.Response:
    """The empty form."""
    return desk.render("search.html", **_frame(desk))


async def found(desk: Desk) -> web.Response:
    """The hits, at most ten."""
    form = await desk.form()
    typed = form.get("cari", "")[:200]
    values = _frame(desk) | {"typed": typed}
    try:
        rows = await desk.rooms.helpdesk.views.search(desk.work, desk.member, typed)
    except SearchTooShort as no:
        values["no"] = desk.said(no)
    else:
        values["tickets"] = tickets(desk, rows)
    return desk.fragment("_hits.html", **values) if desk.is_fragment else desk.render("search.html", **values)


def _frame(desk: Desk) -> dict[str, object]:
    return {"tickets": None, "typed": "", "no": None, "offices": offices(desk), "sees_all": sees_all(desk.member)}
