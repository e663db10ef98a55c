"""Flood limits of the Bot API: so many messages a second in all, so many for one chat, so many a minute for a group."""

import math
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from bot.simulator.errors import ApiError

MINUTE = 60.0


@dataclass(frozen=True)
class Limits:
    """Messages a second with a burst; None means no limit.

    `group_per_minute` is for chats with negative ids, and strict: never more within any sixty seconds, or within what a
    test calls a `minute`.
    """

    overall_per_second: float | None = None
    chat_per_second: float | None = None
    chat_burst: int = 20
    group_per_minute: int | None = None
    minute: float = MINUTE


TELEGRAM = Limits(overall_per_second=30, chat_per_second=1, chat_burst=20, group_per_minute=20)


@dataclass
class _Bucket:
    rate: float
    size: float
    level: float
    at: float

    def wait(self, now: float) -> float:
        """Seconds until one more message would pass; 0 when it may go now."""
        self.level = min(self.size, self.level + (now - self.at) * self.rate)
        self.at = now
        return max(0.0, (1 - self.level) / self.rate)

    def count(self, _now: float) -> None:
        self.level -= 1


@dataclass
class Window:
    """So many within any minute; `wait` and `count` take the time in seconds, which only grows."""

    most: int
    span: float = MINUTE
    times: deque[float] = field(default_factory=deque)

    def wait(self, now: float) -> float:
        while self.times and self.times[0] <= now - self.span:
            self.times.popleft()
        return 0.0 if len(self.times) < self.most else self.times[0] + self.span - now

    def count(self, now: float) -> None:
        self.times.append(now)


class FloodGate:
    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._meters: dict[int | None, _Bucket | Window] = {}

    def pass_one(self, chat: int) -> None:
        """Counts one message; raises 429 when the bot writes too fast."""
        with self.counting(chat):
            return

    @contextmanager
    def counting(self, chat: int) -> Iterator[None]:
        """Raises 429 when the bot writes too fast; counts one message if what is done within is not refused."""
        now = time.monotonic()
        meters = [meter for key in (None, chat) if (meter := self._meter(key, now))]
        wait = max((meter.wait(now) for meter in meters), default=0.0)
        if wait > 0:
            raise too_many(wait)
        yield
        for meter in meters:
            meter.count(now)

    def _meter(self, key: int | None, now: float) -> _Bucket | Window | None:
        if key not in self._meters and (meter := self._made(key, now)) is not None:
            self._meters[key] = meter
        return self._meters.get(key)

    def _made(self, key: int | None, now: float) -> _Bucket | Window | None:
        limits = self.limits
        if key is not None and key < 0 and limits.group_per_minute is not None:
            return Window(limits.group_per_minute, limits.minute)
        size: float
        if key is None:
            rate, size = limits.overall_per_second, max(limits.overall_per_second or 1, 1)
        else:
            rate, size = limits.chat_per_second, limits.chat_burst
        return None if rate is None else _Bucket(rate, size, size, now)


def too_many(seconds: float) -> ApiError:
    retry_after = max(1, math.ceil(seconds))
    return ApiError(429, f"Too Many Requests: retry after {retry_after}", retry_after)
