"""Batches can be taken back, missing people ended, and name changes wait for a person's word."""

from datetime import date
from typing import Any

import pytest

from services.participants.messages import (
    BatchNotLast,
    BatchUndone,
    BatchUnknown,
    EndsNeedVillages,
    HoldUnknown,
    LoadRunning,
    TooManyEnds,
)
from services.participants.model import Counts, Found, Grace, Listed, NotFound
from services.participants.roster.service import LoadOrder
from services.participants.service import Participants
from tests.participants.office import ANI, BUDI, DAY, HEADER, Office, row, several


async def undo(office: Office, number: int) -> Any:
    async with office.database.work() as work:
        return await office.roster.undo(work, number, "staff:tes")


async def ask(office: Office, people: Participants, name: str, on: date = DAY) -> Found | NotFound:
    async with office.database.work() as work:
        return await people.coverage(work, BUDI, name, on, "chat:1")


async def test_taking_back_a_file_leaves_the_roster_as_it_was(office: Office) -> None:
    await office.loads([row(BUDI, "Budi Santoso"), row(ANI, "Ani")])
    before = await office.everything()
    header = (*HEADER, "No HP")
    rows = [[*row(BUDI, "Budi Santosa", sampai="31/12/2027"), "084412345678"], *several(3)]
    second = await office.loads(office.text_file(rows, header=header))
    assert second.counts == Counts(rows=4, new=3, changed=1)
    done = await undo(office, second.batch)
    assert (done.removed, done.restored) == (3, 1)
    assert await office.everything() == before
    assert await office.value("SELECT undone_by FROM roster_batches WHERE number = $1", second.batch) == "staff:tes"


async def test_a_file_taken_back_can_be_loaded_again(office: Office) -> None:
    file = office.text_file([row(BUDI, "Budi")])
    await undo(office, (await office.loads(file)).batch)
    assert await office.everything() == []
    assert (await office.loads(file)).counts.new == 1


async def test_files_are_taken_back_from_the_last(office: Office) -> None:
    first, second = await office.loads([row(BUDI, "Budi")]), await office.loads([row(ANI, "Ani")])
    with pytest.raises(BatchNotLast) as caught:
        await undo(office, first.batch)
    assert caught.value.last == second.batch
    await undo(office, second.batch)
    with pytest.raises(BatchUndone):
        await undo(office, second.batch)
    await undo(office, first.batch)
    with pytest.raises(BatchUnknown):
        await undo(office, 999)


async def test_batches_are_listed_with_their_counts_the_newest_first(office: Office) -> None:
    await office.loads([row(BUDI, "Budi"), row("1", "x y")])
    await office.loads(several(2))
    async with office.database.work() as work:
        newest, oldest = await office.roster.batches(work)
    assert oldest.counts == Counts(rows=2, new=1, rejected=1)
    assert (newest.counts.new, newest.is_sample, newest.is_undone, newest.loaded_by) == (2, False, False, "staff:tes")


async def test_the_missing_end_in_the_villages_and_the_funder_of_the_file(office: Office, people: Participants) -> None:
    elsewhere = {"desa": "Singa Gembara"}
    await office.loads(
        [*several(9), row(BUDI, "Budi"), row(ANI, "Ani", **elsewhere), row("6408041502800777", "Eko", dana="APBN")]
    )
    loaded = await office.loads(several(9), ends_missing=True)
    assert loaded.counts == Counts(rows=9, same=9, ended=1)
    today = await office.value("SELECT (santun_now() AT TIME ZONE 'Asia/Makassar')::date")
    assert await office.value("SELECT count(*) FROM participant_periods WHERE ended_by IS NOT NULL") == 1
    assert isinstance((await ask(office, people, "Budi", today)).coverage, Listed)  # type: ignore[union-attr]
    after = today.replace(year=today.year + 1)
    found = await ask(office, people, "Budi", after)
    assert isinstance(found, Found)
    assert not isinstance(found.coverage, Listed)


async def test_taking_back_opens_again_what_was_ended(office: Office, people: Participants) -> None:
    await office.loads([*several(9), row(BUDI, "Budi")])
    before = await office.everything()
    loaded = await office.loads(several(9), ends_missing=True)
    assert (await undo(office, loaded.batch)).reopened == 1
    assert await office.everything() == before


async def test_a_rejected_row_does_not_make_its_owner_missing(office: Office) -> None:
    await office.loads([*several(9), row(BUDI, "Budi")])
    loaded = await office.loads([*several(9), row(BUDI, "Budi", mulai="entah")], ends_missing=True)
    assert (loaded.counts.ended, loaded.counts.rejected) == (0, 1)


async def test_more_than_a_fifth_does_not_end_unless_told_so(office: Office) -> None:
    await office.loads(several(10))
    before = await office.everything()
    with pytest.raises(TooManyEnds) as caught:
        await office.loads(several(7), ends_missing=True)
    assert (caught.value.ending, caught.value.active) == (3, 10)
    assert await office.everything() == before
    assert (await office.loads(several(7), ends_missing=True, allow_many_ends=True)).counts.ended == 3


async def test_a_fifth_may_end(office: Office) -> None:
    await office.loads(several(10))
    assert (await office.loads(several(8), ends_missing=True)).counts.ended == 2


async def test_a_file_without_villages_ends_nobody(office: Office) -> None:
    file = office.text_file([[BUDI.number, "Budi"]], header=("NIK", "Nama"))
    with pytest.raises(EndsNeedVillages):
        await office.loads(file, ends_missing=True)


async def test_the_ended_are_in_grace_for_three_months(office: Office, people: Participants) -> None:
    await office.loads([row(BUDI, "Budi", sampai="31/12/2025")])
    found = await ask(office, people, "Budi")
    assert isinstance(found, Found)
    assert isinstance(found.coverage, Grace)


async def test_a_name_beyond_the_rule_waits_and_the_old_one_stays(office: Office, people: Participants) -> None:
    await office.loads([row(BUDI, "Budi Santoso")])
    before = await office.everything()
    assert (await office.loads([row(BUDI, "Slamet Riyadi")])).counts == Counts(rows=1, held=1)
    assert await office.everything() == before
    assert isinstance(await ask(office, people, "Budi Santoso"), Found)
    assert await ask(office, people, "Slamet Riyadi") == NotFound()
    async with office.database.work() as work:
        (hold,) = await office.roster.holds(work, "staff:tes")
    assert (hold.name_before, hold.name_after, hold.nik) == ("Budi Santoso", "Slamet Riyadi", BUDI)
    assert "Budi" not in repr(hold)


async def test_an_approved_name_opens_the_record_and_can_be_taken_back(office: Office, people: Participants) -> None:
    await office.loads([row(BUDI, "Budi Santoso")])
    before = await office.everything()
    await office.loads([row(BUDI, "Slamet Riyadi", sampai="31/12/2027")])
    async with office.database.work() as work:
        (hold,) = await office.roster.holds(work, "staff:tes")
        batch = await office.roster.approve(work, hold.number, "staff:tes")
    assert await ask(office, people, "Budi Santoso") == NotFound()
    found = await ask(office, people, "Slamet Riyadi", date(2027, 6, 1))
    assert isinstance(found, Found)
    assert isinstance(found.coverage, Listed)
    await undo(office, batch)
    assert await office.everything() == before
    async with office.database.work() as work:
        assert len(await office.roster.holds(work, "staff:tes")) == 1


async def test_somebody_held_with_several_rows_gets_all_of_them_when_approved(office: Office) -> None:
    await office.loads([row(BUDI, "Budi Santoso", mulai="01/01/2024", sampai="31/12/2024")])
    rows = [
        row(BUDI, "Slamet Riyadi", sampai="31/12/2025"),
        *several(2),
        row(BUDI, "Slamet Riyadi", mulai="01/06/2026"),
        row(BUDI, "Slamet Riyadi", sampai="31/12/2025"),
    ]
    assert (await office.loads(rows)).counts == Counts(rows=5, new=2, held=1, rejected=1)
    async with office.database.work() as work:
        (hold,) = await office.roster.holds(work, "staff:tes")
        batch = await office.roster.approve(work, hold.number, "staff:tes")
    assert await office.value("SELECT count(*) FROM participant_periods WHERE batch = $1", batch) == 2


async def test_a_name_is_not_approved_while_a_file_is_being_loaded(office: Office) -> None:
    await office.loads([row(BUDI, "Budi Santoso")])
    await office.loads([row(BUDI, "Slamet Riyadi")])
    file = office.text_file([row(ANI, "Ani")])
    async with office.database.work() as loading, office.database.work() as work:
        (hold,) = await office.roster.holds(work, "staff:tes")
        await office.roster.load(loading, LoadOrder(file, "staff:tes", "Pemkab"))
        with pytest.raises(LoadRunning):
            await office.roster.approve(work, hold.number, "staff:tes")


async def test_a_rejected_name_is_not_asked_about_again(office: Office, people: Participants) -> None:
    await office.loads([row(BUDI, "Budi Santoso")])
    await office.loads([row(BUDI, "Slamet Riyadi")])
    async with office.database.work() as work:
        (hold,) = await office.roster.holds(work, "staff:tes")
        await office.roster.reject(work, hold.number, "staff:tes")
    await office.loads([row(BUDI, "Slamet Riyadi"), row(ANI, "Ani")])
    async with office.database.work() as work:
        assert await office.roster.holds(work, "staff:tes") == []
        with pytest.raises(HoldUnknown):
            await office.roster.approve(work, hold.number, "staff:tes")
        with pytest.raises(HoldUnknown):
            await office.roster.reject(work, hold.number, "staff:tes")
    assert isinstance(await ask(office, people, "Budi Santoso"), Found)


async def test_a_held_row_goes_with_its_file(office: Office) -> None:
    await office.loads([row(BUDI, "Budi Santoso")])
    held = await office.loads([row(BUDI, "Slamet Riyadi")])
    await undo(office, held.batch)
    async with office.database.work() as work:
        assert await office.roster.holds(work, "staff:tes") == []
