"""A row that no longer opens stops nobody else, and what went to BPJS is not taken back."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from services.benefits.papers import Paper
from services.claims import Claim, Claims, State, Step
from services.claims.importing.model import Why
from services.claims.papers.model import Content, Sent
from services.db import Database
from tests.claims.family import CHAT, DEATH, at_bpjs, submitted
from tests.claims.sheets import sheet_of
from tests.claims.test_reminding import set_to
from tests.staff.people import hired

DAY = "2026-03-05"
BROKEN = b"\x01 nothing of ours"


async def test_a_page_that_no_longer_opens_holds_up_no_other(database: Database, claims: Claims) -> None:
    claim = await submitted(database, claims)
    async with database.work() as work:
        for message in (1, 2):
            await claims.papers.receive(work, claim, Paper.HEIR_ID, Sent(f"file-{message}", message))
        await work.raw.execute("UPDATE claim_papers SET body = $1 WHERE message = 1", BROKEN)
    async with database.work() as work:
        leased = await claims.papers.lease(work, 10)
    assert sorted(coming.file_id for coming in leased) == ["", "file-2"]


async def test_a_claim_that_no_longer_opens_keeps_no_family_from_its_reminder(
    database: Database, claims: Claims
) -> None:
    await set_to(database, 1, hour=10)
    broken, whole = await submitted(database, claims), await submitted(database, claims, chat=CHAT + 1)
    async with database.work() as work:
        await work.raw.execute("UPDATE claims SET body = $1 WHERE id = $2", BROKEN, broken.id)
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


async def test_a_page_that_opens_no_more_while_it_is_on_its_way_is_told_of_once(
    database: Database, claims: Claims
) -> None:
    claim = await submitted(database, claims)
    async with database.work() as work:
        await claims.papers.receive(work, claim, Paper.HEIR_ID, Sent("file", 1))
        await work.raw.execute("UPDATE claim_papers SET body = $1", BROKEN)
    for is_told in (True, False):
        async with database.work() as work:
            leased = await claims.papers.lease(work, 10)
            told = [await claims.papers.unfit(work, coming) for coming in leased]
        assert bool(told) is is_told


async def test_a_stored_page_that_opens_no_more_stops_no_other_and_is_asked_for_again(
    database: Database, claims: Claims
) -> None:
    claim = await submitted(database, claims)
    await _arrived(database, claims, claim, Paper.HEIR_ID)
    async with database.work() as work:
        await work.raw.execute("UPDATE claim_papers SET body = $1", BROKEN)
    await _arrived(database, claims, claim, Paper.FAMILY_CARD)
    async with database.work() as work:
        found = await claims.papers.list_of(work, await claims.papers.claim(work, claim.id))
    assert Paper.HEIR_ID in found.missing
    assert Paper.FAMILY_CARD not in found.missing


async def test_a_record_that_opens_no_more_keeps_no_family_from_its_clock(database: Database, claims: Claims) -> None:
    await set_to(database, 1, hour=10)
    async with database.work() as work:
        broken, whole = [await claims.accidents.begin(work, chat) for chat in (CHAT, CHAT + 1)]
        await work.raw.execute("UPDATE claims SET body = $1 WHERE id = $2", BROKEN, broken.id)
        await work.raw.execute("UPDATE claims SET remind_at = remind_at - interval '1 hour' WHERE id = $1", broken.id)
    await set_to(database, 1, hour=12)
    told = []
    for _ in range(2):
        async with database.work() as work:
            told += await claims.accidents.due(work, 1)
    assert [reminder.record.number for reminder in told] == [whole.number]


async def test_a_claim_that_opens_no_more_keeps_nobody_from_hearing_that_bpjs_is_late(
    database: Database, claims: Claims
) -> None:
    await set_to(database, 1, hour=10)
    broken, whole = await submitted(database, claims), await submitted(database, claims, chat=CHAT + 1)
    async with database.work() as work:
        rina = await hired(work)
        for one in (broken, whole):
            await claims.desk.move(work, rina, one.number, Step(State.IN_REVIEW))
            await claims.desk.hand_over(work, rina, one.number, at_bpjs(one))
        await work.raw.execute("UPDATE claims SET body = $1, pay_by = pay_by - 1 WHERE id = $2", BROKEN, broken.id)
    told = []
    for days in range(6, 14):
        await set_to(database, days if days == 6 else 1, hour=9)
        for _ in range(3):
            async with database.work() as work:
                told += await claims.reminders.late(work, 1)
    assert [late.claim.number for late in told] == [whole.number]


async def test_a_claim_that_opens_no_more_stops_neither_the_sheet_for_the_office_nor_that_of_the_branch(
    database: Database, claims: Claims, tmp_path: Path
) -> None:
    broken, whole = await submitted(database, claims), await submitted(database, claims, chat=CHAT + 1)
    async with database.work() as work:
        rina = await hired(work)
        await work.raw.execute("UPDATE claims SET body = $1 WHERE id = $2", BROKEN, broken.id)
        found = await claims.desk.export(work, rina, "laporan", frozenset(State))
    assert [one.number for one in found] == [whole.number]
    sheet = sheet_of(
        tmp_path / "keputusan.csv", *((one.number, "Dibayar", "1.000", DAY, "") for one in (broken, whole))
    )
    async with database.work() as work:
        recorded = await claims.decisions.record(work, rina, claims.decisions.read(sheet, work.now))
    assert [line.why for line in recorded.lines] == [Why.BROKEN, Why.NOT_ALLOWED]


async def _arrived(database: Database, claims: Claims, claim: Claim, paper: Paper) -> None:
    number = list(Paper).index(paper)
    async with database.work() as work:
        await claims.papers.receive(work, claim, paper, Sent(paper.value, number))
        for coming in await claims.papers.lease(work, 10):
            await claims.papers.arrived(work, coming, Content(paper.value, f"{number:064}", "jpeg", 10, 1))


async def test_a_word_of_a_newer_release_keeps_no_family_from_its_reminder(database: Database, claims: Claims) -> None:
    await set_to(database, 1, hour=10)
    newer, whole = await submitted(database, claims), await submitted(database, claims, chat=CHAT + 1)
    async with database.work() as work:
        await work.raw.execute("UPDATE claims SET arrived = '{of_tomorrow}' WHERE id = $1", newer.id)
    await set_to(database, 1, hour=11)
    async with database.work() as work:
        assert [one.claim.number for one in await claims.reminders.due(work, 10)] == [whole.number]


async def test_a_photo_finds_the_open_claim_behind_newer_ones_that_are_over(database: Database, claims: Claims) -> None:
    still_open = await submitted(database, claims)
    for name in ("Abdul", "Budi", "Cahyo", "Dewi"):
        over = await submitted(database, claims, replace(DEATH, about=name), who=None)
        async with database.work() as work:
            await claims.withdraw(work, CHAT, over.id)
    async with database.work() as work:
        found = await claims.papers.open_claim(work, CHAT)
    assert found is not None
    assert found.number == still_open.number


async def test_a_line_of_the_history_that_opens_no_more_still_tells_the_move(
    database: Database, claims: Claims
) -> None:
    claim = await submitted(database, claims)
    async with database.work() as work:
        await work.raw.execute("UPDATE claim_moves SET note = $1", BROKEN)
        (move,) = await claims.moves(work, claim)
        assert (move.after, move.note) == (State.SUBMITTED, "")
        assert (await claims.status(work, claim)).number == claim.number
