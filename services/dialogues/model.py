"""What a conversation remembers between two messages."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Dialogue:
    """A flow that was begun and not ended. `trail` holds the steps gone through, for the way back."""

    chat: int
    flow: str
    version: int
    step: str
    trail: tuple[str, ...] = ()
    draft: dict[str, Any] = field(default_factory=dict, repr=False)
    missed: int = 0
    """Answers to the open question, one after another, that could not be read."""
    active: bool = True
    changed: datetime | None = None
