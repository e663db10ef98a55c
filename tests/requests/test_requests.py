"""Asking for a person: one number, sealed, answered, closed; by role, and with a trace."""

import asyncio
from dataclasses import replace

import pytest

from services.db import Database, Work
from services.post import Post
from services.privacy import Keys
from services.region import Region
from services.requests import Details, Request, Requests, State, Subject
from services.requests.messages import AnswerEmpty, NothingWaits, RequestMovedOn, RequestUnknown, TooManyRequests
from services.requests.model import MOVES
from services.requests.service import MOST_WAITING
from services.staff import Role
from services.staff.messages import NotYourRole
from services.words import Words
from tests.staff.people import hired

CHAT = 700_001
SITI = Details("Siti Rahmah", "+6281234567890", "Sepaso", words="Kartu suami saya belum datang.")


@pytest.fixture
def requests(keys: Keys, words: Words) -> Requests:
    return Requests(keys, Post(keys.cipher), words, Region.load())


async def opened(database: Database, requests: Requests, details: Details = SITI, chat: int = CHAT) -> Request:
    async with database.work() as work:
        return await requests.open(work, chat, Subject.TALK, details)


async def test_a_request_gets_a_number_and_stands_in_the_list(database: Database, requests: Requests) -> None:
    request = await opened(database, requests)
    assert request.number.startswith("KT-B-20")
    async with database.work() as work:
        rows = await requests.overview(work, await hired(work))
        assert [(row.number, row.subject, row.state) for row in rows] == [(request.number, Subject.TALK, State.OPEN)]
        assert [row.number for row in await requests.of_chat(work, CHAT)] == [request.number]


async def test_the_same_press_twice_is_one_request(database: Database, requests: Requests) -> None:
    first = await opened(database, requests)
    again = await opened(database, requests)
    assert again.number == first.number
    other = await opened(database, requests, replace(SITI, words="Ada hal lain."))
    assert other.number != first.number


async def test_two_presses_at_the_same_moment_are_one_request(database: Database, requests: Requests) -> None:
    made = await asyncio.gather(*(opened(database, requests) for _ in range(6)))
    assert len({request.number for request in made}) == 1
    async with database.work() as work:
        assert await work.raw.fetchval("SELECT count(*) FROM requests") == 1


async def test_two_people_with_the_same_words_are_two_requests(database: Database, requests: Requests) -> None:
    mine = await opened(database, requests)
    theirs = await opened(database, requests, chat=CHAT + 1)
    assert mine.number != theirs.number


async def test_nothing_personal_lies_in_the_database_in_the_clear(database: Database, requests: Requests) -> None:
    request = await opened(database, requests, replace(SITI, nik="6408040303900001", about="Rahmat Hidayat", year=1971))
    async with database.work() as work:
        await requests.answer(work, await hired(work), request.number, "Kartunya ada di kantor desa Sepaso.")
    async with database.work() as work:
        rows = await work.raw.fetch("SELECT r::text FROM requests r UNION ALL SELECT a::text FROM request_answers a")
        raw = " ".join(row[0] for row in rows).lower()
    secrets = ("Siti", "812345", "Sepaso", "Kartu", "640804", "Rahmat", "kantor desa")
    for secret in secrets:
        assert secret.lower() not in raw
        assert secret.encode().hex() not in raw


async def test_an_answer_is_shown_again_and_written_to_the_chat(
    database: Database, requests: Requests, keys: Keys
) -> None:
    request = await opened(database, requests)
    async with database.work() as work:
        rina = await hired(work)
        answered = await requests.answer(work, rina, request.number.lower(), "Ibu, kartunya <ada> di kantor desa.")
        assert answered.state is State.ANSWERED
        shown, answers = await requests.show(work, rina, request.number, "menelepon balik")
        assert shown.details == SITI
        assert [(answer.by, answer.words) for answer in answers] == [("rina", "Ibu, kartunya <ada> di kantor desa.")]
    async with database.work() as work:
        letters = await work.raw.fetch("SELECT lane, chat_id FROM letters")
    assert [tuple(letter) for letter in letters] == [(1, CHAT)]


async def test_asking_the_same_again_after_the_answer_opens_it_anew(database: Database, requests: Requests) -> None:
    request = await opened(database, requests)
    async with database.work() as work:
        await requests.answer(work, await hired(work), request.number, "Sudah kami cek.")
    again = await opened(database, requests)
    assert (again.number, again.state) == (request.number, State.REOPENED)


async def test_a_closed_request_stays_closed_and_the_next_one_is_new(
    database: Database, requests: Requests, words: Words
) -> None:
    request = await opened(database, requests)
    async with database.work() as work:
        rina = await hired(work)
        await requests.close(work, rina, request.number)
        with pytest.raises(RequestMovedOn) as no:
            await requests.answer(work, rina, request.number, "Terlambat.")
        assert "selesai" in words.render(no.value)
    assert (await opened(database, requests)).number != request.number


async def test_closing_silently_writes_no_letter(database: Database, requests: Requests) -> None:
    request = await opened(database, requests)
    async with database.work() as work:
        await requests.close(work, await hired(work), request.number, silently=True)
    async with database.work() as work:
        assert await work.raw.fetchval("SELECT count(*) FROM letters") == 0


async def test_a_chat_with_enough_open_requests_is_asked_to_wait(database: Database, requests: Requests) -> None:
    for i in range(MOST_WAITING):
        await opened(database, requests, replace(SITI, words=f"Cerita {i}"))
    with pytest.raises(TooManyRequests):
        await opened(database, requests, replace(SITI, words="Satu lagi"))
    assert (await opened(database, requests, replace(SITI, words="Cerita 1"))).state is State.OPEN
    assert await opened(database, requests, SITI, chat=CHAT + 1)


async def test_the_officer_sees_the_list_and_no_person(database: Database, requests: Requests) -> None:
    request = await opened(database, requests)
    async with database.work() as work:
        officer = await hired(work, Role.OFFICER)
        assert await requests.overview(work, officer)
        with pytest.raises(NotYourRole):
            await requests.show(work, officer, request.number, "ingin tahu")
        with pytest.raises(NotYourRole):
            await requests.answer(work, officer, request.number, "Halo")


async def test_every_look_leaves_a_trace_and_misses_too(database: Database, requests: Requests) -> None:
    request = await opened(database, requests)
    async with database.work() as work:
        rina = await hired(work)
        await requests.show(work, rina, request.number, "menelepon balik")
        with pytest.raises(RequestUnknown):
            await requests.show(work, rina, "KT-B-2026-99999-0", "menelepon balik")
        rows = await work.raw.fetch(
            "SELECT subject, reason, found FROM looks WHERE action = 'request.show' ORDER BY id"
        )
    assert [tuple(row) for row in rows] == [
        (f"request:{request.number}", "menelepon balik", True),
        (None, "menelepon balik", False),
    ]


async def test_an_empty_answer_is_refused(database: Database, requests: Requests) -> None:
    request = await opened(database, requests)
    async with database.work() as work:
        with pytest.raises(AnswerEmpty):
            await requests.answer(work, await hired(work), request.number, "  \n ")


@pytest.mark.parametrize(
    ("moved", "sentence"),
    [
        ("2026-11-23 03:00+00", "sampai 16.00 WITA"),
        ("2026-11-22 22:00+00", "hari ini pukul 08.00 WITA"),
        ("2026-11-23 12:00+00", "besok (Selasa, 24 November 2026) pukul 08.00 WITA"),
        ("2026-11-27 12:00+00", "Senin, 30 November 2026 pukul 08.00 WITA"),
    ],
)
async def test_the_person_hears_when_someone_will_call(
    database: Database, requests: Requests, words: Words, moved: str, sentence: str
) -> None:
    async with database.work() as work:
        await work.raw.execute(f"UPDATE house SET clock_shift = '{moved}'::timestamptz - statement_timestamp()")
    async with database.work() as work:
        request = await requests.open(work, CHAT, Subject.FIND, SITI)
        heard = words.render(requests.taken(work, request))
    assert sentence in heard
    assert request.number in heard
    assert "175" in heard


async def forgotten(work: Work, requests: Requests) -> int:
    return await requests.forget(work, CHAT)


async def test_a_chat_can_be_forgotten_with_its_answers(database: Database, requests: Requests) -> None:
    request = await opened(database, requests)
    theirs = await opened(database, requests, chat=CHAT + 1)
    async with database.work() as work:
        await requests.answer(work, await hired(work), request.number, "Baik.")
        assert await forgotten(work, requests) == 1
        assert await work.raw.fetchval("SELECT count(*) FROM request_answers") == 0
        assert [row.number for row in await requests.of_chat(work, CHAT + 1)] == [theirs.number]


def test_closed_is_the_end_and_every_state_is_reached() -> None:
    assert MOVES[State.CLOSED] == frozenset()
    assert set().union(*MOVES.values()) | {State.OPEN} == set(State)


async def test_words_are_added_to_the_request_that_waits(database: Database, requests: Requests) -> None:
    first = await opened(database, requests)
    async with database.work() as work:
        waiting = await requests.waiting(work, CHAT)
        assert waiting is not None
        assert waiting.number == first.number
        for _ in range(2):
            await requests.add_words(work, CHAT, first.number, "Nomornya ganti.")
        shown, _ = await requests.show(work, await hired(work), first.number, "uji")
        assert shown.details.words == "Kartu suami saya belum datang.\n\nNomornya ganti."
    assert (await opened(database, requests)).number == first.number


async def test_an_answered_request_waits_again_and_a_closed_or_strange_one_takes_nothing(
    database: Database, requests: Requests
) -> None:
    first = await opened(database, requests)
    async with database.work() as work:
        sari = await hired(work)
        await requests.answer(work, sari, first.number, "Sudah ada, Bu.")
        assert await requests.waiting(work, CHAT) is None
        assert (await requests.add_words(work, CHAT, first.number, "Belum.")).state is State.REOPENED
        with pytest.raises(NothingWaits):
            await requests.add_words(work, CHAT + 1, first.number, "Halo.")
        await requests.close(work, sari, first.number)
        with pytest.raises(NothingWaits):
            await requests.add_words(work, CHAT, first.number, "Halo.")
