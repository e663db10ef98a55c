"""Who works here: added, given a role and a queue, let in by a link, shut out. For those who keep the list."""

from typing import Any

from aiohttp import web

from handlers.desk.desk import Desk
from services.refusals import Refusal
from services.staff import Act, Role, StaffMember
from services.staff.messages import FormStale, PageUnknown, StaffNameTaken, StaffNameUnfit
from services.staff.model import Link

LIST = "/desk/petugas"
_KIND = "desk_staff"


def link_address(origin: str, link: Link) -> str:
    """What is handed to the member, whole."""
    return f"{origin}/desk/undangan/{link.token}"


async def show(desk: Desk) -> web.Response:
    """Everybody, and the form for one more."""
    return await _show(desk)


async def add(desk: Desk) -> web.Response:
    """A new member, with the link to hand over."""
    form = await desk.form()
    role, queue = _role(form.get("role", "")), _queue(desk, form.get("queue", ""))
    staff, by = desk.rooms.staff, desk.member.actor
    try:
        member = await staff.add(desk.work, form.get("name", ""), role, by=by, village=form.get("village") or None)
    except (StaffNameUnfit, StaffNameTaken) as no:
        return await _show(desk, no)
    if queue:
        await staff.change(desk.work, member.name, by=by, role=role, queue=queue)
    return _link(desk, await staff.invite(desk.work, member.name, by=by))


async def member(desk: Desk) -> web.Response:
    """One member."""
    one = await _of(desk)
    can_sign_in = one.id in await desk.rooms.staff.who_can_sign_in(desk.work)
    return desk.render("staff_member.html", one=one, can_sign_in=can_sign_in, **_choices(desk))


async def change(desk: Desk) -> web.Response:
    """Another role or queue."""
    one, form = await _of(desk), await desk.form()
    role, queue = _role(form.get("role", "")), _queue(desk, form.get("queue", ""))
    now = await desk.rooms.staff.change(desk.work, one.name, by=desk.member.actor, role=role, queue=queue)
    if not now.may(Act.ANSWER_CONVERSATION):
        await desk.rooms.helpdesk.hands.release_all(desk.work, one, desk.member.name)
    return _done(desk, one, "changed")


async def make_link(desk: Desk) -> web.Response:
    """A link for who has not come in yet; for all others it begins anew, and what they had is void."""
    one, staff, by = await _of(desk), desk.rooms.staff, desk.member.actor
    if one.id in await staff.who_can_sign_in(desk.work):
        link = await staff.reset(desk.work, one.name, by=by)
        desk.rooms.bell.ring(desk.work, f"staff:{one.id}")
    else:
        link = await staff.invite(desk.work, one.name, by=by)
    return _link(desk, link)


async def disable(desk: Desk) -> web.Response:
    """Out at once, on every browser; what was in these hands waits in the queue again."""
    one = await _of(desk)
    # Conversations before sessions, as the member's own requests lock them.
    await desk.rooms.helpdesk.hands.release_all(desk.work, one, desk.member.name)
    await desk.rooms.staff.disable(desk.work, one.name, by=desk.member.actor)
    return _done(desk, one, "disabled")


async def enable(desk: Desk) -> web.Response:
    """In again, with the same password."""
    one = await _of(desk)
    await desk.rooms.staff.enable(desk.work, one.name, by=desk.member.actor)
    return _done(desk, one, "enabled")


async def _show(desk: Desk, no: Refusal | None = None) -> web.Response:
    everybody = await desk.rooms.staff.everybody(desk.work)
    can_sign_in = await desk.rooms.staff.who_can_sign_in(desk.work)
    sent = {name: desk.sent.get(name, "") for name in ("name", "role", "queue", "village")}
    values = {"everybody": everybody, "can_sign_in": can_sign_in, "no": desk.said(no) if no else None, "sent": sent}
    return desk.render("staff.html", 422 if no else 200, **values, **_choices(desk))


def _done(desk: Desk, one: StaffMember, key: str) -> web.Response:
    desk.rooms.bell.ring(desk.work, f"staff:{one.id}")
    return desk.redirect(f"{LIST}/{one.id}", said=desk.rooms.words.label(_KIND, key, name=one.name))


def _link(desk: Desk, link: Link) -> web.Response:
    address = link_address(desk.site.origin(desk.request), link)
    return desk.render("staff_link.html", one=link.member, address=address, until=link.until)


def _choices(desk: Desk) -> dict[str, Any]:
    offices = [(office.key, office.name) for office in desk.rooms.region.offices]
    return {"roles": [role.value for role in Role], "offices": offices, "office_names": dict(offices)}


async def _of(desk: Desk) -> StaffMember:
    one = await desk.rooms.staff.by_id(desk.work, desk.uuid("id"))
    if one is None:
        raise PageUnknown
    return one


def _role(text: str) -> Role:
    try:
        return Role(text)
    except ValueError:
        raise FormStale from None


def _queue(desk: Desk, key: str) -> str | None:
    if key and desk.rooms.region.office(key) is None:
        raise FormStale
    return key or None
