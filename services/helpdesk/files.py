"""Fetches what people sent when a member of staff looks at it. The files stay at Telegram; nothing of them lies here,
except for a short while in memory, because a document is looked at page by page and a voice message in pieces."""

import asyncio
from collections import OrderedDict
from time import monotonic
from typing import Protocol

from services.helpdesk.messages import FileNotNow, FileNotThere
from services.helpdesk.model import Thing

LARGEST = 20 << 20
"""Bytes; the largest file that Telegram lets a bot fetch."""
AT_ONCE = 4
"""Files that are fetched at the same time; the others wait."""
KEPT_SECONDS = 180.0
KEPT_BYTES = 64 << 20
"""In memory, all files together."""


class OutOfReach(Exception):
    """Telegram does not answer just now."""


class Source(Protocol):
    """Whoever can fetch a file by Telegram's id."""

    async def fetch(self, file_id: str) -> bytes | None:
        """The content; None when Telegram has it no more, or does not give it out. Raises OutOfReach."""
        ...


class Files:
    """The files of conversations. Who may see one is decided by whoever asks here."""

    def __init__(self) -> None:
        self._source: Source | None = None
        self._kept: OrderedDict[str, tuple[float, bytes]] = OrderedDict()
        self._free = asyncio.Semaphore(AT_ONCE)

    def hire(self, source: Source) -> None:
        """From now on this process can fetch."""
        self._source = source

    async def fetch(self, thing: Thing, *, keep: bool = True) -> bytes:
        """The content, at most `LARGEST` bytes. Takes seconds: call it outside any unit of work. `keep`: it will be
        asked for again in a moment.

        Raises FileNotThere, FileNotNow.
        """
        if not thing.is_file or thing.size > LARGEST:
            raise FileNotThere()
        kept = self._recent(thing.file_id)
        if kept is not None:
            return kept
        async with self._free:
            content = self._recent(thing.file_id) or await self._fetched(thing.file_id)
        if content is None or len(content) > LARGEST:
            raise FileNotThere()
        if keep:
            self._keep(thing.file_id, content)
        return content

    async def _fetched(self, file_id: str) -> bytes | None:
        if self._source is None:
            raise FileNotNow()
        try:
            return await self._source.fetch(file_id)
        except OutOfReach:
            raise FileNotNow() from None

    def _recent(self, file_id: str) -> bytes | None:
        self._forget_old()
        kept = self._kept.get(file_id)
        return kept[1] if kept else None

    def _keep(self, file_id: str, content: bytes) -> None:
        self._kept[file_id] = (monotonic(), content)
        self._forget_old()

    def _forget_old(self) -> None:
        """The oldest first, until the rest is young and small enough."""
        while self._kept:
            since, _ = next(iter(self._kept.values()))
            if monotonic() - since < KEPT_SECONDS and sum(len(c) for _, c in self._kept.values()) <= KEPT_BYTES:
                return
            self._kept.popitem(last=False)
