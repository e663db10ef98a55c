"""Keeps the head of the audit chain outside the database, a file a day, so that a rewritten chain shows."""

import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from services.db import Work
from services.privacy.audit import Chained, chain_looks


@dataclass(frozen=True)
class AuditHeads:
    """One line a day: number of the last link, and its MAC in hex. The folder belongs into another backup."""

    folder: Path
    key: bytes

    async def chain(self, work: Work) -> None:
        """The job: chains the new looks and, once that is committed, writes the head of the day."""
        chained = await chain_looks(work, self.key)
        if chained.number:
            work.closed.append(lambda: self._write(work.now.date(), chained))

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
        lines = [file.read_text(encoding="ascii").split() for file in sorted(self.folder.glob("*.head"))]
        return {int(number): bytes.fromhex(mac) for number, mac in lines}
