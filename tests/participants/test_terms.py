"""What a file proves about time: payments, months, and where our data only begins."""

from datetime import date

import pytest

from services.participants.messages import MonthMissing
from services.participants.model import Counts, Covered, Found
from services.participants.roster.entry import Reason
from services.participants.service import Participants
from tests.participants.office import APBD, BUDI, DAY, Office, row, several


async def test_only_a_payment_list_proves_payment(office: Office, people: Participants) -> None:
    await office.loads([row(BUDI, "Budi Santoso", mulai="01/02/2026")])
    header = ("KPJ", "NIK", "Nama Tenaga Kerja", "Bulan Iuran")
    rows = [["", BUDI.number, "BUDI SANTOSO", month] for month in ("02/2026", "03/2026")]
    loaded = await office.loads(office.text_file(rows, header=header), is_paid=True)
    assert loaded.counts == Counts(rows=2, changed=1)
    async with office.database.work() as work:
        found = await people.coverage(work, BUDI, "Budi Santoso", DAY, "chat:1")
    assert isinstance(found, Found)
    assert isinstance(found.coverage, Covered)
    assert (found.coverage.months_paid, found.coverage.is_earlier_unknown) == (2, False)
    assert found.coverage.funder == APBD


async def test_a_payment_list_needs_its_month(office: Office) -> None:
    file = office.text_file([[BUDI.number, "Budi"]], header=("NIK", "Nama"))
    with pytest.raises(MonthMissing):
        await office.loads(file, is_paid=True)
    march = (date(2026, 3, 1), date(2026, 3, 31))
    await office.loads(file, is_paid=True, month=march)
    assert await office.value("SELECT (since, until)::text FROM participant_periods") == "(2026-03-01,2026-03-31)"


async def test_an_unreadable_month_of_a_payment_is_rejected(office: Office) -> None:
    file = office.text_file([[BUDI.number, "Budi", "kapan-kapan"]], header=("NIK", "Nama", "Bulan"))
    loaded = await office.loads(file, is_paid=True)
    assert [reject.reason for reject in loaded.rejects] == [Reason.MONTH_UNREADABLE]


async def test_a_list_without_dates_begins_when_it_is_loaded_and_never_knows_the_start(office: Office) -> None:
    await office.loads(office.text_file([[BUDI.number, "Budi"]], header=("NIK", "Nama")))
    kept = await office.value("SELECT (since = (santun_now() AT TIME ZONE 'Asia/Makassar')::date, until IS NULL, "
                              "is_start_known)::text FROM participant_periods")  # fmt: skip
    assert kept == "(t,t,f)"


async def test_a_start_that_the_whole_list_shares_is_where_our_data_begins(office: Office) -> None:
    await office.loads(several(12))
    assert await office.value("SELECT bool_or(is_start_known) FROM participant_periods") is False
    await office.loads([row(f"640804150390{n:04d}", "Warga Baru", mulai="01/03/2026") for n in range(1, 13)])
    assert await office.value("SELECT bool_and(is_start_known) FROM participant_periods WHERE since >= '2026-01-01'")
