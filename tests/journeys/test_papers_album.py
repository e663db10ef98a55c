"""A family sends the pages of a paper at once. Telegram tells of them one by one, in any order; the family hears
once."""

import asyncio
import re
from collections.abc import Callable, Sequence

import pytest

from bot.simulator import Chat, Message
from handlers.chat.claim_buttons import SendPaper
from services.benefits.papers import Paper
from services.claims import Claim
from services.claims.accidents.messages import EvidenceKept
from services.claims.papers.messages import (
    ClaimPapers,
    PaperDoubtful,
    PapersArrived,
    PaperTwice,
    SendThis,
    WhichPaper,
)
from services.claims.papers.model import PageState, Standing
from services.staff import Role
from tests.claims.photos import photo
from tests.journeys.accident import records, the_record
from tests.journeys.conftest import Santun
from tests.journeys.hearing import saying
from tests.journeys.papers import chooses, claimed, listed, pages, presses, the_claim
from tests.pictures.files import locked_pdf, typeset

CARDS = Paper.FAMILY_CARDS
LIVE = (PageState.ARRIVED, PageState.ACCEPTED)


def leaves(count: int, word: str = "halaman") -> list[bytes]:
    return [photo(f"{word} {number}") for number in range(1, count + 1)]


async def about_to_send(santun: Santun, chat: Chat) -> Claim:
    """A claim whose next photos are the family card."""
    claim = await claimed(santun, chat)
    await presses(chat, SendPaper(claim.id, CARDS))
    await chat.hears(saying(SendThis))
    return claim


async def contents(santun: Santun, claim: Claim) -> list[bytes]:
    """What counts, page by page."""
    live = [page.content for page in await pages(santun, claim) if page.state in LIVE]
    return [await santun.house.rooms.files.get(content.file) for content in live if content]


async def answered(chat: Chat, since: int, wanted: Callable[[Message], bool]) -> list[Message]:
    """All that the bot wrote after a message but for the pinned list, once it has said this and nothing follows."""
    await chat.hears(wanted, within=20)
    await chat.settles(quiet=2.5, within=20)
    new = [message for message in chat.messages if message.from_bot and not message.service and message.id > since]
    return [message for message in new if not saying(ClaimPapers)(message)]


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 0, 1)])
async def test_an_album_is_the_pages_of_one_paper_in_order_and_has_one_answer(
    santun: Santun, chat: Chat, order: Sequence[int]
) -> None:
    claim = await about_to_send(santun, chat)
    sent = leaves(3)
    *_, last = await chat.sends_album(photo=sent, order=order)
    (heard,) = await answered(chat, last, saying(PapersArrived))
    assert "Kartu Keluarga" in heard.text
    assert await contents(santun, claim) == sent
    assert {page.paper for page in await pages(santun, claim)} == {CARDS}
    assert (await the_claim(santun, claim)).arrived == {CARDS}


async def test_parts_that_come_one_after_the_other_have_one_answer(santun: Santun, chat: Chat) -> None:
    claim = await about_to_send(santun, chat)
    sent = leaves(4)
    numbers = await chat.sends_album(photo=sent, order=[3])
    for number in numbers[:3]:
        await asyncio.sleep(0.7)
        await chat.tells(number)
    (_,) = await answered(chat, numbers[-1], saying(PapersArrived))
    assert await contents(santun, claim) == sent


async def test_ten_photos_have_one_answer(santun: Santun, chat: Chat) -> None:
    claim = await about_to_send(santun, chat)
    sent = leaves(10)
    *_, last = await chat.sends_album(photo=sent, order=[9, 8, 7, 6, 5, 4, 3, 2, 1, 0])
    (_,) = await answered(chat, last, saying(PapersArrived))
    assert await contents(santun, claim) == sent


async def test_of_an_album_only_the_dark_photo_is_doubtful_and_may_stay(santun: Santun, chat: Chat) -> None:
    claim = await about_to_send(santun, chat)
    first, dark, third = photo("satu"), photo("dua", dark=True), photo("tiga")
    _, second, last = await chat.sends_album(photo=[first, dark, third], order=[1, 2, 0])
    doubt, arrived = await answered(chat, last, saying(PapersArrived))
    assert saying(PaperDoubtful)(doubt)
    assert "foto ke-2 dari 3" in doubt.text
    assert "gelap" in doubt.text
    assert doubt.answers == second, "it is quoted"
    assert saying(PapersArrived)(arrived)
    assert await contents(santun, claim) == [first, third]
    await chat.taps("Tetap kirim yang ini", older=True)
    await chat.hears(saying(PapersArrived), within=10)
    assert await contents(santun, claim) == [first, dark, third]


async def test_a_better_photo_stands_where_the_dark_one_stood(santun: Santun, chat: Chat) -> None:
    claim = await about_to_send(santun, chat)
    first, dark, third, better = photo("satu"), photo("dua", dark=True), photo("tiga"), photo("dua")
    await chat.sends_album(photo=[first, dark, third])
    await chat.hears(saying(PapersArrived), within=20)
    await chat.taps("Kirim foto lain", older=True)
    await chat.hears(saying(SendThis))
    await chat.sends(photo=better)
    await chat.hears(saying(PapersArrived), within=10)
    assert await contents(santun, claim) == [first, better, third]


async def test_an_album_that_nobody_announced_is_asked_about_once(santun: Santun, chat: Chat) -> None:
    claim = await claimed(santun, chat)
    sent = leaves(3)
    *_, last = await chat.sends_album(photo=sent, order=[2, 1, 0])
    (asked,) = await answered(chat, last, saying(WhichPaper))
    assert "3 foto" in asked.text
    await chat.taps("Kartu Keluarga")
    await chat.hears(saying(PapersArrived), within=10)
    assert await contents(santun, claim) == sent
    assert (await listed(santun, claim)).row(CARDS).pages == 3


@pytest.mark.parametrize("before", ["/start", "/cek"])
async def test_an_album_without_a_claim_is_answered_once(santun: Santun, chat: Chat, before: str) -> None:
    """In the open, and in the middle of a question."""
    await chat.says(before)
    await chat.hears()
    if "Ya, lanjutkan" in chat.last.buttons:
        await chat.taps("Ya, lanjutkan")
        await chat.hears()
    *_, last = await chat.sends_album(photo=leaves(3))
    (heard,) = await answered(chat, last, lambda message: message.id > last)
    assert heard.buttons


async def test_a_late_part_belongs_to_its_album_whatever_the_family_turned_to(santun: Santun, chat: Chat) -> None:
    claim = await about_to_send(santun, chat)
    sent = leaves(3)
    _, late, _ = await chat.sends_album(photo=sent, order=[0, 2])
    await chat.hears(saying(PapersArrived), within=20)
    await chooses(chat)
    await chat.tells(late)
    await chat.hears(saying(PapersArrived), within=20)
    assert {page.paper for page in await pages(santun, claim)} == {CARDS}
    assert await contents(santun, claim) == sent


async def test_the_same_album_twice_is_one_and_is_told_of_once(santun: Santun, chat: Chat) -> None:
    claim = await about_to_send(santun, chat)
    sent = leaves(3)
    await chat.sends_album(photo=sent)
    await chat.hears(saying(PapersArrived), within=20)
    *_, last = await chat.sends_album(photo=sent, order=[1, 0, 2])
    (_,) = await answered(chat, last, saying(PaperTwice))
    assert await contents(santun, claim) == sent
    assert len(await pages(santun, claim)) == 3


async def sent_back(santun: Santun, claim: Claim, at: int) -> None:
    """Staff cannot use the page at this place, counted from 0."""
    rooms = santun.house.rooms
    async with santun.house.database.work() as work:
        rina = await rooms.staff.add(work, "rina", Role.AGENT, by="system:test")
        page = (await rooms.claims.papers.store.of(work, claim.id))[at]
        await rooms.claims.paper_desk.send_back(work, rina, claim.number, page.id, "Terpotong di tepi.")


async def test_a_paper_that_is_sent_anew_as_an_album_replaces_all_earlier_pages(santun: Santun, chat: Chat) -> None:
    claim = await about_to_send(santun, chat)
    old = leaves(3)
    await chat.sends_album(photo=old)
    await chat.hears(saying(PapersArrived), within=20)
    await sent_back(santun, claim, 1)
    await chat.hears("Terpotong")
    await presses(chat, SendPaper(claim.id, CARDS))
    await chat.hears(saying(SendThis))
    new = [old[0], photo("dua, utuh"), old[2]]
    *_, last = await chat.sends_album(photo=new, order=[2, 1, 0])
    (_,) = await answered(chat, last, saying(PapersArrived))
    assert await contents(santun, claim) == new
    states = [page.state for page in await pages(santun, claim)]
    assert sorted(states) == [PageState.ARRIVED] * 3 + [PageState.REPLACED] * 3
    assert (await listed(santun, claim)).row(CARDS).standing is Standing.ARRIVED


async def test_fewer_photos_than_before_replace_only_what_was_sent_back(santun: Santun, chat: Chat) -> None:
    claim = await about_to_send(santun, chat)
    old = leaves(4)
    await chat.sends_album(photo=old)
    await chat.hears(saying(PapersArrived), within=20)
    await sent_back(santun, claim, 3)
    await chat.hears("Terpotong")
    await presses(chat, SendPaper(claim.id, CARDS))
    await chat.hears(saying(SendThis))
    new = leaves(2, "baru")
    await chat.sends_album(photo=new)
    await chat.hears(saying(PapersArrived), within=20)
    assert await contents(santun, claim) == [*old[:3], *new]


async def test_photos_of_an_accident_sent_at_once_are_kept_and_told_of_once(santun: Santun, chat: Chat) -> None:
    await records(chat)
    await chat.settles()
    *_, last = await chat.sends_album(photo=leaves(3, "kebun"), order=[1, 2, 0])
    (kept,) = await answered(chat, last, saying(EvidenceKept))
    assert "3 foto" in kept.text
    record = await the_record(santun, chat)
    assert {page.paper for page in await pages(santun, record)} == {Paper.EVIDENCE_PHOTO}


async def test_pdf_and_photo_sent_as_files_are_pages_of_one_paper(santun: Santun, chat: Chat) -> None:
    claim = await about_to_send(santun, chat)
    letter, picture = typeset("Satu #pagebreak() Dua"), photo()
    *_, last = await chat.sends_album(document=[("kk.pdf", letter), ("kk.jpg", picture)], order=[1, 0])
    (_,) = await answered(chat, last, saying(PapersArrived))
    assert await contents(santun, claim) == [letter, picture]
    assert [page.content and page.content.kind for page in await pages(santun, claim)] == ["pdf", "jpeg"]


async def test_of_files_sent_at_once_the_one_that_does_not_open_is_quoted(santun: Santun, chat: Chat) -> None:
    claim = await about_to_send(santun, chat)
    picture = photo()
    locked, last = await chat.sends_album(document=[("kk.pdf", locked_pdf()), ("kk.jpg", picture)])
    heard = await answered(chat, last, saying(PapersArrived))
    (no,) = [message for message in heard if re.search("kata sandi", message.text)]
    assert no.answers == locked
    assert len(heard) == 2
    assert await contents(santun, claim) == [picture]
