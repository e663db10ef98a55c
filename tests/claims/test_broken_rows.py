"""A row that no longer opens stops nobody else, and what went to BPJS is not taken back."""

from datetime import timedelta

from services.benefits.papers import Paper
from services.claims import Claims, State, Step
from services.claims.papers.model import Content, Sent
from services.db import Database
from tests.claims.family import CHAT, at_bpjs, submitted
from tests.claims.test_reminding import set_to
from tests.staff.people import hired


async def test_a_page_that_no_longer_opens_holds_up_no_other(database: Database, claims: Claims) -> None:
    claim = await submitted(database, claims)
    async with database.work() as work:
        for message in (1, 2):
            await claims.papers.receive(work, claim, Paper.HEIR_ID, Sent(f"file-{message}", message))
        await work.raw.execute("UPDATE claim_papers SET body = $1 WHERE message = 1", b"\x01 nothing of ours")
    async with database.work() as work:
        leased = await claims.papers.lease(work, 10)
    assert sorted(coming.file_id for coming in leased) == ["", "file-2"]


async def test_a_claim_that_no_longer_opens_keeps_no_family_from_its_reminder(
    database: Database, claims: Claims
) -> None:
    await set_to(database, 1, hour=10)
    broken, whole = await submitted(database, claims), await submitted(database, claims, chat=CHAT + 1)
    async with database.work() as work:
        await work.raw.execute("UPDATE claims SET body = $1 WHERE id = $2", b"\x01 nothing of ours", broken.id)
        await work.raw.execute("UPDATE claims SET remind_at = remind_at - interval '1 hour' WHERE id = $1", broken.id)
    await set_to(database, 2, hour=10)
    told = []
    for _ in range(2):  # one at a time: the broken one comes first, and gives way
        async with database.work() as work:
            told += await claims.reminders.due(work, 1)
    assert [reminder.claim.number for reminder in told] == [whole.number]


async def test_what_went_to_bpjs_with_the_file_is_not_taken_back(database: Database, claims: Claims) -> None:
    claim = await submitted(database, claims)
    async with database.work() as work:
        await claims.papers.receive(work, claim, Paper.HEIR_ID, Sent("before", 1))
        for coming in await claims.papers.lease(work, 10):
            await claims.papers.arrived(work, coming, Content("a" * 32, "b" * 64, "jpeg", 10, 1))
        rina = await hired(work)
        await claims.desk.move(work, rina, claim.number, Step(State.IN_REVIEW))
    async with database.work() as work:
        over = await claims.desk.hand_over(work, rina, claim.number, at_bpjs(claim, complete=False))
    async with database.work() as work:
        await work.raw.execute("UPDATE house SET clock_shift = clock_shift + $1", timedelta(hours=1))
    async with database.work() as work:
        await claims.papers.receive(work, over, Paper.HEIR_ID, Sent("after", 2))
        for coming in await claims.papers.lease(work, 10):
            await claims.papers.arrived(work, coming, Content("c" * 32, "d" * 64, "jpeg", 10, 1))
        assert await claims.papers.remove(work, over, Paper.HEIR_ID) == 1
        left = await claims.papers.store.of(work, claim.id)
    assert [page.message for page in left] == [1]
