"""A family sends its papers: photos, albums, files, dark ones, wrong ones, twice, and takes them back."""

import re
from datetime import timedelta

import pytest

from bot.simulator import Chat
from handlers.chat.claim_buttons import HidePhotos, KeepPhotos, PickPaper, RemovePaper, SendPaper, SortPhotos
from services.benefits.papers import Paper
from services.claims import State, Step
from services.claims.papers.messages import (
    ClaimPapers,
    PaperDoubtful,
    PapersArrived,
    PaperTwice,
    SendThis,
)
from services.claims.papers.model import PageState, Standing
from services.claims.rules import papers_of
from services.staff import Role
from tests.claims.photos import photo
from tests.journeys.conftest import Santun
from tests.journeys.hearing import saying
from tests.journeys.papers import chooses, claimed, listed, pages, presses, the_claim
from tests.pictures.files import locked_pdf, typeset

KTP = Paper.HEIR_ID


def pinned(chat: Chat) -> str:
    """The list of papers, which is one message."""
    (found,) = [message.text for message in chat.messages if "Daftar berkas" in message.text]
    return found


async def test_a_photo_of_a_chosen_paper_is_kept_and_ticked_off(santun: Santun, chat: Chat) -> None:
    claim = await claimed(santun, chat)
    await chooses(chat)
    assert "Biaya resmi: Rp0" in chat.last.text
    await chat.sends(photo=photo())
    (heard, *_) = await chat.hears(saying(PapersArrived), within=10)
    assert "KTP ahli waris" in heard.text
    assert "Yang belum ada" in heard.text
    (page,) = await pages(santun, claim)
    assert (page.paper, page.state) == (KTP, PageState.ARRIVED)
    assert page.content is not None
    assert await santun.house.rooms.files.get(page.content.file)
    assert (await the_claim(santun, claim)).arrived == {KTP}


async def test_the_pinned_list_is_one_message_that_changes(santun: Santun, chat: Chat) -> None:
    claim = await claimed(santun, chat)
    await presses(chat, SendPaper(claim.id, KTP))
    await chat.hears(saying(SendThis))
    await chat.sends(photo=photo("satu"))
    await chat.hears(saying(ClaimPapers), within=10)
    first = [message for message in chat.messages if "Daftar berkas" in message.text]
    await presses(chat, SendPaper(claim.id, Paper.BANK_BOOK))
    await chat.hears(saying(SendThis))
    await chat.sends(photo=photo("dua"))
    await chat.hears(saying(PapersArrived), within=10)
    await chat.until(lambda here: any("✓ Buku tabungan" in message.text for message in here.messages), within=10)
    lists = [message for message in chat.messages if "Daftar berkas" in message.text]
    assert len(first) == len(lists) == 1
    assert "✓ KTP ahli waris" in lists[0].text
    assert "☐ Akta kematian" in lists[0].text


async def test_several_photos_are_told_of_once_and_what_they_are_is_asked_once(santun: Santun, chat: Chat) -> None:
    claim = await claimed(santun, chat)
    for number in range(3):
        await chat.sends(photo=photo(f"halaman {number}"))
    await chat.hears(re.compile("Itu berkas apa"), within=15)
    await chat.taps("Kartu Keluarga")
    await chat.hears(saying(PapersArrived), within=10)
    found = await listed(santun, claim)
    assert found.row(Paper.FAMILY_CARDS).standing is Standing.ARRIVED
    assert found.unsorted == 0


async def test_the_same_file_twice_is_one(santun: Santun, chat: Chat) -> None:
    claim = await claimed(santun, chat)
    await chooses(chat)
    same = photo()
    await chat.sends(photo=same)
    await chat.hears(saying(PapersArrived), within=10)
    await chat.sends(photo=same)
    await chat.hears(saying(PaperTwice), within=10)
    assert len(await pages(santun, claim)) == 1


@pytest.mark.parametrize(("how", "word"), [({"dark": True}, "gelap"), ({"blurred": True}, "kabur")])
async def test_a_photo_that_is_hard_to_read_is_said_kindly_and_counts_if_they_wish(
    santun: Santun, chat: Chat, how: dict[str, bool], word: str
) -> None:
    claim = await claimed(santun, chat)
    await chooses(chat)
    await chat.sends(photo=photo(dark=how.get("dark", False), blurred=how.get("blurred", False)))
    (heard, *_) = await chat.hears(saying(PaperDoubtful), within=10)
    assert word in heard.text
    assert (await the_claim(santun, claim)).arrived == frozenset()
    await chat.taps("Tetap kirim yang ini")
    await chat.hears(saying(PapersArrived), within=10)
    assert (await the_claim(santun, claim)).arrived == {KTP}


async def test_a_better_photo_takes_the_place_of_a_dark_one(santun: Santun, chat: Chat) -> None:
    claim = await claimed(santun, chat)
    await chooses(chat)
    await chat.sends(photo=photo(dark=True))
    await chat.hears(saying(PaperDoubtful), within=10)
    await chat.taps("Kirim foto lain")
    await chat.hears(saying(SendThis))
    await chat.sends(photo=photo())
    await chat.hears(saying(PapersArrived), within=10)
    assert {page.state for page in await pages(santun, claim)} == {PageState.REPLACED, PageState.ARRIVED}


@pytest.mark.parametrize(
    ("content", "name", "word"),
    [
        (b"", "kosong.jpg", "kosong"),
        (b"\xff\xd8\xff\xe0 putus di tengah jalan", "rusak.jpg", "belum bisa dibuka"),
        (b"PK\x03\x04 bukan foto", "surat.docx", "bukan foto dan bukan PDF"),
        (locked_pdf(), "terkunci.pdf", "kata sandi"),
    ],
)
async def test_what_cannot_be_opened_is_said_with_how_to_do_better(
    santun: Santun, chat: Chat, content: bytes, name: str, word: str
) -> None:
    claim = await claimed(santun, chat)
    await chooses(chat)
    await chat.sends(document=content, name=name)
    await chat.hears(re.compile(word), within=15)
    assert await pages(santun, claim) == ()


async def test_a_pdf_counts_as_a_paper_with_its_pages(santun: Santun, chat: Chat) -> None:
    claim = await claimed(santun, chat)
    await chooses(chat)
    await chat.sends(document=typeset("Satu #pagebreak() Dua"), name="ktp.pdf")
    await chat.hears(saying(PapersArrived), within=15)
    (page,) = await pages(santun, claim)
    assert page.content is not None
    assert (page.content.kind, page.content.pages) == ("pdf", 2)


async def test_a_paper_is_taken_back(santun: Santun, chat: Chat) -> None:
    claim = await claimed(santun, chat)
    await chooses(chat)
    await chat.sends(photo=photo())
    await chat.hears(saying(PapersArrived), within=10)
    await chooses(chat)
    await chat.taps("Hapus kiriman ini")
    await chat.hears(re.compile("sudah dihapus dari pengajuan"))
    assert await pages(santun, claim) == ()
    assert (await the_claim(santun, claim)).arrived == frozenset()


async def test_photos_are_taken_off_the_screen_and_stay_with_us(santun: Santun, chat: Chat) -> None:
    claim = await claimed(santun, chat)
    await chooses(chat)
    sent = await chat.sends(photo=photo())
    await chat.hears(saying(PapersArrived), within=10)
    await chat.taps("Hapus foto dari percakapan")
    await chat.hears(re.compile("foto dihapus dari percakapan"))
    assert not chat.has(sent)
    (page,) = await pages(santun, claim)
    assert page.message is None
    await presses(chat, HidePhotos(claim.id))
    await chat.hears(re.compile("Tidak ada foto"))


async def test_staff_send_a_paper_back_and_the_next_photo_stands_for_it(santun: Santun, chat: Chat) -> None:
    claim = await claimed(santun, chat)
    await chooses(chat)
    await chat.sends(photo=photo("jari di atas nomor"))
    await chat.hears(saying(PapersArrived), within=10)
    desk = santun.house.rooms.claims.paper_desk
    async with santun.house.database.work() as work:
        rina = await santun.house.rooms.staff.add(work, "rina", Role.AGENT, by="system:test")
        (page,) = await santun.house.rooms.claims.papers.store.of(work, claim.id)
        await desk.send_back(work, rina, claim.number, page.id, "Nomornya tertutup jari.")
    await chat.hears(re.compile("Nomornya tertutup jari"))
    assert (await listed(santun, claim)).row(KTP).standing is Standing.RETURNED
    await chat.until(lambda here: "perlu dikirim lagi: Nomornya" in pinned(here), within=10)
    await presses(chat, SendPaper(claim.id, KTP))
    await chat.hears(re.compile("Perlu dikirim lagi: Nomornya tertutup jari"))
    await chat.sends(photo=photo("terbaca"))
    await chat.hears(saying(PapersArrived), within=10)
    async with santun.house.database.work() as work:
        shown = {page.id for page in await santun.house.rooms.claims.papers.store.of(work, claim.id)}
        after = await desk.accept(work, rina, claim.number, KTP, shown)
    assert KTP in after.seen
    await chat.until(lambda here: "✓✓ KTP ahli waris" in pinned(here), within=10)
    assert (await listed(santun, claim)).row(KTP).standing is Standing.ACCEPTED


async def test_the_last_missing_paper_brings_the_claim_back_to_staff(santun: Santun, chat: Chat) -> None:
    claim = await claimed(santun, chat)
    needed = papers_of(claim.event, claim.details)
    rooms = santun.house.rooms
    async with santun.house.database.work() as work:
        rina = await rooms.staff.add(work, "rina", Role.AGENT, by="system:test")
        await rooms.claims.desk.mark_seen(work, rina, claim.number, [paper for paper in needed if paper is not KTP])
        await rooms.claims.desk.move(work, rina, claim.number, Step(State.PAPERS_NEEDED, "Tinggal KTP ahli waris."))
    await chat.hears(re.compile("Tinggal KTP"))
    await presses(chat, SendPaper(claim.id, KTP))
    await chat.hears(saying(SendThis))
    await chat.sends(photo=photo())
    await chat.hears(re.compile("semua berkas"), within=10)
    after = await the_claim(santun, claim)
    assert after.state is State.IN_REVIEW
    async with santun.house.database.work() as work:
        moves = await rooms.claims.moves(work, after)
    assert moves[-1].by == f"chat:{chat.id}"


async def test_while_a_person_answers_a_photo_goes_to_them_unless_it_was_announced(santun: Santun, chat: Chat) -> None:
    claim = await claimed(santun, chat)
    await chat.says("/petugas")
    await chat.hears(re.compile("KT-B-"))
    await chat.sends(photo=photo("untuk petugas"))
    await chat.settles()
    assert await pages(santun, claim) == ()
    await presses(chat, SendPaper(claim.id, KTP))
    await chat.hears(saying(SendThis))
    await chat.sends(photo=photo("untuk berkas"))
    await chat.hears(saying(PapersArrived), within=10)
    assert len(await pages(santun, claim)) == 1
    await santun.passes(timedelta(minutes=31))
    await chat.sends(photo=photo("untuk petugas lagi"))
    await chat.settles()
    assert len(await pages(santun, claim)) == 1


async def test_buttons_of_another_familys_claim_are_refused_and_audited(santun: Santun, chat: Chat) -> None:
    claim = await claimed(santun, chat)
    stranger = await santun.person("Orang")
    await stranger.says("/start")
    await stranger.hears()
    taps = [
        PickPaper(claim.id),
        SendPaper(claim.id, KTP),
        SortPhotos(claim.id, KTP),
        KeepPhotos(claim.id),
        RemovePaper(claim.id, KTP),
        HidePhotos(claim.id),
    ]
    for tap in taps:
        await presses(stranger, tap)
        await stranger.hears(re.compile("tidak cocok dengan pengajuan"))
    await stranger.sends(photo=photo())
    await stranger.settles()
    assert await pages(santun, claim) == ()
    async with santun.house.database.work() as work:
        looks = await work.raw.fetch("SELECT actor, found FROM looks WHERE action = 'claim.forged'")
    assert [tuple(look) for look in looks] == [(f"chat:{stranger.id}", False)] * len(taps)
