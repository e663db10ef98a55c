"""A family has its letters, its receipt and the picture of the way made, and staff the complete file."""

import re
from dataclasses import replace
from datetime import date

from pypdfium2 import PdfDocument

from bot.simulator import Chat
from handlers.chat.claim_buttons import MakeDocument, SendPaper, ShowDocuments
from handlers.chat.routes import routes
from services.benefits.calculator import reckon
from services.benefits.model import Cause, Death, MonthsPaid
from services.benefits.papers import Paper
from services.claims.documents.case import Wish
from services.claims.family import Family, Spouse
from services.claims.papers.messages import PapersArrived
from services.claims.rules import papers_of
from services.staff import Role
from tests.claims.photos import photo
from tests.journeys.conftest import Santun
from tests.journeys.hearing import saying
from tests.journeys.papers import claimed
from tests.pictures.files import typeset, with_a_place

pack = routes().codec.pack


def text_of(content: bytes) -> str:
    return "\n".join(page.get_textpage().get_text_range() for page in PdfDocument(content))


async def got(santun: Santun, chat: Chat, caption: str) -> bytes:
    """The file that came with this caption."""
    (message, *_) = [one for one in await chat.hears(re.compile(caption), within=20) if re.search(caption, one.text)]
    body = message.raw.get("document") or message.raw["photo"][-1]
    straight = santun.house.rooms.helpdesk.files
    from services.helpdesk import Thing

    return await straight.fetch(Thing("document", file_id=body["file_id"]))


async def test_the_letters_of_a_death_are_filled_in_with_what_was_told(santun: Santun, chat: Chat) -> None:
    claim = await claimed(santun, chat)
    await chat.says("/status")
    await chat.hears(re.compile("KT-"))
    await chat.taps("Surat, bukti, gambar status")
    await chat.hears(re.compile("Surat dan bukti"))
    await chat.taps("Permohonan surat kematian")
    letter = text_of(await got(santun, chat, "surat keterangan kematian, untuk dibawa"))
    assert "Rahmat Hidayat" in letter
    assert "Siti Rahmah" in letter
    await chat.forges(pack(MakeDocument(claim.id, Wish.HEIRS)), chat.last.id)
    assert "Siti Rahmah" in text_of(await got(santun, chat, "surat keterangan ahli waris, untuk"))


async def test_asked_for_twice_it_comes_once(santun: Santun, chat: Chat) -> None:
    claim = await claimed(santun, chat)
    async with santun.house.database.work() as work:
        for _ in range(2):
            await santun.house.rooms.claims.errands.ask(work, claim.id, Wish.PROXY)
    await got(santun, chat, "Surat kuasa untuk mengurus")
    await chat.settles(quiet=3)
    assert len([one for one in chat.messages if "Surat kuasa untuk mengurus" in one.text]) == 1


async def test_the_picture_of_the_way_is_a_photo(santun: Santun, chat: Chat) -> None:
    claim = await claimed(santun, chat)
    await chat.forges(pack(MakeDocument(claim.id, Wish.PICTURE)), chat.last.id)
    content = await got(santun, chat, "Perjalanan pengajuan Anda")
    assert content.startswith(b"\x89PNG")


async def test_with_the_last_paper_comes_the_receipt(santun: Santun, chat: Chat) -> None:
    claim = await claimed(santun, chat)
    rooms = santun.house.rooms
    async with santun.house.database.work() as work:
        rina = await rooms.staff.add(work, "rina", Role.AGENT, by="system:test")
        rest = [paper for paper in papers_of(claim.event, claim.details) if paper is not Paper.HEIR_ID]
        await rooms.claims.desk.mark_seen(work, rina, claim.number, rest)
    await chat.forges(pack(SendPaper(claim.id, Paper.HEIR_ID)), chat.last.id)
    await chat.hears(re.compile("Kirim fotonya sekarang"))
    await chat.sends(photo=photo())
    await chat.hears(saying(PapersArrived), within=10)
    receipt = text_of(await got(santun, chat, "Tanda terima berkas di Santun"))
    assert claim.number in receipt
    assert "KTP ahli waris" in receipt
    assert "bukan nomor klaim BPJS" in receipt.replace("\n", " ")
    page = await _page(santun, claim.id)
    assert page[:8] in receipt.replace(" ", "").replace("\n", "")


async def _page(santun: Santun, claim: object) -> str:
    async with santun.house.database.work() as work:
        (page,) = await santun.house.rooms.claims.papers.store.of(work, claim)  # type: ignore[arg-type]
    assert page.content is not None
    return page.content.digest


async def test_the_complete_file_holds_every_page_and_no_place_where_a_photo_was_taken(
    santun: Santun, chat: Chat
) -> None:
    claim = await claimed(santun, chat)
    papers = {Paper.HEIR_ID: with_a_place("JPEG"), Paper.BANK_BOOK: typeset("Satu #pagebreak() Dua")}
    for paper, content in papers.items():
        await chat.forges(pack(SendPaper(claim.id, paper)), chat.last.id)
        await chat.hears(re.compile("Kirim fotonya sekarang"))
        await chat.sends(document=content, name="berkas.pdf")
        await chat.hears(re.compile("Sudah kami simpan|Tetap kirim|mungkin sulit dibaca"), within=15)
    rooms = santun.house.rooms
    async with santun.house.database.work() as work:
        boss = await rooms.staff.add(work, "boss", Role.SUPERVISOR, by="system:test")
        case = await rooms.claims.file_case(work, boss, claim.number, "berkas", "Dinas Contoh")
    file = await rooms.documents.complete_file(case)
    said = text_of(file)
    assert claim.number in said
    assert "Rahmat Hidayat" in said
    assert "Akta kematian" in said
    assert b"Sangatta-0.5123" not in file
    assert len(PdfDocument(file)) >= 2 + 3, "cover and summary, then a page of one paper and two of the other"


async def test_the_complete_file_names_the_widow_before_the_children_and_counts_them(
    santun: Santun, chat: Chat
) -> None:
    claim = await claimed(santun, chat, family=Family(Spouse.REGISTERED, 2))
    rooms = santun.house.rooms
    async with santun.house.database.work() as work:
        boss = await rooms.staff.add(work, "boss", Role.SUPERVISOR, by="system:test")
        case = await rooms.claims.file_case(work, boss, claim.number, "berkas", "Dinas Contoh")
    said = text_of(await rooms.documents.complete_file(case)).partition("Ahli waris menurut urutan hukum")[2]
    places = [
        said.find(part) for part in ("Siti Rahmah", "istri atau suami", "2 anak menurut keterangan", "Perhitungan")
    ]
    assert -1 not in places
    assert max(places[:3]) < places[3]
    assert places[0] < said.find("2 anak menurut")


async def test_the_complete_file_says_who_told_a_figure_that_is_not_read_in_the_law(santun: Santun, chat: Chat) -> None:
    claim = await claimed(santun, chat)
    rooms = santun.house.rooms
    async with santun.house.database.work() as work:
        boss = await rooms.staff.add(work, "boss", Role.SUPERVISOR, by="system:test")
        case = await rooms.claims.file_case(work, boss, claim.number, "berkas", "Dinas Contoh")
    short = reckon(Death(date(2025, 3, 10), Cause.NOT_WORK, MonthsPaid(2)))
    said = " ".join(text_of(await rooms.documents.complete_file(replace(case, sums=short))).split())
    assert "menurut beberapa kepala kantor cabang BPJS Ketenagakerjaan (Permenaker 1/2025)" in said
    assert "berlaku sejak 24 Februari 2025; petugas yang memastikan" in said


async def test_nobody_has_documents_made_of_anothers_claim(santun: Santun, chat: Chat) -> None:
    claim = await claimed(santun, chat)
    stranger = await santun.person("Orang")
    await stranger.says("/start")
    await stranger.hears()
    await stranger.forges(pack(MakeDocument(claim.id, Wish.RECEIPT)), stranger.last.id)
    await stranger.hears(re.compile("tidak cocok dengan pengajuan"))
    async with santun.house.database.work() as work:
        assert await work.raw.fetchval("SELECT count(*) FROM claim_errands") == 0


async def test_of_a_record_that_was_never_sent_there_is_no_receipt(santun: Santun, chat: Chat) -> None:
    await chat.says("/start")
    await chat.hears()
    async with santun.house.database.work() as work:
        record = await santun.house.rooms.claims.accidents.begin(work, chat.id)
    for tap in (ShowDocuments(record.id), MakeDocument(record.id, Wish.RECEIPT)):
        await chat.forges(pack(tap), chat.last.id)
        await chat.hears(re.compile("belum dikirim sebagai pengajuan"))
    async with santun.house.database.work() as work:
        assert await work.raw.fetchval("SELECT count(*) FROM claim_errands") == 0
