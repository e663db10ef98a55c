"""A record of every call of the Bot API, with monotonic times comparable across processes of one machine."""

import asyncio
import time
from collections import deque
from typing import Any

Json = dict[str, Any]
REMEMBERED = 200_000


class Journal:
    """Each call: n, method, params, chat, started, finished, code (200, 429 …; 0: connection broken), effect; message
    (the number of the message it made or changed) and slow (whether it was made to wait)."""

    def __init__(self) -> None:
        self._calls: deque[Json] = deque(maxlen=REMEMBERED)
        self._number = 0
        self._bell = asyncio.Event()

    def open(self, method: str, params: Json, chat: int | None) -> Json:
        self._number += 1
        call: Json = {"n": self._number, "method": method, "params": params, "chat": chat}
        call |= {"started": time.monotonic(), "finished": None, "code": None, "description": None, "effect": False}
        call |= {"message": None, "slow": False}
        self._calls.append(call)
        self._ring()
        return call

    def close(self, call: Json, code: int, description: str | None = None) -> None:
        call["finished"] = time.monotonic()
        call["code"] = code
        call["description"] = description
        self._ring()

    def _ring(self) -> None:
        bell, self._bell = self._bell, asyncio.Event()
        bell.set()

    def calls(self, method: str | None = None, chat: int | None = None, after: int = 0) -> list[Json]:
        """Calls in order of arrival; `method` without regard to case."""
        return [
            call
            for call in self._calls
            if call["n"] > after
            and (method is None or call["method"].lower() == method.lower())
            and (chat is None or call["chat"] == chat)
        ]

    async def wait(self, count: int, seconds: float, **wanted: Any) -> list[Json]:
        """The calls as `calls(**wanted)` tells them, as soon as there are `count`, or after `seconds`."""
        try:
            async with asyncio.timeout(seconds):
                while len(found := self.calls(**wanted)) < count:
                    await self._bell.wait()
        except TimeoutError:
            return self.calls(**wanted)
        return found
