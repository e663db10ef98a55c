"""Calls a server of the Bot API by its address: no retries, no redirects, no proxies, no cookies, no compression."""

import asyncio
import re
import ssl
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urlsplit

from bot.wire.bodies import Body
from bot.wire.line import Answer, Line
from bot.wire.lines import Lines
from handlers.chat.courier import UnsentError

_VISIBLE = re.compile(r"[!-~]+")


class Patience(NamedTuple):
    """Seconds: for a connection to stand, and for the whole call with its answer."""

    connect: float
    whole: float


class _Place(NamedTuple):
    """Where a call goes: the server (whether TLS, host, port), and how its request begins."""

    server: tuple[bool, str, int]
    head: bytes


class Caller:
    """`most` connections to each server. Certificates are checked against those that the system trusts, or by `tls`.

    Errors never name the address: it holds the token. `UnsentError`: the call cannot have been heard. Any other
    `NetworkError` (`TimedOut` is one): it may have been.
    """

    def __init__(self, most: int, agent: str, tls: ssl.SSLContext | None = None) -> None:
        self._most, self._agent, self._tls = most, agent, tls
        self._lines: dict[tuple[bool, str, int], Lines] = {}
        self._closed = False

    async def call(self, method: str, url: str, body: Body, patience: Patience) -> Answer:
        """Once; whatever the status is, it is an answer."""
        place = _place(method, url, self._agent)
        until = asyncio.get_running_loop().time() + patience.whole
        lines = self._lines.get(place.server) or self._to(place.server)
        line = lines.kept() or await _another(lines, patience, until)
        return await line.call(place.head + body.headers, body.content, until)

    def close(self) -> None:
        """Ends all connections, whatever is under way on them; nothing is called any more."""
        self._closed = True
        for lines in self._lines.values():
            lines.close()

    def _to(self, server: tuple[bool, str, int]) -> Lines:
        if self._closed:
            raise UnsentError("closed")
        secure, host, port = server
        if secure and self._tls is None:
            self._tls = ssl.create_default_context()
        lines = self._lines[server] = Lines(host, port, self._tls if secure else None, self._most)
        return lines


async def _another(lines: Lines, patience: Patience, until: float) -> Line:
    try:
        async with asyncio.timeout_at(until):
            while True:
                line = await lines.another(patience.connect)
                if line.is_open:
                    return line
    except TimeoutError:
        raise UnsentError("no connection in time") from None


@lru_cache(maxsize=256)
def _place(method: str, url: str, agent: str) -> _Place:
    try:
        parts = urlsplit(url)
        secure = parts.scheme == "https"
        server = (secure, parts.hostname or "", parts.port or (443 if secure else 80))
    except ValueError:
        raise UnsentError("not an address") from None
    target = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
    if (
        parts.scheme not in ("http", "https")
        or not server[1]
        or not _VISIBLE.fullmatch(f"{method}{target}{parts.netloc}")
    ):
        raise UnsentError("not an address")
    host = parts.netloc.rpartition("@")[2]
    head = f"{method} {target} HTTP/1.1\r\nHost: {host}\r\nUser-Agent: {agent}\r\nAccept: */*\r\n"
    return _Place(server, head.encode())
