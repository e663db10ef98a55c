"""Carries updates to the webhook: in order per chat, a chat's later ones only after a 2xx, with growing pauses."""

import asyncio
import time
from typing import Any

import aiohttp

from bot.simulator.errands import Errands
from bot.simulator.updates import Pending, Updates, Webhook

Json = dict[str, Any]


class Courier:
    """`deliveries` lists every attempt with its status (0: no answer) and monotonic times."""

    def __init__(self, updates: Updates, errands: Errands, pauses: tuple[float, ...]) -> None:
        self._updates = updates
        self._errands = errands
        self._pauses = pauses
        self._busy: set[int] = set()
        self._session: aiohttp.ClientSession | None = None
        self._places = asyncio.Semaphore(40)
        self._changed = asyncio.Event()
        self.deliveries: list[Json] = []
        updates.on_change = self.nudge

    def wake(self) -> None:
        """The webhook was set or deleted: nobody pauses any longer, and everything that waits goes out."""
        changed, self._changed = self._changed, asyncio.Event()
        changed.set()
        if (webhook := self._updates.webhook) is not None:
            self._places = asyncio.Semaphore(webhook.max_connections)
        for chat in {pending.chat for pending in self._updates.pending}:
            self.nudge(chat)

    def nudge(self, chat: int) -> None:
        if self._updates.webhook is not None and chat not in self._busy:
            self._busy.add(chat)
            self._errands.start(self._carry(chat), name=f"webhook for chat {chat}")

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()

    async def _carry(self, chat: int) -> None:
        tries = 0
        try:
            while (webhook := self._updates.webhook) and (pending := self._first(chat)):
                async with self._places:
                    delivered = await self._deliver(webhook, pending)
                if delivered:
                    self._updates.done(pending)
                    tries = 0
                    continue
                await self._pause(self._pauses[min(tries, len(self._pauses) - 1)])
                tries += 1
        finally:
            self._busy.discard(chat)

    def _first(self, chat: int) -> Pending | None:
        return next((pending for pending in self._updates.pending if pending.chat == chat), None)

    async def _pause(self, seconds: float) -> None:
        """Waits, but no longer than until another webhook is set or the present one deleted."""
        try:
            async with asyncio.timeout(seconds):
                await self._changed.wait()
        except TimeoutError:
            return

    async def _deliver(self, webhook: Webhook, pending: Pending) -> bool:
        headers = {"X-Telegram-Bot-Api-Secret-Token": webhook.secret} if webhook.secret else {}
        attempt: Json = {"update_id": pending.update["update_id"], "chat": pending.chat, "at": time.monotonic()}
        try:
            async with self._client().post(webhook.url, json=pending.update, headers=headers) as answer:
                await answer.read()
                attempt["status"] = answer.status
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            attempt["status"] = 0
            webhook.last_error = f"Connection failed: {type(error).__name__}"
        attempt["finished"] = time.monotonic()
        self.deliveries.append(attempt)
        delivered = 200 <= attempt["status"] < 300
        if not delivered:
            webhook.last_error_date = int(time.time())
            if attempt["status"]:
                webhook.last_error = f"Wrong response from the webhook: {attempt['status']}"
        return bool(delivered)

    def _client(self) -> aiohttp.ClientSession:
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=0, ssl=False)
            self._session = aiohttp.ClientSession(connector=connector, timeout=aiohttp.ClientTimeout(total=60))
        return self._session
