"""Troubles on order: a test says what shall go wrong, for which method and chat, and how often."""

import time
from dataclasses import asdict, dataclass
from typing import Any, Literal

from bot.simulator.limits import too_many

Json = dict[str, Any]
SENDING = ("send", "edit", "copy", "forward", "createForum")
Kind = Literal["flood", "error", "reset_before", "reset_after", "slow"]


@dataclass
class Fault:
    """One trouble.

    flood: 429 with the seconds that are left, for `seconds` from the first call it meets.
    error: `status` with `description`, without effect (5xx, but also e.g. 403).
    reset_before / reset_after: the connection breaks before or after the effect (answer lost).
    slow: the effect and the answer come `seconds` later.
    `method` and `chat` None mean any; a flood with `chat` None meets every sending method.
    `times` is how many calls it meets (None: all, until cleared).
    """

    kind: Kind
    method: str | None = None
    chat: int | None = None
    times: int | None = 1
    seconds: float = 1.0
    status: int = 500
    description: str = "Internal Server Error"
    until: float | None = None

    def meets(self, method: str, chat: int | None) -> bool:
        if self.kind == "flood" and self.method is None and not method.startswith(SENDING):
            return False
        same_method = self.method is None or self.method.lower() == method.lower()
        return same_method and self.chat in (None, chat)


class Faults:
    def __init__(self) -> None:
        self._faults: list[Fault] = []

    def add(self, fault: Fault) -> None:
        if fault.kind == "flood":
            fault.times = None
        self._faults.append(fault)

    def clear(self) -> None:
        self._faults.clear()

    def listed(self) -> list[Json]:
        return [asdict(fault) for fault in self._faults]

    def take(self, method: str, chat: int | None) -> Fault | None:
        """The fault that this call meets, counted down; a flood in force raises its 429 at once."""
        now = time.monotonic()
        self._faults = [fault for fault in self._faults if fault.until is None or fault.until > now]
        fault = next((one for one in self._faults if one.meets(method, chat)), None)
        if fault is None:
            return None
        if fault.kind == "flood":
            fault.until = fault.until or now + fault.seconds
            raise too_many(fault.until - now)
        if fault.times is not None:
            fault.times -= 1
            if fault.times <= 0:
                self._faults.remove(fault)
        return fault
