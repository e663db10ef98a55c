"""The first hour, recorded: one press, a photo with its time, the place, the clock of two days; and what undoes it."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest

from bot.simulator import Chat
from handlers.chat.accident_buttons import (
    AccidentReported,
    ChangeAccidentTime,
    CompleteAccident,
    ConfirmDiscard,
    DiscardAccident,
    KeepAccident,
    RecordAccident,
    TellPlace,
)
from handlers.chat.claim_buttons import SendPaper
from services.benefits.guidance import AccidentNow
from services.benefits.messages import AskLocation, FarFromHere, NearestClinics
from services.benefits.papers import Paper
from services.claims import State
from services.claims.accidents.messages import (
    AccidentWasReported,
    AskAccidentPlace,
    AskAccidentTime,
    AskToDiscard,
    EvidenceKept,
    FirstHour,
    RecordDiscarded,
    TimeUnreadable,
)
from services.claims.messages import ClaimNotYours
from services.claims.papers.messages import SendThis
from tests.claims.photos import photo
from tests.journeys.accident import now, presses, records, set_clock, the_clock_ticks, the_record
from tests.journeys.conftest import Santun
from tests.journeys.hearing import saying
from tests.journeys.papers import pages
from tests.journeys.test_first_hour import JAKARTA, WAHAU


async def test_in_panic_one_press_records_the_accident_and_starts_the_clock(santun: Santun, chat: Chat) -> None:
    await set_clock(santun, 1, 14, 30)
    await records(chat)
    (said,) = await chat.hears(saying(FirstHour))
    assert said.text.startswith("Kalau gawat, ke IGD terdekat dulu")
    by = await now(santun) + timedelta(days=2)
    assert f"Laporkan paling lambat {santun.house.rooms.words.environment.filters['hari'](by)} pukul 14.30" in said.text
    assert "kalau terlambat, tetap lapor" in said.text.lower()
    assert "“Ini kecelakaan kerja, BPJS Ketenagakerjaan.”" in said.text
    assert "90 hari" in said.text
    assert list(said.buttons) == [
        "Kirim foto kejadian",
        "Cari yang terdekat",
        "Ubah jam kejadian",
        "Sudah dilaporkan",
        "Lengkapi pengajuan",
        "Bicara dengan petugas",
    ]
    record = await the_record(santun, chat)
    assert (record.state, record.details.hour) == (State.DRAFT, "14.30")


async def test_pressed_twice_it_is_one_record(santun: Santun, chat: Chat) -> None:
    await records(chat, "kecelakaan barusan")
    first = await the_record(santun, chat)
    await presses(chat, RecordAccident())
    await chat.hears(saying(FirstHour))
    assert (await the_record(santun, chat)).id == first.id


async def test_a_photo_of_the_place_is_kept_with_its_time_and_nothing_is_asked_for(santun: Santun, chat: Chat) -> None:
    await set_clock(santun, 1, 14, 30)
    await records(chat)
    await chat.taps("Kirim foto kejadian")
    (said,) = await chat.hears(saying(SendThis))
    assert "Orang yang terluka lebih dulu" in said.text
    await chat.sends(photo=photo("KEBUN", dark=True))
    (kept,) = await chat.hears(saying(EvidenceKept), within=10)
    assert "pukul 14.3" in kept.text
    assert not any("Daftar berkas" in message.text for message in chat.messages)
    (page,) = await pages(santun, await the_record(santun, chat))
    assert page.paper is Paper.EVIDENCE_PHOTO
    assert (await the_record(santun, chat)).arrived == {Paper.EVIDENCE_PHOTO}


async def test_a_photo_that_nobody_announced_shows_the_accident(santun: Santun, chat: Chat) -> None:
    await records(chat)
    await chat.sends(photo=photo("LUKA"))
    await chat.hears(saying(EvidenceKept), within=10)
    (page,) = await pages(santun, await the_record(santun, chat))
    assert page.paper is Paper.EVIDENCE_PHOTO


@pytest.mark.parametrize("first", ["voice", "photo"])
async def test_who_sends_a_voice_or_a_photo_at_once_is_one_press_from_help(chat: Chat, first: str) -> None:
    await (chat.sends(photo=photo()) if first == "photo" else chat.sends(voice=b"OggS suara"))
    await chat.hears(re.compile("belum bisa kami|belum kami simpan"))
    await chat.says("tolong jatuh dari pohon sawit")
    (said,) = await chat.hears(saying(AccidentNow))
    assert said.buttons[0] == "Catat kejadian ini"


async def test_a_caption_that_tells_of_an_accident_is_answered_at_once(chat: Chat) -> None:
    await chat.sends(photo=photo(), caption="teman saya jatuh barusan, berdarah")
    (said,) = [one for one in await chat.hears(saying(AccidentNow)) if saying(AccidentNow)(one)]
    assert said.buttons[0] == "Catat kejadian ini"
    assert any("belum kami simpan" in one.text for one in chat.messages)


@pytest.mark.parametrize(("place", "kind"), [(WAHAU, NearestClinics), (JAKARTA, FarFromHere)], ids=["near", "far"])
async def test_a_location_of_the_first_hours_is_kept_and_that_is_said(
    santun: Santun, chat: Chat, place: tuple[float, float], kind: type[NearestClinics | FarFromHere]
) -> None:
    await records(chat)
    await chat.taps("Cari yang terdekat")
    (ask,) = await chat.hears(saying(AskLocation))
    assert "ikut kami simpan" in ask.text
    await chat.sends_location(*place)
    (said,) = await chat.hears(saying(kind))
    record = await the_record(santun, chat)
    assert f"tersandi di catatan {record.number}, hanya untuk keluarga dan petugas" in said.text
    assert "tidak kami simpan" not in said.text
    assert (record.details.latitude, record.details.longitude) == place
    assert record.details.place == "", "only what the family types is its name"


async def test_a_location_after_two_days_is_answered_and_kept_nowhere(santun: Santun, chat: Chat) -> None:
    await records(chat)
    await santun.passes(timedelta(hours=49))
    await chat.sends_location(*WAHAU)
    (said,) = await chat.hears(saying(NearestClinics))
    assert "tidak kami simpan" in said.text
    assert (await the_record(santun, chat)).details.latitude is None


async def test_the_time_and_the_place_are_told_in_ones_own_words(santun: Santun, chat: Chat) -> None:
    await set_clock(santun, 1, 14, 30)
    await records(chat)
    await chat.taps("Ubah jam kejadian")
    await chat.hears(saying(AskAccidentTime))
    await chat.says("sakit sekali")
    await chat.hears(saying(TimeUnreadable))
    await chat.says("tadi jam 9")
    (said,) = await chat.hears(saying(FirstHour))
    assert "pukul 09.00" in said.text
    record = await the_record(santun, chat)
    await presses(chat, TellPlace(record.id))
    await chat.hears(saying(AskAccidentPlace))
    await chat.says("kebun sawit blok C")
    (said,) = await chat.hears(saying(FirstHour))
    assert "pukul 09.00, kebun sawit blok C" in said.text
    await presses(chat, ChangeAccidentTime(record.id))
    await chat.hears(saying(AskAccidentTime))
    await chat.says("kemarin sore")
    (said,) = await chat.hears(saying(FirstHour))
    assert "jamnya belum diketahui, kebun sawit blok C" in said.text
    details = (await the_record(santun, chat)).details
    assert (details.day, details.hour) == ((await now(santun)).date() - timedelta(days=1), "")


async def test_the_clock_speaks_twice_then_asks_once_then_is_silent(santun: Santun, chat: Chat) -> None:
    await set_clock(santun, 1, 14, 30)
    await records(chat)
    heard = []
    for days, hour in ((1, 9), (0, 11), (0, 12), (0, 23), (1, 7), (0, 9), (0, 10), (0, 15), (1, 15), (1, 15), (30, 10)):
        await set_clock(santun, days, hour)
        before = len(chat.messages)
        await the_clock_ticks(santun)
        await chat.settles(quiet=0.3)
        heard += [(days, hour)] * len([one for one in chat.messages[before:] if one.from_bot])
    assert heard == [(0, 11), (0, 9), (1, 15)]
    assert "mau dilanjutkan menjadi pengajuan" in chat.last.text
    assert list(chat.last.buttons) == ["Lengkapi pengajuan", "Buang catatan", "Bicara dengan petugas"]


async def test_once_it_is_reported_the_clock_is_silent(santun: Santun, chat: Chat) -> None:
    await set_clock(santun, 1, 14, 30)
    await records(chat)
    await chat.taps("Sudah dilaporkan")
    await chat.hears(saying(AccidentWasReported))
    for _ in range(2):
        await set_clock(santun, 1, 12)
        await the_clock_ticks(santun)
    await chat.settles(quiet=0.3)
    assert saying(AccidentWasReported)(chat.last)
    await presses(chat, RecordAccident())
    (said,) = await chat.hears(saying(FirstHour))
    assert "Sudah dilaporkan ✓" in said.text
    assert "Sudah dilaporkan" not in said.buttons


async def test_status_shows_the_record_in_one_line_and_it_can_be_thrown_away(santun: Santun, chat: Chat) -> None:
    await records(chat)
    record = await the_record(santun, chat)
    await chat.says("/status")
    (line,) = await chat.hears(record.number)
    assert line.text.count("\n") == 0
    assert list(line.buttons[:2]) == ["Lengkapi pengajuan", "Buang catatan"]
    await chat.taps("Buang catatan")
    await chat.hears(saying(AskToDiscard))
    await chat.taps("Simpan saja")
    await chat.hears(saying(FirstHour))
    for _ in range(2):
        await presses(chat, ConfirmDiscard(record.id))
        await chat.hears(saying(RecordDiscarded))
    await chat.says("/status")
    (nothing,) = await chat.hears()
    assert record.number not in nothing.text
    await presses(chat, RecordAccident())
    await chat.hears(saying(FirstHour))
    assert (await the_record(santun, chat)).id != record.id


async def test_a_record_of_another_chat_is_out_of_reach(santun: Santun, chat: Chat) -> None:
    await records(chat)
    record = await the_record(santun, chat)
    thief = await santun.person("Maling")
    await thief.says("/start")
    await thief.hears()
    kinds = (ChangeAccidentTime, TellPlace, AccidentReported, CompleteAccident, DiscardAccident, ConfirmDiscard)
    taps = [*(kind(record.id) for kind in (*kinds, KeepAccident)), SendPaper(record.id, Paper.EVIDENCE_PHOTO)]
    for tap in (*taps, ConfirmDiscard(uuid4())):
        await presses(thief, tap)
        await thief.hears(saying(ClaimNotYours))
    async with santun.house.database.work() as work:
        assert await work.raw.fetchval("SELECT count(*) FROM looks WHERE action = 'claim.forged'") == len(taps) + 1
    assert await the_record(santun, chat) == record
