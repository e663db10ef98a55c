"""A claim from the first press to BPJS: one number, sealed, honest about where it is."""

import asyncio
from dataclasses import replace
from datetime import date, time, timedelta
from uuid import uuid4

import pytest

from services.benefits.clocks import Clock, pay_by
from services.benefits.papers import Paper
from services.claims import Claims, Doing, Kind, Neighbours, State, Step
from services.claims.messages import HandoverUnfit, MoveNotAllowed, NoteMissing
from services.db import Database
from services.participants.service import Participants
from services.post import Post
from services.privacy import Keys
from services.region import Calendar, Region
from services.visitors import Visitors
from services.words import Words
from tests.claims.family import CHAT, DEATH, at_bpjs, submitted
from tests.staff.people import hired


async def test_a_claim_gets_a_number_that_is_no_claim_number(database: Database, claims: Claims, words: Words) -> None:
    claim = await submitted(database, claims)
    assert claim.number.startswith("KT-20")
    assert claim.kind is Kind.DEATH
    async with database.work() as work:
        heard = words.render(claims.received(work, claim))
    assert claim.number in heard
    assert "bukan nomor klaim BPJS" in heard
    assert "belum sampai di BPJS" in heard


async def test_the_same_press_twice_gives_the_same_number(database: Database, claims: Claims) -> None:
    first = await submitted(database, claims)
    assert await submitted(database, claims) == first
    made = await asyncio.gather(*(submitted(database, claims, who=None) for _ in range(6)))
    assert len({claim.number for claim in made}) == 1
    async with database.work() as work:
        assert await work.raw.fetchval("SELECT count(*) FROM claims") == 2


async def test_two_deaths_in_one_family_are_two_claims(database: Database, claims: Claims) -> None:
    told = (
        DEATH,
        replace(DEATH, about="Nur Hayati"),
        replace(DEATH, day=date(2026, 3, 4)),
        replace(DEATH, about="nur  HAYATI"),
    )
    numbers = [(await submitted(database, claims, details, who=None)).number for details in told]
    assert len(set(numbers)) == 3
    assert numbers[3] == numbers[1], "the same name in another spelling is the same person"
    assert (await submitted(database, claims, DEATH)).number not in numbers


async def test_told_again_with_another_phone_the_file_is_corrected(database: Database, claims: Claims) -> None:
    first = await submitted(database, claims)
    again = await submitted(database, claims, replace(DEATH, phone="+6281111111111", doing=Doing.WORK))
    assert (again.number, again.kind) == (first.number, Kind.DEATH_BY_WORK)
    async with database.work() as work:
        (kept,) = await claims.of_chat(work, CHAT)
    assert (kept.details.phone, kept.kind) == ("+6281111111111", Kind.DEATH_BY_WORK)


async def test_another_family_member_submits_the_same_death_and_learns_nothing(
    database: Database, claims: Claims
) -> None:
    hers = await submitted(database, claims)
    his = await submitted(database, claims, chat=CHAT + 1)
    assert his.number != hers.number
    assert his.state is State.SUBMITTED
    async with database.work() as work:
        assert [one.number for one in await claims.of_chat(work, CHAT + 1)] == [his.number]


async def test_nothing_personal_lies_in_the_database_in_the_clear(database: Database, claims: Claims) -> None:
    claim = await submitted(database, claims)
    async with database.work() as work:
        rina = await hired(work)
        await claims.desk.move(work, rina, claim.number, Step(State.IN_REVIEW, "Ibu Siti sudah ditelepon."))
        await claims.desk.hand_over(work, rina, claim.number, at_bpjs(claim))
    async with database.work() as work:
        tables = "SELECT s::text FROM claims s UNION ALL SELECT m::text FROM claim_moves m"
        raw = " ".join(
            row[0] for row in await work.raw.fetch(f"{tables} UNION ALL SELECT l::text FROM letters l")
        ).lower()
    for secret in ("Siti", "812345", "Rahmat", "640804", "Sakit", "2026-03-03", "BTG/2026", "ditelepon"):
        assert secret.lower() not in raw
        assert secret.encode().hex() not in raw


async def test_it_reaches_bpjs_only_after_staff_spoke_to_the_family(
    database: Database, claims: Claims, words: Words
) -> None:
    claim = await submitted(database, claims)
    async with database.work() as work:
        rina = await hired(work)
        with pytest.raises(MoveNotAllowed) as no:
            await claims.desk.hand_over(work, rina, claim.number, at_bpjs(claim))
        assert "in_review" in words.render(no.value)
        await claims.desk.move(work, rina, claim.number, Step(State.IN_REVIEW))
        with pytest.raises(HandoverUnfit):
            await claims.desk.move(work, rina, claim.number, Step(State.HANDED_OVER))
        moved = await claims.desk.hand_over(work, rina, claim.number, at_bpjs(claim))
        assert moved.state is State.HANDED_OVER


@pytest.mark.parametrize(("doing", "law"), [(Doing.NEITHER, (3, "Pasal 40")), (Doing.WORK, (7, "Pasal 37"))])
async def test_the_legal_clock_runs_from_the_hand_over_of_a_complete_file(
    database: Database, claims: Claims, words: Words, doing: Doing, law: tuple[int, str]
) -> None:
    working_days, article = law
    claim = await submitted(database, claims, replace(DEATH, doing=doing))
    async with database.work() as work:
        rina = await hired(work)
        await claims.desk.move(work, rina, claim.number, Step(State.IN_REVIEW))
        partly = await claims.desk.hand_over(work, rina, claim.number, at_bpjs(claim, complete=False))
        status = await claims.status(work, partly)
        assert status.pay_by is None
        assert "setelah berkas lengkap" in words.render(status)
        whole = await claims.desk.hand_over(work, rina, claim.number, at_bpjs(claim))
        status = await claims.status(work, whole)
    is_working_day = Region.load().is_official_working_day
    assert whole.handover is not None
    assert status.pay_by is not None
    counted = [whole.handover.day + timedelta(days=i) for i in range(1, (status.pay_by - whole.handover.day).days + 1)]
    assert sum(is_working_day(day) for day in counted) == working_days
    heard = words.render(status)
    assert f"{working_days} hari kerja" in heard
    assert article in heard
    assert "Sudah diserahkan ke BPJS" in heard


async def test_the_legal_clock_does_not_know_our_own_opening_hours(
    database: Database, keys: Keys, words: Words
) -> None:
    region = Region.load()
    never_closed = replace(region.hours, week={day: (time(8), time(16)) for day in range(7)}, calendar=None)
    region = replace(region, hours=never_closed)
    rooms = Neighbours(Post(keys.cipher), words, region, Participants(keys), Visitors(keys, region.zone))
    claims = Claims(keys, rooms)
    claim = await submitted(database, claims, replace(DEATH, doing=Doing.WORK))
    async with database.work() as work:
        rina = await hired(work)
        await claims.desk.move(work, rina, claim.number, Step(State.IN_REVIEW))
        whole = await claims.desk.hand_over(work, rina, claim.number, at_bpjs(claim))
        status = await claims.status(work, whole)
    assert whole.handover is not None
    assert status.pay_by == pay_by(Clock.PAY_ACCIDENT, whole.handover.day, Calendar().is_working_day)
    assert status.pay_by > whole.handover.day + timedelta(days=7), "a weekend lies between"


async def test_an_unclear_kind_promises_no_day(database: Database, claims: Claims, words: Words) -> None:
    claim = await submitted(database, claims, replace(DEATH, doing=Doing.UNKNOWN))
    async with database.work() as work:
        rina = await hired(work)
        await claims.desk.move(work, rina, claim.number, Step(State.IN_REVIEW))
        status = await claims.status(work, await claims.desk.hand_over(work, rina, claim.number, at_bpjs(claim)))
    assert status.pay_by is None
    assert "petugas BPJS yang menentukan" in words.render(status)


async def test_the_status_names_the_papers_that_nobody_has_seen_yet(
    database: Database, claims: Claims, words: Words
) -> None:
    claim = await submitted(database, claims)
    async with database.work() as work:
        before = words.render(await claims.status(work, claim))
        seen = await claims.desk.mark_seen(work, await hired(work), claim.number, [Paper.DEATH_CERTIFICATE])
        after = words.render(await claims.status(work, seen))
    certificate, book = words.label("paper", "death_certificate"), words.label("paper", "marriage_book")
    assert f"• {certificate}" in before
    assert f"• {certificate}" not in after
    assert f"• {book}" in after
    assert "belum sampai di BPJS" in after


async def test_every_step_of_staff_writes_one_status_letter_and_one_line_of_history(
    database: Database, claims: Claims
) -> None:
    claim = await submitted(database, claims)
    async with database.work() as work:
        rina = await hired(work)
        await claims.desk.move(work, rina, claim.number, Step(State.IN_REVIEW))
    async with database.work() as work:
        await claims.desk.move(work, rina, claim.number, Step(State.PAPERS_NEEDED, "Akta belum ada."))
    async with database.work() as work:
        _, moves = await claims.desk.show(work, rina, claim.number, "memeriksa")
        letters = await work.raw.fetch("SELECT lane, chat_id FROM letters WHERE state = 'waiting'")
    assert [(move.by, move.before, move.after, move.note) for move in moves] == [
        (f"chat:{CHAT}", State.DRAFT, State.SUBMITTED, ""),
        ("staff:rina", State.SUBMITTED, State.IN_REVIEW, ""),
        ("staff:rina", State.IN_REVIEW, State.PAPERS_NEEDED, "Akta belum ada."),
    ]
    # The newer status replaced the one that had not been sent yet.
    assert [tuple(letter) for letter in letters] == [(2, CHAT)]


async def test_closing_tells_the_family_why(database: Database, claims: Claims, words: Words) -> None:
    claim = await submitted(database, claims)
    async with database.work() as work:
        rina = await hired(work)
        with pytest.raises(NoteMissing):
            await claims.desk.move(work, rina, claim.number, Step(State.CLOSED, "  "))
        closed = await claims.desk.move(
            work, rina, claim.number, Step(State.CLOSED, "Santunan sudah diterima keluarga.")
        )
        assert "Santunan sudah diterima keluarga." in words.render(await claims.status(work, closed))
        with pytest.raises(MoveNotAllowed):
            await claims.desk.hand_over(work, rina, claim.number, at_bpjs(closed))


async def test_after_withdrawing_the_family_may_begin_anew(database: Database, claims: Claims) -> None:
    first = await submitted(database, claims)
    async with database.work() as work:
        await claims.desk.move(work, await hired(work), first.number, Step(State.WITHDRAWN, "Atas permintaan Ibu."))
    assert (await submitted(database, claims)).number != first.number


@pytest.mark.parametrize("days", [-1, 1])
async def test_a_hand_over_day_that_cannot_be_is_refused(
    database: Database, claims: Claims, words: Words, days: int
) -> None:
    claim = await submitted(database, claims)
    async with database.work() as work:
        rina = await hired(work)
        await claims.desk.move(work, rina, claim.number, Step(State.IN_REVIEW))
        handover = at_bpjs(claim)
        wrong = replace(handover, day=handover.day + timedelta(days=days))
        with pytest.raises(HandoverUnfit) as no:
            await claims.desk.hand_over(work, rina, claim.number, wrong)
        assert "Hari penyerahan" in words.render(no.value)
        for missing, empty in (
            ("Sebutkan kantor BPJS", replace(handover, office="  ")),
            ("nomor tanda terima", replace(handover, receipt="")),
        ):
            with pytest.raises(HandoverUnfit) as no:
                await claims.desk.hand_over(work, rina, claim.number, empty)
            assert missing in words.render(no.value)


async def test_forgetting_a_chat_leaves_what_lies_at_bpjs(database: Database, claims: Claims) -> None:
    gone = await submitted(database, claims)
    stays = await submitted(database, claims, who=uuid4())
    async with database.work() as work:
        rina = await hired(work)
        await claims.desk.move(work, rina, stays.number, Step(State.IN_REVIEW))
        await claims.desk.hand_over(work, rina, stays.number, at_bpjs(stays))
        assert await claims.forget(work, CHAT) == 1
        left = [one.number for one in await claims.of_chat(work, CHAT)]
    assert left == [stays.number]
    assert gone.number not in left
