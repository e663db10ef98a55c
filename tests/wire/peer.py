"""The other end of a call, by hand: a server that does to its connections whatever a test wants."""

import asyncio
import re
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

WHOLE = b'HTTP/1.1 200 OK\r\nContent-Length: 27\r\nServer: x\r\n\r\n{"ok":true,"result":{"a":1}}'.replace(b"27", b"28")
"""What a server in good health answers."""


@dataclass
class Conversation:
    """One connection, as the server sees it."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    heard: list[tuple[bytes, bytes]]

    async def hears(self) -> tuple[bytes, bytes]:
        """The next request: its head and its content. Raises `IncompleteReadError` when there is none."""
        head = await self.reader.readuntil(b"\r\n\r\n")
        length = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
        request = head, await self.reader.readexactly(int(length[1]) if length else 0)
        self.heard.append(request)
        return request

    async def says(self, *pieces: bytes) -> None:
        """Each piece in a packet of its own."""
        for piece in pieces:
            self.writer.write(piece)
            await self.writer.drain()
            await asyncio.sleep(0.01)

    def resets(self) -> None:
        self.writer.transport.abort()


Talk = Callable[[Conversation], Awaitable[None]]


async def answers(here: Conversation) -> None:
    """A server in good health, for as many requests as come."""
    while True:
        await here.hears()
        await here.says(WHOLE)


@dataclass
class Peer:
    """A server: where it is, and what it has heard so far."""

    port: int = 0
    connections: int = 0
    closed: int = 0
    heard: list[tuple[bytes, bytes]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@asynccontextmanager
async def peer(talk: Talk, tls: ssl.SSLContext | None = None) -> AsyncIterator[Peer]:
    """Runs a server; `talk` has each connection from beginning to end."""
    there = Peer()

    async def meet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there.connections += 1
        try:
            with suppress(asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
                await talk(Conversation(reader, writer, there.heard))
        finally:
            there.closed += 1
            writer.close()

    server = await asyncio.start_server(meet, "127.0.0.1", 0, ssl=tls)
    there.port = server.sockets[0].getsockname()[1]
    try:
        yield there
    finally:
        server.close()


def unused_port() -> int:
    """Where nobody listens."""
    import socket

    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])
