"""How much is done: enough to mean something, or just enough to see that it works."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

Tell = Callable[[str], None]
"""Told what is being done, once for each of `Plan.steps`."""


@dataclass(frozen=True)
class Plan:
    """Sizes of everything. `as_of`: the day for which the sample roster is made."""

    as_of: date
    rounds: int = 3
    seconds: float = 2.5
    warm_up: float = 1.5
    rehearsal: float = 8.0
    """Before all measuring: until there are chats at every step of the conversation."""
    levels: tuple[int, ...] = (1, 16, 64)
    rate: float = 100.0
    roster_rows: int = 20_000
    import_rows: int = 150_000
    demo_rows: int = 2_000
    large: tuple[int, ...] = (150_000, 10_000_000)
    large_seeds: int = 10_000
    """People of the large rosters who were imported, and are looked for; each size is a multiple of it."""
    large_seconds: float = 8.0
    look_ups: int = 5_000
    desk_conversations: int = 300
    desk_agents: int = 20
    desk_seconds: float = 30.0
    desk_warm_up: float = 6.0
    desk_pause: float = 30.0
    """Seconds in which each side of each conversation writes once."""
    claims: int = 10_000
    claim_photos: int = 1_000
    """Claims besides, whose families are about to send a photo; each sends one, in all rounds together."""
    claim_levels: tuple[int, ...] = (1, 16)
    claim_seconds: float = 8.0
    reminder_seconds: float = 60.0
    """In which others ask questions, with the reminders and without."""

    @classmethod
    def quick(cls, as_of: date) -> "Plan":
        """A smoke run: its figures mean nothing."""
        return cls(
            as_of,
            rounds=1,
            seconds=2.5,
            warm_up=0.5,
            rehearsal=0.5,
            levels=(1, 4),
            rate=20.0,
            roster_rows=200,
            import_rows=500,
            demo_rows=50,
            large=(400, 2_000),
            large_seeds=100,
            large_seconds=2.5,
            look_ups=100,
            desk_conversations=6,
            desk_agents=2,
            desk_seconds=3.0,
            desk_warm_up=0.5,
            desk_pause=1.5,
            claims=800,
            claim_photos=80,
            claim_levels=(1, 4),
            claim_seconds=2.5,
            reminder_seconds=6.0,
        )
