"""Questions in one's own words, the tree of answers, the calculator, and care before everything else."""

import pytest

from bot.simulator import Chat
from services.benefits.guidance import AccidentNow, AskDistrict, Free, PickASubject
from services.benefits.messages import (
    ClinicsNearYou,
    Clocks,
    Crisis,
    ReckonedDeath,
    ReckonedInjury,
    Sources,
    SuicideCare,
    SuicideInFamily,
)
from services.benefits.questions import (
    AskDayOfEvent,
    AskHowLongMember,
    AskHowManyChildren,
    AskIfFromWork,
    AskLoss,
    AskMonthsUnable,
    AskOutcome,
    AskSchoolLevel,
    AskTransport,
    AskWhatToReckon,
)
from services.coverage.questions import FamilyInGrief
from services.dialogues.messages import (
    DidYouMean,
    Greeted,
    Menu,
    NotUnderstood,
    NumberTakenAway,
    PressAButton,
    TakeYourTime,
    Thanked,
)
from tests.journeys.hearing import saying


async def test_a_tired_sentence_gets_at_most_three_buttons(chat: Chat) -> None:
    await chat.says("suami sy mninggal kmrn waktu kerja di kebun")
    (answer,) = await chat.hears(saying(DidYouMean))
    assert answer.buttons[-2:] == ("Bicara dengan petugas", "Menu")
    assert 2 <= len(answer.buttons[:-2]) <= 3
    await chat.taps("Meninggal karena kerja")
    (sums,) = await chat.hears("Rp70.000.000")
    await chat.taps("Dasar dan sumber")
    (law,) = await chat.hears(saying(Sources))
    assert "PP 82/2019" in law.text
    assert "Berkas meninggal krn kerja" in sums.buttons


async def test_what_can_only_mean_one_thing_is_answered_without_a_button(chat: Chat) -> None:
    await chat.says("suami sy mninggal")
    (condolence,) = await chat.hears(saying(FamilyInGrief))
    assert "Periksa apakah terdaftar" in condolence.buttons
    await chat.says("kapan batas lapor")
    await chat.hears(saying(Clocks))


async def test_thanks_and_greetings_are_answered_in_kind(chat: Chat) -> None:
    await chat.says("assalamualaikum pak")
    (greeted,) = await chat.hears(saying(Greeted))
    assert greeted.text.startswith("Waalaikumsalam")
    await chat.says("makasih ya 🙏")
    await chat.hears(saying(Thanked))


async def test_who_sighs_is_offered_a_person_first(chat: Chat) -> None:
    await chat.says("😭😭")
    (answer,) = await chat.hears(saying(TakeYourTime))
    assert answer.buttons[0] == "Bicara dengan petugas"
    assert "119" in answer.text


async def test_no_courtesy_comes_before_danger_of_life_or_a_number_to_take_away(chat: Chat) -> None:
    await chat.says("tolong, saya capek hidup")
    await chat.hears(saying(Crisis))
    number = await chat.says("makasih ya 6408040303900001")
    await chat.hears(saying(NumberTakenAway))
    await chat.until(lambda seen: not seen.has(number))


async def test_a_greeting_in_the_middle_is_returned_and_the_question_asked_again(chat: Chat) -> None:
    await chat.says("hitungkan")
    await chat.hears(saying(AskWhatToReckon))
    await chat.says("selamat pagi bu")
    await chat.hears(saying(Greeted))
    await chat.hears(saying(AskWhatToReckon))


async def test_what_is_not_ours_gets_the_menu(chat: Chat) -> None:
    await chat.says("resep bakso enak")
    (answer,) = await chat.hears(saying(NotUnderstood))
    assert len(answer.buttons) >= 4


@pytest.mark.parametrize("sentence", ["saya mau bunuh diri", "pengen mati aja", "cape hidup"])
async def test_someone_in_danger_hears_care_a_number_and_no_sum(chat: Chat, sentence: str) -> None:
    await chat.says(sentence)
    (answer,) = await chat.hears(saying(Crisis))
    assert "119" in answer.text
    assert "Rp" not in answer.text


async def test_care_comes_in_the_middle_of_another_conversation(chat: Chat) -> None:
    await chat.says("hitungkan")
    await chat.hears(saying(AskWhatToReckon))
    await chat.says("rasanya pengen mati")
    await chat.hears(saying(Crisis))
    await chat.says("meninggal")
    await chat.hears(saying(AskDayOfEvent))


async def test_who_asks_about_a_suicide_hears_care_first_and_then_the_answer(chat: Chat) -> None:
    await chat.says("Kalau bunuh diri dibayar nggak?")
    await chat.hears(saying(SuicideCare))
    await chat.taps("Ini tentang keluarga saya")
    (answer,) = await chat.hears(saying(SuicideInFamily))
    assert "Rp" not in answer.text


async def test_hurt_just_now_hears_the_emergency_first_and_finds_a_clinic(chat: Chat) -> None:
    await chat.says("kecelakaan barusan, tolong")
    (answer,) = await chat.hears(saying(AccidentNow))
    assert answer.text.startswith("Kalau gawat")
    assert len(answer.buttons) == 5
    await chat.taps("Tempat berobat mitra")
    await chat.hears("kecamatan mana")
    await chat.taps("Kongbeng")
    (clinics,) = await chat.hears("Puskesmas Kongbeng")
    assert "periksa lagi" in clinics.text


async def test_a_place_that_is_typed_is_answered_with_its_clinics(chat: Chat) -> None:
    await chat.says("bengalon")
    await chat.hears("Bengalon")
    await chat.says("sangatta")
    (which,) = await chat.hears(saying(AskDistrict))
    assert which.buttons == ("Sangatta Selatan", "Sangatta Utara", "Menu")
    await chat.taps("Sangatta Utara")
    await chat.hears(saying(ClinicsNearYou))


async def test_the_tree_of_questions_is_reached_from_the_menu(chat: Chat) -> None:
    await chat.says("/menu")
    await chat.hears(saying(Menu))
    await chat.taps("Pertanyaan lain")
    (subjects,) = await chat.hears(saying(PickASubject))
    assert len(subjects.buttons) <= 7
    await chat.taps("Mengurus dan kendala")
    await chat.hears(saying(PickASubject))
    await chat.taps("Batas waktu")
    await chat.hears(saying(Clocks))


async def test_the_calculator_asks_little_and_shows_its_working(chat: Chat) -> None:
    await chat.says("tolong hitungkan")
    await chat.hears(saying(AskWhatToReckon))
    await chat.taps("Meninggal")
    await chat.hears(saying(AskDayOfEvent))
    await chat.says("32 Maret")
    await chat.says("kemarin")
    await chat.hears(saying(AskIfFromWork))
    await chat.taps("Tidak")
    await chat.hears(saying(AskHowLongMember))
    await chat.taps("3 tahun atau lebih")
    await chat.hears(saying(AskHowManyChildren))
    await chat.says("1 anak")
    await chat.hears(saying(AskSchoolLevel))
    await chat.taps("SMP")
    (answer,) = await chat.hears(saying(ReckonedDeath))
    assert "24 × Rp500.000" in answer.text
    assert "Rp75.000.000" in answer.text


async def test_a_loss_that_no_doctor_has_rated_is_told_as_left_out_of_the_sum(chat: Chat) -> None:
    await chat.says("tolong hitungkan")
    await chat.taps("Kecelakaan kerja")
    await chat.says("kemarin")
    await chat.hears(saying(AskOutcome))
    await chat.taps("Fungsinya berkurang")
    await chat.hears(saying(AskLoss))
    await chat.taps("Belum tahu")
    await chat.hears(saying(AskMonthsUnable))
    await chat.taps("3 bulan")
    await chat.hears(saying(AskTransport))
    await chat.taps("Tidak pakai angkutan")
    (answer,) = await chat.hears(saying(ReckonedInjury))
    assert "Rp3.000.000" in answer.text
    assert "Belum ikut dihitung" in answer.text
    assert "Rp800.000" in answer.text


async def test_a_question_in_the_middle_is_answered_and_the_step_asked_again(chat: Chat) -> None:
    await chat.says("hitungkan")
    await chat.taps("Meninggal")
    await chat.hears(saying(AskDayOfEvent))
    await chat.says("berapa lama batas waktu klaim?")
    await chat.hears(saying(Clocks))
    await chat.hears(saying(AskDayOfEvent))
    await chat.says("ini bayar ga")
    await chat.hears(saying(Free))
    await chat.hears(saying(AskDayOfEvent))


async def test_after_a_second_unread_answer_a_person_is_offered(chat: Chat) -> None:
    await chat.says("hitungkan")
    await chat.hears(saying(AskWhatToReckon))
    await chat.says("anu")
    (first,) = await chat.hears(saying(PressAButton))
    assert "Bicara dengan petugas" not in first.buttons
    await chat.says("anu")
    (second,) = await chat.hears(saying(PressAButton))
    assert "Bicara dengan petugas" in second.buttons
    await chat.taps("Meninggal")
    await chat.hears(saying(AskDayOfEvent))
    await chat.says("32 Maret")
    (anew,) = await chat.hears()
    assert "Bicara dengan petugas" not in anew.buttons
