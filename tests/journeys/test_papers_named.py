"""Photos that nobody announced: each is told of, every paper can be chosen for it, and old buttons answer."""

from dataclasses import replace

from bot.simulator import Chat
from handlers.chat.claim_buttons import HidePhotos, KeepPhotos, PickPaper, SortPhotos
from services.benefits.model import Level
from services.benefits.papers import Paper
from services.claims import State, Step
from services.claims.family import Family, Spouse
from services.claims.papers.messages import NoPhotoWaits, PapersArrived, PhotosDropped, SendThis, WhichPaper
from services.staff import Role
from tests.claims.photos import photo
from tests.journeys.conftest import Santun
from tests.journeys.hearing import saying
from tests.journeys.papers import DEATH, chooses, claimed, pages, presses

KTP = Paper.HEIR_ID


async def test_an_old_button_about_photos_that_all_have_a_name_says_so(santun: Santun, chat: Chat) -> None:
    claim = await claimed(santun, chat)
    for tap in (SortPhotos(claim.id, KTP, 0), KeepPhotos(claim.id)):
        await presses(chat, tap)
        await chat.hears(saying(NoPhotoWaits))


async def test_who_looked_for_another_paper_is_asked_what_the_next_photo_is(santun: Santun, chat: Chat) -> None:
    claim = await claimed(santun, chat)
    for turns in (PickPaper(claim.id), HidePhotos(claim.id)):
        await chooses(chat)
        await presses(chat, turns)
        await chat.hears()
        await chat.sends(photo=photo(f"lain {turns.__class__.__name__}"))
        await chat.hears(saying(WhichPaper), within=10)
    assert {page.paper for page in await pages(santun, claim)} == {None}


async def test_every_paper_can_be_chosen_for_a_photo_that_nobody_announced(santun: Santun, chat: Chat) -> None:
    family = replace(DEATH.family, children=2, schooling=(Level.JUNIOR, Level.PRIMARY))
    await claimed(santun, chat, family=family)
    await chat.sends(photo=photo())
    (asked, *_) = await chat.hears(saying(WhichPaper), within=10)
    assert "Rekening anak" in asked.buttons


async def test_photos_that_came_with_one_sent_twice_are_told_of(santun: Santun, chat: Chat) -> None:
    claim = await claimed(santun, chat)
    same = photo("sama")
    for one in (photo("lain"), same, same):
        await chat.sends(photo=one)
    await chat.hears(saying(WhichPaper), within=15)
    assert len(await pages(santun, claim)) == 2


async def test_a_selfie_is_no_paper_and_goes_with_one_press(santun: Santun, chat: Chat) -> None:
    claim = await claimed(santun, chat)
    await chat.sends(photo=photo("wajah"))
    await chat.hears("Itu berkas apa", within=10)
    await chat.taps("Bukan berkas, hapus saja")
    await chat.hears(saying(PhotosDropped))
    assert await pages(santun, claim) == ()


async def test_papers_of_the_grant_stand_behind_a_button_of_their_own(santun: Santun, chat: Chat) -> None:
    schooling = Family(spouse=Spouse.REGISTERED, children=1, schooling=(Level.PRIMARY,))
    claim = await claimed(santun, chat, family=schooling)
    await presses(chat, PickPaper(claim.id))
    (which, *_) = await chat.hears("Berkas yang mana")
    assert "Rapor anak" not in which.buttons
    await chat.taps("Berkas beasiswa anak")
    await chat.taps("Rapor anak")
    await chat.hears(saying(SendThis))


async def test_what_staff_send_back_has_the_next_step_below(santun: Santun, chat: Chat) -> None:
    claim = await claimed(santun, chat)
    async with santun.house.database.work() as work:
        rina = await santun.house.rooms.staff.add(work, "rina", Role.AGENT, by="system:test")
        step = Step(State.PAPERS_NEEDED, "Tinggal KTP.")
        await santun.house.rooms.claims.desk.move(work, rina, claim.number, step)
    *_, heard = await chat.hears("Tinggal KTP")
    assert heard.buttons == ("Kirim berkas", "Lihat status")


async def test_photos_sent_one_after_another_are_named_one_by_one(santun: Santun, chat: Chat) -> None:
    claim = await claimed(santun, chat)
    first = await chat.sends(photo=photo("kartu keluarga"))
    (asked, *_) = await chat.hears(saying(WhichPaper), within=10)
    assert asked.answers == first
    await chat.sends(photo=photo("ktp"))
    await chat.hears(saying(WhichPaper), within=10)
    await chat.taps("Kartu Keluarga")
    await chat.hears(saying(WhichPaper), within=10)
    await presses(chat, SortPhotos(claim.id, Paper.FAMILY_CARDS, first))
    await chat.hears(saying(NoPhotoWaits))
    await chat.hears(saying(WhichPaper))
    await chat.taps("KTP ahli waris")
    await chat.settles()
    assert {page.paper for page in await pages(santun, claim)} == {Paper.FAMILY_CARDS, KTP}


async def test_a_picture_that_is_no_paper_takes_no_other_with_it(santun: Santun, chat: Chat) -> None:
    claim = await claimed(santun, chat)
    await chat.sends(photo=photo("wajah"))
    await chat.hears(saying(WhichPaper), within=10)
    await chat.sends(photo=photo("ktp"))
    await chat.hears(saying(WhichPaper), within=10)
    await chat.taps("Bukan berkas, hapus saja")
    await chat.hears(saying(PhotosDropped))
    await chat.hears(saying(WhichPaper))
    await chat.taps("KTP ahli waris")
    await chat.settles()
    assert [page.paper for page in await pages(santun, claim)] == [KTP]


async def test_a_paper_is_called_by_its_name_as_well_as_by_its_button(santun: Santun, chat: Chat) -> None:
    claim = await claimed(santun, chat)
    await presses(chat, PickPaper(claim.id))
    await chat.hears()
    await chat.says("akte kematian nya bu")
    await chat.hears(saying(SendThis))
    await chat.sends(photo=photo("akta"))
    await chat.hears(saying(PapersArrived), within=10)
    assert {page.paper for page in await pages(santun, claim)} == {Paper.DEATH_CERTIFICATE}


async def test_the_words_below_a_photo_name_it_unless_two_papers_are_called_so(santun: Santun, chat: Chat) -> None:
    claim = await claimed(santun, chat)
    await chat.sends(photo=photo("kartu keluarga"), caption="ini kk nya")
    await chat.hears(saying(PapersArrived), within=10)
    await chat.sends(photo=photo("ktp siapa"), caption="ktp")
    await chat.hears(saying(WhichPaper), within=10)
    assert [page.paper for page in await pages(santun, claim)] == [Paper.FAMILY_CARDS, None]


async def test_without_a_claim_the_name_of_a_paper_is_a_question_about_it(chat: Chat) -> None:
    await chat.says("/start")
    await chat.hears()
    await chat.says("akta kematian")
    await chat.hears()
    assert not any(map(saying(SendThis), chat.messages))
