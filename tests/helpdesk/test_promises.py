"""Promises: who is not answered in time hears so, staff are called again, then a supervisor; nobody at night."""

from datetime import UTC, datetime, timedelta

import pytest

from services.helpdesk import State
from services.helpdesk.agents import Reply
from services.helpdesk.cases import Caller
from services.helpdesk.model import Channel
from services.requests import Subject
from services.staff import Role
from tests.helpdesk.office import CHAT, MONDAY, Office, is_at

PHONE, BOSS = 900_001, 900_002
HALF, HOUR = timedelta(minutes=30), timedelta(hours=1)


async def keeps(office: Office) -> int:
    async with office.work() as work:
        return await office.desk.watch.keep(work)


async def calls(office: Office, telephone: int) -> int:
    """How often it was called; of calls about the same that nobody has carried out yet only the newest is left."""
    return int(await office.value("SELECT count(*) FROM letters WHERE chat_id = $1", telephone))


async def test_nothing_is_said_before_the_time(office: Office) -> None:
    await office.asks()
    await office.passes(HALF - timedelta(minutes=1))
    assert await keeps(office) == 0
    assert await office.heard(CHAT) == []


async def test_who_waits_too_long_hears_a_new_time_and_keeps_the_place(office: Office) -> None:
    await office.hires(telegram=PHONE)
    first, second = await office.asks(CHAT + 1), await office.asks()
    await office.passes(HALF)
    assert await keeps(office) == 2
    assert await keeps(office) == 0
    (told,) = await office.heard(CHAT)
    assert "Urutan Anda tetap, ke-<b>2</b>" in told
    assert "Paling lambat kami jawab hari ini pukul 11.30 WITA" in told
    found = await office.one(second.conversation.id)
    assert (found.missed, found.waiting_since) == (1, second.conversation.waiting_since)
    assert is_at(found.due, MONDAY + HALF + HOUR)
    assert await office.events(first.conversation.id) == ["opened", "promise_missed"]
    assert await calls(office, PHONE) == 4, "at the opening, and again"
    await office.is_sound()


async def test_a_supervisor_is_called_at_the_second_miss(office: Office) -> None:
    await office.hires(telegram=PHONE)
    await office.hires("budi", Role.SUPERVISOR, telegram=BOSS)
    asked = await office.asks()
    await office.passes(HALF)
    await keeps(office)
    assert (await calls(office, PHONE), await calls(office, BOSS)) == (2, 0)
    await office.passes(HOUR)
    await keeps(office)
    assert (await calls(office, PHONE), await calls(office, BOSS)) == (3, 1)
    assert "Janji terlewat 2 kali." in (await office.heard(BOSS))[0]
    assert (await office.events(asked.conversation.id))[-1] == "supervisor_paged"
    ani = await office.hires("ani2")
    await office.answers(ani, asked.conversation.id)
    assert (await office.one(asked.conversation.id)).missed == 0
    assert await office.value("SELECT missed_in_all FROM conversations") == 2


async def test_where_nobody_but_a_supervisor_can_be_reached_it_is_the_supervisor(office: Office) -> None:
    await office.hires("budi", Role.SUPERVISOR, telegram=BOSS)
    await office.hires("dewi", queue="branch", telegram=PHONE)
    await office.asks()
    assert (await calls(office, BOSS), await calls(office, PHONE)) == (1, 0)


async def test_a_call_to_a_telephone_names_nobody(office: Office) -> None:
    await office.hires(telegram=PHONE)
    asked = await office.asks(subject=Subject.HEIRS)
    (called,) = await office.heard(PHONE)
    assert asked.conversation.number in called
    assert "Ahli waris" in called
    assert "Siti" not in called


async def test_a_member_who_vanished_gives_it_back_and_one_who_is_there_does_not(office: Office) -> None:
    ani, budi = await office.hires(), await office.hires("budi")
    gone, there = await office.asks(), await office.asks(CHAT + 1)
    await office.answers(ani, gone.conversation.id)
    await office.answers(budi, there.conversation.id)
    for chat in (CHAT, CHAT + 1):
        await office.says("Bagaimana, Bu?", chat, message=3)
    await office.passes(HOUR)
    await office.gives_a_sign(budi)
    await office.hires("citra", telegram=PHONE)
    assert await keeps(office) == 2
    back, kept = await office.one(gone.conversation.id), await office.one(there.conversation.id)
    assert (back.state, back.assignee, back.missed) == (State.WAITING, None, 1)
    assert (kept.state, kept.assignee, kept.missed) == (State.ACTIVE, budi.id, 1)
    assert "petugas lain yang melanjutkan" in (await office.heard(CHAT))[-1]
    assert "belum sempat membalas pesan Anda" in (await office.heard(CHAT + 1))[-1]
    assert await calls(office, PHONE) == 2, "one call for each"
    assert (await office.events(back.id))[-2:] == ["promise_missed", "vanished"]
    await office.is_sound()


async def test_those_whom_a_member_left_hear_the_places_they_have_when_all_are_back(office: Office) -> None:
    ani = await office.hires()
    asked = [await office.asks(CHAT + number) for number in range(3)]
    for one in asked:
        await office.answers(ani, one.conversation.id)
    for number in (2, 0, 1):
        await office.says("Bagaimana, Bu?", CHAT + number, message=3)
    await office.passes(HOUR)
    assert await keeps(office) == 3
    for number in range(3):
        assert f"urutan ke-<b>{number + 1}</b>" in (await office.heard(CHAT + number))[-1]


@pytest.mark.parametrize("locked", [False, True], ids=["at the console", "with the screen locked"])
async def test_a_sign_at_the_console_counts_unless_the_screen_is_locked(office: Office, locked: bool) -> None:
    ani, asked = await office.hires(), await office.asks()
    await office.answers(ani, asked.conversation.id)
    await office.says("Bagaimana, Bu?", message=3)
    await office.passes(HOUR)
    session = """INSERT INTO staff_sessions (id, hash, member, began, seen, locked, browser)
        VALUES (gen_random_uuid(), 'x', $1, santun_now(), santun_now(), $2, 'Firefox')"""
    await office.value(session, ani.id, locked)
    await keeps(office)
    assert (await office.one(asked.conversation.id)).state is (State.WAITING if locked else State.ACTIVE)


async def test_what_runs_out_at_closing_is_told_then_and_what_we_slept_through_in_the_morning(office: Office) -> None:
    await office.at(datetime(2026, 11, 30, 7, 29, 30, tzinfo=UTC))  # half past three in Sangatta
    await office.asks()
    await office.at(datetime(2026, 11, 30, 8, 0, 5, tzinfo=UTC))
    assert await keeps(office) == 1
    assert "besok (Selasa, 1 Desember 2026) pukul 09.00 WITA" in (await office.heard(CHAT))[-1]
    await office.at(datetime(2026, 12, 1, 7, 0, tzinfo=UTC))
    await office.asks(CHAT + 1)
    await office.at(datetime(2026, 12, 1, 14, 0, tzinfo=UTC))  # ten at night: we were down
    assert await keeps(office) == 0
    await office.at(datetime(2026, 12, 2, 0, 0, 10, tzinfo=UTC))
    assert await keeps(office) == 2


async def test_staff_are_not_called_at_night_but_in_the_morning_once(office: Office) -> None:
    await office.hires(telegram=PHONE)
    await office.at(datetime(2026, 12, 4, 14, 0, tzinfo=UTC))  # Friday, ten at night
    await office.asks()
    async with office.work() as work:
        await office.desk.callers.leave(work, CHAT)
    await office.asks()
    (called,) = await office.heard(PHONE)
    assert "Dijanjikan dijawab hari ini pukul 09.00 WITA" in called, "read on Monday morning"
    due = await office.value("SELECT due FROM letters WHERE chat_id = $1 AND state = 'waiting'", PHONE)
    assert due == datetime(2026, 12, 7, 0, 0, tzinfo=UTC)


async def test_three_hundred_promises_that_run_out_together_are_all_looked_after(office: Office) -> None:
    for number in range(300):
        await office.asks(CHAT + number)
    await office.passes(HALF)
    assert [await keeps(office) for _ in range(4)] == [100, 100, 100, 0]
    assert await office.value("SELECT count(*) FROM letters WHERE method = 'sendMessage'") == 300
    assert await office.value("SELECT min(missed) = 1 AND max(missed) = 1 FROM conversations")
    await office.is_sound()


async def test_a_caller_on_the_telephone_waits_in_the_same_queue_and_a_note_keeps_the_promise(office: Office) -> None:
    ani, asked = await office.hires(), await office.asks()
    async with office.work() as work:
        caller = Caller(Channel.PHONE, "agency", Subject.TALK, "Bu Nurhayati", "0812 3456 7890", "Menanyakan kartu.")
        entered = await office.desk.cases.enter(work, ani, caller)
    assert entered.number != asked.conversation.number
    assert (entered.chat, entered.details.phone) == (None, "+6281234567890")
    await office.passes(HALF)
    await keeps(office)
    assert (await office.one(entered.id)).missed == 1
    async with office.work() as work:
        await office.desk.hands.take(work, ani, entered.id)
        await office.desk.agents.note(work, ani, entered.id, Reply("Sudah ditelepon, kartunya di desa."))
    assert (await office.one(entered.id)).due is None
    await office.is_sound()
