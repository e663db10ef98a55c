"""Two claims for one person: each goes on, unless papers of kinship are there on both sides and staff say why."""

import pytest

from services.benefits.papers import Paper
from services.claims import Claims
from services.claims.messages import KinshipUnseen
from services.db import Database
from tests.claims.family import CHAT, submitted
from tests.staff.people import hired

WHY = "Dua buku nikah."


async def test_a_claim_stands_still_only_after_papers_of_kinship_on_both_sides(
    database: Database, claims: Claims
) -> None:
    hers, his = await submitted(database, claims), await submitted(database, claims, chat=CHAT + 1)
    async with database.work() as work:
        boss = await hired(work)
        for one, shown in ((hers, Paper.MARRIAGE_BOOK), (his, Paper.BANK_BOOK), (his, Paper.FAMILY_CARDS)):
            with pytest.raises(KinshipUnseen):
                await claims.desk.hold(work, boss, hers.number, WHY)
            await claims.desk.mark_seen(work, boss, one.number, [shown])
        held = (await claims.desk.hold(work, boss, hers.number, WHY)).held
    assert held is not None
    assert held.reason == WHY


async def test_where_nobody_else_submitted_nothing_stands_still(database: Database, claims: Claims) -> None:
    alone = await submitted(database, claims)
    taken_back = await submitted(database, claims, chat=CHAT + 1)
    async with database.work() as work:
        boss = await hired(work)
        for one in (alone, taken_back):
            await claims.desk.mark_seen(work, boss, one.number, [Paper.FAMILY_CARDS])
        await claims.withdraw(work, CHAT + 1, taken_back.id)
        with pytest.raises(KinshipUnseen):
            await claims.desk.hold(work, boss, alone.number, WHY)
