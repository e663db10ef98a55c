"""One way to the database less on the path of every update: what a higher room wants to know of each chat is read in
the statement in which a lower room reads its own, and neither knows the other's tables."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from services.db.engine import Work


@dataclass(frozen=True)
class Beside:
    """`query` gives at most one row with these columns for the chat `asked.chat_id`; `take` is told what it gave."""

    query: str
    columns: tuple[str, ...]
    take: Callable[[Work, int, Sequence[Any]], None]

    @property
    def selected(self) -> str:
        """To be added to the columns of the other statement."""
        return "".join(f", beside.{name}" for name in self.columns)

    @property
    def joined(self) -> str:
        """To be added to its sources."""
        return f" LEFT JOIN LATERAL ({self.query}) beside ON true"
