"""A newer list may end a membership earlier than an older one did: told always, applied only when asked."""

from datetime import date

from services.participants.model import Counts
from services.participants.roster.entry import Warn
from tests.participants.office import ANI, BUDI, CITRA, DAY, Office, row, several

ENDS = "SELECT array_agg(until ORDER BY until) FROM participant_periods"
JUNE, DECEMBER = date(2026, 6, 30), date(2026, 12, 31)


async def test_an_earlier_end_is_told_and_changes_nothing(office: Office) -> None:
    await office.loads([row(BUDI, "Budi"), row(ANI, "Ani"), row(CITRA, "Citra", sampai="")])
    before = await office.everything()
    rows = [row(BUDI, "Budi", sampai="30/06/2026"), row(ANI, "Ani"), row(CITRA, "Citra", desa="Entah")]
    loaded = await office.loads([*rows[:2], [*rows[2][:2], "", "", *rows[2][4:]]])
    assert loaded.counts == Counts(rows=3, same=3)
    assert loaded.warnings == {Warn.END_EARLIER: 2}
    assert [(warned.row, warned.warnings) for warned in loaded.warned] == [
        (2, (Warn.END_EARLIER,)),
        (4, (Warn.END_EARLIER,)),
    ]
    assert await office.everything() == before


async def test_a_row_with_another_oddity_has_both(office: Office) -> None:
    await office.loads([row(BUDI, "Budi")])
    loaded = await office.loads([row(BUDI, "Budi", sampai="30/06/2026", desa="Entah")])
    assert [warned.warnings for warned in loaded.warned] == [(Warn.VILLAGE_UNKNOWN, Warn.END_EARLIER)]


async def test_an_earlier_end_is_applied_when_asked_and_can_be_taken_back(office: Office) -> None:
    await office.loads([row(BUDI, "Budi"), row(ANI, "Ani")])
    before = await office.everything()
    file = office.text_file([row(BUDI, "Budi", sampai="30/06/2026"), row(ANI, "Ani")])
    await office.loads(file)
    loaded = await office.loads(file, ends_earlier=True)
    assert (loaded.counts, loaded.warnings) == (Counts(rows=2, same=1, ended=1), {})
    assert await office.value(ENDS) == [JUNE, DECEMBER]
    async with office.database.work() as work:
        assert (await office.roster.undo(work, loaded.batch, "staff:tes")).reopened == 1
    assert await office.everything() == before


async def test_what_was_ended_twice_is_taken_back_step_by_step(office: Office) -> None:
    await office.loads([*several(9), row(BUDI, "Budi", sampai="31/12/2099")])
    states = [await office.everything()]
    first = await office.loads([*several(9), row(BUDI, "Budi", sampai="30/06/2098")], ends_earlier=True)
    states.append(await office.everything())
    second = await office.loads(several(9), ends_missing=True)
    assert (first.counts.ended, second.counts.ended) == (1, 1)
    for batch in (second.batch, first.batch):
        async with office.database.work() as work:
            await office.roster.undo(work, batch, "staff:tes")
        assert await office.everything() == states.pop()


async def test_only_the_last_of_several_rows_is_an_end(office: Office) -> None:
    await office.loads([row(BUDI, "Budi")])
    rows = [row(BUDI, "Budi", sampai="30/06/2026"), row(BUDI, "Budi", mulai="01/07/2026")]
    assert (await office.loads(rows)).warnings == {}


async def test_payment_lists_other_funders_and_other_years_end_nobody(office: Office) -> None:
    await office.loads([row(BUDI, "Budi", mulai=f"{DAY:%d/%m/%Y}")])
    assert (await office.loads([row(BUDI, "Budi", sampai="30/06/2026")], is_paid=True)).warnings == {}
    assert (await office.loads([row(BUDI, "Budi", sampai="30/06/2026", dana="APBN")])).warnings == {}
    assert (await office.loads([row(BUDI, "Budi", sampai="31/12/2025")])).warnings == {}
