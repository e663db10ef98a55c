"""Families start a claim: from the answer about coverage, from a menu, with every kind of slip; and follow it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.simulator import Chat
from services.claims import Event, Handover, Kind, State, Step
from services.claims.messages import AskToSubmit, TooManyClaims
from services.claims.questions import (
    AskDoing,
    AskEvent,
    AskEventDay,
    AskIfPaid,
    AskPersonName,
    AskRelation,
    AskSubmitterName,
    AskSubmitterPhone,
    AskWhatHappened,
    CheckClaim,
    NotAtWork,
)
from services.claims.service import MOST_A_DAY
from services.dialogues.messages import AlreadyAnswered
from services.helpdesk.messages import InTheQueue
from services.requests.messages import NothingUnderWay
from services.speech import Speech
from tests.claims.family import DEATH
from tests.journeys.asking import RAHMAT, asks_about_the_dead, tells
from tests.journeys.claiming import (
    Told,
    begins,
    changes,
    introduces_herself,
    sari,
    sends,
    tells_of_the_death,
    the_claim,
)
from tests.journeys.conftest import Santun
from tests.journeys.hearing import saying


async def test_a_widow_goes_from_the_answer_to_a_number_and_follows_it_to_bpjs(santun: Santun, chat: Chat) -> None:
    await asks_about_the_dead(chat)
    await tells(chat, RAHMAT.nik.number, "Rahmat Hidayat", "kemarin")
    await chat.taps("Mulai pengajuan")
    await chat.hears(saying(AskWhatHappened))
    await chat.says("Sakit beberapa hari di rumah.")
    await introduces_herself(chat, Told(about=""))
    number = await sends(chat)
    claim = await the_claim(santun, chat)
    assert (claim.number, claim.kind) == (number, Kind.DEATH)
    assert claim.participant is not None
    assert claim.details.nik == RAHMAT.nik.number
    await chat.until(lambda seen: bool(seen.pinned))
    staff, rooms = await sari(santun), santun.house.rooms
    async with santun.house.database.work() as work:
        await rooms.claims.desk.move(work, staff, number, Step(State.IN_REVIEW))
    await chat.hears("Sedang kami periksa", within=10)
    async with santun.house.database.work() as work:
        day = rooms.region.today(work.now)
        await rooms.claims.desk.hand_over(work, staff, number, Handover(day, "Kantor Bontang", "B/1", is_complete=True))
    (*_, said) = await chat.hears("Sudah diserahkan ke BPJS", within=10)
    assert "3 hari kerja" in said.text
    await chat.says("/status")
    await chat.hears("B/1")


async def test_a_claim_from_the_menu_needs_no_number_of_anybody(santun: Santun, chat: Chat) -> None:
    await begins(chat)
    await tells_of_the_death(chat)
    await introduces_herself(chat)
    number = await sends(chat)
    claim = await the_claim(santun, chat)
    assert (claim.participant, claim.details.nik) == (None, "")
    assert claim.details.about == "Rahmat Hidayat"
    await chat.says("/status")
    (said,) = await chat.hears(number)
    assert "Akta kematian" in said.text
    assert "belum sampai di BPJS" in said.text


async def test_the_same_family_submitting_twice_has_one_number(santun: Santun, chat: Chat) -> None:
    numbers = set()
    for _ in range(2):
        await begins(chat)
        await tells_of_the_death(chat)
        await introduces_herself(chat)
        numbers.add(await sends(chat))
    assert len(numbers) == 1


WHAT, FAMILY, WHO = "Ubah kejadian", "Ubah keluarga", "Ubah nama atau telepon"
TYPED_ANEW: tuple[tuple[str, str, type[Speech], str], ...] = (
    (WHO, "Ubah nama orangnya", AskPersonName, "Rahmad Hidayat"),
    (WHAT, "Ubah tanggal", AskEventDay, "Februari 2026"),
    (WHAT, "Ubah cerita", AskWhatHappened, "Jatuh dari perahu."),
    (WHO, "Ubah nama saya", AskSubmitterName, "Nur Hayati"),
    (WHO, "Ubah telepon", AskSubmitterPhone, "0811 1111 1111"),
)
TAPPED_ANEW = (
    (WHO, "Ubah hubungan", "Anak", "Lanjut"),
    (WHAT, "Ubah saat kejadian", "Sedang bekerja", "Di laut", "Lanjut"),
    (WHAT, "Ubah tempatnya", "Di jalan raya", "Lanjut"),
    (FAMILY, "Ubah istri atau suami", "Nikah siri", "Lanjut"),
    (FAMILY, "Ubah jumlah anak", "3 anak atau lebih", "Lanjut"),
    (FAMILY, "Ubah sekolah anak", "SMA", "Kuliah atau pelatihan", "Ada", "Lanjut"),
    (FAMILY, "Ubah keadaan khusus", "Keluarga belum sepakat", "Lanjut"),
)


async def test_every_answer_of_the_summary_can_be_changed(santun: Santun, chat: Chat) -> None:
    await begins(chat)
    await tells_of_the_death(chat)
    await introduces_herself(chat)
    await chat.taps("Lanjut")
    for part, button, question, answer in TYPED_ANEW:
        await changes(chat, part, button)
        await chat.hears(saying(question))
        await chat.says(answer)
    for part, button, *answers in TAPPED_ANEW:
        await changes(chat, part, button)
        for answer in answers:
            await chat.taps(answer)
    (check,) = await chat.hears(saying(CheckClaim))
    for shown in ("Rahmad Hidayat", "Februari 2026", "Jatuh dari perahu.", "Anak", "Nur Hayati", "0811 1111 1111"):
        assert shown in check.text
    for shown in ("Meninggal karena kerja", "Karena terjadi saat bekerja", "di jalan raya", "Pasangan: nikah siri"):
        assert shown in check.text
    assert "Anak: 3, sekolah: SMA, kuliah atau pelatihan, ada yang belum dewasa" in check.text
    assert "Didampingi petugas: nikah siri, keluarga belum sepakat" in check.text
    await changes(chat, WHAT, "Tidak jadi")
    await changes(chat, WHAT, "Ubah jenis kejadian")
    await chat.taps("Kecelakaan atau cedera")
    await chat.hears(saying(AskDoing))


async def test_without_consent_nothing_is_sent(santun: Santun, chat: Chat) -> None:
    await begins(chat)
    await tells_of_the_death(chat)
    await introduces_herself(chat)
    await chat.taps("Lanjut")
    await chat.taps("Sudah benar")
    await chat.hears(saying(AskToSubmit))
    await chat.taps("Lihat lagi dulu")
    await chat.hears(saying(CheckClaim))
    await chat.says("/status")
    await chat.hears(saying(NothingUnderWay))


async def test_an_accident_outside_work_is_told_who_pays_before_anything_else(santun: Santun, chat: Chat) -> None:
    await begins(chat)
    await chat.taps("Kecelakaan atau cedera")
    await chat.taps("Kemarin")
    await chat.taps("Tidak keduanya")
    (told,) = await chat.hears(saying(NotAtWork))
    assert told.buttons == ("Teruskan, minta diperiksa", "Ubah jawaban tadi", "Bicara dengan petugas")
    await chat.taps("Ubah jawaban tadi")
    await chat.hears(saying(AskDoing))
    await chat.taps("Sedang bekerja")
    await chat.taps("Di tempat kerja")
    await chat.hears(saying(AskIfPaid))
    await chat.taps("Tidak ada")
    await chat.taps("Lewati")
    await chat.hears(saying(AskRelation))
    await chat.taps("Saya sendiri")
    await chat.hears(saying(AskSubmitterName))


@pytest.mark.parametrize(
    ("typed", "heard"),
    [
        ("besok", "belum bisa kami baca"),
        ("lupa", "Bulannya saja cukup"),
        ("3 Maret 2099", "belum tiba"),
        ("31 Februari", "belum bisa kami baca"),
    ],
)
async def test_a_day_that_cannot_be_gets_its_own_sentence(chat: Chat, typed: str, heard: str) -> None:
    await begins(chat)
    await chat.taps("Meninggal dunia")
    await chat.hears(saying(AskEventDay))
    await chat.says(typed)
    await chat.hears(heard)
    await chat.says("bulan lalu")
    await chat.hears(saying(AskDoing))


async def test_asking_for_a_person_in_between_loses_nothing(chat: Chat) -> None:
    await begins(chat)
    await tells_of_the_death(chat)
    await chat.hears(saying(AskRelation))
    await chat.says("petugas")
    await chat.hears(saying(InTheQueue))
    await chat.says("menu")
    await chat.taps("Lanjutkan")


async def test_a_stranger_submitting_the_same_death_learns_nothing_of_the_family(santun: Santun, chat: Chat) -> None:
    await begins(chat)
    await tells_of_the_death(chat)
    await introduces_herself(chat)
    hers = await sends(chat)
    stranger = await santun.person("Budi")
    await begins(stranger)
    await tells_of_the_death(stranger)
    await introduces_herself(stranger)
    his = await sends(stranger)
    assert his != hers
    await stranger.says("/status")
    await stranger.hears(his)
    assert not any(hers in message.text for message in stranger.messages)


async def test_sending_twice_tells_the_same_number_and_makes_no_second_one(santun: Santun, chat: Chat) -> None:
    await begins(chat)
    await tells_of_the_death(chat)
    await introduces_herself(chat)
    number = await sends(chat)
    (asked,) = (message for message in chat.messages if "Ya, kirim" in message.buttons)
    await chat.presses_old(asked.id, "Ya, kirim")
    await chat.hears(number)
    assert (await the_claim(santun, chat)).number == number


async def test_another_answer_to_the_question_before_is_not_swallowed(chat: Chat) -> None:
    await chat.says("/pengajuan")
    await chat.hears(saying(AskEvent))
    (question,) = [message for message in chat.answers if "Meninggal dunia" in message.buttons]
    await chat.taps("Meninggal dunia")
    await chat.hears(saying(AskEventDay))
    await chat.presses_old(question.id, "Meninggal dunia")  # a double tap: nothing is said
    await chat.presses_old(question.id, "Kecelakaan atau cedera")
    await chat.hears(saying(AlreadyAnswered))
    await chat.hears(saying(AskEventDay))


async def test_what_is_refused_at_the_very_end_is_not_lost(santun: Santun, chat: Chat) -> None:
    async with santun.house.database.work() as work:
        for number in range(MOST_A_DAY):
            another = replace(DEATH, day=DEATH.day + timedelta(days=1 + number))
            await santun.house.rooms.claims.submit(work, chat.id, Event.DEATH, another)
    await begins(chat)
    await tells_of_the_death(chat)
    await introduces_herself(chat)
    await chat.taps("Lanjut")
    await chat.taps("Sudah benar")
    await chat.taps("Ya, kirim")
    await chat.hears(saying(TooManyClaims))
    async with santun.house.database.work() as work:
        (kept,) = await santun.house.rooms.dialogues.unfinished(work, chat.id)
    assert kept.draft["about"] == "Rahmat Hidayat"


async def test_an_edit_after_going_back_from_the_consent_is_asked_before_anything_is_sent(chat: Chat) -> None:
    await begins(chat)
    await tells_of_the_death(chat)
    await introduces_herself(chat)
    await chat.taps("Lanjut")
    await chat.taps("Sudah benar")
    await chat.hears(saying(AskToSubmit))
    await chat.says("kembali")
    await changes(chat, "Ubah kejadian", "Ubah tanggal")
    await chat.hears(saying(AskEventDay))
    await chat.says("kemarin")
    await chat.hears(saying(CheckClaim))
