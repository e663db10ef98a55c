"""The web server in front of the processes, as a self-hoster would have one: one address, two processes behind it."""

import itertools
from collections.abc import Sequence
from random import Random

import aiohttp
from aiohttp import web

LOST = 0.03


class Gateway:
    """Hands `/telegram` to the next process that listens; `is_away` breaks every connection. Now and then one breaks
    after the process has answered, so that Telegram brings the update again."""

    def __init__(self, ports: Sequence[int], seed: int) -> None:
        self._ports, self._turn, self._chance = ports, itertools.count(), Random(f"storm {seed} gateway")
        self.lost = 0
        self._session: aiohttp.ClientSession | None = None
        self._runner: web.AppRunner | None = None
        self.port = 0
        self.is_away = False

    async def start(self) -> None:
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=60))
        app = web.Application()
        app.router.add_post("/telegram", self._pass_on)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        assert self._session is not None
        assert self._runner is not None
        await self._runner.cleanup()
        await self._session.close()

    async def _pass_on(self, request: web.Request) -> web.StreamResponse:
        body = await request.read()
        if self.is_away:
            return _broken(request)
        headers = {name: value for name, value in request.headers.items() if name.startswith("X-Telegram")}
        first = next(self._turn)
        for number in range(len(self._ports)):
            port = self._ports[(first + number) % len(self._ports)]
            status = await self._asked(port, body, headers)
            if status and self._chance.random() < LOST:
                self.lost += 1
                return _broken(request)
            if status:
                return web.Response(status=status)
        return web.Response(status=502)

    async def _asked(self, port: int, body: bytes, headers: dict[str, str]) -> int:
        """The process's status; 0 if nobody listens, 502 if it went away in the middle."""
        assert self._session is not None
        try:
            async with self._session.post(f"http://127.0.0.1:{port}/telegram", data=body, headers=headers) as answer:
                await answer.read()
                return answer.status
        except aiohttp.ClientConnectorError:
            return 0
        except (aiohttp.ClientError, TimeoutError, OSError):
            return 502


def _broken(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=503)
