"""A desk: one request of one person at the console, with the open unit of work and the rooms in which to ask."""

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote
from uuid import UUID

from aiohttp import web
from markupsafe import Markup, escape

from handlers.desk.forms import Form, plain
from handlers.desk.page import Page
from handlers.desk.pages import Pages
from handlers.desk.site import Site
from handlers.rooms import Rooms
from services.db import Database, Work
from services.refusals import Refusal
from services.speech import Speech
from services.staff import StaffMember
from services.staff.messages import PageUnknown
from services.staff.model import Admitted, Session

HOME, SIGN_IN, LOCK = "/desk", "/desk/masuk", "/desk/kunci"
_PATH = re.compile(r"/desk/[\w./?&=%:+~-]{1,400}", re.ASCII)
SESSION, KNOWN, VISITOR = "santun", "santun_known", "santun_form"
"""Cookies: the session; that this browser let somebody in before; and what forms before signing in are bound to."""


@dataclass(eq=False)
class Desk:
    """What a page is given. Everything it does goes into `work` and takes effect when that is committed; `member` and
    `session` are there on every page but the open ones."""

    database: Database
    """For a page that streams and must look again later; all others have `work`."""
    rooms: Rooms
    work: Work
    request: web.Request
    pages: Pages
    site: Site
    page: Page
    admitted: Admitted | None
    sent: Form = field(default_factory=Form)
    form_token: str = ""
    """What forms on the answer must bring back."""
    cookies: dict[str, str] = field(default_factory=dict, repr=False)
    """To be set with the answer; empty ones are deleted."""
    word: str = ""
    """Left for the next page of the session: see `redirect`."""
    left_word: str = ""
    """Left by the request before."""
    mark: str = ""
    """The moment of the bell before anything was read."""
    shown: bool = False
    """Whether a whole page was made, and with it what was left for it."""

    @property
    def member(self) -> StaffMember:
        """Who is signed in."""
        assert self.admitted is not None, "an open page has nobody"
        return self.admitted.member

    @property
    def session(self) -> Session:
        """In which session."""
        assert self.admitted is not None, "an open page has no session"
        return self.admitted.session

    @property
    def is_fragment(self) -> bool:
        """Whether htmx asks for a piece of the page that is open."""
        return self.request.headers.get("HX-Request") == "true"

    async def form(self) -> Form:
        """The fields that were sent, checked to come from a form of this session."""
        return self.sent

    def asked(self, name: str, default: str = "") -> str:
        """A parameter of the address."""
        return plain(self.request.query.get(name, default))

    def part(self, name: str) -> str:
        """A piece of the path."""
        return plain(self.request.match_info[name])

    def uuid(self, name: str) -> UUID:
        """A piece of the path that is an id. Raises PageUnknown."""
        try:
            return UUID(self.part(name))
        except ValueError:
            raise PageUnknown from None

    def said(self, word: Speech | Refusal | str) -> Markup:
        """A message, or a label already, as HTML."""
        return escape(word) if isinstance(word, str) else self.pages.said(word)

    def render(self, name: str, status: int = 200, /, **values: Any) -> web.Response:
        """A whole page. `topics`: what the page wants to hear of, such as `queue` (see events.py)."""
        self.shown = True
        return self._html(self.pages.render(name, self._frame() | values), status)

    def fragment(self, name: str, status: int = 200, /, **values: Any) -> web.Response:
        """A piece of a page: a template of its own, or one block of another's (`queue.html#rows`)."""
        return self._html(self.pages.render(name, self._frame() | values), status)

    def redirect(self, path: str, said: Speech | Refusal | str | None = None) -> web.Response:
        """To another page of the console, which tells what was `said`."""
        if said is not None:
            self.word = str(self.said(said))
        if self.is_fragment:
            return web.Response(status=204, headers={"HX-Redirect": path})
        return web.Response(status=303, headers={"Location": path})

    def refused(self, no: Refusal, status: int) -> web.Response:
        """A polite no: in its place above the page that is open, or as a page of its own."""
        if self.is_fragment:
            return self.fragment("_said.html", status, said=self.said(no), is_no=True)
        return self.render("refused.html", status, no=self.said(no), status=status, left_word="")

    def to_the_door(self, door: str) -> web.Response:
        """To signing in, or to the lock; from there back to where the person was."""
        back = self.request.rel_url.raw_path_qs
        if self.is_fragment:
            back = _path_of(self.request.headers.get("HX-Current-URL", ""))
        elif self.request.method != "GET":
            back = ""
        return self.redirect(f"{door}?ke={quote(back, safe='/')}" if is_path(back) else door)

    def _frame(self) -> dict[str, Any]:
        """What every template may use."""
        who = self.admitted.member if self.admitted and not self.admitted.lapsed else None
        return {
            "who": who,
            "nav": self.pages.nav(who, self.request.path),
            "here": self.request.path,
            "csrf": self.form_token,
            "left_word": Markup(self.left_word),  # noqa: S704 - sealed by us, escaped when it was left
            "back": self.request.path_qs,
            "topics": (),
            "mark": self.mark,
            "operator": self.rooms.operator,
            "now": self.work.now,
        }

    def _html(self, html: str, status: int) -> web.Response:
        return web.Response(text=html, status=status, content_type="text/html")


def is_path(path: str) -> bool:
    """Whether this leads to a page of the console and nowhere else; what it is made of comes from the browser."""
    return bool(_PATH.fullmatch(path)) and "//" not in path


def _path_of(url: str) -> str:
    """The path of an address on this site."""
    _, _, rest = url.partition("://")
    return f"/{rest.partition('/')[2].partition('#')[0]}"
