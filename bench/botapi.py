"""A tiny fake Bot API in a process of its own: answers every method at once, counts, tells the load what was said.

`GET /answers` streams one JSON line for each message: when it arrived (seconds of the monotonic clock, which all
processes of a machine share), chat, its number, text, buttons. `GET /counts` gives the calls of each method.
"""

import asyncio
import itertools
import time
from collections import Counter
from collections.abc import Mapping
from typing import Any

import orjson
from aiohttp import web

from bench.loops import fastest_loop, listen

BOT = {"id": 4242, "is_bot": True, "first_name": "Bench", "username": "bench_bot"}
SPOKEN = frozenset({"sendMessage", "editMessageText"})
"""Methods whose arrival means that somebody was answered."""


class BotApi:
    """Takes everything for good and keeps nothing."""

    def __init__(self) -> None:
        self._numbers = itertools.count(1_000_000)
        self._counts: Counter[str] = Counter()
        self._listeners: list[web.StreamResponse] = []

    def application(self) -> web.Application:
        application = web.Application()
        application.router.add_get("/answers", self._answers)
        application.router.add_get("/counts", self._told)
        application.router.add_post("/bot{token}/{method}", self._call)
        return application

    async def _call(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        self._counts[method] += 1
        result: object = True
        if method == "getMe":
            result = BOT
        elif method in SPOKEN:
            result = await self._spoken(await _parameters(request))
        return web.Response(body=orjson.dumps({"ok": True, "result": result}), content_type="application/json")

    async def _spoken(self, params: Mapping[str, Any]) -> dict[str, Any]:
        at, number, chat = time.monotonic(), next(self._numbers), int(params["chat_id"])
        line = orjson.dumps([at, chat, number, params.get("text", ""), str(params.get("reply_markup", ""))]) + b"\n"
        for listener in tuple(self._listeners):
            try:
                await listener.write(line)
            except ConnectionError:  # that load has heard enough
                self._listeners.remove(listener)
        sent = {"message_id": number, "date": int(time.time()), "chat": {"id": chat, "type": "private"}}
        return sent | {"from": BOT, "text": params.get("text", "")}

    async def _answers(self, request: web.Request) -> web.StreamResponse:
        stream = web.StreamResponse()
        await stream.prepare(request)
        self._listeners.append(stream)
        await asyncio.Event().wait()
        return stream

    async def _told(self, _: web.Request) -> web.Response:
        return web.json_response(self._counts)


async def _parameters(request: web.Request) -> Mapping[str, Any]:
    if request.content_type == "application/json":
        params: dict[str, Any] = orjson.loads(await request.read())
        return params
    return await request.post()


if __name__ == "__main__":
    fastest_loop(listen(BotApi().application()))
