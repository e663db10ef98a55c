"""The weekly page counts what a supervisor should look at, and shows the rows behind each count."""

from datetime import date, datetime, timedelta

import pytest

from services.db import Database, Work
from services.oversight import Oversight
from services.oversight.model import Concern, Overview
from services.privacy import Look, record_look
from services.staff import Role, StaffMember
from services.staff.messages import NotYourRole
from tests.oversight.looking import NOON
from tests.participants.office import ANI, BUDI, Office, row
from tests.staff.people import hired, the_staff
from tests.visitors.moving import move_clock

MONDAY = date(2026, 3, 2)
PERSON = "0198c0de-0000-7000-8000-000000000001"
OTHER = "0198c0de-0000-7000-8000-000000000002"
THIRD = "0198c0de-0000-7000-8000-000000000003"


@pytest.fixture
async def sari(database: Database) -> StaffMember:
    await move_clock(database, NOON)
    async with database.work() as work:
        await hired(work, Role.AGENT, "rina")
        return await hired(work, Role.SUPERVISOR, "sari")


async def at(database: Database, moment: datetime, *looks: Look) -> None:
    """These looks happened then; afterwards it is noon again."""
    await move_clock(database, moment)
    async with database.work() as work:
        for look in looks:
            await record_look(work, look)
    await move_clock(database, NOON)


def opened(who: str = "rina", person: str = PERSON, reason: str = "telepon", *, found: bool = True) -> Look:
    return Look(f"staff:{who}", "participant", person, reason, found)


async def overview(database: Database, oversight: Oversight, sari: StaffMember) -> Overview:
    async with database.work() as work:
        return await oversight.weekly.overview(work, sari)


def told(overview: Overview, concern: Concern) -> dict[str, tuple[int, ...]]:
    return {line.member: line.counts for line in overview.lines[concern]}


async def test_people_opened_without_a_conversation_count_once_a_day(
    database: Database, oversight: Oversight, sari: StaffMember
) -> None:
    await at(
        database,
        NOON,
        opened(),
        opened(),
        opened(person=OTHER),
        opened(person=OTHER, found=False),
        opened(person=THIRD, reason="conversation:KT-B-2026-00042-7"),
        opened("sari"),
        Look("chat:700001", "participant", PERSON, "own"),
    )
    await at(database, NOON - timedelta(days=1), opened())
    found = await overview(database, oversight, sari)
    assert told(found, Concern.OUTSIDE) == {"rina": (0, 0, 0, 0, 0, 0, 0, 0, 3), "sari": (0,) * 8 + (1,)}
    assert [line.member for line in found.lines[Concern.OUTSIDE]] == ["rina", "sari"]


async def test_the_eight_weeks_before_stand_beside_this_one(
    database: Database, oversight: Oversight, sari: StaffMember
) -> None:
    sunday = datetime.fromisoformat("2026-03-01T23:59:00+08:00")
    await at(database, sunday, opened())
    await at(database, sunday - timedelta(weeks=7), opened())
    await at(database, sunday - timedelta(weeks=8), opened())
    found = await overview(database, oversight, sari)
    assert (found.weeks[0], found.weeks[-1], len(found.weeks)) == (date(2026, 1, 5), MONDAY, 9)
    assert told(found, Concern.OUTSIDE) == {"rina": (1, 0, 0, 0, 0, 0, 0, 1, 0)}


async def test_looks_at_people_of_the_own_village_are_told_also_in_a_conversation(
    database: Database, office: Office, oversight: Oversight, sari: StaffMember
) -> None:
    await office.loads([row(BUDI, "Budi", desa="Sepaso", kecamatan="Bengalon"), row(ANI, "Ani")])
    async with database.work() as work:
        await the_staff().add(work, "joko", Role.AGENT, by="system:test", village="sepaso")
        villages = await work.raw.fetch("SELECT id::text, village FROM participants")
    sepaso, sangatta = (
        next(r["id"] for r in villages if r["village"] == name) for name in ("Sepaso", "Sangatta Utara")
    )
    await at(database, NOON, opened("joko", sepaso, "conversation:x"), opened("joko", sangatta), opened("rina", sepaso))
    assert told(await overview(database, oversight, sari), Concern.OWN_VILLAGE) == {"joko": (0,) * 8 + (1,)}


async def test_a_village_that_is_on_no_list_is_known_by_its_name(
    database: Database, office: Office, oversight: Oversight, sari: StaffMember
) -> None:
    await office.loads([row(BUDI, "Budi", desa="Kampung Baru Sekali", kecamatan="Entah")])
    async with database.work() as work:
        await the_staff().add(work, "joko", Role.AGENT, by="system:test", village="kampung baru sekali")
        person = await work.raw.fetchval("SELECT id::text FROM participants")
        assert await work.raw.fetchval("SELECT village_code FROM participants") is None
    await at(database, NOON, opened("joko", person))
    assert told(await overview(database, oversight, sari), Concern.OWN_VILLAGE) == {"joko": (0,) * 8 + (1,)}


@pytest.mark.parametrize(
    ("moment", "is_late"),
    [
        ("2026-03-03T06:59:00+08:00", True),
        ("2026-03-03T07:01:00+08:00", False),
        ("2026-03-03T16:55:00+08:00", False),
        ("2026-03-03T17:05:00+08:00", True),
        ("2026-03-02T23:30:00+08:00", True),
        ("2026-02-28T10:00:00+08:00", True),
        ("2026-05-01T10:00:00+08:00", True),
    ],
    ids=["early", "just before opening", "just after closing", "evening", "night", "saturday", "holiday"],
)
async def test_looks_while_the_desk_is_closed_are_told(
    database: Database, oversight: Oversight, sari: StaffMember, moment: str, *, is_late: bool
) -> None:
    then = datetime.fromisoformat(moment)
    await at(database, then, Look("staff:rina", "search", None, "nik"), Look("staff:rina", "requests.list"))
    await move_clock(database, max(NOON, then))
    found = told(await overview(database, oversight, sari), Concern.LATE)
    assert sum(found.get("rina", ())) == is_late


async def test_the_other_concerns(database: Database, oversight: Oversight, sari: StaffMember) -> None:
    await at(
        database,
        NOON,
        Look("staff:rina", "search", None, "nik", found=False),
        Look("staff:rina", "coverage", "nik:00", "2026-03-03", found=False),
        Look("staff:rina", "search", None, "nik"),
        Look("staff:rina", "claim.show", "claim:KT-2026-00042-4", "berkas"),
        Look("staff:rina", "claim.file", "claim:KT-2026-00042-4", "berkas"),
        Look("staff:rina", "claim.show", "claim:KT-2026-00043-2", "berkas"),
        Look("staff:rina", "claim.show", "claim:KT-2026-00044-0", "berkas", found=False),
        Look("staff:rina", "claim.show", "claim:KT-2026-00045-9", "conversation:KT-B-2026-00042-7"),
        Look("staff:rina", "unlock look-up", "chat:1", "telepon"),
        Look("staff:rina", "unlock look-up", "chat:2", "telepon", found=False),
        Look("staff:rina", "confirm self", PERSON, "datang"),
        Look("staff:rina", "export.fetch", "export:1"),
        Look("staff:rina", "export.fetch", "export:2", found=False),
        Look("staff:rina", "claims.export", None, "export:1"),
        Look("staff:rina", "claims.export", None, "laporan"),
    )
    found = await overview(database, oversight, sari)
    assert {concern: sum(told(found, concern).get("rina", ())) for concern in Concern} == {
        Concern.OUTSIDE: 0,
        Concern.CLAIMS: 2,
        Concern.OWN_VILLAGE: 0,
        Concern.LATE: 0,
        Concern.MISSES: 2,
        Concern.UNLOCKS: 1,
        Concern.CONFIRMATIONS: 1,
        Concern.EXPORTS: 2,
    }


async def test_each_count_opens_its_rows(database: Database, oversight: Oversight, sari: StaffMember) -> None:
    await at(database, NOON, Look("staff:rina", "unlock look-up", "chat:700001", "telepon"), opened())
    await at(database, NOON - timedelta(weeks=1), Look("staff:rina", "unlock look-up", "chat:700002", "datang"))
    async with database.work() as work:
        found = await oversight.weekly.detail(work, sari, Concern.UNLOCKS, "rina", MONDAY + timedelta(days=3))
        assert [(each.subject, each.reason) for each in found.rows] == [("chat:…0001", "telepon")]
        assert (found.week, found.counts) == (MONDAY, (0, 0, 0, 0, 0, 0, 0, 1, 1))
        before = await oversight.weekly.detail(work, sari, Concern.UNLOCKS, "rina", MONDAY - timedelta(weeks=1))
        assert [each.reason for each in before.rows] == ["datang"]
        nobody = await oversight.weekly.detail(work, sari, Concern.UNLOCKS, "' OR true --", MONDAY)
        assert (nobody.rows, nobody.counts) == ((), (0,) * 9)
        for concern in Concern:
            await oversight.weekly.detail(work, sari, concern, "rina", MONDAY)


async def test_only_those_who_lead_see_it_and_their_reading_is_told(database: Database, oversight: Oversight) -> None:
    await move_clock(database, NOON)
    async with database.work() as work:
        for role in (Role.AGENT, Role.OFFICER):
            member = await hired(work, role, role.value)
            with pytest.raises(NotYourRole):
                await oversight.weekly.overview(work, member)
            with pytest.raises(NotYourRole):
                await oversight.weekly.detail(work, member, Concern.LATE, "rina", MONDAY)
        await oversight.weekly.overview(work, await hired(work))
        assert await _read(work) == ["staff:rina"]


async def _read(work: Work) -> list[str]:
    return [row["actor"] for row in await work.raw.fetch("SELECT actor FROM looks WHERE action = 'oversight.read'")]
