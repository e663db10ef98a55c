"""The load's two wires: updates to a webhook, each connection kept, and what the fake Bot API tells of answers.

By hand, because a full HTTP client would take the CPU that the contestants are measured on.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import orjson

HOST = "127.0.0.1"


@dataclass(frozen=True)
class Webhook:
    """Where updates are posted."""

    port: int
    secret: str

    def request(self, body: bytes) -> bytes:
        head = (
            f"POST /telegram HTTP/1.1\r\nHost: {HOST}:{self.port}\r\nContent-Type: application/json\r\n"
            f"X-Telegram-Bot-Api-Secret-Token: {self.secret}\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        return head.encode() + body


class Connection:
    """One kept connection to the webhook."""

    def __init__(self, webhook: Webhook, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._webhook, self._reader, self._writer = webhook, reader, writer

    @classmethod
    async def open(cls, webhook: Webhook) -> "Connection":
        return cls(webhook, *await asyncio.open_connection(HOST, webhook.port))

    async def post(self, body: bytes) -> int:
        """Delivers an update; the status. Raises OSError and EOFError when nobody is there."""
        self._writer.write(self._webhook.request(body))
        head = await self._reader.readuntil(b"\r\n\r\n")
        await self._reader.readexactly(_length(head))
        return int(head[9:12])

    def close(self) -> None:
        self._writer.close()


def _length(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line.partition(b":")[2])
    return 0


class Answer(NamedTuple):
    """A message of the bot, as it arrived at the fake Bot API."""

    at: float
    chat: int
    number: int
    text: str
    buttons: str


class Ear(asyncio.Protocol):
    """Hears every message that the fake Bot API is given from now on."""

    def __init__(self, heard: Callable[[Answer], None], listens: asyncio.Event) -> None:
        self._heard = heard
        self._listens = listens
        self._rest = b""

    @classmethod
    async def open(cls, port: int, heard: Callable[[Answer], None]) -> asyncio.WriteTransport:
        listens = asyncio.Event()
        transport, _ = await asyncio.get_running_loop().create_connection(lambda: cls(heard, listens), HOST, port)
        transport.write(f"GET /answers HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode())
        await listens.wait()
        return transport

    def data_received(self, data: bytes) -> None:
        self._listens.set()
        *lines, self._rest = (self._rest + data).split(b"\n")
        for line in lines:
            if line.startswith(b"["):  # the rest is the framing of chunked HTTP
                self._heard(Answer(*orjson.loads(line)))
