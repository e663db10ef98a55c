"""The load's wire: updates to a webhook, each connection kept.

By hand, because a full HTTP client would take the CPU that the contestants are measured on.
"""

import asyncio
from dataclasses import dataclass
from typing import cast

from bench.botapi import HOST, content_length


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


class Connection(asyncio.Protocol):
    """One kept connection to the webhook; one update at a time."""

    def __init__(self, webhook: Webhook) -> None:
        self._webhook = webhook
        self._rest = b""
        self._status: asyncio.Future[int] | None = None

    @classmethod
    async def open(cls, webhook: Webhook) -> "Connection":
        """Raises OSError when nobody is there."""
        loop = asyncio.get_running_loop()
        _, connection = await loop.create_connection(lambda: cls(webhook), HOST, webhook.port)
        return connection

    def post(self, body: bytes) -> asyncio.Future[int]:
        """Delivers an update; the status. Awaiting it raises OSError when the other side hangs up."""
        self._status = asyncio.get_running_loop().create_future()
        if self._transport.is_closing():
            self.connection_lost(None)
        else:
            self._transport.write(self._webhook.request(body))
        return self._status

    def close(self) -> None:
        self._transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)  # uvloop's has another pedigree

    def data_received(self, data: bytes) -> None:
        self._rest += data
        end = self._rest.find(b"\r\n\r\n") + 4
        if end > 3 and len(self._rest) >= end + content_length(self._rest[:end]):
            status, self._rest = int(self._rest[9:12]), b""
            if self._status is not None and not self._status.done():
                self._status.set_result(status)

    def connection_lost(self, exc: Exception | None) -> None:
        if self._status is not None and not self._status.done():
            self._status.set_exception(exc if isinstance(exc, OSError) else ConnectionError("the bot hung up"))
