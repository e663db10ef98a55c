"""Who may see and touch a family's file, and what trace it leaves."""

import pytest

from services.claims import Claims, State, Step
from services.claims.messages import ClaimUnknown
from services.db import Database
from services.staff import Role
from services.staff.messages import NotYourRole
from tests.claims.family import CHAT, DEATH, at_bpjs, submitted
from tests.staff.people import hired


async def test_rights_are_held_by_role(database: Database, claims: Claims) -> None:
    claim = await submitted(database, claims)
    async with database.work() as work:
        agent = await hired(work, Role.AGENT)
        officer = await hired(work, Role.OFFICER, "budi")
        assert (await claims.desk.show(work, agent, claim.number, "menelepon"))[0].details == DEATH
        for verb in (
            claims.desk.export(work, agent, "laporan", frozenset(State)),
            claims.desk.hand_over(work, agent, claim.number, at_bpjs(claim)),
            claims.desk.move(work, officer, claim.number, Step(State.IN_REVIEW)),
        ):
            with pytest.raises(NotYourRole):
                await verb


async def test_exporting_leaves_a_trace_for_every_family(database: Database, claims: Claims) -> None:
    mine = await submitted(database, claims)
    theirs = await submitted(database, claims, chat=CHAT + 1)
    async with database.work() as work:
        found = await claims.desk.export(work, await hired(work), "laporan bulanan", frozenset(State))
        rows = await work.raw.fetch("SELECT subject, reason FROM looks WHERE action = 'claim.export' ORDER BY id")
    assert [one.number for one in found] == [mine.number, theirs.number]
    assert [tuple(row) for row in rows] == [(f"claim:{one.number}", "laporan bulanan") for one in (mine, theirs)]


async def test_a_number_with_a_wrong_digit_opens_nothing_and_is_audited(database: Database, claims: Claims) -> None:
    claim = await submitted(database, claims)
    wrong = claim.number[:-1] + str((int(claim.number[-1]) + 1) % 10)
    async with database.work() as work:
        with pytest.raises(ClaimUnknown):
            await claims.desk.show(work, await hired(work), wrong, "salah ketik")
        assert await work.raw.fetchval("SELECT found FROM looks WHERE action = 'claim.show'") is False
