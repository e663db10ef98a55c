"""Bodies of updates that wait, kept in memory so that the inbox need not be read for what has just been written."""

from services.post import Received

HANDS = 5000
"""So many bodies are kept; the others are read again from the inbox."""


class Hands:
    """The bodies in hand, by chat and number."""

    def __init__(self) -> None:
        self._bodies: dict[int, dict[int, bytes]] = {}
        self._held = 0

    def keep(self, chat: int, seq: int, body: bytes) -> None:
        """Keeps a body if there is room."""
        if self._held < HANDS:
            self._bodies.setdefault(chat, {})[seq] = body
            self._held += 1

    def first(self, chat: int) -> int | None:
        """The number of the chat's oldest body in hand."""
        return next(iter(self._bodies.get(chat, ())), None)

    def body(self, received: Received) -> bytes:
        """The body of an update in hand."""
        return self._bodies[received.chat][received.seq]

    def drop(self, chat: int, upto: int | None = None) -> None:
        """Forgets what is done: up to this number, or all of the chat."""
        bodies = self._bodies.get(chat, {})
        for seq in [seq for seq in bodies if upto is None or seq <= upto]:
            del bodies[seq]
            self._held -= 1
        if not bodies:
            self._bodies.pop(chat, None)
