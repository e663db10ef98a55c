"""Opening somebody costs a reason and counts: twenty a day, then a supervisor."""

import asyncio
from datetime import date, timedelta
from uuid import uuid4

import pytest

from handlers.rooms import Rooms
from services.db import Database
from services.oversight import Oversight
from services.oversight.messages import (
    LetInLately,
    LooksLeft,
    LooksUsedUp,
    NotForYourself,
    NotOpened,
    PersonUnknown,
    ReasonMissing,
)
from services.oversight.model import Person
from services.participants.model import Listed, NotYet
from services.staff import Role
from services.staff.messages import NotYourRole, StaffUnknown
from services.staff.rules import Reason
from tests.oversight.casebook import Casebook
from tests.oversight.looking import NOON, at_work, left, looks, opens, strangers
from tests.participants.office import Office
from tests.visitors.moving import move_clock

NUMBER = "KT-B-2026-00042-7"


async def test_opening_needs_a_reason_and_leaves_it_in_the_audit(
    database: Database, office: Office, oversight: Oversight
) -> None:
    (person,) = await strangers(office, 1)
    rina = await at_work(database)
    with pytest.raises(ReasonMissing):
        await opens(database, oversight, rina, person, reason=None)
    shown = await opens(database, oversight, rina, person, reason=Reason.VISIT)
    assert (shown.name, shown.nik, shown.whole) == ("Warga b", "6408••••••••0001", None)
    async with database.work() as work:
        row = ("staff:rina", str(person), "datang", True)
        assert await looks(work, "participant.open", "participant") == [row, row]


async def test_after_twenty_people_a_supervisor_must_help(
    database: Database, office: Office, oversight: Oversight
) -> None:
    people = await strangers(office, 31)
    rina, sari = await at_work(database), await at_work(database, Role.SUPERVISOR, "sari")
    await opens(database, oversight, rina, *people[:20])
    with pytest.raises(LooksUsedUp) as no:
        await opens(database, oversight, rina, people[20])
    assert (no.value.most, no.value.more) == (20, 10)
    async with database.work() as work:
        assert (await oversight.people.grant(work, sari, "rina", Reason.COMPLAINT)).left == 10
        assert await looks(work, "looks.grant") == [("staff:sari", "staff:rina", "keluhan", True)]
    await opens(database, oversight, rina, *people[20:30])
    with pytest.raises(LooksUsedUp):
        await opens(database, oversight, rina, people[30])


async def test_a_refused_look_stands_in_the_audit(database: Database, office: Office, oversight: Oversight) -> None:
    people = await strangers(office, 21)
    rina = await at_work(database)
    await opens(database, oversight, rina, *people[:20])
    async with database.work() as work:
        with pytest.raises(LooksUsedUp):
            await oversight.people.open(work, rina, people[20], Reason.CALL)
        assert await looks(work, "participant.refused") == [("staff:rina", str(people[20]), "telepon", False)]


async def test_the_same_person_counts_once_a_day(database: Database, office: Office, oversight: Oversight) -> None:
    people = await strangers(office, 20)
    rina = await at_work(database)
    await opens(database, oversight, rina, people[0], people[0], *people)
    assert await left(database, oversight, rina) == 0
    await opens(database, oversight, rina, people[3])


async def test_the_day_is_that_of_the_region(database: Database, office: Office, oversight: Oversight) -> None:
    (person,) = await strangers(office, 1)
    rina = await at_work(database)
    await move_clock(database, NOON.replace(hour=23, minute=50))
    await opens(database, oversight, rina, person)
    assert await left(database, oversight, rina) == 19
    await move_clock(database, NOON + timedelta(hours=12, minutes=1))
    assert await left(database, oversight, rina) == 20
    async with database.work() as work:
        with pytest.raises(NotOpened):
            await oversight.people.show(work, rina, person)


async def test_two_windows_at_once_do_not_open_more_than_the_day_has(
    database: Database, office: Office, oversight: Oversight
) -> None:
    people = await strangers(office, 36)
    rina = await at_work(database)
    await opens(database, oversight, rina, *people[:12])

    tried = await asyncio.gather(
        *(opens(database, oversight, rina, person) for person in people[12:]), return_exceptions=True
    )
    assert sum(isinstance(each, Person) for each in tried) == 8
    assert sum(isinstance(each, LooksUsedUp) for each in tried) == 16


async def test_a_conversation_about_somebody_is_reason_enough_and_does_not_count(
    database: Database, office: Office, oversight: Oversight, casebook: Casebook
) -> None:
    (person,) = await strangers(office, 1)
    rina = await at_work(database)
    casebook.open["rina", person] = NUMBER
    shown = await opens(database, oversight, rina, person, reason=None)
    assert (shown.why, await left(database, oversight, rina)) == (f"conversation:{NUMBER}", 20)
    async with database.work() as work:
        row = ("staff:rina", str(person), f"conversation:{NUMBER}", True)
        assert await looks(work, "participant.open", "participant") == [row, row]


async def test_when_the_conversation_ends_its_person_is_shut(
    database: Database, office: Office, oversight: Oversight, casebook: Casebook
) -> None:
    (person,) = await strangers(office, 1)
    rina = await at_work(database)
    casebook.open["rina", person] = NUMBER
    await opens(database, oversight, rina, person, reason=None)
    casebook.open.clear()
    async with database.work() as work:
        with pytest.raises(NotOpened):
            await oversight.people.show(work, rina, person)
    await opens(database, oversight, rina, person)
    assert await left(database, oversight, rina) == 19


async def test_a_conversation_afterwards_does_not_make_a_counted_look_free(
    database: Database, office: Office, oversight: Oversight, casebook: Casebook
) -> None:
    (person,) = await strangers(office, 1)
    rina = await at_work(database)
    await opens(database, oversight, rina, person)
    casebook.open["rina", person] = NUMBER
    await opens(database, oversight, rina, person)
    casebook.open.clear()
    assert await left(database, oversight, rina) == 19
    async with database.work() as work:
        assert (await oversight.people.show(work, rina, person)).why == "telepon"


async def test_a_colleagues_conversation_opens_nothing(
    database: Database, office: Office, oversight: Oversight, casebook: Casebook
) -> None:
    (person,) = await strangers(office, 1)
    rina = await at_work(database)
    casebook.open["budi", person] = NUMBER
    with pytest.raises(ReasonMissing):
        await opens(database, oversight, rina, person, reason=None)


async def test_a_forged_id_shows_nobody_and_costs_nothing_but_a_row_in_the_audit(
    database: Database, oversight: Oversight
) -> None:
    rina, forged = await at_work(database), uuid4()
    async with database.work() as work:
        with pytest.raises(PersonUnknown):
            await oversight.people.open(work, rina, forged, Reason.CALL)
        assert await looks(work, "participant.open") == [("staff:rina", str(forged), "telepon", False)]
    assert await left(database, oversight, rina) == 20


async def test_what_a_colleague_opened_stays_shut(database: Database, office: Office, oversight: Oversight) -> None:
    (person,) = await strangers(office, 1)
    rina, budi = await at_work(database), await at_work(database, name="budi")
    await opens(database, oversight, rina, person)
    async with database.work() as work:
        with pytest.raises(NotOpened):
            await oversight.people.show(work, budi, person)


async def test_an_agent_sees_less_than_a_supervisor_who_reveals_the_number_by_a_press(
    database: Database, office: Office, oversight: Oversight
) -> None:
    (person,) = await strangers(office, 1)
    rina, sari = await at_work(database), await at_work(database, Role.SUPERVISOR, "sari")
    await opens(database, oversight, rina, person)
    async with database.work() as work:
        with pytest.raises(NotYourRole):
            await oversight.people.reveal(work, rina, person)
        with pytest.raises(NotOpened):
            await oversight.people.reveal(work, sari, person)
    shown = await opens(database, oversight, sari, person)
    assert shown.whole is not None
    assert (shown.whole.born, shown.nik) == (date(1980, 3, 15), "6408••••••••0001")
    async with database.work() as work:
        assert (await oversight.people.reveal(work, sari, person)).nik == "6408041503800001"
        assert await looks(work, "nik") == [("staff:sari", str(person), "telepon", True)]


async def test_the_coverage_of_another_day_is_a_look_of_its_own(
    database: Database, office: Office, oversight: Oversight
) -> None:
    (person,) = await strangers(office, 1)
    rina = await at_work(database)
    shown = await opens(database, oversight, rina, person)
    assert (shown.on, type(shown.coverage)) == (NOON.date(), Listed)
    async with database.work() as work:
        shown = await oversight.people.show(work, rina, person, date(2024, 5, 1))
        assert (shown.on, type(shown.coverage)) == (date(2024, 5, 1), NotYet)
        assert await looks(work, "coverage") == [("staff:rina", str(person), "2024-05-01", True)]


async def test_nobody_grants_themselves_and_no_agent_grants_anybody(database: Database, oversight: Oversight) -> None:
    rina, sari = await at_work(database), await at_work(database, Role.SUPERVISOR, "sari")
    await at_work(database, Role.OFFICER, "dewi")
    async with database.work() as work:
        for by, name, no in (
            (sari, "sari", NotForYourself),
            (sari, "SARI", NotForYourself),
            (rina, "sari", NotYourRole),
            (sari, "dewi", LooksLeft),
            (sari, "siapa", StaffUnknown),
        ):
            with pytest.raises(no):
                await oversight.people.grant(work, by, name, Reason.CALL)
        assert await work.raw.fetchval("SELECT count(*) FROM look_grants") == 0


async def test_nobody_has_more_granted_by_whom_they_let_in(
    database: Database, office: Office, oversight: Oversight, rooms: Rooms
) -> None:
    people = await strangers(office, 20)
    budi = await at_work(database, Role.ADMIN, "budi")
    await opens(database, oversight, budi, *people)
    async with database.work() as work:
        puppet = await rooms.staff.add(work, "boneka", Role.SUPERVISOR, by=budi.actor)
        with pytest.raises(LetInLately):
            await oversight.people.grant(work, puppet, "budi", Reason.CALL)


async def test_a_second_press_of_the_button_grants_nothing(
    database: Database, office: Office, oversight: Oversight
) -> None:
    people = await strangers(office, 15)
    rina, sari = await at_work(database), await at_work(database, Role.SUPERVISOR, "sari")
    async with database.work() as work:
        with pytest.raises(LooksLeft):
            await oversight.people.grant(work, sari, "rina", Reason.CALL)
    await opens(database, oversight, rina, *people)

    async def press() -> object:
        async with database.work() as work:
            return await oversight.people.grant(work, sari, "rina", Reason.CALL)

    tried = await asyncio.gather(press(), press(), return_exceptions=True)
    assert sum(isinstance(each, LooksLeft) for each in tried) == 1
    assert await left(database, oversight, rina) == 15


async def test_a_supervisor_sees_who_has_nothing_left_first(
    database: Database, office: Office, oversight: Oversight
) -> None:
    people = await strangers(office, 20)
    rina, sari = await at_work(database), await at_work(database, Role.SUPERVISOR, "sari")
    await at_work(database, Role.AGENT, "ani")
    await at_work(database, Role.OFFICER, "dewi")
    await opens(database, oversight, rina, *people)
    async with database.work() as work:
        everybody = await oversight.people.allowances(work, sari)
        assert [(each.name, each.used, each.most) for each in everybody] == [
            ("rina", 20, 20),
            ("ani", 0, 20),
            ("dewi", 0, 20),
            ("sari", 0, 20),
        ]
        with pytest.raises(NotYourRole):
            await oversight.people.allowances(work, rina)
