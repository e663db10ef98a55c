"""Counts sealed rows that no longer open, because they were changed or come from another key: claims, their histories,
and their files."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Table, select

from services.claims.papers.tables import claim_papers
from services.claims.sealing import Sealer
from services.claims.tables import claim_moves, claims
from services.db import Work
from services.privacy import Cipher
from services.privacy.cipher import Unreadable

_AT_A_TIME = 1_000


@dataclass(frozen=True)
class Damage:
    """Rows that do not open: claims, lines of their histories, and files."""

    claims: int
    moves: int
    papers: int


async def damage(work: Work, cipher: Cipher) -> Damage:
    """Opens every row once, a handful at a time; takes a few seconds for ten thousand claims."""
    sealer = Sealer(cipher)
    return Damage(
        await _broken(work, claims, sealer.claim),
        await _broken(work, claim_moves, sealer.told),
        await _broken(work, claim_papers, lambda row: cipher.open("claim_papers", "body", row.id, row.body)),
    )


async def _broken(work: Work, table: Table, opened: Callable[[Any], object]) -> int:
    found = 0
    async for row in _rows(work, table, table.c.id):
        try:
            opened(row)
        except Unreadable:
            found += 1
    return found


async def _rows(work: Work, table: Table, key: Column[Any]) -> AsyncIterator[Any]:
    last = None
    while True:
        query = select(table).order_by(key).limit(_AT_A_TIME)
        rows = (await work.sql.execute(query if last is None else query.where(key > last))).all()
        for row in rows:
            yield row
        if len(rows) < _AT_A_TIME:
            return
        last = rows[-1].id
