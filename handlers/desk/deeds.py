"""What is done with a conversation: taken, given back, handed on, tagged, ended, opened again."""

from aiohttp import web

from handlers.desk.desk import Desk
from handlers.desk.queue import QUEUE, thread_path
from services.helpdesk import Outcome
from services.staff.messages import FormStale

FRESH = "baru"
"""What the page is told so that it looks for what is new."""
_KIND = "desk_done"


async def take(desk: Desk) -> web.Response:
    """In hand, if nobody was quicker."""
    await desk.rooms.helpdesk.hands.take(desk.work, desk.member, desk.uuid("id"), over=False)
    return fresh(desk)


async def take_over(desk: Desk) -> web.Response:
    """Out of another member's hands, who sees it at once."""
    await desk.rooms.helpdesk.hands.take(desk.work, desk.member, desk.uuid("id"))
    return fresh(desk)


async def release(desk: Desk) -> web.Response:
    """Back into the queue, at its place."""
    await desk.rooms.helpdesk.hands.release(desk.work, desk.member, desk.uuid("id"))
    return fresh(desk)


async def assign(desk: Desk) -> web.Response:
    """To another member."""
    form = await desk.form()
    await desk.rooms.helpdesk.hands.assign(desk.work, desk.member, desk.uuid("id"), form.get("kepada", ""))
    return fresh(desk)


async def transfer(desk: Desk) -> web.Response:
    """To another office, where this member may not be able to follow it."""
    form = await desk.form()
    queue, note = form.get("antrean", ""), form.get("catatan", "")
    found = await desk.rooms.helpdesk.hands.transfer(desk.work, desk.member, desk.uuid("id"), queue, note)
    office = desk.rooms.region.office_name(found.queue)
    return desk.redirect(QUEUE, said=desk.rooms.words.label(_KIND, "transferred", number=found.number, office=office))


async def close(desk: Desk) -> web.Response:
    """The end, with how it ended."""
    form = await desk.form()
    try:
        outcome = Outcome(form.get("hasil", ""))
    except ValueError:
        raise FormStale from None
    cases = desk.rooms.helpdesk.cases
    found = await cases.close(desk.work, desk.member, desk.uuid("id"), outcome, form.get("catatan", ""))
    return desk.redirect(QUEUE, said=desk.rooms.words.label(_KIND, "closed", number=found.number))


async def open_again(desk: Desk) -> web.Response:
    """In hand again after its end."""
    await desk.rooms.helpdesk.cases.open_again(desk.work, desk.member, desk.uuid("id"))
    return fresh(desk)


async def tag(desk: Desk) -> web.Response:
    """A tag put on, or taken off."""
    form = await desk.form()
    added, dropped = form.get("tag", ""), form.get("lepas", "")
    found = await desk.rooms.helpdesk.cases.tag(
        desk.work, desk.member, desk.uuid("id"), dropped or added, on=not dropped
    )
    if not desk.is_fragment:
        return desk.redirect(thread_path(found.id))
    return desk.fragment("_tags.html", found=found, tags=found.tags, has_focus=True)


def fresh(desk: Desk) -> web.Response:
    """The open page looks for what is new; without one, the conversation is shown."""
    if desk.is_fragment:
        return web.Response(status=204, headers={"HX-Trigger": FRESH})
    return desk.redirect(thread_path(desk.uuid("id")))
