"""Files of offices become people on the roster; a bad row never stops the load."""

from datetime import date
from pathlib import Path

import pytest

from services.participants.messages import (
    AlreadyLoaded,
    FileKindUnknown,
    FileUnreadable,
    LoadRunning,
    SheetUnknown,
)
from services.participants.model import Counts, Found, Listed, NotFound, Period, Proof, Source
from services.participants.roster.entry import Reason, Warn
from services.participants.roster.loading import CHUNK
from services.participants.roster.service import LoadOrder
from services.participants.service import Participants
from tests.participants.office import ANI, APBD, BUDI, CITRA, DAY, HEADER, Office, row, several

RICH_HEADER = (
    "No.", "No. KTP", "Nama Lengkap", "Tgl Lahir", "L/P", "Alamat", "Desa/Kelurahan", "Kecamatan", "Pekerjaan",
    "No HP", "No. Peserta", "TMT", "s.d.", "Upah", "Sumber Dana",
)  # fmt: skip
RICH = [
    1, BUDI.number, "Budi Santoso", "15/02/1980", "L", "Jl. Poros RT 3", "Sangatta Utara", "Sangatta Utara", "Nelayan",
    "0844-1234-5678", "12345678901", "01/10/2024", "31/12/2026", "Rp 1.000.000", APBD,
]  # fmt: skip


async def test_a_row_becomes_a_person_with_everything_it_says(office: Office, people: Participants) -> None:
    loaded = await office.loads(office.text_file([RICH], header=RICH_HEADER))
    assert loaded.counts == Counts(rows=1, new=1)
    async with office.database.work() as work:
        found = await people.coverage(work, BUDI, "Budi Santoso", DAY, "chat:1")
    assert isinstance(found, Found)
    person = found.participant
    assert (person.name, person.nik, person.born, person.kpj) == (
        "Budi Santoso",
        BUDI,
        date(1980, 2, 15),
        "12345678901",
    )
    assert (person.phone, person.address, person.wage) == ("+6284412345678", "Jl. Poros RT 3", 1_000_000)
    assert (person.village_code, person.district, person.occupation) == ("64.08.04.2001", "Sangatta Utara", "Nelayan")
    source = person.periods[0].source
    assert isinstance(source, Source)
    assert person.periods == (Period(date(2024, 10, 1), date(2026, 12, 31), APBD, Proof.LISTED, True, source),)
    assert isinstance(found.coverage, Listed)
    assert found.coverage.at_least_months == 18


async def test_nothing_personal_lies_open_in_the_database(office: Office) -> None:
    await office.loads(office.text_file([RICH], header=RICH_HEADER))
    async with office.database.work() as work:
        tables = ("participants", "participant_periods", "roster_batches", "looks")
        dump = " ".join([str(await work.raw.fetch(f"SELECT t::text FROM {table} t")) for table in tables])
    assert "Sangatta Utara" in dump
    for personal in (BUDI.number, "Budi", "12345678901", "84412345678", "Poros", "1980"):
        assert personal not in dump
        assert personal.encode().hex() not in dump


@pytest.mark.parametrize("sign", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
async def test_text_files_of_every_kind_are_read(
    office: Office, people: Participants, sign: str, encoding: str
) -> None:
    file = office.text_file([row(BUDI, "José Ñandú")], encoding=encoding, sign=sign)
    assert (await office.loads(file)).counts.new == 1
    async with office.database.work() as work:
        found = await people.coverage(work, BUDI, "Jose Nandu", DAY, "chat:1")
    assert isinstance(found, Found)
    assert found.participant.name == "José Ñandú"


async def test_the_header_may_stand_below_titles_and_above_column_numbers(office: Office) -> None:
    above: list[list[object]] = [["DAFTAR PESERTA"], ["Kabupaten Kutai Timur, 2026"], []]
    rows: list[list[object]] = [
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"],
        row(BUDI, "Budi"),
        [],
        row(ANI, "Ani"),
        ["", "", ""],
    ]
    loaded = await office.loads(office.workbook(rows, above=above))
    assert loaded.counts == Counts(rows=2, new=2)


async def test_row_numbers_are_those_of_the_spreadsheet(office: Office) -> None:
    above: list[list[object]] = [["DAFTAR PESERTA"], []]
    loaded = await office.loads(office.workbook([row(BUDI, "Budi"), row("12", "Ani")], above=above))
    assert [reject.row for reject in loaded.rejects] == [5]


@pytest.mark.parametrize(
    ("nik", "reason"),
    [
        ("", Reason.NIK_MISSING),
        ("-", Reason.NIK_MISSING),
        ("640804150280000", Reason.NIK_TOO_SHORT),
        ("64080415028000011", Reason.NIK_TOO_LONG),
        ("64O8041502800001", Reason.NIK_HAS_LETTERS),
        ("6408043502800001", Reason.NIK_DATE_IMPOSSIBLE),
        ("6408041502800000", Reason.NIK_SERIAL_ZERO),
        ("1111111111111111", Reason.NIK_ALL_SAME),
        ("6,40804E+15", Reason.NIK_SCIENTIFIC),
        ("6.40804E+15", Reason.NIK_SCIENTIFIC),
    ],
)
async def test_a_bad_number_goes_to_the_rejects(office: Office, nik: str, reason: Reason) -> None:
    assert await office.rejects(row(nik, "Budi Santoso"), row(ANI, "Ani Lestari")) == [reason]


async def test_a_numeric_cell_that_ends_in_zero_has_lost_its_last_digit(office: Office) -> None:
    loaded = await office.loads(office.workbook([row(6408041502800010.0, "Budi"), row(6408045603900002.0, "Ani")]))
    assert [reject.reason for reject in loaded.rejects] == [Reason.NIK_LAST_DIGIT_LOST]
    assert loaded.counts.new == 1


async def test_a_zero_at_the_end_of_a_text_is_a_digit(office: Office) -> None:
    assert await office.rejects(row("6408041502800010", "Budi")) == []


@pytest.mark.parametrize("nik", ["'6408041502800001", "6408 0415 0280 0001", "6408.0415.0280.0001"])
async def test_apostrophes_spaces_and_dots_are_read_past(office: Office, people: Participants, nik: str) -> None:
    await office.loads([row(nik, "Budi Santoso")])
    async with office.database.work() as work:
        assert isinstance(await people.coverage(work, BUDI, "Budi Santoso", DAY, "chat:1"), Found)


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"mulai": "awal tahun"}, Reason.START_UNREADABLE),
        ({"sampai": "selamanya"}, Reason.END_UNREADABLE),
        ({"mulai": "01/01/2025", "sampai": "31/12/2024"}, Reason.END_BEFORE_START),
        ({"mulai": "01/01/2062", "sampai": ""}, Reason.START_YEAR_ODD),
        ({"mulai": "01/01/1924", "sampai": ""}, Reason.START_YEAR_ODD),
    ],
)
async def test_a_bad_date_goes_to_the_rejects(office: Office, cells: dict[str, str], reason: Reason) -> None:
    assert await office.rejects(row(BUDI, "Budi Santoso", **cells)) == [reason]


@pytest.mark.parametrize(
    ("name", "reason"), [("", Reason.NAME_MISSING), ("-", Reason.NAME_MISSING), ("Budi 2", Reason.NAME_UNREADABLE)]
)
async def test_a_bad_name_goes_to_the_rejects(office: Office, name: str, reason: Reason) -> None:
    assert await office.rejects(row(BUDI, name)) == [reason]


async def test_the_same_row_twice_is_loaded_once(office: Office) -> None:
    loaded = await office.loads([row(BUDI, "Budi Santoso"), row(BUDI, "BUDI SANTOSO")])
    assert [reject.reason for reject in loaded.rejects] == [Reason.DUPLICATE]
    assert loaded.rejects[0].values == {"row": 2}
    assert loaded.counts == Counts(rows=2, new=1, rejected=1)


async def test_rejects_come_in_the_order_of_the_file(office: Office) -> None:
    loaded = await office.loads([row(BUDI, "Budi"), row(BUDI, "Budi"), row(ANI, "-")])
    assert [reject.row for reject in loaded.rejects] == [3, 4]


async def test_two_rows_with_other_dates_are_two_periods_of_one_person(office: Office) -> None:
    loaded = await office.loads(
        [row(BUDI, "Budi", sampai="31/12/2025"), row(BUDI, "Budi", mulai="01/06/2026", sampai="")]
    )
    assert loaded.counts == Counts(rows=2, new=1)
    assert await office.value("SELECT count(*) FROM participant_periods") == 2


async def test_one_number_under_two_names_is_nobodys(office: Office) -> None:
    reasons = await office.rejects(row(BUDI, "Budi Santoso"), row(ANI, "Ani"), row(BUDI, "Slamet Riyadi"))
    assert reasons == [Reason.OTHER_NAME, Reason.OTHER_NAME]
    assert await office.value("SELECT count(*) FROM participants") == 1


async def test_a_repeated_number_that_is_no_birth_date_may_be_a_family_card(office: Office) -> None:
    header = (*HEADER, "Tgl Lahir")
    rows = [[*row(BUDI, "Budi"), "01/01/1970"], [*row(BUDI, "Slamet"), "15/02/1980"], [*row(ANI, "Ani"), "01/01/1970"]]
    loaded = await office.loads(office.text_file(rows, header=header))
    assert [reject.reason for reject in loaded.rejects] == [Reason.MAYBE_FAMILY_CARD, Reason.OTHER_NAME]
    assert loaded.warnings == {Warn.BORN_DIFFERS: 1}


async def test_a_birth_date_beside_its_place_is_kept_and_compared(office: Office) -> None:
    header = (*HEADER, "Tempat/Tgl Lahir")
    rows = [[*row(BUDI, "Budi"), "Sangatta, 15-02-1980"], [*row(ANI, "Ani"), "Bontang, 17 Maret 1990"]]
    loaded = await office.loads(office.text_file(rows, header=header))
    assert loaded.warnings == {Warn.BORN_DIFFERS: 1}
    assert [warned.row for warned in loaded.warned] == [3]


async def test_oddities_are_loaded_with_a_warning(office: Office) -> None:
    odd = list(RICH)
    odd[3], odd[4], odd[6], odd[9], odd[10], odd[13] = "kapan", "P", "Entah", "tidak ada", "1234567890", "cukup"
    loaded = await office.loads(office.text_file([odd], header=RICH_HEADER))
    assert loaded.counts.new == 1
    assert set(loaded.warnings) == {
        Warn.BORN_UNREADABLE, Warn.SEX_DIFFERS, Warn.VILLAGE_UNKNOWN, Warn.PHONE_UNREADABLE, Warn.KPJ_LENGTH,
        Warn.WAGE_UNREADABLE,
    }  # fmt: skip
    assert [warned.row for warned in loaded.warned] == [2]


async def test_the_same_file_twice_changes_nothing_and_says_so(office: Office) -> None:
    file = office.text_file([row(BUDI, "Budi"), row(ANI, "Ani")])
    first = await office.loads(file)
    before = await office.everything()
    again = await office.tries(file)
    assert isinstance(again, AlreadyLoaded)
    assert again.number == first.batch
    assert await office.everything() == before


async def test_the_same_people_in_another_file_are_the_same(office: Office) -> None:
    rows = [row(BUDI, "Budi"), row(ANI, "Ani")]
    await office.loads(rows)
    before = await office.everything()
    assert (await office.loads(office.workbook(rows))).counts == Counts(rows=2, same=2)
    assert await office.everything() == before


async def test_a_later_file_adds_what_it_knows_and_keeps_the_rest(office: Office, people: Participants) -> None:
    await office.loads(office.text_file([RICH], header=RICH_HEADER))
    header = (*HEADER, "No HP")
    rows = [
        [*row(BUDI, "Budi Santoso", mulai="01/01/2027", sampai="31/12/2027"), "084499999999"],
        [*row(ANI, "Ani"), ""],
    ]
    assert (await office.loads(office.text_file(rows, header=header))).counts == Counts(rows=2, new=1, changed=1)
    async with office.database.work() as work:
        found = await people.coverage(work, BUDI, "Budi Santoso", date(2027, 5, 1), "chat:1")
    assert isinstance(found, Found)
    assert (found.participant.phone, found.participant.kpj) == ("+6284499999999", "12345678901")
    assert isinstance(found.coverage, Listed)
    assert (found.coverage.since, found.coverage.until) == (date(2024, 10, 1), date(2027, 12, 31))


async def test_an_interrupted_load_leaves_nothing(office: Office) -> None:
    file = office.text_file(several(CHUNK + 600))

    def pull_the_plug(done: int, total: int) -> None:
        if done > total - 300:
            raise KeyboardInterrupt

    async def load() -> None:
        async with office.database.work() as work:
            await office.roster.load(work, LoadOrder(file, "staff:tes", "Pemkab"), pull_the_plug)

    with pytest.raises(KeyboardInterrupt):
        await load()
    assert await office.everything() == []
    assert await office.value("SELECT count(*) FROM roster_batches") == 0
    assert (await office.loads(file)).counts.new == CHUNK + 600


async def test_two_files_are_not_loaded_at_once(office: Office) -> None:
    file = office.text_file([row(BUDI, "Budi")])
    async with office.database.work() as work:
        await office.roster.load(work, LoadOrder(file, "staff:tes", "Pemkab"))
        with pytest.raises(LoadRunning):
            await office.loads([row(ANI, "Ani")])


async def test_a_file_that_does_not_open_is_told_kindly(office: Office, tmp_path: Path) -> None:
    broken = tmp_path / "rusak.xlsx"
    broken.write_bytes(b"bukan spreadsheet")
    for path, refusal in (
        (tmp_path / "tidak-ada.xlsx", FileUnreadable),
        (broken, FileUnreadable),
        (tmp_path, FileUnreadable),
    ):
        with pytest.raises(refusal):
            await office.loads(path)
    with pytest.raises(FileKindUnknown):
        await office.loads(Path(__file__))
    with pytest.raises(SheetUnknown):
        await office.loads(office.workbook([row(BUDI, "Budi")]), sheet="Lembar9")


async def test_a_file_without_any_good_row_is_a_batch_of_rejects(office: Office) -> None:
    assert (await office.loads([row("1", "Budi"), row("2", "Ani")])).counts == Counts(rows=2, rejected=2)


async def test_who_loaded_what_is_in_the_audit(office: Office) -> None:
    loaded = await office.loads([row(CITRA, "Citra")])
    actor = await office.value("SELECT actor FROM looks WHERE subject = $1", f"batch:{loaded.batch}")
    assert actor == "staff:tes"


async def test_somebody_who_is_nowhere_is_not_found(office: Office, people: Participants) -> None:
    await office.loads([row(CITRA, "Citra")])
    async with office.database.work() as work:
        assert await people.coverage(work, BUDI, "Budi", DAY, "chat:1") == NotFound()
