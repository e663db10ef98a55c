"""The doors of the console: who asks, may they, in which unit of work; and every no and every fault as a calm page."""

import asyncio
import hmac
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from aiohttp import web

from handlers.chat.faults import broken_at, new_reference
from handlers.desk.desk import KNOWN, LOCK, SESSION, SIGN_IN, VISITOR, Desk
from handlers.desk.forms import Form, read_form
from handlers.desk.headers import dress
from handlers.desk.page import SMALL, Entry, Page
from handlers.desk.pages import Pages
from handlers.desk.site import Site
from handlers.rooms import Rooms
from services.claims.messages import ClaimUnknown
from services.claims.papers.messages import PageUnknown as PaperPageUnknown
from services.db import Database
from services.db.weather import is_away
from services.helpdesk.messages import ConversationUnknown, NotYourQueue
from services.oversight.messages import ExportUnknown, PersonUnknown
from services.refusals import Refusal
from services.staff.messages import (
    DoorsBusy,
    FormStale,
    LinkOver,
    NotYourRole,
    PageUnknown,
    SignInPaused,
    StaffNotActive,
    StaffUnknown,
    TooMuchSent,
)
from services.staff.model import Admitted
from services.staff.tokens import Signer, new_token

STATUSES: dict[type[Refusal], int] = {
    NotYourRole: 403,
    StaffNotActive: 403,
    FormStale: 403,
    PageUnknown: 404,
    StaffUnknown: 404,
    ConversationUnknown: 404,
    NotYourQueue: 403,
    PersonUnknown: 404,
    ExportUnknown: 404,
    ClaimUnknown: 404,
    PaperPageUnknown: 404,
    LinkOver: 410,
    TooMuchSent: 413,
    SignInPaused: 429,
    DoorsBusy: 503,
}
"""What a refusal is in HTTP; 409 for all others: the world is not as the page believed."""
BACKGROUND = "X-Background"
"""A header of what a page asks for by itself; such a request is no deed."""
GONE = "retry: 5000\nevent: gone\ndata: gone\n\n"
"""What a stream says when there is no session, or its screen is locked."""
_COSTLY_AT_ONCE, _COSTLY_WAITING = 3, 40
_KNOWN_DAYS = 400
_log = logging.getLogger(__name__)


class Doors:
    """Opens each page of the table."""

    def __init__(self, database: Database, rooms: Rooms, site: Site, pages: Pages, key: bytes) -> None:
        self._database, self._rooms, self._site, self._pages = database, rooms, site, pages
        self._signer = Signer(key)
        self._costly = asyncio.Semaphore(_COSTLY_AT_ONCE)
        self._waiting = 0

    def open(self, page: Page) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        """The page as the web server calls it."""

        async def answer(request: web.Request) -> web.StreamResponse:
            if not self._site.is_welcome(request):
                return self._dressed(web.Response(text=self._rooms.words.label("desk_frame", "not_here"), status=403))
            try:
                return self._dressed(await self._answer(page, request))
            except (ConnectionResetError, asyncio.CancelledError):
                raise
            except Exception as error:  # noqa: BLE001 - whatever it is, it is ours, and told under a reference
                return self._dressed(self._fault(request, error))

        return answer

    async def hand_out(self, request: web.Request) -> web.StreamResponse:
        """A file that is the same for everybody."""
        if not self._site.is_welcome(request):
            return self._dressed(web.Response(status=403))
        return self._dressed(self._pages.statics.answer(request))

    def _dressed(self, response: web.StreamResponse) -> web.StreamResponse:
        return response if response.prepared else dress(response, is_secure=self._site.is_secure)

    async def _answer(self, page: Page, request: web.Request) -> web.StreamResponse:
        sent: Form | Refusal = Form()
        if request.method == "POST":
            sent = await self._sent(page, request)
        async with self._turn(page) as has_turn:
            desk, response = await self._in_work(page, request, sent if has_turn else DoorsBusy())
        if response is None:  # it answers outside
            response = await self._streamed(page, desk)
        if not response.prepared:
            self._with_cookies(desk, response)
        return response

    async def _sent(self, page: Page, request: web.Request) -> Form | Refusal:
        """Read before there is a unit of work, for it may come slowly; what is big is read from staff only."""
        if page.largest > SMALL and not await self._is_admitted(request):
            return FormStale()
        try:
            return await read_form(request, page.largest)
        except Refusal as no:
            return no

    async def _streamed(self, page: Page, desk: Desk) -> web.StreamResponse:
        try:
            return await page.handler(desk)
        except Refusal as no:
            status = STATUSES.get(type(no), 409)
            return web.Response(status=status) if page.streams else desk.refused(no, status)

    async def _in_work(
        self, page: Page, request: web.Request, sent: Form | Refusal
    ) -> tuple[Desk, web.StreamResponse | None]:
        """One unit of work, committed on a polite no as well: what was counted and who looked must stay."""
        sessions = self._rooms.staff.sessions
        no: Refusal | None = None
        response: web.StreamResponse | None = None
        mark = self._rooms.bell.mark()
        async with self._database.work(reads_clock=False) as work:
            admitted = await sessions.admit(work, self._cookie(request, SESSION))
            form = sent if isinstance(sent, Form) else Form()
            desk = Desk(
                self._database, self._rooms, work, request, self._pages, self._site, page, admitted, form, mark=mark
            )
            self._bind_forms(desk)
            if admitted is not None and admitted.session.said is not None:
                desk.left_word = sessions.read_word(admitted.session)
            if door := _door(page, admitted):
                return desk, _turned_away(desk, door)
            try:
                if isinstance(sent, Refusal):
                    raise sent
                self._check(desk)
                if not page.streams and not page.is_outside:
                    response = await page.handler(desk)
            except Refusal as raised:
                no = raised
            await self._leave(desk)
        if no is not None:
            response = desk.refused(no, STATUSES.get(type(no), 409))
        return desk, response

    def _check(self, desk: Desk) -> None:
        """Raises FormStale, NotYourRole."""
        page, request = desk.page, desk.request
        if request.method not in ("GET", "HEAD"):
            given = request.headers.get("X-CSRF-Token") or desk.sent.get("csrf", "")
            if not self._site.is_ours(request) or not hmac.compare_digest(given.encode(), desk.form_token.encode()):
                raise FormStale
        for act in page.acts:
            desk.member.must(act)

    def _bind_forms(self, desk: Desk) -> None:
        """Forms belong to the session; before there is one, to a cookie that only we can answer."""
        if desk.admitted is not None:
            desk.form_token = self._rooms.staff.sessions.form_token(desk.admitted.session.id)
            return
        visitor = self._cookie(desk.request, VISITOR)
        if not visitor and desk.page.entry is Entry.OPEN:
            visitor = desk.cookies[VISITOR] = new_token()
        desk.form_token = self._signer.sign("visitor", visitor)

    async def _leave(self, desk: Desk) -> None:
        """What the session keeps of this request."""
        if desk.admitted is None:
            return
        sessions, session = self._rooms.staff.sessions, desk.session
        if desk.word:
            await sessions.leave_word(desk.work, session.id, desk.word)
        elif desk.shown and desk.left_word:
            await sessions.forget_word(desk.work, session.id)
        is_deed = desk.page.counts_as_activity and BACKGROUND not in desk.request.headers
        if is_deed and not desk.admitted.lapsed:
            await sessions.touch(desk.work, session)

    def _with_cookies(self, desk: Desk, response: web.StreamResponse) -> None:
        for name, value in desk.cookies.items():
            lasts = _KNOWN_DAYS * 86400 if name == KNOWN else None
            response.set_cookie(
                self._site.cookie(name),
                value,
                max_age=lasts if value else 0,
                path="/",
                secure=self._site.is_secure,
                httponly=True,
                samesite="Strict",
            )

    def _cookie(self, request: web.Request, name: str) -> str:
        return request.cookies.get(self._site.cookie(name), "")[:200]

    async def _is_admitted(self, request: web.Request) -> bool:
        async with self._database.work(reads_clock=False) as work:
            admitted = await self._rooms.staff.sessions.admit(work, self._cookie(request, SESSION))
        return admitted is not None and not admitted.lapsed

    @asynccontextmanager
    async def _turn(self, page: Page) -> AsyncIterator[bool]:
        """Few costly pages at a time; the others wait without a connection, and beyond a number they are told so."""
        if not page.is_costly:
            yield True
            return
        if self._waiting >= _COSTLY_WAITING:
            yield False
            return
        self._waiting += 1
        try:
            async with self._costly:
                yield True
        finally:
            self._waiting -= 1

    def _fault(self, request: web.Request, error: Exception) -> web.Response:
        reference, away = new_reference(), is_away(error)
        _log.error("a page of the console failed, reference %s: %s", reference, broken_at(error))
        values = {"reference": reference, "is_fragment": request.headers.get("HX-Request") == "true"}
        return web.Response(
            text=self._pages.render("fault.html", values), status=503 if away else 500, content_type="text/html"
        )


def _turned_away(desk: Desk, door: str) -> web.Response:
    request = desk.request
    if desk.page.streams:
        return web.Response(text=GONE, content_type="text/event-stream")
    from_elsewhere = request.headers.get("Sec-Fetch-Site") in ("cross-site", "same-site")
    if from_elsewhere and request.method == "GET" and not desk.is_fragment:
        # Who comes by a link from another site brings no cookie, for it is strict. From our own page it comes along.
        return web.Response(text=desk.pages.render("bounce.html", {}), content_type="text/html")
    return desk.to_the_door(door)


def _door(page: Page, admitted: Admitted | None) -> str:
    """The door that stands before this page, if it is shut."""
    if page.entry is Entry.OPEN:
        return ""
    if admitted is None:
        return SIGN_IN
    return LOCK if page.entry is Entry.SIGNED_IN and admitted.lapsed else ""
