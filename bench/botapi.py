"""A tiny fake Bot API: answers every method at once, counts the calls, and tells whoever listens what was said.

By hand and within the process of the load: a web framework, and a second process to be told through, would take
from the cores that the contestants are measured on several times what this takes.
"""

import asyncio
import itertools
import time
from collections import Counter
from collections.abc import Callable
from typing import Any, NamedTuple, cast
from urllib.parse import parse_qsl

import orjson

HOST = "127.0.0.1"
BOT = {"id": 4242, "is_bot": True, "first_name": "Bench", "username": "bench_bot"}
FILES = b"/file/bot"
"""What the path of a file begins with."""
SPOKEN = frozenset({"sendMessage", "editMessageText"})
"""Methods whose arrival means that somebody was answered."""


class Answer(NamedTuple):
    """A message of the bot, as it arrived (seconds of the monotonic clock, which all processes of a machine share)."""

    at: float
    chat: int
    number: int
    text: str
    buttons: str


class BotApi:
    """Takes everything for good and keeps nothing. `heard` is told every message; `content` makes the file of an id."""

    def __init__(
        self, heard: Callable[[Answer], None] = lambda _: None, content: Callable[[str], bytes] = lambda _: b""
    ) -> None:
        self.heard, self.content = heard, content
        self.counts: Counter[str] = Counter()
        self._numbers = itertools.count(1_000_000)

    async def open(self) -> int:
        """Serves on loopback as long as the loop runs; the port."""
        self._server = await asyncio.get_running_loop().create_server(lambda: _Line(self), HOST, 0)
        port: int = self._server.sockets[0].getsockname()[1]
        return port

    def answer(self, method: str, head: bytes, body: bytes) -> bytes:
        """What Telegram would answer to this call."""
        self.counts[method] += 1
        if method in SPOKEN:
            return orjson.dumps({"ok": True, "result": self._spoken(_parameters(head, body))})
        if method == "getFile":
            file = str(_parameters(head, body)["file_id"])
            return orjson.dumps({"ok": True, "result": {"file_id": file, "file_unique_id": file, "file_path": file}})
        return b'{"ok":true,"result":' + (orjson.dumps(BOT) if method == "getMe" else b"true") + b"}"

    def _spoken(self, params: dict[str, Any]) -> dict[str, Any]:
        at, number, chat, text = time.monotonic(), next(self._numbers), int(params["chat_id"]), params["text"]
        self.heard(Answer(at, chat, number, text, str(params.get("reply_markup", ""))))
        sent = {"message_id": number, "date": int(time.time()), "chat": {"id": chat, "type": "private"}}
        return sent | {"from": BOT, "text": text}


class _Line(asyncio.Protocol):
    """One kept connection of a bot."""

    def __init__(self, api: BotApi) -> None:
        self._api = api
        self._rest = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)  # uvloop's has another pedigree

    def data_received(self, data: bytes) -> None:
        self._rest += data
        while (end := self._rest.find(b"\r\n\r\n") + 4) > 3:
            head = self._rest[:end]
            length = content_length(head)
            if len(self._rest) < end + length:
                return
            body, self._rest = self._rest[end : end + length], self._rest[end + length :]
            path = head[: head.index(b" HTTP")]
            name = path.rpartition(b"/")[2].decode()
            is_file = path.partition(b" ")[2].startswith(FILES)
            said = self._api.content(name) if is_file else self._api.answer(name, head.lower(), body)
            self._transport.write(http_answer(said))


def http_answer(body: bytes) -> bytes:
    """A 200 with JSON."""
    return b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body)


def content_length(head: bytes) -> int:
    """How many bytes follow the head; raises ValueError when only the body itself would tell."""
    head = head.lower()
    at = head.find(b"\r\ncontent-length:")
    if at >= 0:
        return int(head[at + 17 : head.index(b"\r\n", at + 17)])
    if b"\r\ntransfer-encoding:" in head:
        raise ValueError("the bench reads no chunked bodies")
    return 0


def _parameters(head: bytes, body: bytes) -> dict[str, Any]:
    if b"application/json" in head:
        params: dict[str, Any] = orjson.loads(body)
        return params
    return dict(parse_qsl(body.decode()))
