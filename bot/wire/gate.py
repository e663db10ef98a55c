"""The webhook's fast lane: answers the plain request that Telegram makes, and leaves every other to the web server.

A connection begins here. The first request on it that is not plain makes it the web server's, with all that it has
said; so whatever is unusual, wrong or forged is judged in one place only, and that is not here.
"""

import asyncio
import hmac
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any, cast

from httptools import HttpParserError, HttpParserUpgrade, HttpRequestParser

LARGEST = 1 << 20
"""Bytes of an update."""
_LONGEST_HEAD = 1 << 14
CLOSE_SECONDS = 10.0
BEGUN_SECONDS = 60.0
IDLE_SECONDS = 3600.0
"""Longer than any proxy keeps an idle connection: who closes first must not be we, while an update is on its way."""
SWEEP_SECONDS = 15.0
_ANSWERS = {
    200: b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n",
    503: b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n",
}
_ODD = frozenset({b"content-encoding", b"expect", b"transfer-encoding", b"upgrade"})
_MISSING = -1


@dataclass(frozen=True)
class Plain:
    """The request that is answered here: a POST to `path` that shows `secret`; `take` tells 200 or 503."""

    path: bytes
    secret_header: bytes
    secret: bytes = field(repr=False)
    take: Callable[[bytes], Awaitable[int]]


class Guest(asyncio.Protocol):
    """One connection from outside."""

    def __init__(self, gate: "Gate") -> None:
        self.heard_at = 0.0
        self.busy = False
        self._gate = gate
        self._transport: asyncio.Transport | None = None
        self._said = bytearray()
        self._content: tuple[int, int] | None = None

    @property
    def waits(self) -> bool:
        """Whether a request has begun and not ended."""
        return bool(self._said)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)  # that of uvloop only behaves like one
        self._gate.guests.add(self)
        self.heard_at = self._gate.loop.time()

    def connection_lost(self, _: Exception | None) -> None:
        self._transport = None
        self._gate.guests.discard(self)

    def data_received(self, data: bytes) -> None:
        self._said += data
        self.heard_at = self._gate.loop.time()
        if not self.busy:
            self._next()
        elif self._transport:  # more is not wanted before the answer
            self._transport.pause_reading()

    def close(self) -> None:
        """Ends the connection; if an answer is due, right after it."""
        if not self.busy and self._transport:
            self._transport.close()

    def _next(self) -> None:
        if self._content is None:
            empty_line = self._said.find(b"\r\n\r\n")
            if empty_line < 0 and len(self._said) < _LONGEST_HEAD:
                return
            end = empty_line + 4
            length = _content_length(bytes(self._said[:end]), self._gate.plain) if empty_line >= 0 else _MISSING
            if length == _MISSING:
                self._hand_over()
                return
            self._content = end, end + length
        begin, end = self._content
        if len(self._said) >= end:
            content = bytes(self._said[begin:end])
            del self._said[:end]
            self._content = None
            self.busy = True
            self._gate.start(self._take(content), "take an update")

    async def _take(self, content: bytes) -> None:
        answer = b""
        try:
            answer = _ANSWERS[await self._gate.plain.take(content)]
        finally:
            self.busy = False
            self._say(answer)

    def _say(self, answer: bytes) -> None:
        if self._transport is None:
            return
        if not answer:
            self._transport.abort()
        elif self._gate.closing:
            self._transport.write(answer + b"Connection: close\r\n\r\n")
            self._transport.close()
        else:
            self._transport.write(answer + b"\r\n")
            if self._said:
                self._transport.resume_reading()
                self._next()

    def _hand_over(self) -> None:
        assert self._transport is not None
        self._gate.guests.discard(self)
        server = self._gate.otherwise()
        self._transport.set_protocol(server)
        server.connection_made(self._transport)
        server.data_received(bytes(self._said))


class Gate:
    """Listens. `otherwise` makes the web server's protocol for a connection that is not plain."""

    def __init__(
        self,
        plain: Plain,
        otherwise: Callable[[], asyncio.Protocol],
        start: Callable[[Coroutine[Any, Any, None], str], object],
    ) -> None:
        self.plain, self.otherwise, self.start = plain, otherwise, start
        self.loop = asyncio.get_running_loop()
        self.guests: set[Guest] = set()
        self.closing = False
        self._listening: asyncio.Server | None = None
        self._broom: asyncio.TimerHandle | None = None

    async def listen(self, host: str, port: int) -> int:
        """The port, where the system chooses it. Raises `OSError` if it is taken."""
        self._listening = await self.loop.create_server(lambda: Guest(self), host, port)
        self._sweep()
        return int(self._listening.sockets[0].getsockname()[1])

    async def close(self) -> None:
        """Lets no one in any more, and everyone out who has had an answer."""
        self.closing = True
        if self._broom:
            self._broom.cancel()
        if self._listening:
            self._listening.close()
        for guest in tuple(self.guests):
            guest.close()
        end = self.loop.time() + CLOSE_SECONDS
        while True:
            if not any(guest.busy for guest in self.guests) or self.loop.time() > end:
                break
            await asyncio.sleep(0.01)

    def _sweep(self) -> None:
        """Closes what has long been silent, sooner where something was begun."""
        now = self.loop.time()
        for guest in tuple(self.guests):
            if now - guest.heard_at > (BEGUN_SECONDS if guest.waits else IDLE_SECONDS):
                guest.close()
        self._broom = self.loop.call_later(SWEEP_SECONDS, self._sweep)


class _Head:
    """What the parser finds in the head of a request."""

    __slots__ = ("_secret_header", "length", "odd", "secret", "url")

    def __init__(self, secret_header: bytes) -> None:
        self.url = self.secret = b""
        self.length, self.odd = _MISSING, False
        self._secret_header = secret_header

    def on_url(self, url: bytes) -> None:
        self.url += url

    def on_header(self, name: bytes, value: bytes) -> None:
        name = name.lower()
        if name == self._secret_header:
            self.odd = self.odd or self.secret != b""
            self.secret = value
        elif name == b"content-length":
            self.odd = self.odd or self.length != _MISSING or not value.isdigit() or len(value) > 7
            self.length = _MISSING if self.odd else int(value)
        elif name in _ODD:
            self.odd = True


def _content_length(request: bytes, plain: Plain) -> int:
    """How long the content of the plain request is, or `_MISSING` if this is none."""
    head = _Head(plain.secret_header)
    parser = HttpRequestParser(head)
    try:
        parser.feed_data(request)
    except (HttpParserError, HttpParserUpgrade):
        return _MISSING
    is_plain = (
        not head.odd
        and head.url == plain.path
        and parser.get_method() == b"POST"
        and parser.get_http_version() == "1.1"
        and parser.should_keep_alive()
        and head.length <= LARGEST
        and hmac.compare_digest(head.secret, plain.secret)
    )
    return head.length if is_plain else _MISSING
