"""The kept connections to one server: so many at most, used again while they are fresh, waited for in turn."""

import asyncio
import socket
import ssl
from collections import deque

import aiohappyeyeballs

from bot.wire.line import Line
from handlers.chat.courier import UnsentError

KEEP_SECONDS = 30.0
"""Telegram closes idle connections after a minute or so; a call on a dying one has an unknown outcome."""
_NEXT_ADDRESS_SECONDS = 0.25
"""So long one address of a server is tried before the next one is tried beside it: many networks have a dead IPv6."""


class Lines:
    """At most `most` connections, opening ones included. Only between calls does a connection belong to this."""

    def __init__(self, host: str, port: int, tls: ssl.SSLContext | None, most: int) -> None:
        self._host, self._port, self._tls, self._most = host, port, tls, most
        self._taken = 0
        self._open: set[Line] = set()
        self._idle: deque[Line] = deque()
        self._queue: deque[asyncio.Future[Line | None]] = deque()
        self._broom: asyncio.TimerHandle | None = None
        self._closed = False

    def kept(self) -> Line | None:
        """A connection that can be used at once: the one that was used last."""
        oldest = asyncio.get_running_loop().time() - KEEP_SECONDS
        while self._idle:
            line = self._idle.pop()
            if line.is_open and line.idle_since > oldest:
                return line
            line.close()
        return None

    async def another(self, connect_seconds: float) -> Line:
        """A new connection, or one that somebody gives back. Raises `UnsentError` if there is none to be had."""
        if self._closed:
            raise UnsentError("closed")
        if self._taken < self._most:
            self._taken += 1
            return await self._new(connect_seconds)
        turn: asyncio.Future[Line | None] = asyncio.get_running_loop().create_future()
        self._queue.append(turn)
        try:
            line = await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled() and turn.exception() is None:
                self._pass_on(turn.result())
            raise
        return line or await self._new(connect_seconds)

    def close(self) -> None:
        """Ends all of them; who waits for one is told that nothing was sent."""
        self._closed = True
        if self._broom is not None:
            self._broom.cancel()
        while turn := self._next_turn():
            turn.set_exception(UnsentError("closed"))
        for line in tuple(self._open):
            line.shut()

    async def _new(self, connect_seconds: float) -> Line:
        """Fills a place that is taken already, or gives it up."""
        line = None
        try:
            async with asyncio.timeout(connect_seconds):
                line = await self._connect()
        except (OSError, RuntimeError, ValueError) as error:
            # Nothing of a call is written before the connection stands, certificate and all.
            raise UnsentError(type(error).__name__) from None
        finally:
            if line is None:
                self._give_up_place()
        self._open.add(line)
        if self._closed or not line.is_open:
            line.close()
            raise UnsentError("closed")
        return line

    async def _connect(self) -> Line:
        loop = asyncio.get_running_loop()
        addresses = await loop.getaddrinfo(self._host, self._port, type=socket.SOCK_STREAM)
        sock = await aiohappyeyeballs.start_connection(addresses, happy_eyeballs_delay=_NEXT_ADDRESS_SECONDS)
        _, line = await loop.create_connection(
            lambda: Line(self._free, self._gone),
            sock=sock,
            ssl=self._tls,
            server_hostname=self._host if self._tls else None,
        )
        return line

    def _free(self, line: Line) -> None:
        if self._closed:
            line.close()
        elif turn := self._next_turn():
            turn.set_result(line)
        else:
            loop = asyncio.get_running_loop()
            line.idle_since = loop.time()
            self._idle.append(line)
            if self._broom is None:
                self._broom = loop.call_later(KEEP_SECONDS, self._sweep)

    def _gone(self, line: Line) -> None:
        if line in self._open:
            self._open.discard(line)
            self._give_up_place()

    def _give_up_place(self) -> None:
        turn = self._next_turn()
        if turn is None:
            self._taken -= 1
        else:
            turn.set_result(None)

    def _pass_on(self, line: Line | None) -> None:
        """Whose turn it was has gone away meanwhile."""
        if line is None:
            self._give_up_place()
        elif line.is_open:
            self._free(line)

    def _next_turn(self) -> "asyncio.Future[Line | None] | None":
        while self._queue:
            turn = self._queue.popleft()
            if not turn.done():
                return turn
        return None

    def _sweep(self) -> None:
        """Closes what nobody has used for long."""
        loop = asyncio.get_running_loop()
        while self._idle and (not self._idle[0].is_open or self._idle[0].idle_since <= loop.time() - KEEP_SECONDS):
            self._idle.popleft().close()
        self._broom = loop.call_at(self._idle[0].idle_since + KEEP_SECONDS, self._sweep) if self._idle else None
