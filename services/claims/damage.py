"""Counts what no longer opens: claims, and files of claims, whose sealed rows were changed or come from another key."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Table, select

from services.claims.papers.tables import claim_papers
from services.claims.sealing import Sealer
from services.claims.tables import claims
from services.db import Work
from services.privacy import Cipher
from services.privacy.cipher import Unreadable

_AT_A_TIME = 1_000


@dataclass(frozen=True)
class Damage:
    """Rows that do not open."""

    claims: int
    papers: int


async def damage(work: Work, cipher: Cipher) -> Damage:
    """Opens every row once, a handful at a time; takes a second or two for ten thousand claims."""
    sealer, broken_claims, broken_papers = Sealer(cipher), 0, 0
    async for row in _rows(work, claims, claims.c.id):
        try:
            sealer.claim(row)
        except Unreadable:
            broken_claims += 1
    async for row in _rows(work, claim_papers, claim_papers.c.id):
        try:
            cipher.open("claim_papers", "body", row.id, row.body)
        except Unreadable:
            broken_papers += 1
    return Damage(broken_claims, broken_papers)


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
