"""The person's side: one conversation at a time, a place and a time, and nothing that is told is lost."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from services.helpdesk import Outcome, State, Trace
from services.helpdesk.messages import ConversationTakenUp, InTheQueue
from services.requests import Details, Subject
from tests.helpdesk.office import CHAT, MONDAY, SITI, Office, is_at

WITA = ZoneInfo("Asia/Makassar")
FORM = Details("Siti Rahmah", "+6281234567890", "Sepaso, Bengalon", words="Kartu suami saya belum datang.")


async def test_who_asks_gets_a_number_a_place_and_a_time(office: Office) -> None:
    first, second = await office.asks(), await office.asks(CHAT + 1)
    assert first.conversation.number.startswith("KT-B-2026-")
    assert (first.place, second.place) == (1, 2)
    assert is_at(first.conversation.due, MONDAY + timedelta(minutes=30))
    assert await office.events(first.conversation.id) == ["opened"]
    await office.is_sound()


async def test_asking_twice_changes_nothing(office: Office) -> None:
    first, again = await office.asks(), await office.asks()
    assert (first.is_new, again.is_new) == (True, False)
    assert again.conversation == await office.one(first.conversation.id)
    assert await office.events(first.conversation.id) == ["opened"]


async def test_asking_at_once_from_two_processes_makes_one_conversation_a_chat(office: Office) -> None:
    """As the inbox does it: an update waits for the lock of its chat."""

    async def asks(chat: int) -> None:
        async with office.database.work() as work:
            await work.raw.execute("SELECT pg_advisory_xact_lock($1)", chat)
            await office.desk.callers.ask(work, chat, Subject.TALK, SITI)

    await asyncio.gather(*(asks(chat) for chat in (CHAT, CHAT, CHAT + 1, CHAT, CHAT + 1)))
    assert await office.value("SELECT count(*) FROM conversations") == 2
    await office.is_sound()


async def test_what_the_form_told_is_added_and_a_bare_call_takes_nothing_away(office: Office) -> None:
    await office.asks()
    told = await office.asks(subject=Subject.CALL, details=FORM)
    assert (told.conversation.subject, told.conversation.details) == (Subject.CALL, FORM)
    bare = await office.asks(details=Details())
    assert (bare.conversation.subject, bare.conversation.details) == (Subject.CALL, FORM)
    assert await office.events(told.conversation.id) == ["opened", "told_more"]


async def test_what_is_told_while_a_person_is_there_is_owed_an_answer(office: Office) -> None:
    ani, asked = await office.hires(), await office.asks()
    await office.answers(ani, asked.conversation.id)
    told = await office.asks(subject=Subject.CALL, details=FORM)
    assert (told.conversation.state, told.place) == (State.ACTIVE, 0)
    assert is_at(told.conversation.due, MONDAY + timedelta(hours=1))


@pytest.mark.parametrize("stays", [True, False], ids=["within three days", "later"])
async def test_who_comes_back_keeps_the_number_for_three_days(office: Office, stays: bool) -> None:
    ani, asked = await office.hires(), await office.asks()
    async with office.work() as work:
        await office.desk.cases.close(work, ani, asked.conversation.id, Outcome.SOLVED, "")
    await office.passes(timedelta(hours=71 if stays else 73))
    trace = Trace(("entahlah",), about="deceased")
    async with office.work() as work:
        again = await office.desk.callers.ask(work, CHAT, Subject.LOCKED, Details(), trace)
        assert (await office.desk.store.trace(work, again.conversation.id)) == trace
        said = await office.desk.callers.where(work, again)
    assert (again.conversation.number == asked.conversation.number) is stays
    assert isinstance(said, ConversationTakenUp if stays else InTheQueue)
    assert again.conversation.subject is Subject.LOCKED
    assert (again.is_new, again.is_reopened) == (not stays, stays)
    await office.is_sound()


async def test_who_leaves_is_not_waited_for_and_comes_back_under_the_number(office: Office) -> None:
    asked = await office.asks()
    async with office.work() as work:
        left = await office.desk.callers.leave(work, CHAT)
        assert left is not None
        assert left.number == asked.conversation.number
        assert await office.desk.callers.leave(work, CHAT) is None
    found = await office.one(asked.conversation.id)
    assert (found.state, found.outcome, found.due) == (State.CLOSED, Outcome.CANCELLED, None)
    assert (await office.ongoing()).was_left
    await office.is_sound()
    assert (await office.asks()).conversation.number == asked.conversation.number
    assert not (await office.ongoing()).was_left


async def test_nobody_leaves_while_a_person_answers(office: Office) -> None:
    ani, asked = await office.hires(), await office.asks()
    await office.answers(ani, asked.conversation.id)
    async with office.work() as work:
        assert await office.desk.callers.leave(work, CHAT) is None
    assert (await office.one(asked.conversation.id)).state is State.ACTIVE


@pytest.mark.parametrize(
    ("hour", "told"),
    [
        (10, "Petugas ada hari ini sampai pukul 16.00 WITA. Paling lambat kami jawab hari ini pukul 10.30 WITA."),
        (15.75, "Paling lambat kami jawab besok (Selasa, 1 Desember 2026) pukul 08.15 WITA."),
        (6, "Petugas ada lagi hari ini pukul 08.00 WITA; urutan Anda tetap. Paling lambat kami jawab hari ini pukul"),
        (20, "Petugas ada lagi besok (Selasa, 1 Desember 2026) pukul 08.00 WITA; urutan Anda tetap."),
        (20 + 4 * 24, "Petugas ada lagi Senin, 7 Desember 2026 pukul 08.00 WITA; urutan Anda tetap."),
    ],
)
async def test_the_person_hears_the_opening_and_the_time_in_the_regions_hours(
    office: Office, hour: float, told: str
) -> None:
    midnight = MONDAY.astimezone(WITA).replace(hour=0)
    await office.at(midnight + timedelta(hours=hour))
    asked = await office.asks()
    async with office.work() as work:
        said = office.words.render(await office.desk.callers.where(work, asked))
    assert told in said
    assert asked.conversation.due is not None
    assert office.rooms.region.is_open(asked.conversation.due - timedelta(seconds=1))


async def test_the_place_is_kept_while_others_come_and_go(office: Office) -> None:
    asked = [await office.asks(CHAT + number) for number in range(4)]
    ani = await office.hires()
    assert await places(office, 4) == [1, 2, 3, 4]
    await office.answers(ani, asked[1].conversation.id)
    async with office.work() as work:
        await office.desk.callers.leave(work, CHAT)
    assert await places(office, 4) == [0, 0, 1, 2]
    await office.passes(timedelta(minutes=5))
    await office.asks(CHAT)
    assert await places(office, 4) == [3, 0, 1, 2]
    async with office.work() as work:
        await office.desk.hands.release(work, ani, asked[1].conversation.id)
    assert await places(office, 4) == [4, 1, 2, 3], "back at the place it had"
    await office.is_sound()


async def places(office: Office, people: int) -> list[int]:
    async with office.work() as work:
        callers = office.desk.callers
        return [
            await callers.place(work, ongoing)
            for number in range(people)
            if (ongoing := await callers.ongoing(work, CHAT + number)) is not None
        ]


async def test_each_queue_has_places_of_its_own(office: Office) -> None:
    ani = await office.hires()
    first, second = await office.asks(), await office.asks(CHAT + 1)
    async with office.work() as work:
        moved = await office.desk.hands.transfer(
            work, ani, first.conversation.id, "branch", "Tinggal diperiksa cabang."
        )
    assert moved.queue == "branch"
    assert await places(office, 2) == [1, 1]
    assert (await office.one(second.conversation.id)).queue == "agency"


async def test_an_old_way_back_or_a_foreign_one_opens_nothing(office: Office) -> None:
    ani = await office.hires()
    mine, theirs = await office.asks(), await office.asks(CHAT + 1)
    async with office.work() as work:
        for one in (mine, theirs):
            await office.desk.cases.close(work, ani, one.conversation.id, Outcome.SOLVED, "")
    async with office.work() as work:
        assert await office.desk.callers.take_up(work, CHAT, theirs.conversation.id) is None
    await office.passes(timedelta(hours=73))
    async with office.work() as work:
        assert await office.desk.callers.take_up(work, CHAT, mine.conversation.id) is None
    new = await office.asks()
    assert new.is_new
    async with office.work() as work:
        assert await office.desk.callers.take_up(work, CHAT, mine.conversation.id) is None
    assert [(await office.one(one.conversation.id)).state for one in (mine, theirs)] == [State.CLOSED] * 2
    await office.is_sound()


async def test_the_way_back_pressed_twice_opens_it_once(office: Office) -> None:
    ani, asked = await office.hires(), await office.asks()
    async with office.work() as work:
        await office.desk.cases.close(work, ani, asked.conversation.id, Outcome.NO_REPLY, "")
    for _ in range(2):
        async with office.work() as work:
            taken = await office.desk.callers.take_up(work, CHAT, asked.conversation.id)
            assert taken is not None
            assert taken.place == 1
    assert (await office.events(asked.conversation.id)).count("reopened") == 1


async def test_of_several_left_by_an_older_release_the_one_in_hand_hears_the_person(office: Office) -> None:
    """The first release let a chat have several requests; migration leaves them all in the queue."""
    old = await office.asks()
    await office.value("UPDATE conversations SET chat = $1", CHAT + 1)
    newer = await office.asks()
    await office.value("UPDATE conversations SET chat = $1", CHAT)
    assert (await office.ongoing()).id == newer.conversation.id
    ani = await office.hires()
    await office.answers(ani, old.conversation.id)
    assert (await office.ongoing()).id == old.conversation.id


async def test_what_somebody_told_is_sealed_and_shown_by_nothing(office: Office) -> None:
    asked = await office.asks(subject=Subject.CALL, details=replace(FORM, nik="6408041911738841"))
    async with office.work() as work:
        trace = Trace(("suami saya Rahmah",), about="deceased")
        await office.desk.store.retrace(work, asked.conversation.id, trace)
    await office.says("Rahmah, 6408041911738841", message=7)
    rows = str(await office.value("SELECT array_agg(c::text) FROM conversations c"))
    rows += str(await office.value("SELECT array_agg(n::text) FROM conversation_lines n"))
    assert not [
        told
        for told in ("Rahmah", "6408041911738841", "81234567890", "Sepaso")
        if told in rows or told.encode().hex() in rows
    ]
    shown = repr(asked) + repr(await office.lines(asked.conversation.id))
    assert not [told for told in ("Rahmah", "6408041911738841", "81234567890", "Sepaso") if told in shown]


async def test_a_chat_is_forgotten_with_all_it_said_and_nobody_elses(office: Office) -> None:
    ani = await office.hires()
    mine, theirs = await office.asks(), await office.asks(CHAT + 1)
    await office.says("Halo Bu")
    await office.answers(ani, mine.conversation.id)
    async with office.work() as work:
        assert await office.desk.callers.forget(work, CHAT) == 1
    assert await office.value("SELECT count(DISTINCT conversation) FROM conversation_lines") == 1
    assert (await office.one(theirs.conversation.id)).state is State.WAITING
    assert (await office.asks()).is_new, "what was forgotten is not taken up again"
