"""What may be said: one frozen dataclass per message, with a template of the same name in `locales/`."""

from dataclasses import dataclass
from typing import NewType

Rupiah = NewType("Rupiah", int)
"""A whole number of rupiah."""


@dataclass(frozen=True)
class Speech:
    """Base of every message class. The fields are what the template may use, no more and no less."""
