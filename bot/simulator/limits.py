"""Flood limits of the Bot API: so many messages a second in all, and so many for one chat."""

import math
import time
from dataclasses import dataclass

from bot.simulator.errors import ApiError


@dataclass(frozen=True)
class Limits:
    """Messages a second with a burst; None means no limit. `group_per_minute` is for chats with negative ids."""

    overall_per_second: float | None = None
    chat_per_second: float | None = None
    chat_burst: int = 20
    group_per_minute: float | None = None


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


class FloodGate:
    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._buckets: dict[int | None, _Bucket] = {}

    def pass_one(self, chat: int) -> None:
        """Counts one message; raises 429 when the bot writes too fast."""
        now = time.monotonic()
        buckets = [bucket for key in (None, chat) if (bucket := self._bucket(key, now))]
        wait = max((bucket.wait(now) for bucket in buckets), default=0.0)
        if wait > 0:
            raise too_many(wait)
        for bucket in buckets:
            bucket.level -= 1

    def _bucket(self, key: int | None, now: float) -> _Bucket | None:
        if key not in self._buckets:
            rate, size = self._rate(key)
            if rate is None:
                return None
            self._buckets[key] = _Bucket(rate, size, size, now)
        return self._buckets[key]

    def _rate(self, key: int | None) -> tuple[float | None, float]:
        limits = self.limits
        if key is None:
            return limits.overall_per_second, max(limits.overall_per_second or 1, 1)
        if key < 0 and limits.group_per_minute is not None:
            return limits.group_per_minute / 60, limits.group_per_minute
        return limits.chat_per_second, limits.chat_burst


def too_many(seconds: float) -> ApiError:
    retry_after = max(1, math.ceil(seconds))
    return ApiError(429, f"Too Many Requests: retry after {retry_after}", retry_after)
