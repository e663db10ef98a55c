"""What this process has in hand: a bag of leased acts per chat, and a ledger of what the database is still to hear."""

import asyncio
import time
from collections import deque
from dataclasses import dataclass, field

from services.post.model import Act

RENEW_SECONDS, TRUSTED_SECONDS = 30.0, 90.0
"""A lease is renewed after the first and no longer trusted after the second; the database lets it end after 120."""
UNSAFE_SECONDS = 5.0
"""Marks are written without waiting for the disk; the database writes them within a second."""


@dataclass(eq=False)
class Bag:
    """The acts in hand for one chat: an urgent line and one that nobody waits for, each carried out in order."""

    chat: int
    lease: int
    renewed: float = field(default_factory=time.monotonic)
    lines: dict[bool, deque[Act]] = field(default_factory=lambda: {True: deque(), False: deque()})
    running: set[bool] = field(default_factory=set)
    flying: set[int] = field(default_factory=set)
    holds: int = 0
    """How many times just now acts are being given back; until that is done nothing of this chat leaves."""
    late: list[Act] = field(default_factory=list)
    """Acts that came while others were given back: they follow them."""

    @property
    def empty(self) -> bool:
        return not (self.running or self.flying or self.late or self.holds or any(self.lines.values()))

    @property
    def age(self) -> float:
        """Seconds since the lease was last renewed."""
        return time.monotonic() - self.renewed

    def renew(self, lease: int) -> None:
        self.lease, self.renewed = max(lease, self.lease), time.monotonic()

    def drain(self) -> list[int]:
        """Takes out everything that is not being carried out at this moment."""
        acts = [act.id for line in (*self.lines.values(), self.late) for act in line]
        for line in (*self.lines.values(), self.late):
            line.clear()
        return acts

    def known(self) -> set[int]:
        return {act.id for line in (*self.lines.values(), self.late) for act in line} | self.flying


class Ledger:
    """Marks of what was sent, and chats to look after, gathered for the next statement."""

    def __init__(self) -> None:
        self.sent: dict[int, int | None] = {}
        self.chats: set[int] = set()
        self.bell = asyncio.Event()
        self._told: deque[tuple[float, dict[int, int | None]]] = deque()

    def mark(self, act: int, message: int | None) -> None:
        self.sent[act] = message
        self.bell.set()

    def look_after(self, chat: int) -> None:
        self.chats.add(chat)
        self.bell.set()

    def take(self) -> tuple[dict[int, int | None], set[int]]:
        taken = self.sent, self.chats
        self.sent, self.chats = {}, set()
        self._told.append((time.monotonic(), taken[0]))
        while self._told and self._told[0][0] < time.monotonic() - UNSAFE_SECONDS:
            self._told.popleft()
        return taken

    def tell_again(self) -> None:
        """After the database went down: the newest marks were not waited for and may be lost."""
        for _, sent in self._told:
            self.put_back(sent, set())

    def put_back(self, sent: dict[int, int | None], chats: set[int]) -> None:
        """What could not be told now is told later."""
        self.sent = sent | self.sent
        self.chats |= chats
        self.bell.set()
