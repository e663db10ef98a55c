"""The first hour after an accident: the emergency first, then where to go, from wherever somebody is."""

import pytest

from bot.simulator import Chat
from services.benefits.guidance import AccidentNow, AskDistrict
from services.benefits.messages import AskLocation, ClinicsNearYou, FarFromHere, NearestClinics
from services.benefits.questions import AskWhatToReckon
from services.dialogues.messages import Menu
from services.helpdesk.messages import NotedForStaff
from tests.journeys.conftest import Santun
from tests.journeys.hearing import saying

WAHAU, JAKARTA = (1.0871, 116.8713), (-6.2146, 106.8451)


async def test_hurt_far_from_town_finds_the_nearest_clinics_by_a_shared_location(chat: Chat) -> None:
    await chat.says("kecelakaan barusan, tolong")
    await chat.hears(saying(AccidentNow))
    await chat.taps("Tempat berobat mitra")
    await chat.hears(saying(AskDistrict))
    await chat.taps("Cari yang terdekat")
    await chat.hears(saying(AskLocation))
    assert chat.keyboard == ["Kirim lokasi saya", "Menu"]
    await chat.presses("Kirim lokasi saya")
    (answer,) = await chat.hears(saying(NearestClinics))
    assert answer.text.startswith("Kalau gawat, ke IGD terdekat dulu")
    assert "RSUD Kudungga (Sangatta): sekitar 2 km" in answer.text
    assert answer.text.count("garis lurus") == 1
    assert "periksa lagi" in answer.text
    assert "Jaraknya belum kami ketahui: Puskesmas Karangan" in answer.text


async def test_a_location_out_of_the_blue_is_answered_with_the_nearest_clinics(chat: Chat) -> None:
    await chat.sends_location(*WAHAU)
    (answer,) = await chat.hears(saying(NearestClinics))
    assert answer.text.index("Puskesmas Muara Wahau 2: sekitar 1 km") < answer.text.index("Puskesmas Kongbeng")
    assert "RS" in answer.text


async def test_a_venue_is_a_location_as_well(chat: Chat) -> None:
    place = {"latitude": WAHAU[0], "longitude": WAHAU[1]}
    await chat.writes({"venue": {"location": place, "title": "Pasar", "address": "Wahau"}})
    await chat.hears(saying(NearestClinics))


async def test_somebody_far_away_hears_kindly_whom_to_ask(chat: Chat) -> None:
    await chat.sends_location(*JAKARTA)
    (answer,) = await chat.hears(saying(FarFromHere))
    assert answer.text.startswith("Kalau gawat")
    assert "175" in answer.text
    assert "RSUD" not in answer.text


async def test_a_location_that_is_none_is_not_guessed_at(santun: Santun, chat: Chat) -> None:
    await chat.says("/start")
    await chat.hears()
    sender = {"id": chat.person, "is_bot": False, "first_name": "Siti"}
    message = {"message_id": 900, "date": 1, "chat": {"id": chat.id, "type": "private"}, "from": sender}
    await santun.telegram.raw_update("message", message | {"location": {"latitude": 117.5, "longitude": 0.5}}, chat.id)
    await chat.hears(lambda heard: "Lokasi itu belum bisa kami baca" in heard.text)


async def test_a_district_without_a_clinic_names_the_next_ones_with_their_distance(chat: Chat) -> None:
    await chat.says("long mesangat")
    (answer,) = await chat.hears(saying(ClinicsNearYou))
    assert "Puskesmas Batu Ampar: sekitar 20 km (garis lurus)" in answer.text
    assert "periksa lagi" in answer.text


async def test_who_changes_their_mind_presses_menu_instead_of_sharing(chat: Chat) -> None:
    await chat.says("/menu")
    await chat.taps("Kecelakaan kerja")
    await chat.taps("Tempat berobat mitra")
    await chat.taps("Cari yang terdekat")
    await chat.presses("Menu")
    await chat.hears(saying(Menu))


async def test_a_question_that_is_open_is_put_aside_for_the_location_that_was_asked_for(chat: Chat) -> None:
    await chat.says("hitungkan")
    await chat.hears(saying(AskWhatToReckon))
    await chat.says("tempat berobat di mana?")
    await chat.taps("Cari yang terdekat")
    await chat.presses("Kirim lokasi saya")
    await chat.hears(saying(NearestClinics))


async def test_a_location_that_is_no_answer_to_the_open_question_leaves_it_open(chat: Chat) -> None:
    await chat.says("hitungkan")
    await chat.hears(saying(AskWhatToReckon))
    await chat.sends_location(*WAHAU)
    await chat.settles()
    assert not chat.heard(saying(NearestClinics))


async def test_while_a_person_is_waited_for_the_location_is_for_them_and_is_not_asked_for(chat: Chat) -> None:
    await chat.says("tempat berobat di mana?")
    (which,) = await chat.hears(saying(AskDistrict))
    await chat.says("petugas")
    await chat.hears()
    await chat.sends_location(*WAHAU)
    await chat.hears(saying(NotedForStaff))
    assert not chat.heard(saying(NearestClinics))
    await chat.presses_old(which.id, "Cari yang terdekat")
    (again,) = await chat.hears(saying(AskDistrict))
    assert "Cari yang terdekat" not in again.buttons
    assert not chat.heard(saying(AskLocation))


@pytest.mark.parametrize("place", [WAHAU, JAKARTA], ids=["near", "far"])
async def test_no_table_and_no_line_keeps_where_somebody_was(
    santun: Santun, chat: Chat, place: tuple[float, float], caplog: pytest.LogCaptureFixture
) -> None:
    await chat.sends_location(*place)
    await chat.settles()
    degrees = [str(number).lstrip("-") for number in place]
    async with santun.house.database.work() as work:
        tables = await work.raw.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        for (table,) in tables:
            rows = await work.raw.fetch(f'SELECT t::text AS row FROM "{table}" t')
            assert not any(number in row["row"] for row in rows for number in degrees), table
        bodies = await work.raw.fetchval("SELECT count(*) FROM inbox WHERE body IS NOT NULL")
    assert bodies == 0, "what was read is sealed, and gone"
    assert not any(number in caplog.text for number in degrees)
