"""What may be said: one frozen dataclass per message, with a template of the same name in `locales/`."""

from dataclasses import dataclass
from typing import NewType

Rupiah = NewType("Rupiah", int)
"""A whole number of rupiah."""


@dataclass(frozen=True)
class Speech:
    """Base of every message class. The fields are what the template may use, no more and no less.

    What is said is often somebody's: the representation tells the class and nothing of it.
    """

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.__repr__ = Speech.__repr__  # type: ignore[method-assign] # before `dataclass` makes one with the fields

    def __repr__(self) -> str:
        return f"{type(self).__name__}(…)"
