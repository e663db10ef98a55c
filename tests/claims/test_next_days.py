"""By when the next step is: in every word about a claim whose next step has a day, and on the receipt."""

from dataclasses import replace
from datetime import timedelta

import pytest

from services.benefits.papers import Paper
from services.claims import Claim, Claims, Decision, State, Step
from services.claims.documents.case import REVIEWED_WITHIN, looked_at_by
from services.claims.documents.receipt import receipt
from services.claims.rules import papers_of
from services.db import Database, Work
from services.region import Region
from services.staff import StaffMember
from services.words import Words
from services.words.filters import hari
from tests.claims.family import CHAT, at_bpjs, submitted
from tests.staff.people import hired

REGION = Region.load()


async def looked_at(work: Work, claims: Claims, rina: StaffMember, one: Claim) -> Claim:
    """In review, and nothing lacks."""
    await claims.desk.mark_seen(work, rina, one.number, papers_of(one.event, one.details))
    return await claims.desk.move(work, rina, one.number, Step(State.IN_REVIEW))


async def objected(work: Work, claims: Claims, rina: StaffMember, one: Claim) -> Claim:
    await looked_at(work, claims, rina, one)
    await claims.desk.hand_over(work, rina, one.number, at_bpjs(one))
    no = Decision(REGION.today(work.now), reason="Bukan peserta.")
    await claims.desk.move(work, rina, one.number, Step(State.REJECTED, decision=no))
    return await claims.appeal(work, CHAT, one.id, "Beliau peserta.")


@pytest.mark.parametrize("come", [looked_at, objected])
async def test_what_lies_with_us_says_until_when_we_look_at_it(
    database: Database, claims: Claims, words: Words, come: object
) -> None:
    one = await submitted(database, claims)
    async with database.work() as work:
        after = await come(work, claims, await hired(work), one)  # type: ignore[operator]
        until = looked_at_by(work.now, REGION)
        said = words.render(await claims.status(work, after))
        assert f"paling lambat {hari(until)}" in said
        await work.raw.execute("UPDATE house SET clock_shift = clock_shift + $1", timedelta(days=14))
    async with database.work() as work:
        later = words.render(await claims.status(work, after))
    assert hari(until) not in later.split("▸")[0], "a promise whose day is over is not repeated"


async def test_a_yes_of_bpjs_says_by_when_the_money_comes_and_a_no_when_staff_help(
    database: Database, claims: Claims, words: Words
) -> None:
    one = await submitted(database, claims)
    async with database.work() as work:
        rina = await hired(work)
        await looked_at(work, claims, rina, one)
        over = await claims.desk.hand_over(work, rina, one.number, at_bpjs(one))
        assert over.pay_by is not None
        today = Decision(REGION.today(work.now))
        yes = await claims.desk.move(work, rina, one.number, Step(State.APPROVED, decision=today))
        status = await claims.status(work, yes)
        assert f"paling lambat {hari(over.pay_by)}" in words.render(status).split("▸")[0]
        no = words.render(replace(status, state=State.REJECTED, reason="Bukan peserta."))
        desk = REGION.desk(work.now)
    assert ("hari ini sampai" if hasattr(desk, "until") else hari(desk.opens)) in no


async def test_more_papers_are_looked_at_within_our_promise(database: Database, claims: Claims, words: Words) -> None:
    one = await submitted(database, claims)
    async with database.work() as work:
        await claims.desk.move(work, await hired(work), one.number, Step(State.PAPERS_NEEDED, "KTP."))
        said = words.render(await claims.status(work, await claims.papers.claim(work, one.id)))
    assert f"kami periksa dalam {REVIEWED_WITHIN} hari kerja" in said


async def test_the_day_on_a_receipt_counts_from_what_was_sent_last_and_does_not_move(
    database: Database, claims: Claims, words: Words
) -> None:
    one = await submitted(database, claims)
    async with database.work() as work:
        first = receipt(await claims.case(work, one.id, "Santun"), words, REGION).next_by
        assert first == looked_at_by(one.created_at, REGION)
        await work.raw.execute("UPDATE house SET clock_shift = clock_shift + $1", timedelta(days=1))
    async with database.work() as work:
        again = receipt(await claims.case(work, one.id, "Santun"), words, REGION).next_by
        await work.raw.execute("UPDATE house SET clock_shift = clock_shift + $1", timedelta(days=20))
    async with database.work() as work:
        case = await claims.case(work, one.id, "Santun")
        anew = receipt(case, words, REGION).next_by
    assert again == first
    assert anew == looked_at_by(case.now, REGION)
    assert Paper.HEIR_ID in {row.paper for row in case.papers.rows}
