"""The time of day, through the front door."""

from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Whoever can tell the time. What is stored is timed by the database's clock instead (`Work.now`)."""

    def now(self) -> datetime:
        """The present moment, time zone UTC."""
        ...


class WallClock:
    """The clock of this machine."""

    def now(self) -> datetime:
        return datetime.now(UTC)
