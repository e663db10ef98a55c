"""The entrance: signing in and out, the locked screen, and the invitation with which it begins."""

from urllib.parse import quote

import segno
from aiohttp import web
from markupsafe import Markup

from handlers.desk.browsers import browser_of
from handlers.desk.desk import HOME, KNOWN, LOCK, SESSION, SIGN_IN, VISITOR, Desk, is_path
from services.privacy.cipher import Unreadable
from services.refusals import Refusal
from services.staff import StaffMember
from services.staff.credentials import address_of, new_secret
from services.staff.messages import (
    CodeUnfit,
    FormStale,
    NotSignedIn,
    PageUnknown,
    PasswordsDiffer,
    PasswordTooPlain,
    PasswordUnfit,
    SignInPaused,
)
from services.staff.model import Chosen, Invitation, Proof, Ticket
from services.staff.rules import LONGEST_PASSWORD, SHORTEST_PASSWORD

_SIGNED_OUT = "/desk/keluar"


async def home(desk: Desk) -> web.Response:
    """To the queue, for those who sit at it."""
    queue = [row["path"] for row in desk.pages.nav(desk.member, HOME) if row["key"] == "queue"]
    return desk.redirect(queue[0] if queue else "/desk/saya")


async def unknown(_: Desk) -> web.Response:
    """Every address that is none."""
    raise PageUnknown


async def ask_sign_in(desk: Desk) -> web.Response:
    """The form; whoever is signed in goes on."""
    if desk.admitted is not None:
        return desk.redirect(_back(desk.asked("ke")))
    return desk.render("sign_in.html", back=desk.asked("ke"), name="", no=None)


async def sign_in(desk: Desk) -> web.Response:
    """Name, password and code at once; every no is one sentence."""
    form = await desk.form()
    proof = _proof(desk, form.get("name", ""))
    entrance = desk.rooms.staff.entrance
    try:
        member, ticket = await entrance.sign_in(desk.work, proof, _browser(desk), _token(desk))
    except (NotSignedIn, SignInPaused) as no:
        values = {"back": form.get("ke", ""), "name": form.get("name", "")[:64], "no": desk.said(no)}
        return desk.render("sign_in.html", _status(no), **values)
    _let_in(desk, member, ticket)
    return desk.redirect(_back(form.get("ke", "")))


async def ask_unlock(desk: Desk) -> web.Response:
    """The locked screen."""
    if desk.admitted is None or not desk.admitted.lapsed:
        return desk.redirect(_back(desk.asked("ke")))
    return desk.render("lock.html", back=desk.asked("ke"), name=desk.member.name, no=None)


async def unlock(desk: Desk) -> web.Response:
    """Password and code again; the session goes on where it stood."""
    form = await desk.form()
    assert desk.admitted is not None
    if not desk.admitted.lapsed:  # opened in another window meanwhile
        return desk.redirect(_back(form.get("ke", "")))
    try:
        ticket = await desk.rooms.staff.entrance.unlock(desk.work, desk.admitted, _proof(desk, desk.member.name))
    except (NotSignedIn, SignInPaused) as no:
        values = {"back": form.get("ke", ""), "name": desk.member.name, "no": desk.said(no)}
        return desk.render("lock.html", _status(no), **values)
    desk.cookies[SESSION] = ticket.token
    return desk.redirect(_back(form.get("ke", "")))


async def lock(desk: Desk) -> web.Response:
    """Locks the screen by hand."""
    await desk.rooms.staff.sessions.lock(desk.work, desk.session)
    desk.rooms.bell.ring(desk.work, f"staff:{desk.member.id}")
    back = (await desk.form()).get("ke", "")
    return desk.redirect(f"{LOCK}?ke={quote(back, safe='/')}" if is_path(back) else LOCK)


async def sign_out(desk: Desk) -> web.Response:
    """Ends this session; the browser forgets what it kept."""
    await desk.rooms.staff.sessions.end(desk.work, desk.member.id, desk.session.id)
    return leave(desk)


def leave(desk: Desk) -> web.Response:
    """To the page that says so."""
    desk.rooms.bell.ring(desk.work, f"staff:{desk.member.id}")
    desk.cookies[SESSION] = ""
    response = desk.redirect(_SIGNED_OUT)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


async def signed_out(desk: Desk) -> web.Response:
    """Nobody is signed in any more."""
    return desk.redirect(HOME) if desk.admitted else desk.render("signed_out.html")


async def show_invitation(desk: Desk) -> web.Response:
    """Each look shows a new secret: who opened the link before does not know the one that will count."""
    invitation = await desk.rooms.staff.entrance.invitation(desk.work, desk.part("token"))
    return _invitation(desk, invitation, new_secret())


async def accept(desk: Desk) -> web.Response:
    """The password is chosen and the authenticator set up; the browser is signed in at once."""
    token, form, entrance = desk.part("token"), await desk.form(), desk.rooms.staff.entrance
    invitation = await entrance.invitation(desk.work, token)
    try:
        secret = entrance.open_secret(token, form.get("secret", ""))
    except (Unreadable, ValueError):
        raise FormStale from None
    try:
        if form.get("password") != form.get("again"):
            raise PasswordsDiffer
        chosen = Chosen(form.get("password", ""), secret, form.get("code", ""))
        member, ticket = await entrance.accept(desk.work, token, chosen, _browser(desk), _token(desk))
    except (PasswordsDiffer, PasswordUnfit, PasswordTooPlain, CodeUnfit) as no:
        return _invitation(desk, invitation, secret, no)
    _let_in(desk, member, ticket)
    return desk.redirect(HOME)


def _invitation(desk: Desk, invitation: Invitation, secret: str, no: Refusal | None = None) -> web.Response:
    token, name = desk.part("token"), invitation.member.name
    code = segno.make(address_of(secret, name, f"Santun {desk.rooms.operator}"), error="m", micro=False)
    values = {
        "token": token,
        "invitation": invitation,
        "by": invitation.by.removeprefix("staff:") if invitation.by.startswith("staff:") else "",
        "sealed": desk.rooms.staff.entrance.seal_secret(token, secret),
        "groups": [secret[at : at + 4] for at in range(0, len(secret), 4)],
        "picture": Markup(code.svg_inline(border=3, omitsize=True, dark="#000", light="#fff")),  # noqa: S704 - drawn by us
        "least": SHORTEST_PASSWORD,
        "most": LONGEST_PASSWORD,
        "no": desk.said(no) if no else None,
    }
    return desk.render("invitation.html", 422 if no else 200, **values)


def _let_in(desk: Desk, member: StaffMember, ticket: Ticket) -> None:
    """The browser gets the new session, and the sign by which its next attempts are told from a stranger's."""
    entrance = desk.rooms.staff.entrance
    desk.cookies[SESSION], desk.cookies[VISITOR] = ticket.token, ""
    if not entrance.knows(member.name, _known(desk)):
        desk.cookies[KNOWN] = entrance.remember(member.name)


def _proof(desk: Desk, name: str) -> Proof:
    form = desk.sent
    address = desk.site.address(desk.request)
    return Proof(name, form.get("password", ""), form.get("code", ""), address, _known(desk))


def _back(path: str) -> str:
    return path if is_path(path) and not path.startswith((SIGN_IN, LOCK, _SIGNED_OUT)) else HOME


def _status(no: Refusal) -> int:
    return 429 if isinstance(no, SignInPaused) else 401


def _browser(desk: Desk) -> str:
    return browser_of(desk.request.headers.get("User-Agent", ""))


def _token(desk: Desk) -> str:
    return desk.request.cookies.get(desk.site.cookie(SESSION), "")


def _known(desk: Desk) -> str:
    return desk.request.cookies.get(desk.site.cookie(KNOWN), "")[:200]
