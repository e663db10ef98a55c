"""An injury at work, from the first hour to the money: the record becomes the claim, and the claim is paid."""

from datetime import timedelta

from pypdfium2 import PdfDocument

from bot.simulator import Chat
from handlers.chat.accident_buttons import AccidentReported, CompleteAccident, TellPlace
from handlers.chat.claim_buttons import MakeDocument
from services.benefits.papers import Paper
from services.claims import Decision, Handover, Kind, State, Step
from services.claims.accidents.messages import AskAccidentPlace, EvidenceKept, FirstHour
from services.claims.documents.case import Wish
from services.claims.questions import AskDoing, AskEventDay, CheckClaim, FinishFirst, WhatToChange
from services.claims.rules import papers_of
from services.speech import Rupiah
from services.staff import Role
from tests.claims.photos import photo
from tests.journeys.accident import completes, presses, records, sends_it, set_clock, the_clock_ticks, the_record
from tests.journeys.claiming import the_claim
from tests.journeys.conftest import Santun
from tests.journeys.hearing import saying
from tests.journeys.papers import listed, pages
from tests.journeys.test_documents import got
from tests.journeys.test_first_hour import WAHAU

OFFICE, RECEIPT = "Kantor Cabang Bontang", "BTG/2026/0312"


async def _first_hour(chat: Chat, santun: Santun) -> None:
    """The record, with a photo, a location and the name of the place."""
    await records(chat)
    await chat.taps("Kirim foto kejadian")
    await chat.sends(photo=photo("KEBUN"))
    await chat.hears(saying(EvidenceKept), within=10)
    await chat.sends_location(*WAHAU)
    await chat.hears("tersandi di catatan")
    await presses(chat, TellPlace((await the_record(santun, chat)).id))
    await chat.hears(saying(AskAccidentPlace))
    await chat.says("kebun sawit blok C")
    await chat.hears(saying(FirstHour))


async def test_an_injury_from_the_first_hour_to_paid(santun: Santun, chat: Chat) -> None:
    await set_clock(santun, 1, 14, 30)
    await _first_hour(chat, santun)
    record = await the_record(santun, chat)
    await set_clock(santun, 1, 11)
    await the_clock_ticks(santun)
    await chat.until(lambda seen: "laporkan paling lambat" in seen.last.text)
    await chat.taps("Sudah dilaporkan")
    await completes(chat)
    await sends_it(chat)
    claim = await the_claim(santun, chat)
    assert (claim.id, claim.number, claim.kind) == (record.id, record.number, Kind.INJURY)
    assert (claim.state, claim.details.hour, claim.details.place) == (State.SUBMITTED, "14.30", "kebun sawit blok C")
    assert (claim.details.latitude, claim.details.longitude) == WAHAU
    assert [page.paper for page in await pages(santun, claim)] == [Paper.EVIDENCE_PHOTO]
    assert (await listed(santun, claim)).rows[-1].paper is Paper.EVIDENCE_PHOTO
    await chat.until(lambda seen: bool(seen.pinned))
    await presses(chat, MakeDocument(claim.id, Wish.ACCOUNT))
    account = PdfDocument(await got(santun, chat, "Periksa, lengkapi titik"))
    words = "\n".join(page.get_textpage().get_text_range() for page in account)
    for told in ("14.30", "kebun sawit blok C", "Jatuh dari pohon sawit", "Rahmat Hidayat"):
        assert told in words
    await _paid(santun, chat)


async def _paid(santun: Santun, chat: Chat) -> None:
    """The side of staff, and what she hears."""
    desk, number = santun.house.rooms.claims.desk, (await the_claim(santun, chat)).number
    async with santun.house.database.work() as work:
        sari = await santun.house.rooms.staff.add(work, "sari", Role.ADMIN, by="system:test")
        claim, moves = await desk.show(work, sari, number, "memeriksa")
        assert [move.after for move in moves] == [State.DRAFT, State.SUBMITTED]
        await desk.mark_seen(work, sari, number, papers_of(claim.event, claim.details))
        await desk.move(work, sari, number, Step(State.IN_REVIEW))
        today = santun.house.rooms.region.today(work.now)
        await desk.hand_over(work, sari, number, Handover(today, OFFICE, RECEIPT, is_complete=True))
    await chat.hears("Sudah diserahkan ke BPJS")
    await santun.passes(timedelta(days=2))
    for state in (State.APPROVED, State.PAID):
        async with santun.house.database.work() as work:
            day = santun.house.rooms.region.today(work.now)
            await desk.move(work, sari, number, Step(state, decision=Decision(day, Rupiah(4_500_000))))
    await chat.until(lambda seen: "Sudah dibayar BPJS" in seen.last.text)
    assert "Rp4.500.000" in chat.last.text
    async with santun.house.database.work() as work:
        moves = await santun.house.rooms.claims.moves(
            work, await santun.house.rooms.claims.papers.claim(work, claim.id)
        )
    way = [State.DRAFT, State.SUBMITTED, State.IN_REVIEW, State.HANDED_OVER, State.APPROVED, State.PAID]
    assert [move.after for move in moves] == way


async def test_a_day_that_was_told_otherwise_in_the_summary_is_the_day_of_the_record(
    santun: Santun, chat: Chat
) -> None:
    await set_clock(santun, 1, 14, 30)
    await records(chat)
    record = await the_record(santun, chat)
    await completes(chat)
    await chat.taps("Ubah kejadian")
    await chat.hears(saying(WhatToChange))
    await chat.taps("Ubah tanggal")
    await chat.hears(saying(AskEventDay))
    await chat.says("8 hari lalu")
    await chat.hears(saying(CheckClaim))
    await sends_it(chat)
    claim = await the_claim(santun, chat)
    assert claim.id == record.id
    assert (claim.details.day, claim.details.hour) == (record.details.day - timedelta(days=8), "")


async def test_completing_goes_on_where_it_was_and_throws_nothing_away(santun: Santun, chat: Chat) -> None:
    await records(chat)
    record = await the_record(santun, chat)
    await chat.says("/pengajuan")
    await chat.taps("Meninggal dunia")
    await chat.hears(saying(AskEventDay))
    await presses(chat, CompleteAccident(record.id))
    await chat.hears(saying(FinishFirst))
    await chat.taps("Hapus jawaban saya")
    await chat.hears()
    for _ in range(2):
        await presses(chat, CompleteAccident(record.id))
        await chat.hears(saying(AskDoing))


async def test_an_old_button_of_what_is_a_claim_now_tells_where_that_is(santun: Santun, chat: Chat) -> None:
    await records(chat)
    record = await the_record(santun, chat)
    await completes(chat)
    await sends_it(chat)
    await presses(chat, AccidentReported(record.id))
    (said, *_) = await chat.hears("belum sampai di BPJS")
    assert record.number in said.text
