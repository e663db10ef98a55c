"""How fast we may write: Telegram's limits, and keeping to them within one chat."""

import asyncio
import time
from dataclasses import dataclass

from services.post.model import Act


@dataclass(frozen=True)
class Rates:
    """Telegram's limits: acts a second of the bot; of a chat and a group, seconds between two and how many at once.

    A group may get 20 a minute: 5 at once and one every 4 seconds are never more.
    """

    bot: float
    chat: tuple[float, int] = (1.0, 5)
    group: tuple[float, int] = (4.0, 5)


FREE = frozenset({"setMessageReaction", "deleteForumTopic"})
"""What is no message, and does not count among them."""
BRISK = Rates(bot=1000, chat=(0.01, 50), group=(0.01, 50))
"""For people in a hurry in front of the simulator, which sets no limits: tests and the tour."""


class Manners:
    """Keeps us from writing to one chat too fast. Only a chat's sender writes, so this needs no database."""

    def __init__(self, rates: Rates) -> None:
        self._rates = rates
        self._next: dict[int, float] = {}

    async def wait(self, act: Act) -> None:
        """Waits until the chat may hear from us again."""
        while True:
            delay = self.delay(act)
            if not delay:
                return
            await asyncio.sleep(delay)

    def delay(self, act: Act) -> float:
        """Seconds to wait before this act; 0 means now, and counts it. The last of a burst is kept for the urgent."""
        if act.method in FREE:
            return 0.0
        interval, burst = self._rates.group if act.chat < 0 else self._rates.chat
        now = time.monotonic()
        planned = max(self._next.get(act.chat, now), now)
        allowed = planned - (burst - 1 - (not act.lane.urgent)) * interval
        if allowed > now:
            return allowed - now
        self._next[act.chat] = planned + interval
        if len(self._next) > 10_000:
            self._next = {chat: moment for chat, moment in self._next.items() if moment > now}
        return 0.0
