"""What staff find a claim to be decides its papers, its limit and the list in the chat."""

from dataclasses import replace

from services.benefits.papers import Paper
from services.claims import Claims, Doing, Kind
from services.claims.rules import lapses_on, missing_of
from services.db import Database
from tests.claims.family import DEATH, submitted
from tests.staff.people import hired

OF_WORK = {Paper.STAGE_ONE, Paper.STAGE_TWO, Paper.DOCTOR_LETTER}


async def test_a_death_that_staff_find_to_be_by_work_asks_for_the_papers_of_one(
    database: Database, claims: Claims
) -> None:
    unclear = await submitted(database, claims, replace(DEATH, doing=Doing.UNKNOWN))
    assert unclear.kind is Kind.DEATH_UNCLEAR
    assert not OF_WORK & {*missing_of(unclear)}
    async with database.work() as work:
        rina = await hired(work)
        by_work = await claims.desk.classify(work, rina, unclear.number, Kind.DEATH_BY_WORK, "Di kapal, kata dokter.")
        rows = {row.paper for row in (await claims.papers.list_of(work, by_work)).rows}
        status = await claims.status(work, by_work)
    assert {*missing_of(by_work)} >= OF_WORK
    assert rows >= OF_WORK
    assert {*status.missing} >= OF_WORK
    assert Paper.DEATH_FORM not in rows


def test_where_it_may_have_been_work_the_limit_of_jkk_is_known() -> None:
    assert [kind for kind in Kind if lapses_on(kind, DEATH) is None] == [Kind.DEATH]
