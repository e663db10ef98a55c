"""The heads kept outside the database prove that the chain of looks was cut, however long the bot runs on."""

import logging
from pathlib import Path

import pytest

from bot.audit_heads import AuditHeads
from services.db import Database
from services.privacy import Keys, Look, record_look
from services.privacy.audit import first_broken_link


async def looked(database: Database, heads: AuditHeads, times: int) -> None:
    async with database.work() as work:
        for _ in range(times):
            await record_look(work, Look("chat:1", "coverage", "p-1"))
    async with database.work() as work:
        await heads.chain(work)


async def broken(database: Database, heads: AuditHeads) -> int | None:
    async with database.work() as work:
        return await first_broken_link(work, heads.key, heads.known())


@pytest.mark.parametrize("later", [0, 1, 5])
async def test_looks_removed_from_the_end_show_though_others_followed(
    later: int, database: Database, keys: Keys, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    heads = AuditHeads(tmp_path / "audit", keys.audit)
    await looked(database, heads, 3)
    await looked(database, heads, 1)
    assert await broken(database, heads) is None
    async with database.work() as work:
        await work.raw.execute("DELETE FROM looks WHERE link >= 3")
    with caplog.at_level(logging.ERROR):
        await looked(database, heads, later)
        await looked(database, heads, later)
    assert await broken(database, heads) == 4
    assert len(caplog.records) == 1
