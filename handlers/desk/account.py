"""One's own account: where one is signed in, and the Telegram account that belongs to it."""

from aiohttp import web

from handlers.desk.desk import Desk
from handlers.desk.entrance import leave

ACCOUNT = "/desk/saya"
_KIND = "desk_account"


async def show(desk: Desk) -> web.Response:
    """The account."""
    return await _show(desk)


async def sign_out_everywhere(desk: Desk) -> web.Response:
    """On every browser, this one too."""
    await desk.rooms.staff.sessions.end_all(desk.work, desk.member.id)
    return leave(desk)


async def end_session(desk: Desk) -> web.Response:
    """On one other browser."""
    await desk.rooms.staff.sessions.end(desk.work, desk.member.id, desk.uuid("id"))
    desk.rooms.bell.ring(desk.work, f"staff:{desk.member.id}")
    return desk.redirect(ACCOUNT, said=desk.rooms.words.label(_KIND, "ended"))


async def make_code(desk: Desk) -> web.Response:
    """The code is shown this once."""
    code = await desk.rooms.staff.link_code(desk.work, desk.member.name, by=desk.member.actor)
    return await _show(desk, code)


async def unlink(desk: Desk) -> web.Response:
    """The Telegram account is nobody's again."""
    await desk.rooms.staff.unlink(desk.work, desk.member.name, by=desk.member.actor)
    return desk.redirect(ACCOUNT, said=desk.rooms.words.label(_KIND, "unlinked"))


async def _show(desk: Desk, code: str = "") -> web.Response:
    sessions = await desk.rooms.staff.sessions.of(desk.work, desk.member.id)
    return desk.render("account.html", sessions=sessions, own=desk.session.id, code=code)
