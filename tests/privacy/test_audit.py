"""The audit chain: nobody removes or changes a look unseen."""

from datetime import timedelta

import pytest

from services.db import Database, Work
from services.privacy import Keys, Look, record_look
from services.privacy.audit import chain_looks, first_broken_link, forget_looks

LOOKS = [
    Look("chat:1", "coverage", "p-1"),
    Look("chat:2", "coverage", None, found=False),
    Look("staff:ani", "show", "p-1", "telepon"),
]


async def chained(database: Database, keys: Keys) -> bytes:
    async with database.work() as work:
        for look in LOOKS:
            await record_look(work, look)
    async with database.work() as work:
        chain = await chain_looks(work, keys.audit)
    assert chain.number == len(LOOKS)
    return chain.head


async def broken(database: Database, keys: Keys, heads: dict[int, bytes] | None = None) -> int | None:
    async with database.work() as work:
        return await first_broken_link(work, keys.audit, heads)


async def test_an_untouched_chain_holds_and_grows(database: Database, keys: Keys) -> None:
    head = await chained(database, keys)
    async with database.work() as work:
        await record_look(work, LOOKS[0])
    async with database.work() as work:
        assert (await chain_looks(work, keys.audit)).number == len(LOOKS) + 1
    assert await broken(database, keys, {len(LOOKS): head}) is None


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE looks SET actor = 'chat:9' WHERE link = 2",
        "UPDATE looks SET found = true WHERE link = 2",
        "DELETE FROM looks WHERE link = 2",
        "UPDATE looks SET at = at + interval '1 hour' WHERE link = 2",
    ],
)
async def test_a_changed_or_removed_look_shows(database: Database, keys: Keys, harm: str) -> None:
    await chained(database, keys)
    async with database.work() as work:
        await work.raw.execute(harm)
    assert await broken(database, keys) == 2


async def test_a_chain_cut_at_its_end_shows_by_the_head_kept_elsewhere(database: Database, keys: Keys) -> None:
    head = await chained(database, keys)
    async with database.work() as work:
        await work.raw.execute("DELETE FROM looks WHERE link = 3")
    assert await broken(database, keys) is None
    assert await broken(database, keys, {3: head}) == 3


async def test_a_verb_that_fails_leaves_no_look(database: Database, keys: Keys) -> None:
    async def failing(work: Work) -> None:
        await record_look(work, LOOKS[0])
        raise RuntimeError("broken")

    with pytest.raises(RuntimeError):
        async with database.work() as work:
            await failing(work)
    async with database.work() as work:
        assert await work.raw.fetchval("SELECT count(*) FROM looks") == 0


async def test_old_looks_are_forgotten_and_the_rest_of_the_chain_still_holds(database: Database, keys: Keys) -> None:
    head = await chained(database, keys)
    async with database.work() as work:
        await work.raw.execute("UPDATE house SET clock_shift = interval '800 days'")
    async with database.work() as work:
        await record_look(work, LOOKS[0])
    async with database.work() as work:
        young = await chain_looks(work, keys.audit)
        for gone in (2, 0):
            assert await forget_looks(work, keys.audit, work.now - timedelta(days=730)) == gone
        assert await work.raw.fetchval("SELECT count(*) FROM looks WHERE subject = 'p-1'") == 1
    assert await broken(database, keys, {3: head, young.number: young.head}) is None
    async with database.work() as work:
        await record_look(work, LOOKS[1])
        await chain_looks(work, keys.audit)
    assert await broken(database, keys) is None


async def test_nobody_else_can_cut_the_chain_at_its_beginning(database: Database, keys: Keys) -> None:
    await chained(database, keys)
    async with database.work() as work:
        await work.raw.execute("DELETE FROM looks WHERE link = 1")
        await work.raw.execute("UPDATE looks SET action = 'forgotten', reason = 'ab', subject = NULL WHERE link = 2")
    assert await broken(database, keys) == 1
