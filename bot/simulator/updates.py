"""The queue of updates a bot has not confirmed yet, and the two ways out of it: long polling and the webhook."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.simulator.errors import ApiError

Json = dict[str, Any]
NOT_BY_DEFAULT = {"chat_member", "message_reaction", "message_reaction_count"}
START_OF_2026 = 1_767_225_600  # seconds since the epoch
FAR_AHEAD = 10  # an offset further ahead than this is not believed: Telegram then starts from the queue's head


@dataclass(frozen=True)
class Pending:
    update: Json
    chat: int


@dataclass
class Webhook:
    url: str
    secret: str | None
    max_connections: int
    last_error: str | None = None
    last_error_date: int | None = None


class Updates:
    """Ids grow by one until a test lets them start anew, as Telegram does after a quiet week."""

    def __init__(self) -> None:
        self.next_id = fresh_id()
        self.pending: list[Pending] = []
        self.allowed: set[str] = set()
        self.webhook: Webhook | None = None
        self.given_out: dict[int, Pending] = {}
        self.on_change: Callable[[int], None] = lambda _: None
        self._bell = asyncio.Event()
        self._poller: object | None = None
        self._reason = ""

    def add(self, kind: str, body: Json, chat: int) -> int | None:
        """Queues one update and tells its id, or None when the bot has not asked for this kind."""
        if kind not in self.allowed if self.allowed else kind in NOT_BY_DEFAULT:
            return None
        update_id, self.next_id = self.next_id, self.next_id + 1
        self._push(Pending({"update_id": update_id, kind: body}, chat))
        return update_id

    def repeat(self, update_id: int, new_id: bool) -> int:
        """Sends an update a second time, under its own id or (as Telegram does with presses) under a new one."""
        pending = self.given_out[update_id]
        if new_id:
            fresh, self.next_id = self.next_id, self.next_id + 1
            pending = Pending({**pending.update, "update_id": fresh}, pending.chat)
        self._push(pending)
        return int(pending.update["update_id"])

    def _push(self, pending: Pending) -> None:
        self.pending.append(pending)
        self.given_out[pending.update["update_id"]] = pending
        while len(self.given_out) > 10_000:
            del self.given_out[next(iter(self.given_out))]
        self.ring()
        self.on_change(pending.chat)

    def done(self, pending: Pending) -> None:
        self.pending = [other for other in self.pending if other is not pending]

    def allow(self, kinds: list[str] | None) -> None:
        if kinds is not None:
            self.allowed = set(kinds)

    def ring(self) -> None:
        bell, self._bell = self._bell, asyncio.Event()
        bell.set()

    def end_poll(self, reason: str) -> None:
        """Ends a waiting getUpdates with 409 and this reason."""
        self._poller, self._reason = None, reason
        self.ring()

    async def poll(self, offset: int, limit: int, seconds: float) -> list[Json]:
        if self.webhook is not None:
            words = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
            raise ApiError(409, f"Conflict: {words}")
        if self._poller is not None:
            self.end_poll("terminated by other getUpdates request; make sure that only one bot instance is running")
        me = self._poller = object()
        self._confirm(offset)
        deadline = time.monotonic() + seconds
        try:
            while not self.pending and (left := deadline - time.monotonic()) > 0:
                await self._wait(left)
                if self._poller is not me:
                    raise ApiError(409, f"Conflict: {self._reason}")
            return [pending.update for pending in self.pending[:limit]]
        finally:
            if self._poller is me:
                self._poller = None

    async def _wait(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._bell.wait()
        except TimeoutError:
            return

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            self.pending = self.pending[offset:]
        elif 0 < offset <= self.next_id - 1 + FAR_AHEAD:
            self.pending = [one for one in self.pending if one.update["update_id"] >= offset]


def fresh_id() -> int:
    """An id above those of an earlier run: a bot that remembers what it has done must not take new updates for old.

    Grows by ten a second, which is more than people type, and stays within 32 bits until 2032.
    """
    return int((time.time() - START_OF_2026) * 10)
