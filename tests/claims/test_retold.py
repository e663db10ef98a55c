"""A claim told anew stays the same claim: other words, another day, another name, while the file lies with us."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from services.claims import Claim, Claims, Doing, Kind, State, Step
from services.claims.messages import ClaimNotYours, NotAnyMore, SumsLater
from services.db import Database
from tests.claims.family import CHAT, DEATH, RAHMAT, at_bpjs, submitted
from tests.staff.people import hired

RETOLD = replace(DEATH, day=date(2026, 3, 4), doing=Doing.WORK, phone="+6281111111111")


async def kept(database: Database, claims: Claims, chat: int = CHAT) -> Claim:
    async with database.work() as work:
        (claim,) = await claims.of_chat(work, chat)
    return claim


async def test_another_day_makes_no_second_claim(database: Database, claims: Claims) -> None:
    first = await submitted(database, claims)
    async with database.work() as work:
        await claims.renew(work, CHAT, first.id, RETOLD, RAHMAT)
    again = await kept(database, claims)
    assert (again.id, again.number, again.details, again.kind) == (first.id, first.number, RETOLD, Kind.DEATH_BY_WORK)
    assert (await submitted(database, claims, RETOLD)).number == first.number, "told from the start it is the same one"
    assert (await submitted(database, claims)).number != first.number, "the day it had first is free again"


async def test_the_day_of_another_claim_of_the_same_chat_is_not_taken_from_it(
    database: Database, claims: Claims
) -> None:
    first, second = await submitted(database, claims), await submitted(database, claims, RETOLD)
    async with database.work() as work:
        await claims.renew(work, CHAT, first.id, RETOLD, RAHMAT)
    assert (await submitted(database, claims, RETOLD)).number == second.number


async def test_another_name_is_paired_by_that_name_and_no_longer_by_the_old_one(
    database: Database, claims: Claims
) -> None:
    mine = await submitted(database, claims)
    same = await submitted(database, claims, chat=CHAT + 1)
    other = await submitted(database, claims, replace(DEATH, about="Abdul Hamid"), chat=CHAT + 2, who=None)
    async with database.work() as work:
        renewed = await claims.renew(work, CHAT, mine.id, replace(DEATH, about="Abdul Hamid"), None)
        paired = [one.number for one in await claims.desk.pair_of(work, await hired(work), renewed)]
        assert isinstance(await claims.sums(work, renewed), SumsLater)
    assert paired == [other.number]
    assert same.number not in paired


async def test_what_staff_made_of_the_kind_stays_unless_the_words_tell_of_another(
    database: Database, claims: Claims
) -> None:
    mine = await submitted(database, claims)
    async with database.work() as work:
        await claims.desk.classify(work, await hired(work), mine.number, Kind.DEATH_UNCLEAR, "Saksi berkata lain.")
    async with database.work() as work:
        again = await claims.renew(work, CHAT, mine.id, replace(DEATH, words="Sakit seminggu."), RAHMAT)
        assert again.kind is Kind.DEATH_UNCLEAR
        assert (await claims.renew(work, CHAT, mine.id, RETOLD, RAHMAT)).kind is Kind.DEATH_BY_WORK


async def test_the_same_words_leave_no_line_in_the_history(database: Database, claims: Claims) -> None:
    mine = await submitted(database, claims)
    async with database.work() as work:
        await claims.renew(work, CHAT, mine.id, DEATH, RAHMAT)
        assert len(await claims.moves(work, mine)) == 1
        await claims.renew(work, CHAT, mine.id, RETOLD, RAHMAT)
        assert [move.by for move in await claims.moves(work, mine)] == [f"chat:{CHAT}"] * 2


async def test_nobody_tells_anew_what_is_anothers_or_lies_at_bpjs(database: Database, claims: Claims) -> None:
    mine = await submitted(database, claims)
    async with database.work() as work:
        for chat, claim in ((CHAT + 1, mine.id), (CHAT, uuid4())):
            with pytest.raises(ClaimNotYours):
                await claims.renew(work, chat, claim, RETOLD, None)
        rina = await hired(work)
        await claims.desk.move(work, rina, mine.number, Step(State.IN_REVIEW))
        await claims.desk.hand_over(work, rina, mine.number, at_bpjs(mine))
        with pytest.raises(NotAnyMore):
            await claims.renew(work, CHAT, mine.id, RETOLD, RAHMAT)
    assert (await kept(database, claims)).details == DEATH


async def test_the_chat_that_takes_a_claim_back_hears_it_as_an_answer_not_as_a_letter(
    database: Database, claims: Claims
) -> None:
    mine = await submitted(database, claims)
    async with database.work() as work:
        await claims.withdraw(work, CHAT, mine.id)
    assert await letters(database) == 0
    again = await submitted(database, claims)
    async with database.work() as work:
        await claims.desk.move(work, await hired(work), again.number, Step(State.WITHDRAWN, "Atas permintaan Ibu."))
    assert await letters(database) == 1


async def letters(database: Database) -> int:
    async with database.work() as work:
        return int(await work.raw.fetchval("SELECT count(*) FROM letters"))


async def test_a_look_at_the_sums_stands_in_the_audit(database: Database, claims: Claims) -> None:
    mine = await submitted(database, claims)
    async with database.work() as work:
        assert isinstance(await claims.sums(work, mine), SumsLater), "nobody of that id is on the roster"
        query = "SELECT count(*) FROM looks WHERE action = 'participant' AND actor = $1 AND reason = $2 AND NOT found"
        assert await work.raw.fetchval(query, f"chat:{CHAT}", f"claim:{mine.number}") == 1


async def test_whom_staff_found_while_the_family_was_telling_is_not_lost(database: Database, claims: Claims) -> None:
    bare = replace(DEATH, nik="")
    mine = await submitted(database, claims, bare, who=None)
    async with database.work() as work:
        await claims.renew(work, CHAT, mine.id, DEATH, RAHMAT)  # what `connect` writes: whom, and the number
    async with database.work() as work:
        await claims.renew(work, CHAT, mine.id, replace(bare, words="Sakit seminggu."), None)
    again = await kept(database, claims)
    assert (again.participant, again.details.nik, again.details.words) == (RAHMAT, DEATH.nik, "Sakit seminggu.")
