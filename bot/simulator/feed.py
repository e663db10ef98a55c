"""Everything that happens in the chats, numbered, so that pages and clients wait for it instead of sleeping."""

import asyncio
from collections import deque
from typing import Any

Json = dict[str, Any]
REMEMBERED = 50_000


class Feed:
    """A list of events that only grows at its end; a reader says which number it saw last."""

    def __init__(self) -> None:
        self.number = 0
        self._events: deque[Json] = deque(maxlen=REMEMBERED)
        self._bell = asyncio.Event()

    def publish(self, kind: str, chat: int | None = None, **body: Any) -> None:
        self.number += 1
        self._events.append({"n": self.number, "kind": kind, "chat": chat, **body})
        bell, self._bell = self._bell, asyncio.Event()
        bell.set()

    def since(self, number: int, chat: int | None = None) -> list[Json]:
        found: list[Json] = []
        for event in reversed(self._events):
            if event["n"] <= number:
                break
            if chat is None or event["chat"] in (chat, None):
                found.append(event)
        return found[::-1]

    async def after(self, number: int, seconds: float, chat: int | None = None) -> list[Json]:
        """The events after `number`; waits up to `seconds` for the first, then answers with none."""
        try:
            async with asyncio.timeout(seconds):
                while not (found := self.since(number, chat)):
                    await self._bell.wait()
        except TimeoutError:
            return []
        return found
