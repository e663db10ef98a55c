"""Members of staff at the console: a browser by HTTP that is signed in, and one in Chromium."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import aiohttp
import pyotp
from playwright.async_api import Browser, BrowserContext, Page, async_playwright, expect
from yarl import URL

from services.staff import Role
from tests.journeys.conftest import Santun
from tests.journeys.onscreen import CHROMIUM, DESK, PATIENCE

PASSWORD = "empat benda di meja"
_FIELD = re.compile(r'<input[^>]*name="(\w+)"[^>]*value="([^"]*)"')


@dataclass
class Answer:
    """What came back."""

    status: int
    text: str
    headers: Any
    url: URL

    @property
    def fields(self) -> dict[str, str]:
        """The fields of the forms on the page, with what they hold."""
        return dict(_FIELD.findall(self.text))

    @property
    def csrf(self) -> str:
        return self.fields["csrf"]


@dataclass
class Agent:
    """A member of staff with a browser of their own. `role` None: nobody has invited them, so they cannot sign in."""

    santun: Santun
    name: str
    http: aiohttp.ClientSession
    secret: str = ""
    csrf: str = ""
    used: int = 0
    more: dict[str, str] = field(default_factory=dict)
    """Headers of every request."""

    @property
    def site(self) -> str:
        return f"http://127.0.0.1:{self.santun.served.port}"

    def url(self, path: str) -> URL:
        return URL(self.site + path)

    async def gets(self, path: str, *, follow: bool = True, **headers: str) -> Answer:
        """A page; `headers` with underscores for dashes."""
        return await self._ask("GET", path, None, follow, headers)

    async def posts(self, path: str, fields: dict[str, str] | None = None, /, **headers: str) -> Answer:
        """A form of this session; the answer to it, not where it leads to."""
        sent = {"csrf": self.csrf} | (fields or {})
        return await self._ask("POST", path, sent, follow=False, headers=headers)

    async def sends(self, path: str, fields: dict[str, str]) -> Answer:
        """A form without more than what is given."""
        return await self._ask("POST", path, fields, follow=False, headers={})

    async def code(self) -> str:
        """A code of the authenticator that was not used yet; the database's clock moves on to it."""
        now = await now_at(self.santun)
        step = max(int(now.timestamp()) // 30, self.used + 1)
        self.used = step
        return pyotp.TOTP(self.secret).generate_otp(step)

    async def signs_in(self, **other: str) -> Answer:
        """By the form, with the right password and a fresh code unless told otherwise."""
        form = (await self.gets("/desk/masuk")).fields
        code = other.get("code") or await self.code()
        given = {"name": self.name, "password": PASSWORD, "code": code, "csrf": form["csrf"], "ke": ""}
        answer = await self._ask("POST", "/desk/masuk", given | other, follow=False, headers={})
        if answer.status == 303:
            await self.looks_around()
        return answer

    async def signs_in_again(self) -> None:
        """If this browser was signed out meanwhile."""
        if (await self.gets("/desk/saya", follow=False)).status == 200:
            return
        await self.santun.passes(timedelta(seconds=30))
        assert (await self.signs_in()).status == 303

    async def accepts(self, path: str) -> Answer:
        """Opens an invitation, chooses the password and sets the authenticator up."""
        page = await self.gets(path)
        shown = re.findall(r"<span>([A-Z2-7]{4})</span>", page.text)
        self.secret, self.used = "".join(shown), 0
        given = page.fields | {"password": PASSWORD, "again": PASSWORD, "code": await self.code()}
        answer = await self._ask("POST", path, given, follow=False, headers={})
        if answer.status == 303:
            await self.looks_around()
        return answer

    async def looks_around(self) -> None:
        """Finds the token for the forms of this session."""
        self.csrf = (await self.gets("/desk/saya")).csrf

    def cookie(self, name: str = "santun") -> str:
        found = self.http.cookie_jar.filter_cookies(URL(self.site)).get(name)
        return found.value if found else ""

    async def _ask(
        self, method: str, path: str, fields: dict[str, str] | None, follow: bool, headers: dict[str, str]
    ) -> Answer:
        named = self.more | {name.replace("_", "-"): value for name, value in headers.items()}
        async with self.http.request(
            method, self.site + path, data=fields, headers=named, allow_redirects=follow
        ) as answer:
            return Answer(answer.status, await answer.text(errors="replace"), answer.headers, answer.url)


async def now_at(santun: Santun) -> datetime:
    """The time of the database."""
    async with santun.house.database.work() as work:
        return work.now


def browser(santun: Santun, name: str = "") -> Agent:
    """A browser that nobody is signed in with; close its `http`."""
    return Agent(santun, name, aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)))


async def invited(santun: Santun, name: str, role: Role) -> str:
    """A new member of staff; the path of the invitation."""
    async with santun.house.database.work() as work:
        staff = santun.house.rooms.staff
        await staff.add(work, name, role, by="system:test")
        link = await staff.invite(work, name, by="system:test")
    return f"/desk/undangan/{link.token}"


async def signed_in(santun: Santun, name: str, role: Role = Role.AGENT) -> Agent:
    """A new member of staff, at the console; close its `http` (the fixture `console` does that for all)."""
    agent = browser(santun, name)
    answer = await agent.accepts(await invited(santun, name, role))
    assert answer.status == 303, answer.text
    return agent


@dataclass
class Chromium:
    """A real browser; each agent gets a window (context) of their own."""

    browser: Browser
    errors: list[str] = field(default_factory=list)

    async def window(self, agent: Agent | None = None, **how: Any) -> BrowserContext:
        """A window, in which the agent is signed in."""
        context = await self.browser.new_context(
            **{"viewport": DESK, "locale": "id-ID", "reduced_motion": "reduce"} | how
        )
        context.set_default_timeout(PATIENCE)
        context.on("weberror", lambda error: self.errors.append(str(error.error)))
        context.on("console", self._told)
        if agent is not None and agent.cookie():
            kept = {"value": agent.cookie(), "url": agent.site, "httpOnly": True, "sameSite": "Strict"}
            await context.add_cookies([{"name": "santun", **kept}])  # type: ignore[typeddict-item] # as playwright takes it
        return context

    async def page(self, agent: Agent, path: str, **how: Any) -> Page:
        """A page of the console in a new window."""
        page = await (await self.window(agent, **how)).new_page()
        await page.goto(agent.site + path)
        return page

    def _told(self, message: Any) -> None:
        if message.type == "error" and not message.text.startswith(("Failed to load resource", "[object Event]")):
            self.errors.append(message.text)


@asynccontextmanager
async def chromium() -> AsyncIterator[Chromium]:
    """Chromium, in which no script may fail and no rule of the pages be broken."""
    expect.set_options(timeout=PATIENCE)
    async with async_playwright() as playwright:
        started = Chromium(await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"]))
        yield started
        await started.browser.close()
    assert not started.errors, "\n".join(started.errors)
