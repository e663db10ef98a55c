"""The Bot API over HTTP: `/bot<token>/<method>` and `/file/bot<token>/<path>`, answered as Telegram answers."""

import asyncio
import hmac
import socket
import struct
from typing import Any

from aiohttp import web

from bot.simulator.bot_methods import METHODS
from bot.simulator.courier import Courier
from bot.simulator.errors import ApiError, bad_request
from bot.simulator.faults import Fault, Faults
from bot.simulator.files import DOWNLOAD_LIMIT, Upload
from bot.simulator.journal import Journal
from bot.simulator.limits import FloodGate
from bot.simulator.parameters import CHAT_ID, MethodTable, read_raw, with_attachments
from bot.simulator.sending import Call
from bot.simulator.world import World

Json = dict[str, Any]


class BotApi:
    def __init__(self, token: str, world: World, courier: Courier, gate: FloodGate) -> None:
        self._token = token
        self._world = world
        self._courier = courier
        self._gate = gate
        self._table = MethodTable()
        self.faults = Faults()
        self.journal = Journal()

    def add_to(self, app: web.Application) -> None:
        app.router.add_route("*", "/bot{token}/{method}", self._method)
        app.router.add_get("/file/bot{token}/{path:.+}", self._file)

    async def _method(self, request: web.Request) -> web.StreamResponse:
        try:
            raw = await read_raw(request)
        except ApiError as error:
            return _refusal(error)
        spelled = request.match_info["method"]
        chat = _chat_of(raw)
        call = self.journal.open(self._table.name(spelled) or spelled, _loggable(raw), chat)
        try:
            fault = self._trouble(request, call)
            if fault is not None and fault.kind == "reset_before":
                return self._break(request, call)
            if fault is not None and fault.kind == "slow":
                call["slow"] = True
                await asyncio.sleep(fault.seconds)
            result = await self._act(call, raw)
        except ApiError as error:
            self.journal.close(call, error.code, error.description)
            return _refusal(error)
        call["effect"] = True
        call["message"] = result.get("message_id") if isinstance(result, dict) else None
        if fault is not None and fault.kind == "reset_after":
            return self._break(request, call)
        self.journal.close(call, 200)
        return web.json_response({"ok": True, "result": result})

    def _trouble(self, request: web.Request, call: Json) -> Fault | None:
        if not hmac.compare_digest(request.match_info["token"].encode(), self._token.encode()):
            raise ApiError(401, "Unauthorized")
        fault = self.faults.take(call["method"], call["chat"])
        if fault is not None and fault.kind == "error":
            raise ApiError(fault.status, fault.description)
        return fault

    async def _act(self, call: Json, raw: Json) -> Any:
        method = call["method"]
        if method not in METHODS:
            raise ApiError(404, "Not Found: method not found")
        params = with_attachments(self._table.checked(method, raw), raw)
        if (inspector := self._world.inspector) is not None:
            inspector.call(method, raw, params)
        result = await METHODS[method](Call(self._world, params, self._courier, self._gate, DOWNLOAD_LIMIT))
        if inspector is not None:
            inspector.result(method, result)
        return result

    def _break(self, request: web.Request, call: Json) -> web.Response:
        self.journal.close(call, 0, "connection reset")
        if request.transport is not None:
            pipe = request.transport.get_extra_info("socket")
            pipe.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            request.transport.abort()
        return web.Response()

    async def _file(self, request: web.Request) -> web.StreamResponse:
        call = self.journal.open("file", {"path": request.match_info["path"]}, None)
        try:
            fault = self._trouble(request, call)
            kept = self._world.files.by_path(request.match_info["path"])
            if kept is None:
                raise ApiError(404, "Not Found")
            if kept.upload.size > DOWNLOAD_LIMIT:
                raise bad_request("file is too big")
        except ApiError as error:
            self.journal.close(call, error.code, error.description)
            return _refusal(error)
        if fault is not None and fault.kind.startswith("reset"):
            return self._break(request, call)
        if fault is not None:
            await asyncio.sleep(fault.seconds)
        self.journal.close(call, 200)
        return web.Response(body=kept.upload.content, content_type="application/octet-stream")


def _refusal(error: ApiError) -> web.Response:
    body: Json = {"ok": False, "error_code": error.code, "description": error.description}
    headers = {}
    if error.parameters:
        body["parameters"] = error.parameters
    if error.retry_after is not None:
        headers["Retry-After"] = str(error.retry_after)
    return web.json_response(body, status=error.code, headers=headers)


def _chat_of(raw: Json) -> int | None:
    text = str(raw.get("chat_id", ""))
    return int(text) if CHAT_ID.fullmatch(text) else None


def _loggable(raw: Json) -> Json:
    return {
        name: f"<file {value.name}, {value.size} bytes>" if isinstance(value, Upload) else value
        for name, value in raw.items()
    }
