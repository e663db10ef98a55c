"""The simulator as one object: built, started on a port, used in the same process or over HTTP, stopped."""

from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.simulator.answering import polite
from bot.simulator.api import BotApi
from bot.simulator.control import Control
from bot.simulator.courier import Courier
from bot.simulator.errands import Errands
from bot.simulator.groups import Groups
from bot.simulator.inspector import Inspector
from bot.simulator.limits import FloodGate, Limits
from bot.simulator.people import People
from bot.simulator.world import World

Json = dict[str, Any]
LARGEST_REQUEST = 60 * 1024 * 1024
PAUSES = (0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0)  # seconds between tries of one webhook delivery
PAGE_RULES = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:;"
    " connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)


class Simulator:
    """`faults` orders troubles, `journal` tells what the bot called, `people` and `groups` act, `world` is the rest.

    `world.privacy` is the bot's privacy mode in groups, on as with Telegram until BotFather is told otherwise.
    """

    def __init__(
        self,
        token: str,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        username: str = "santun_demo_bot",
        limits: Limits | None = None,
    ) -> None:
        self.token = token
        self.host = host
        self.port = port
        self.world = World({"id": _bot_id(token), "is_bot": True, "first_name": "Santun", "username": username})
        self._errands = Errands()
        self.courier = Courier(self.world.updates, self._errands, PAUSES)
        self.people = People(self.world)
        self.groups = Groups(self.world, self.people)
        self._api = BotApi(token, self.world, self.courier, FloodGate(limits or Limits()))
        self.faults = self._api.faults
        self.journal = self._api.journal
        self._runner: web.AppRunner | None = None

    @property
    def url(self) -> str:
        """The address for browsers, the client and (as base of `/bot<token>`) the bot."""
        return f"http://{self.host}:{self.port}"

    def inspected(self) -> Inspector:
        """From now on everything that goes in and out is compared with Telegram's published list."""
        self.world.inspector = inspector = Inspector()
        return inspector

    async def start(self) -> None:
        """Listens; with port 0 a free port is taken and told by `port` and `url`."""
        app = web.Application(middlewares=[polite], client_max_size=LARGEST_REQUEST)
        self._api.add_to(app)
        Control(self.world, self.groups, self._api, self.courier).add_to(app)
        add_page(app)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, self.host, self.port)
        await site.start()
        self.port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        await self._errands.close()
        await self.courier.close()
        if self._runner is not None:
            await self._runner.cleanup()

    async def __aenter__(self) -> "Simulator":
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()


def add_page(app: web.Application) -> None:
    """The browser chat: plain files, allowed to load nothing from elsewhere."""
    with as_file(files("bot.simulator").joinpath("static")) as folder:
        static = Path(folder)

    async def page(request: web.Request) -> web.FileResponse:
        name = request.match_info.get("name") or "index.html"
        path = static / name
        if path.parent != static or not path.is_file():
            raise web.HTTPNotFound
        return web.FileResponse(path, headers={"Content-Security-Policy": PAGE_RULES, "Cache-Control": "no-cache"})

    app.router.add_get("/", page)
    app.router.add_get("/static/{name}", page)


def _bot_id(token: str) -> int:
    number = token.partition(":")[0]
    return int(number) if number.isdigit() else 1_000_000_001
