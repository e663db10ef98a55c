"""One connection of HTTP/1.1 to Telegram: a call at a time, whose answer is whole or is an error."""

import asyncio
from collections.abc import Callable
from typing import NamedTuple, cast

from httptools import HttpParserError, HttpParserUpgrade, HttpResponseParser
from telegram.error import NetworkError, TelegramError, TimedOut

BIGGEST_ANSWER = 32 << 20
"""Bytes, with the header. Telegram's largest answer is a file of 20 MB."""
_ONE_WRITE = 1 << 16
"""A content up to so many bytes is joined to its header: copying is cheaper than a second system call."""
_FRAMES = (b"content-length", b"transfer-encoding")


class Answer(NamedTuple):
    """The status and the content."""

    status: int
    content: bytes


class Line(asyncio.Protocol):
    """`free` hears of it when the next call may be made, `gone` (at least once) when there can be none.

    Errors name no address: it holds the token.
    """

    def __init__(self, free: Callable[["Line"], None], gone: Callable[["Line"], None]) -> None:
        self.idle_since = 0.0
        self._free, self._gone = free, gone
        self._transport: asyncio.Transport | None = None
        self._waiter: asyncio.Future[Answer] | None = None
        self._parser = HttpResponseParser(self)
        self._begin()

    def _begin(self) -> None:
        self._parts: list[bytes] = []
        self._size = self._status = 0
        self._keep = self._framed = self._whole = False

    @property
    def is_open(self) -> bool:
        return self._transport is not None and not self._transport.is_closing()

    async def call(self, head: bytes, content: bytes, until: float) -> Answer:
        """The answer, by that moment of the loop's clock. Whatever is raised here, the call may have been heard."""
        loop = asyncio.get_running_loop()
        waiter: asyncio.Future[Answer] = loop.create_future()
        self._waiter = waiter
        timer = loop.call_at(until, self._late)
        try:
            self._write(head, content)
            return await waiter
        except asyncio.CancelledError:
            self.drop()  # an answer may be on its way that nobody waits for
            raise
        finally:
            timer.cancel()

    def _write(self, head: bytes, content: bytes) -> None:
        assert self._transport is not None
        if len(content) <= _ONE_WRITE:
            self._transport.write(head + content)
        else:
            self._transport.write(head)
            self._transport.write(content)

    def close(self) -> None:
        """Ends the connection in peace; only between calls."""
        if self._transport is not None:
            self._transport.close()
        self._gone(self)

    def shut(self) -> None:
        """Ends the connection, whatever is under way on it."""
        self._fail(NetworkError("closed"))

    def drop(self) -> None:
        """Ends the connection at once."""
        self._waiter = None
        if self._transport is not None:
            self._transport.abort()
        self._gone(self)

    def _late(self) -> None:
        self._fail(TimedOut())

    def _fail(self, error: TelegramError) -> None:
        waiter = self._waiter
        self.drop()
        if waiter is not None and not waiter.done():
            waiter.set_exception(error)

    def _answer(self) -> None:
        waiter, answer = self._waiter, Answer(self._status, b"".join(self._parts))
        keep = self._keep and self.is_open
        self._waiter = None
        self._begin()
        if keep:
            self._free(self)
        else:
            self.close()
        if waiter is not None and not waiter.done():
            waiter.set_result(answer)

    # What the loop tells.

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)  # that of uvloop only behaves like one

    def data_received(self, data: bytes) -> None:
        if self._waiter is None:  # nobody asked: whatever follows could be taken for the answer to the next call
            self.drop()
            return
        self._size += len(data)
        if self._size > BIGGEST_ANSWER:
            self._fail(NetworkError("the answer is too big"))
            return
        try:
            self._parser.feed_data(data)
        except (HttpParserError, HttpParserUpgrade):
            self._fail(NetworkError("the answer is not HTTP"))
            return
        if self._whole:
            self._answer()

    def connection_lost(self, error: Exception | None) -> None:
        if self._waiter is not None and self._status >= 200 and not self._framed and error is None:
            self._keep = False
            self._answer()  # an answer without a length ends with the connection
            return
        self._fail(NetworkError(type(error).__name__ if error else "the connection was closed"))

    # What the parser tells.

    def on_message_begin(self) -> None:
        if self._whole:  # there is more than was asked for
            self._keep = False

    def on_header(self, name: bytes, _: bytes) -> None:
        if name.lower() in _FRAMES:
            self._framed = True

    def on_headers_complete(self) -> None:
        if not self._whole:
            self._status = self._parser.get_status_code()
            self._keep = self._parser.should_keep_alive()

    def on_body(self, part: bytes) -> None:
        if not self._whole:
            self._parts.append(part)

    def on_message_complete(self) -> None:
        if self._status >= 200:
            self._whole = True
        else:  # "continue" and its like come before the answer
            self._status, self._framed = 0, False
