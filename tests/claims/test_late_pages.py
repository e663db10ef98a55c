"""Photos that come late, twice or together: nothing good is lost, and the family hears of each once."""

from dataclasses import replace

import pytest
import pytest_asyncio

from services.benefits.papers import Paper
from services.claims import Claim, Claims, Decision, State, Step
from services.claims.papers.messages import PageUnknown, PapersClosed, PaperTwice
from services.claims.papers.model import Coming, Content, PageState, Sent
from services.claims.papers.rules import ALBUM_QUIET
from services.claims.rules import papers_of
from services.db import Database
from services.speech import Rupiah
from services.staff import StaffMember
from tests.claims.family import CHAT, at_bpjs, submitted
from tests.staff.people import hired

KTP = Paper.HEIR_ID
FOUND = Content("ab" * 16, "cd" * 32, "jpeg", 3, 1)


@pytest_asyncio.fixture
async def rina(database: Database) -> StaffMember:
    async with database.work() as work:
        return await hired(work)


async def over(database: Database, claims: Claims, rina: StaffMember) -> Claim:
    """A claim that lies at BPJS since today."""
    one = await submitted(database, claims)
    async with database.work() as work:
        await claims.desk.move(work, rina, one.number, Step(State.IN_REVIEW))
        return await claims.desk.hand_over(work, rina, one.number, at_bpjs(one))


async def leased(database: Database, claims: Claims, one: Claim, message: int = 1) -> Coming:
    """A photo of this claim that a process is about to fetch."""
    async with database.work() as work:
        await claims.papers.receive(work, one, KTP, Sent("AgAC", message))
        (coming,) = await claims.papers.lease(work, 4)
    return coming


async def stored(database: Database, claims: Claims, one: Claim, message: int = 1) -> Coming:
    """A photo of this claim that has come."""
    coming = await leased(database, claims, one, message)
    async with database.work() as work:
        await claims.papers.arrived(work, coming, replace(FOUND, digest=f"{message:064x}"))
    return coming


async def test_who_fetches_a_photo_too_late_takes_nothing_away(database: Database, claims: Claims) -> None:
    """Another process had it while this one was slow, and Telegram no longer gives it out."""
    one = await submitted(database, claims)
    coming = await stored(database, claims, one)
    async with database.work() as work:
        assert await claims.papers.unfit(work, coming) is None
        (page,) = await claims.papers.store.of(work, one.id)
    assert page.state is PageState.ARRIVED


async def test_a_photo_that_comes_after_the_claim_was_taken_back_is_not_kept(
    database: Database, claims: Claims
) -> None:
    one = await submitted(database, claims)
    coming = await leased(database, claims, one)
    async with database.work() as work:
        await claims.withdraw(work, CHAT, one.id)
    async with database.work() as work:
        with pytest.raises(PapersClosed):
            await claims.papers.arrived(work, coming, FOUND)
        assert await claims.papers.store.of(work, one.id) == ()


async def test_no_paper_is_asked_for_again_once_bpjs_has_paid(
    database: Database, claims: Claims, rina: StaffMember
) -> None:
    one = await over(database, claims, rina)
    assert one.handover is not None
    page = await stored(database, claims, one)
    async with database.work() as work:
        paid = Step(State.PAID, decision=Decision(one.handover.day, Rupiah(42_000_000)))
        await claims.desk.move(work, rina, one.number, paid)
        with pytest.raises(PapersClosed):
            await claims.paper_desk.send_back(work, rina, one.number, page.id, "Kabur.")


async def test_only_the_pages_that_staff_saw_are_accepted(
    database: Database, claims: Claims, rina: StaffMember
) -> None:
    one = await submitted(database, claims)
    seen = await stored(database, claims, one)
    unseen = await stored(database, claims, one, message=2)
    async with database.work() as work:
        await claims.paper_desk.accept(work, rina, one.number, KTP, {seen.id})
        states = {page.id: page.state for page in await claims.papers.store.of(work, one.id)}
        assert states == {seen.id: PageState.ACCEPTED, unseen.id: PageState.ARRIVED}
        with pytest.raises(PageUnknown):
            await claims.paper_desk.accept(work, rina, one.number, KTP, ())


async def test_the_last_paper_is_the_last_however_many_photos_it_has(
    database: Database, claims: Claims, rina: StaffMember
) -> None:
    one = await submitted(database, claims)
    async with database.work() as work:
        others = [paper for paper in papers_of(one.event, one.details) if paper is not KTP]
        await claims.desk.mark_seen(work, rina, one.number, others)
        for message in (1, 2):
            await claims.papers.receive(work, one, KTP, Sent("AgAC", message, "album"))
        await work.raw.execute("UPDATE house SET clock_shift = clock_shift + $1", ALBUM_QUIET)
        first, second = await claims.papers.lease(work, 4)
        assert await claims.papers.arrived(work, first, FOUND) is None, "the other one is on its way"
        told = await claims.papers.arrived(work, second, replace(FOUND, digest="ef" * 32))
    assert told is not None
    assert (len(told.arrived), told.is_complete) == (2, True)


async def test_a_photo_that_came_twice_keeps_no_other_untold(
    database: Database, claims: Claims, rina: StaffMember
) -> None:
    one = await submitted(database, claims)
    async with database.work() as work:
        for message in (1, 2):
            await claims.papers.receive(work, one, KTP, Sent("AgAC", message, "album"))
        await work.raw.execute("UPDATE house SET clock_shift = clock_shift + $1", ALBUM_QUIET)
        first, second = await claims.papers.lease(work, 4)
        assert await claims.papers.arrived(work, first, FOUND) is None
        with pytest.raises(PaperTwice):
            await claims.papers.arrived(work, second, FOUND)
        told = await claims.papers.settled(work, second)
    assert told is not None
    assert [page.id for page in told.arrived] == [first.id]


async def test_a_paper_that_is_taken_back_takes_what_it_replaced_along(database: Database, claims: Claims) -> None:
    claim = await submitted(database, claims)
    dark = Content("ab" * 16, "cd" * 32, "jpeg", 3, 1, ("too_dark",))
    async with database.work() as work:
        for message, content in enumerate((dark, replace(dark, digest="ef" * 32), replace(dark, digest="aa" * 32))):
            await claims.papers.receive(work, claim, KTP, Sent(f"file-{message}", message))
            for coming in await claims.papers.lease(work, 10):
                await claims.papers.arrived(work, coming, content)
        assert await claims.papers.remove(work, claim, KTP) == 1, "the family saw one"
        assert await claims.papers.store.of(work, claim.id) == ()


async def test_what_staff_asked_for_in_words_brings_the_claim_back_to_them(
    database: Database, claims: Claims, rina: StaffMember
) -> None:
    one = await submitted(database, claims)
    before = await leased(database, claims, one)
    async with database.work() as work:
        await claims.desk.mark_seen(work, rina, one.number, papers_of(one.event, one.details))
        await claims.desk.move(work, rina, one.number, Step(State.PAPERS_NEEDED, "Mohon foto KK yang terbaru."))
    async with database.work() as work:
        await claims.papers.arrived(work, before, replace(FOUND, digest="01" * 32))
        assert (await claims.papers.claim(work, one.id)).state is State.PAPERS_NEEDED, "that was sent before"
    await stored(database, claims, one, message=2)
    async with database.work() as work:
        assert (await claims.papers.claim(work, one.id)).state is State.IN_REVIEW
        assert (await claims.moves(work, one))[-1].by == f"chat:{CHAT}"
