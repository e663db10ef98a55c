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
    active: bool = True
    changed: datetime | None = None
