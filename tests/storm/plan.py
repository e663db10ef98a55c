"""What a storm will be: who comes when and wants what, and what goes wrong when. All chance comes from one seed."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any

GOALS = {
    "submission": 5,
    "check oneself": 4,
    "show who one is": 2,
    "check the dead": 4,
    "unknown number": 2,
    "talk with staff": 6,
    "call me": 2,
    "calculator": 2,
    "nonsense": 4,
    "privacy": 1,
    "be forgotten": 2,
}
"""What people come for, and how often."""
FIRST_CHAT = 2_000_000
PATIENCE = 0.6
"""Part of the time within which everybody has come."""

Method = str | None
FAULTS: tuple[tuple[int, str, Method, dict[str, Any]], ...] = (
    (6, "error", "sendMessage", {"status": 502, "description": "Bad Gateway"}),
    (3, "error", None, {"status": 500, "description": "Internal Server Error"}),
    (2, "error", "getUpdates", {"status": 504, "description": "Gateway Timeout"}),
    (5, "reset_before", "sendMessage", {}),
    (6, "reset_after", "sendMessage", {}),
    (2, "reset_after", "getUpdates", {}),
    (2, "reset_after", "deleteMessage", {}),
    (1, "reset_after", "pinChatMessage", {}),
    (2, "reset_before", None, {}),
    (4, "slow", "sendMessage", {}),
    (1, "slow", "getUpdates", {}),
    (3, "flood", "sendMessage", {}),
)
"""How often, which kind, for which method (none: any), what else."""


@dataclass(frozen=True)
class Guest:
    """One person: when they come (seconds after the start), what for, and the seed of whatever else they do."""

    number: int
    goal: str
    comes: float
    seed: str

    @property
    def chat(self) -> int:
        return FIRST_CHAT + self.number


@dataclass(frozen=True)
class Trouble:
    """Something that goes wrong. `kind`: kill leader, database, webhook away, mode, or fault."""

    at: float
    kind: str
    how: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Life:
    """How long a process lives from the moment it serves (or from its start) until `kill -9`, and its rest after."""

    seconds: float
    rest: float
    from_start: bool


@dataclass(frozen=True)
class Order:
    """How large a storm is wanted. `seconds`: how long people come and things go wrong."""

    seed: int
    conversations: int = 500
    seconds: float = 12 * 60
    restarts: int = 5
    away: float = 60.0
    """Seconds without a webhook."""

    @classmethod
    def short(cls, seed: int) -> "Order":
        """The one for every day."""
        return cls(seed, conversations=60, seconds=26, restarts=2, away=5)


@dataclass(frozen=True)
class Plan:
    """Guests by their coming, troubles by their time. The first half is polled, the second comes by webhook."""

    order: Order
    guests: tuple[Guest, ...]
    troubles: tuple[Trouble, ...]


def planned(order: Order) -> Plan:
    """The same for the same order. When a process really dies in relation to what it does is up to the machine."""
    chance = Random(f"storm {order.seed}")
    guests = tuple(sorted(_guests(order, chance), key=lambda guest: guest.comes))
    troubles: tuple[Trouble, ...] = (*_outages(order, chance), *_faults(order, guests, chance))
    return Plan(order, guests, tuple(sorted(troubles, key=lambda trouble: trouble.at)))


def _guests(order: Order, chance: Random) -> Iterator[Guest]:
    """In any storm the first few cover all goals."""
    goals = list(GOALS)
    for number in range(order.conversations):
        wanted = goals[number] if number < len(goals) else chance.choices(goals, list(GOALS.values()))[0]
        yield Guest(number, wanted, chance.uniform(0, order.seconds * PATIENCE), f"{order.seed}/{number}")


def lives(seed: int, process: int) -> Iterator[Life]:
    """Of one of the two processes, without end: on a slow machine they take longer to start and live as long."""
    chance = Random(f"storm {seed} process {process}")
    while True:
        from_start = chance.random() < 0.15
        yield Life(chance.uniform(0.2, 2) if from_start else chance.uniform(1.5, 9), chance.uniform(0, 2), from_start)


def _outages(order: Order, chance: Random) -> Iterator[Trouble]:
    """Besides the deaths of processes: the leader is looked for twice while there is one."""
    for part in (0.18, 0.36):
        yield Trouble(order.seconds * part, "kill leader")
    for number in range(order.restarts):
        at = order.seconds * (number + chance.uniform(0.3, 0.7)) / order.restarts
        yield Trouble(at, "database", {"how": "fast" if number % 2 else "immediate"})
    yield Trouble(order.seconds * 0.5, "mode", {"mode": "webhook"})
    yield Trouble(order.seconds * chance.uniform(0.65, 0.75), "webhook away", {"seconds": order.away})


def _faults(order: Order, guests: tuple[Guest, ...], chance: Random) -> Iterator[Trouble]:
    at = 0.5
    while at < order.seconds:
        _, kind, method, how = chance.choices(FAULTS, [fault[0] for fault in FAULTS])[0]
        how = {"kind": kind, "method": method, "times": chance.randint(1, 3), **how}
        if kind == "slow":
            how["seconds"] = round(chance.uniform(0.5, 4), 1)
        if kind == "flood":
            how |= {"seconds": chance.randint(1, 3), "chat": chance.choice((None, *_around(guests, at)))}
        yield Trouble(at, "fault", how)
        at += chance.uniform(0.3, 1.5)


def _around(guests: tuple[Guest, ...], at: float) -> list[int]:
    """Chats of those who are probably there at this time."""
    return [guest.chat for guest in guests if at - 15 < guest.comes < at]
