"""Who asks hears the same for an unknown number and a wrong name, and every look leaves a trace."""

from datetime import date
from uuid import uuid4

import pytest

from services.db import Database
from services.participants.model import Found, NotFound
from services.participants.phone import Phone
from services.participants.service import Participants
from tests.participants.office import ANI, BUDI, CITRA, DAY, HEADER, Office, row

PHONE = Phone("+6284412345678")


@pytest.fixture
async def loaded(office: Office) -> Office:
    header = (*HEADER, "No HP", "KPJ")
    rows = [
        [*row(BUDI, "Budi Santoso"), "084412345678", "12345678901"],
        [*row(ANI, "Siti Aminah"), "084400000000", "12345678902"],
        [*row(CITRA, "Citra Lestari"), "084400000000", "12345678902"],
    ]
    await office.loads(office.text_file(rows, header=header))
    return office


async def looks(database: Database) -> list[tuple[str, str, str | None, bool]]:
    async with database.work() as work:
        rows = await work.raw.fetch(
            "SELECT actor, action, subject, found FROM looks WHERE actor LIKE 'chat:%' ORDER BY id"
        )
    return [tuple(each) for each in rows]


async def test_number_and_name_open_the_answer(loaded: Office, people: Participants) -> None:
    async with loaded.database.work() as work:
        found = await people.coverage(work, BUDI, "santoso budi", DAY, "chat:1")
    assert isinstance(found, Found)
    assert found.participant.name == "Budi Santoso"
    assert await looks(loaded.database) == [("chat:1", "coverage", str(found.participant.id), True)]


async def test_a_wrong_name_and_an_unknown_number_are_one_answer(loaded: Office, people: Participants) -> None:
    async with loaded.database.work() as work:
        wrong_name = await people.coverage(work, ANI, "Siti Aisah", DAY, "chat:1")
        unknown = await people.coverage(work, type(BUDI)("6408041502800009"), "Budi Santoso", DAY, "chat:1")
    assert wrong_name == unknown == NotFound()
    seen = await looks(loaded.database)
    assert [(action, found) for _, action, _, found in seen] == [("coverage", False), ("coverage", False)]
    assert not any("6408041502800009" in str(each) for each in seen)


async def test_hit_and_miss_run_the_same_statements(loaded: Office, people: Participants) -> None:
    statements: list[list[str]] = []
    for nik, name in ((BUDI, "Budi Santoso"), (BUDI, "Slamet"), (type(BUDI)("6408041502800009"), "Budi Santoso")):
        run: list[str] = []
        async with loaded.database.work() as work:
            with work.raw.query_logger(lambda record, run=run: run.append(record.query)):
                await people.coverage(work, nik, name, DAY, "chat:1")
        statements.append(run)
    assert statements[0] == statements[1] == statements[2]
    assert len(statements[0]) == 2


async def test_a_phone_finds_only_the_one_living_person_it_stands_on(loaded: Office, people: Participants) -> None:
    async with loaded.database.work() as work:
        found = await people.find_by_phone(work, PHONE, "chat:1")
        assert found is not None
        assert found.nik == BUDI
        shared = Phone("+6284400000000")
        assert await people.find_by_phone(work, shared, "chat:1") is None
        citra = await people.coverage(work, CITRA, "Citra Lestari", DAY, "chat:1")
        assert isinstance(citra, Found)
        assert await people.mark_died(work, citra.participant.id, date(2026, 3, 1), "staff:tes", "uji")
        left = await people.find_by_phone(work, shared, "chat:1")
        assert left is not None
        assert left.nik == ANI
        assert await people.mark_died(work, found.id, date(2026, 3, 1), "staff:tes", "uji")
        assert await people.find_by_phone(work, PHONE, "chat:1") is None
        gone = await people.participant(work, found.id, "staff:tes", "uji")
        assert gone is not None
        assert not gone.is_living


async def test_nobody_has_this_id(loaded: Office, people: Participants) -> None:
    async with loaded.database.work() as work:
        assert await people.participant(work, uuid4(), "chat:1", "uji") is None
        assert not await people.mark_died(work, uuid4(), DAY, "chat:1", "uji")
    assert [found for *_, found in await looks(loaded.database)] == [False, False]


async def test_people_are_counted_and_real_ones_told_from_samples(loaded: Office, people: Participants) -> None:
    async with loaded.database.work() as work:
        assert await people.count(work) == 3
        assert not await people.holds_only_samples(work)


async def test_an_empty_roster_holds_only_samples(database: Database, people: Participants) -> None:
    async with database.work() as work:
        assert await people.holds_only_samples(work)


async def test_a_person_does_not_show_by_accident(loaded: Office, people: Participants) -> None:
    async with loaded.database.work() as work:
        found = await people.find_by_phone(work, PHONE, "chat:1")
    for personal in ("Budi", BUDI.number, "84412345678", "12345678901", "1980"):
        assert personal not in repr(found)


def test_the_subject_of_a_look_is_no_nik(people: Participants) -> None:
    assert BUDI.number not in people.subject(BUDI)
    assert people.subject(BUDI) == people.subject(BUDI) != people.subject(ANI)
