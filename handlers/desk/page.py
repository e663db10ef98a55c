"""One row of the table of pages: who may enter where, and who answers."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from aiohttp import web

from services.staff import Act

if TYPE_CHECKING:
    from handlers.desk.desk import Desk

Handler = Callable[["Desk"], Awaitable[web.StreamResponse]]

SMALL = 64 * 1024
"""Bytes of a form without files."""
WITH_FILES = 6_000_000


class Entry(Enum):
    """Who gets through."""

    OPEN = "open"
    """Anybody: signing in, accepting an invitation."""
    LOCKED = "locked"
    """Whoever is signed in, even behind a locked screen."""
    SIGNED_IN = "signed_in"


@dataclass(frozen=True)
class Page:
    """`path` as aiohttp writes it (`/desk/c/{id}`); `act`: the right it takes, or none beyond being signed in."""

    method: str
    path: str
    act: Act | None
    handler: Handler
    counts_as_activity: bool = True
    """False for what the page asks for by itself: it must not keep an empty chair signed in."""
    entry: Entry = Entry.SIGNED_IN
    is_costly: bool = False
    """It compares passwords: few at a time, and the others wait before they take a connection."""
    streams: bool = False
    """It answers outside the unit of work, for long."""
    is_outside: bool = False
    """It answers outside the unit of work too, but once, and takes seconds: what it does needs others, not us."""
    largest: int = SMALL
    """Bytes of what may be sent; `WITH_FILES` where files come along."""
    also: tuple[Act, ...] = ()
    """Further rights it takes."""

    @property
    def acts(self) -> tuple[Act, ...]:
        """All the rights it takes."""
        return self.also if self.act is None else (self.act, *self.also)
