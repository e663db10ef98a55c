"""A second process helps with a large file: same result, nothing half done when either of the two dies."""

import asyncio
import os
import sys
from datetime import date, timedelta
from itertools import islice, pairwise
from pathlib import Path
from uuid import UUID

import psutil
import pytest

from services.db import Database
from services.participants.messages import LoadBroken
from services.participants.roster.aside import ASIDE_FROM, cores
from services.participants.roster.desk import rising_ids
from services.participants.roster.loading import CHUNK
from services.participants.roster.service import Loaded, LoadOrder, Roster
from services.participants.sample import SampleOrder, write_sample
from services.privacy import Keys
from services.region import Region
from tests.participants.office import ANI, APBD, BUDI, Office, row, several

ROOT = Path(__file__).resolve().parents[2]
PEOPLE = """
SELECT array_agg(ARRAY[encode(nik_print, 'hex'), name_prints::text, village_code] ORDER BY nik_print)::text
FROM participants
"""
PERIODS = """
SELECT array_agg(
    ARRAY[encode(nik_print, 'hex'), since::text, until::text, is_start_known::text] ORDER BY nik_print, since, until
)::text
FROM participant_periods q JOIN participants p ON p.id = q.participant_id
"""
COPYING = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND query LIKE 'COPY%' AND pid <> pg_backend_pid()
"""


@pytest.fixture
def pair(database: Database, keys: Keys, region: Region, tmp_path: Path) -> Office:
    """An office in which two processes read every file."""
    return Office(database, Roster(keys, region.places, region.zone, aside_from=0), tmp_path)


def helpers(of: int) -> list[psutil.Process]:
    """The processes that help this one."""
    children = psutil.Process(of).children()
    return [each for each in children if "services.participants.roster.aside" in each.cmdline()]


async def content(office: Office) -> tuple[object, object]:
    return await office.value(PEOPLE), await office.value(PERIODS)


async def test_two_processes_come_to_the_same_as_one(
    office: Office, pair: Office, region: Region, tmp_path: Path
) -> None:
    dirty = tmp_path / "kotor.xlsx"
    write_sample(SampleOrder(dirty, CHUNK + 700, date(2026, 3, 1), is_dirty=True), region.places.villages)
    found: list[tuple[Loaded, tuple[object, object]]] = []
    for each in (office, pair):
        loaded = await each.loads(dirty)
        found.append((loaded, await content(each)))
        async with each.database.work() as work:
            await each.roster.undo(work, loaded.batch, "staff:tes")
    (alone, kept_alone), (helped, kept_helped) = found
    assert (helped.counts, helped.rejects, helped.warned) == (alone.counts, alone.rejects, alone.warned)
    assert (helped.is_sample, helped.passed, helped.headers) == (alone.is_sample, alone.passed, alone.headers)
    assert kept_helped == kept_alone
    assert [reject.row for reject in helped.rejects] == sorted(reject.row for reject in helped.rejects)
    assert {"<" if reject.row < CHUNK else ">" for reject in helped.rejects} == {"<", ">"}


async def test_two_processes_know_who_is_known(office: Office, pair: Office) -> None:
    await office.loads([row(BUDI, "Budi Santoso"), row(ANI, "Ani")])
    loaded = await pair.loads([row(BUDI, "Slamet"), row(ANI, "Ani", desa="Singa Gembara")])
    assert (loaded.counts.changed, loaded.counts.held, loaded.counts.new) == (1, 1, 0)
    async with office.database.work() as work:
        assert [hold.name_after for hold in await office.roster.holds(work, "staff:tes")] == ["Slamet"]
        assert await office.roster.approve(work, 1, "staff:tes") == 3


async def test_a_helper_that_dies_ends_the_load_and_nothing_is_kept(pair: Office) -> None:
    file = pair.text_file(several(2 * CHUNK + 600))

    def shoot(done: int, total: int) -> None:
        if done > total - 2 * CHUNK:
            for helper in helpers(os.getpid()):
                helper.kill()
                helper.wait(10)

    async def load() -> None:
        async with pair.database.work() as work:
            await pair.roster.load(work, LoadOrder(file, "staff:tes", "Pemkab"), shoot)

    with pytest.raises(LoadBroken):
        await load()
    assert await pair.everything() == []
    assert await pair.value("SELECT count(*) FROM roster_batches") == 0
    assert (await pair.loads(file)).counts.new == 2 * CHUNK + 600
    assert helpers(os.getpid()) == []


async def test_the_key_is_in_no_argument_and_no_environment_of_the_helper(pair: Office) -> None:
    seen: list[str] = []

    def look(_done: int, _total: int) -> None:
        seen.extend(" ".join([*each.cmdline(), "|", *each.environ().values()]) for each in helpers(os.getpid()))

    async with pair.database.work() as work:
        file = pair.text_file(several(700))
        await pair.roster.load(work, LoadOrder(file, "staff:tes", "Pemkab"), look)
    assert seen
    master = b"k" * 32
    assert not any(text in told for told in seen for text in (master.decode(), master.hex(), "a2tra2tra2tr"))
    assert {told.partition(" -m ")[2] for told in seen} == {"services.participants.roster.aside |"}


async def test_a_killed_import_leaves_nothing_and_nobody(database: Database, tmp_path: Path, office: Office) -> None:
    letters = str.maketrans("0123456789", "abcdefghij")
    rows = [
        row(f"640804{date(1980, 1, 1) + timedelta(number // 9000):%d%m%y}{number % 9000 + 1:04d}", name)
        for number, name in ((n, f"Warga {str(n).translate(letters)}") for n in range(ASIDE_FROM + 100))
    ]
    file = office.text_file(rows)
    settings = {"SANTUN_DATABASE_URL": database.url, "SANTUN_DATA_DIR": str(tmp_path / "data"), "PYTHONPATH": str(ROOT)}
    command = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", "from bot.cli import main; main()", "roster", "import", str(file)),
        env={**os.environ, **settings},
        stderr=asyncio.subprocess.DEVNULL,
    )
    while await office.value(COPYING) == 0:
        assert command.returncode is None
        await asyncio.sleep(0.01)
    helping = helpers(command.pid)
    assert len(helping) == (cores() > 1)
    command.kill()
    await command.wait()
    gone, alive = await asyncio.to_thread(psutil.wait_procs, helping, timeout=20)
    assert (gone, alive) == (helping, [])
    assert await office.everything() == []
    assert (await office.loads(file)).counts.new == len(rows)


async def test_the_beginning_of_a_list_may_stand_at_its_end(office: Office) -> None:
    later = several(60, mulai="01/02/2025")
    first = [row(BUDI.number[:12] + f"{n:04d}", f"Warga {chr(96 + n)}x", mulai="01/01/2025") for n in range(1, 16)]
    await office.loads([*later, *first])
    of_first = "SELECT array_agg(DISTINCT is_start_known) FROM participant_periods WHERE since = '2025-01-01'"
    assert await office.value(of_first) == [False]
    assert await office.value("SELECT bool_and(is_start_known) FROM participant_periods WHERE since > '2025-01-01'")


async def test_a_beginning_that_few_share_is_their_own(office: Office) -> None:
    first = [row(BUDI.number[:12] + f"{n:04d}", f"Warga {chr(96 + n)}x", mulai="01/01/2025") for n in range(1, 13)]
    await office.loads([*first, *several(60, mulai="01/02/2025")])
    assert await office.value("SELECT bool_and(is_start_known) FROM participant_periods")
    assert await office.value("SELECT count(*) FROM participant_periods WHERE funder = $1", APBD) == 72


def test_ids_of_one_file_rise() -> None:
    ids = list(islice(rising_ids(), 9000))
    assert all(before < after for before, after in pairwise(ids))
    assert [str(UUID(each)) for each in ids] == ids
    assert {UUID(each).version for each in ids} == {7}
    assert len({each[-12:] for each in ids}) == len(ids)
