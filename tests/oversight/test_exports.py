"""Exports need two people: who asks does not decide, and what leaves the house leaves once."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import asyncpg
import pytest

from handlers.rooms import Rooms
from services.claims import Claims, State, Step
from services.claims.sheet import Sheet
from services.db import Database
from services.oversight import Oversight
from services.oversight.messages import (
    ExportMovedOn,
    ExportNeedsAnother,
    ExportUnknown,
    LetInLately,
    SpanUnfit,
)
from services.oversight.model import Kind, Order, Stage
from services.staff import Role, StaffMember
from services.staff.messages import NotYourRole
from services.staff.rules import Reason
from tests.claims.family import CHAT, submitted
from tests.oversight.exporting import FILES, TODAY, approved, asked, fetched, span
from tests.oversight.looking import NOON, looks
from tests.staff.people import hired
from tests.visitors.moving import move_clock


async def test_one_asks_another_approves_and_every_person_in_it_is_in_the_audit(
    database: Database, oversight: Oversight, claims: Claims, sari: StaffMember, budi: StaffMember
) -> None:
    mine = await submitted(database, claims)
    theirs = await submitted(database, claims, chat=CHAT + 1)
    export = await asked(database, oversight, sari)
    await approved(database, oversight, budi, export)
    sheet = await fetched(database, oversight, sari, export.id)
    assert [row[0] for row in sheet.rows] == [mine.number, theirs.number]
    async with database.work() as work:
        assert await looks(work, "export.ask", "export.approve", "export.fetch", "claim.export") == [
            ("staff:sari", f"export:{export.id}", "laporan", True),
            ("staff:budi", f"export:{export.id}", None, True),
            ("staff:sari", f"export:{export.id}", None, True),
            ("staff:sari", f"claim:{mine.number}", f"export:{export.id}", True),
            ("staff:sari", f"claim:{theirs.number}", f"export:{export.id}", True),
        ]


async def test_the_file_holds_the_claims_as_they_are_at_the_download(
    database: Database, oversight: Oversight, claims: Claims, sari: StaffMember, budi: StaffMember
) -> None:
    export = await asked(database, oversight, sari, Order(Kind.CLAIMS, Reason.FILE, frozenset({State.SUBMITTED})))
    await approved(database, oversight, budi, export)
    late = await submitted(database, claims)
    moved = await submitted(database, claims, chat=CHAT + 1)
    async with database.work() as work:
        await claims.desk.move(work, sari, moved.number, Step(State.IN_REVIEW))
    assert [row[0] for row in (await fetched(database, oversight, sari, export.id)).rows] == [late.number]


async def test_nobody_decides_about_their_own_wish(database: Database, oversight: Oversight, sari: StaffMember) -> None:
    export = await asked(database, oversight, sari)
    async with database.work() as work:
        with pytest.raises(ExportNeedsAnother):
            await oversight.exports.approve(work, sari, export.id)
        with pytest.raises(ExportNeedsAnother):
            await oversight.exports.decline(work, sari, export.id)
    with pytest.raises(ExportMovedOn):
        await fetched(database, oversight, sari, export.id)


async def test_the_database_itself_keeps_the_two_apart(
    database: Database, oversight: Oversight, sari: StaffMember
) -> None:
    export = await asked(database, oversight, sari)
    with pytest.raises(asyncpg.CheckViolationError):
        async with database.work() as work:
            await work.raw.execute("UPDATE exports SET decided_by = $2 WHERE id = $1", export.id, sari.id)


async def test_who_may_ask_and_who_may_decide(database: Database, oversight: Oversight, sari: StaffMember) -> None:
    export = await asked(database, oversight, sari)
    async with database.work() as work:
        agent = await hired(work, Role.AGENT, "rina")
        officer = await hired(work, Role.OFFICER, "dewi")
        for kind in Kind:
            with pytest.raises(NotYourRole):
                await oversight.exports.ask(work, agent, span(kind))
        for verb in (
            oversight.exports.approve(work, agent, export.id),
            oversight.exports.decline(work, officer, export.id),
            oversight.exports.fetch(work, agent, export.id),
            oversight.exports.recent(work, agent),
        ):
            with pytest.raises(NotYourRole):
                await verb
        assert (await oversight.exports.ask(work, officer, FILES)).asked_by == "dewi"


async def test_a_forged_id_and_somebody_elses_are_the_same_unknown(
    database: Database, oversight: Oversight, sari: StaffMember, budi: StaffMember
) -> None:
    export = await asked(database, oversight, sari)
    await approved(database, oversight, budi, export)
    for by, id_ in ((budi, export.id), (sari, uuid4())):
        with pytest.raises(ExportUnknown):
            await fetched(database, oversight, by, id_)
    async with database.work() as work:
        with pytest.raises(ExportUnknown):
            await oversight.exports.approve(work, budi, uuid4())
    assert (await fetched(database, oversight, sari, export.id)).rows == ()


async def test_it_is_fetched_once_even_by_two_presses_at_the_same_time(
    database: Database, oversight: Oversight, sari: StaffMember, budi: StaffMember
) -> None:
    export = await asked(database, oversight, sari)
    await approved(database, oversight, budi, export)
    tried = await asyncio.gather(
        *(fetched(database, oversight, sari, export.id) for _ in range(4)), return_exceptions=True
    )
    assert sum(isinstance(each, Sheet) for each in tried) == 1
    assert [each.stage for each in tried if isinstance(each, ExportMovedOn)] == [Stage.FETCHED] * 3


async def test_a_wish_waits_for_a_day(
    database: Database, oversight: Oversight, sari: StaffMember, budi: StaffMember
) -> None:
    early, late = await asked(database, oversight, sari), await asked(database, oversight, budi)
    await move_clock(database, NOON + timedelta(hours=23, minutes=59))
    await approved(database, oversight, budi, early)
    await move_clock(database, NOON + timedelta(hours=24, minutes=1))
    with pytest.raises(ExportMovedOn) as no:
        await approved(database, oversight, sari, late)
    assert no.value.stage is Stage.UNDECIDED


async def test_what_was_approved_is_fetched_within_an_hour_or_asked_for_anew(
    database: Database, oversight: Oversight, sari: StaffMember, budi: StaffMember
) -> None:
    first = await asked(database, oversight, sari)
    await approved(database, oversight, budi, first)
    await move_clock(database, NOON + timedelta(minutes=59))
    await fetched(database, oversight, sari, first.id)
    second = await asked(database, oversight, sari)
    assert second.id != first.id
    await approved(database, oversight, budi, second)
    await move_clock(database, NOON + timedelta(hours=2))
    with pytest.raises(ExportMovedOn) as no:
        await fetched(database, oversight, sari, second.id)
    assert no.value.stage is Stage.LAPSED


async def test_what_was_declined_stays_in_the_house_and_is_decided_once(
    database: Database, oversight: Oversight, sari: StaffMember, budi: StaffMember
) -> None:
    export = await asked(database, oversight, sari)
    async with database.work() as work:
        assert not (await oversight.exports.decline(work, budi, export.id)).is_approved
    for verb in (
        approved(database, oversight, budi, export),
        fetched(database, oversight, sari, export.id),
    ):
        with pytest.raises(ExportMovedOn) as no:
            await verb
        assert no.value.stage is Stage.DECLINED


async def test_the_same_wish_twice_is_one(database: Database, oversight: Oversight, sari: StaffMember) -> None:
    wishes = await asyncio.gather(*(asked(database, oversight, sari) for _ in range(3)))
    assert len({wish.id for wish in wishes}) == 1


async def test_those_who_decide_see_all_wishes_and_the_officer_only_their_own(
    database: Database, oversight: Oversight, sari: StaffMember, budi: StaffMember
) -> None:
    await asked(database, oversight, sari)
    async with database.work() as work:
        dewi = await hired(work, Role.OFFICER, "dewi")
        await oversight.exports.ask(work, dewi, FILES)
        assert {each.asked_by for each in await oversight.exports.recent(work, budi)} == {"sari", "dewi"}
        assert {each.asked_by for each in await oversight.exports.recent(work, dewi)} == {"dewi"}


@pytest.mark.parametrize(
    ("since", "until"),
    [
        (TODAY, TODAY - timedelta(days=1)),
        (TODAY, TODAY + timedelta(days=1)),
        (TODAY - timedelta(days=92), TODAY),
    ],
)
async def test_a_span_of_days_is_over_or_runs_and_is_not_too_long(
    database: Database, oversight: Oversight, sari: StaffMember, since: date, until: date
) -> None:
    with pytest.raises(SpanUnfit):
        await asked(database, oversight, sari, span(Kind.LOOKS, since, until))
    with pytest.raises(SpanUnfit):
        await asked(database, oversight, sari, Order(Kind.LOOKS, Reason.REPORT))
    await asked(database, oversight, sari, span(Kind.LOOKS, TODAY - timedelta(days=91)))


async def test_whose_role_changed_meanwhile_gets_nothing(
    database: Database, oversight: Oversight, sari: StaffMember, budi: StaffMember
) -> None:
    export = await asked(database, oversight, sari)
    await approved(database, oversight, budi, export)
    async with database.work() as work:
        await work.raw.execute("UPDATE staff SET role = 'agent' WHERE name = 'sari'")
        sari = next(one for one in await oversight.people._staff.everybody(work) if one.name == "sari")
        with pytest.raises(NotYourRole):
            await oversight.exports.fetch(work, sari, export.id)


async def test_whoever_was_let_in_by_the_asker_is_no_second_person_for_a_month(
    database: Database, oversight: Oversight, rooms: Rooms, budi: StaffMember
) -> None:
    await move_clock(database, NOON)
    async with database.work() as work:
        puppet = await rooms.staff.add(work, "boneka", Role.SUPERVISOR, by=budi.actor)
    export = await asked(database, oversight, budi)
    with pytest.raises(LetInLately):
        await approved(database, oversight, puppet, export)
    await move_clock(database, NOON + timedelta(days=31))
    export = await asked(database, oversight, budi)
    await approved(database, oversight, puppet, export)
    async with database.work() as work:
        await rooms.staff.invite(work, "boneka", by=budi.actor)
    export = await asked(database, oversight, budi, replace(FILES, reason=Reason.FILE))
    with pytest.raises(LetInLately):
        await approved(database, oversight, puppet, export)
