"""A death reaches the roster when staff bring the file to BPJS, and never by the family's word alone."""

from pathlib import Path
from uuid import UUID, uuid4

import pytest

from services.claims import Claims, Event, State, Step
from services.db import Database
from services.participants.phone import Phone
from services.participants.roster.service import Roster
from services.participants.service import Participants
from services.privacy import Keys
from services.region import Region
from tests.claims.family import CHAT, DEATH, at_bpjs
from tests.participants.office import BUDI, HEADER, Office, row
from tests.staff.people import hired

PHONE = Phone("+6284412345678")


@pytest.fixture
def people(keys: Keys) -> Participants:
    return Participants(keys)


@pytest.fixture
async def budi(database: Database, keys: Keys, people: Participants, tmp_path: Path) -> UUID:
    """Somebody on the roster, found by his phone as long as he lives."""
    region = Region.load()
    office = Office(database, Roster(keys, region.places, region.zone), tmp_path)
    rows = [[*row(BUDI, "Budi Santoso"), PHONE.number]]
    await office.loads(office.text_file(rows, header=(*HEADER, "No HP")))
    async with database.work() as work:
        found = await people.find_by_phone(work, PHONE, "chat:1")
    assert found is not None
    return found.id


async def test_a_death_brought_to_bpjs_is_a_death_on_the_roster(
    database: Database, claims: Claims, people: Participants, budi: UUID
) -> None:
    async with database.work() as work:
        rina = await hired(work)
        told = await claims.submit(work, CHAT, Event.DEATH, DEATH, budi)
        await claims.desk.move(work, rina, told.number, Step(State.IN_REVIEW))
        before = await people.participant(work, budi, "staff:tes", "uji")
        assert before is not None
        assert before.is_living, "neither the family's report nor our own check ends a record"
        await claims.desk.hand_over(work, rina, told.number, at_bpjs(told))
        after = await people.participant(work, budi, "staff:tes", "uji")
        assert after is not None
        assert after.died_on == DEATH.day
        assert await people.find_by_phone(work, PHONE, "chat:1") is None
        looks = await work.raw.fetch("SELECT actor, subject, reason FROM looks WHERE action = 'death'")
    assert [tuple(look) for look in looks] == [("staff:rina", str(budi), f"claim:{told.number}")]


async def test_an_injury_brought_to_bpjs_ends_no_record(
    database: Database, claims: Claims, people: Participants, budi: UUID
) -> None:
    async with database.work() as work:
        rina = await hired(work)
        told = await claims.submit(work, CHAT, Event.INJURY, DEATH, budi)
        await claims.desk.move(work, rina, told.number, Step(State.IN_REVIEW))
        await claims.desk.hand_over(work, rina, told.number, at_bpjs(told))
        hurt = await people.participant(work, budi, "staff:tes", "uji")
    assert hurt is not None
    assert hurt.is_living


@pytest.mark.parametrize("who", [None, uuid4()])
async def test_who_is_on_no_roster_is_brought_to_bpjs_all_the_same(
    database: Database, claims: Claims, who: UUID | None
) -> None:
    async with database.work() as work:
        rina = await hired(work)
        told = await claims.submit(work, CHAT, Event.DEATH, DEATH, who)
        await claims.desk.move(work, rina, told.number, Step(State.IN_REVIEW))
        over = await claims.desk.hand_over(work, rina, told.number, at_bpjs(told))
    assert over.state is State.HANDED_OVER
