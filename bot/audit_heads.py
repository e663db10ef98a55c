"""Keeps the head of the audit chain outside the database, a file a day, so that a rewritten chain shows."""

import logging
import os
from datetime import date
from pathlib import Path

from services.db import Work
from services.privacy.audit import Chained, chain_looks, has_link

log = logging.getLogger(__name__)


class AuditHeads:
    """One line a day: number of the last link, and its MAC in hex. The folder belongs into another backup."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self.folder, self.key = folder, key
        self._is_told = False

    async def chain(self, work: Work) -> None:
        """The job: chains the new looks and, once that is committed, writes the head of the day.

        A head that the chain no longer holds is never written over: it is the proof that somebody cut the chain.
        """
        is_held = await self._is_held(work)
        chained = await chain_looks(work, self.key)
        if chained.number and is_held:
            work.closed.append(lambda: self._write(work.now.date(), chained))

    async def _is_held(self, work: Work) -> bool:
        newest = max(self.folder.glob("*.head"), default=None)
        if newest is None or await has_link(work, *_read(newest)):
            return True
        if not self._is_told:
            log.error("the audit chain no longer holds the head in %s: see santun audit verify", newest.name)
            self._is_told = True
        return False

    def _write(self, day: date, chained: Chained) -> None:
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        file = self.folder / f"{day.isoformat()}.head"
        line = f"{chained.number} {chained.head.hex()}\n"
        if file.exists() and file.read_text(encoding="ascii") == line:
            return
        draft = file.with_suffix(".new")
        draft.write_text(line, encoding="ascii")
        os.replace(draft, file)

    def known(self) -> dict[int, bytes]:
        """All heads kept, by number of link."""
        return dict(_read(file) for file in self.folder.glob("*.head"))


def _read(file: Path) -> tuple[int, bytes]:
    number, mac = file.read_text(encoding="ascii").split()
    return int(number), bytes.fromhex(mac)
