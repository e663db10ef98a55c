"""The sample is plausible, the same for the same order, and never taken for a roster of real people."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from services.participants.messages import FileKindUnknown, SampleFileExists
from services.participants.model import Found, Lapsed, Listed
from services.participants.nik import Sex
from services.participants.roster.columns import Field, find_columns
from services.participants.roster.entry import Reason, Warn
from services.participants.roster.sheets import open_sheet
from services.participants.sample import DEMO_PEOPLE, SampleOrder, demo_person, write_sample
from services.participants.sample.making import people as invented
from services.participants.sample.spoiling import SPOILS
from services.participants.service import Participants
from services.region import Region
from tests.participants.office import Office

AS_OF = date(2026, 11, 22)


@pytest.fixture
def order(tmp_path: Path) -> SampleOrder:
    return SampleOrder(tmp_path / "contoh.xlsx", 300, AS_OF)


async def test_a_sample_loads_whole_and_is_known_as_one(
    office: Office, people: Participants, region: Region, order: SampleOrder
) -> None:
    write_sample(order, region.places.villages)
    loaded = await office.loads(order.path)
    assert (loaded.counts.new, loaded.counts.rejected, loaded.is_sample) == (300, 0, True)
    assert not loaded.warnings
    async with office.database.work() as work:
        assert await people.holds_only_samples(work)


async def test_real_people_pasted_into_a_sample_make_it_a_roster(
    office: Office, region: Region, order: SampleOrder
) -> None:
    text = replace(order, path=order.path.with_suffix(".csv"), rows=3)
    write_sample(text, region.places.villages)
    with text.path.open("a", encoding="utf-8") as file:
        file.write("4;6408041502800001;Budi Santoso;15/02/1980;L;;;;;;;01/01/2025;;;\n")
    loaded = await office.loads(text.path)
    assert loaded.counts.new == 4
    assert not loaded.is_sample


async def test_the_demo_people_answer_as_their_story_tells(
    office: Office, people: Participants, region: Region, order: SampleOrder
) -> None:
    write_sample(order, region.places.villages)
    await office.loads(order.path)
    answers = {}
    async with office.database.work() as work:
        for person in DEMO_PEOPLE:
            found = await people.coverage(work, person.nik, person.name, AS_OF, "chat:1")
            assert isinstance(found, Found)
            assert (found.participant.phone, found.participant.kpj) == (person.phone, person.kpj)
            assert found.participant.born == person.born
            assert found.participant.village_code == person.village_code
            answers[person.key] = type(found.coverage)
    assert answers == {"rahmat": Listed, "syahrani": Listed, "aisah": Listed, "yohanes": Lapsed, "maria": Listed}


def test_the_demo_people_are_who_they_are() -> None:
    assert demo_person("rahmat").sex is Sex.MAN
    assert demo_person("aisah").sex is Sex.WOMAN
    for person in DEMO_PEOPLE:
        assert person.nik.is_born_on(person.born)


def test_the_same_order_gives_the_same_people(region: Region) -> None:
    villages = region.places.villages
    assert list(invented(50, villages, 1, AS_OF)) == list(invented(50, villages, 1, AS_OF))
    assert list(invented(50, villages, 1, AS_OF))[5:] != list(invented(50, villages, 2, AS_OF))[5:]


def test_numbers_fit_the_people_and_nobody_elses(region: Region) -> None:
    people = list(invented(2000, region.places.villages, 1, AS_OF))
    assert len({person.nik for person in people}) == 2000
    for person in people:
        assert person.nik.is_born_on(person.born)
        assert person.nik.number[:6] == person.village.district.code.replace(".", "")
        assert int(person.nik.number[-4:]) > 9000
        assert person.phone == "" or person.phone.startswith("0844")
        assert 18 <= AS_OF.year - person.born.year <= 65
        assert person.until is None or person.since <= person.until


async def test_a_dirty_sample_meets_every_kind_of_reader(office: Office, region: Region, order: SampleOrder) -> None:
    write_sample(replace(order, rows=3000, is_dirty=True), region.places.villages)
    loaded = await office.loads(order.path)
    assert set(loaded.reasons) >= {
        Reason.NIK_TOO_SHORT, Reason.NIK_TOO_LONG, Reason.NIK_HAS_LETTERS, Reason.NIK_DATE_IMPOSSIBLE,
        Reason.NIK_SERIAL_ZERO, Reason.NIK_SCIENTIFIC, Reason.NIK_LAST_DIGIT_LOST, Reason.NAME_MISSING,
        Reason.END_BEFORE_START, Reason.START_UNREADABLE, Reason.DUPLICATE, Reason.MAYBE_FAMILY_CARD,
    }  # fmt: skip
    assert set(loaded.warnings) >= {Warn.BORN_DIFFERS, Warn.PHONE_UNREADABLE, Warn.KPJ_LENGTH}
    assert loaded.counts.new + loaded.counts.rejected == 3000
    assert loaded.counts.rejected < 300


def test_every_way_of_spoiling_changes_the_row(region: Region, order: SampleOrder) -> None:
    text = replace(order, path=order.path.with_suffix(".csv"), rows=1)
    write_sample(text, region.places.villages)
    row = list(open_sheet(text.path).rows())[3]
    for spoil in SPOILS:
        spoiled = list(row)
        spoil(spoiled)
        assert spoiled != row


def test_the_header_of_a_sample_is_understood(region: Region, order: SampleOrder) -> None:
    write_sample(replace(order, rows=1), region.places.villages)
    columns = find_columns(open_sheet(order.path).rows())
    assert columns.places.keys() == set(Field) - {Field.MONTH, Field.STATUS}


def test_a_sample_never_overwrites(region: Region, order: SampleOrder) -> None:
    order.path.write_text("punya orang")
    with pytest.raises(SampleFileExists):
        write_sample(order, region.places.villages)
    with pytest.raises(FileKindUnknown):
        write_sample(replace(order, path=order.path.with_suffix(".pdf")), region.places.villages)


def test_somebody_whose_cover_ended_lately_is_in_the_sample(region: Region) -> None:
    ends = {person.until for person in invented(2000, region.places.villages, 1, AS_OF)}
    assert {None, date(2026, 10, 31), date(2026, 12, 31)} <= ends
