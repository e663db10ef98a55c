"""The console alone, with pages of a test's own and any name in front of it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import aiohttp
from yarl import URL

from bot.house import House, open_house
from bot.nursery import Nursery
from bot.web import Web
from handlers.desk.page import Page
from handlers.desk.routes import PAGES, Parts, console_routes
from handlers.desk.site import Site
from handlers.hooks import Webhook
from services.staff import Role
from services.staff.credentials import new_secret
from services.staff.model import Chosen
from tests.journeys.conftest import made
from tests.staff.people import PASSWORD, code_at

HOME = "127.0.0.1"
SECURE = "https://santun.example"
PROXY = (ip_network("127.0.0.1/32"),)


@dataclass
class Alone:
    """Where it listens, and a browser in front of it."""

    house: House
    port: int
    http: aiohttp.ClientSession

    async def asks(
        self, method: str, path: str, fields: dict[str, str] | None = None, /, **headers: str
    ) -> aiohttp.ClientResponse:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        url = URL(f"http://127.0.0.1:{self.port}{path}", encoded=True)
        answer = await self.http.request(method, url, data=fields, headers=named, allow_redirects=False)
        await answer.read()
        return answer

    async def lets_in(self, name: str = "rina", role: Role = Role.AGENT) -> tuple[str, str]:
        """A new member of staff; the token of a session, and that of its forms."""
        staff = self.house.rooms.staff
        async with self.house.database.work() as work:
            await staff.add(work, name, role, by="system:test")
            link, secret = await staff.invite(work, name, by="system:test"), new_secret()
            chosen = Chosen(PASSWORD, secret, code_at(work, secret))
            _, ticket = await staff.entrance.accept(work, link.token, chosen, "", "")
        return ticket.token, staff.sessions.form_token(ticket.session)


@asynccontextmanager
async def alone(url: str, key_file: Path, site: Site, more: tuple[Page, ...] = (), **how: Any) -> AsyncIterator[Alone]:
    """Until the block ends. `how`: a `hook` for the fast lane, another `host` to listen at."""
    hook: Webhook | None = how.get("hook")
    nursery = Nursery()
    async with open_house(made(url, key_file, ""), tell=lambda _: None) as house:
        routes = console_routes(Parts(house.database, house.rooms, house.keys, site), (*PAGES, *more))
        server = Web(routes, hook, house.rooms.bell.close)
        port = await server.listen(how.get("host", HOME), 0, nursery.start)
        async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as http:
            yield Alone(house, port, http)
        await server.close()
        await nursery.close()
