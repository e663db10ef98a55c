"""How many people one chat may ask about: three a day, eight in thirty days, in the region's days."""

import logging
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from services.db import Database
from services.privacy import Keys
from services.visitors import AlarmKind, Allowed, Locked, Visitors
from services.visitors.messages import ChatUnknown
from services.visitors.model import Use
from services.visitors.rules import FRESH_CHATS_A_VILLAGE, room_for_one_more, verdict
from tests.visitors.moving import move_clock

WITA = ZoneInfo("Asia/Makassar")
NOON = datetime(2026, 3, 3, 4, 0, tzinfo=UTC)
"""12.00 WITA."""
CHAT = 7001


@pytest.fixture
def visitors(keys: Keys) -> Visitors:
    return Visitors(keys, WITA)


def people(*ages: timedelta) -> list[Use]:
    return [Use(bytes([number]), NOON - age, 1, found=False) for number, age in enumerate(ages)]


def test_the_fourth_person_of_a_day_waits_until_midnight_in_the_region() -> None:
    uses = people(timedelta(hours=1), timedelta(hours=2), timedelta(hours=3))
    assert room_for_one_more(uses[:2], NOON, WITA) == Allowed()
    assert room_for_one_more(uses, NOON, WITA) == Locked(datetime(2026, 3, 4, tzinfo=WITA))


def test_the_day_is_the_regions_and_not_utc() -> None:
    # 23.30 WITA the day before is the same UTC day as the morning in WITA, yet it is yesterday here.
    late_yesterday = people(*[timedelta(hours=12, minutes=30)] * 3)
    assert room_for_one_more(late_yesterday, NOON, WITA) == Allowed()


def test_the_ninth_person_waits_until_the_oldest_is_thirty_days_ago() -> None:
    uses = people(*(timedelta(days=3 * number) for number in range(1, 9)))
    assert room_for_one_more(uses[:7], NOON, WITA) == Allowed()
    assert room_for_one_more(uses, NOON, WITA) == Locked(datetime(2026, 3, 9, tzinfo=WITA))


def test_another_spelling_within_ten_minutes_is_the_same_person() -> None:
    uses = people(timedelta(minutes=9), timedelta(hours=1), timedelta(hours=2))
    assert verdict(uses, bytes([0]), NOON, WITA) == Allowed()
    assert isinstance(verdict(uses, bytes([1]), NOON, WITA), Locked)


def test_names_cannot_be_tried_out_on_one_number_without_end() -> None:
    tried = Use(b"x", NOON - timedelta(minutes=1), 5, found=False)
    others = people(timedelta(hours=1), timedelta(hours=2))
    assert isinstance(verdict([tried, *others], b"x", NOON, WITA), Locked)


def test_who_was_found_already_may_be_asked_for_again() -> None:
    found = Use(b"x", NOON - timedelta(days=20), 1, found=True)
    assert verdict([found, *people(*[timedelta(hours=1)] * 3)], b"x", NOON, WITA) == Allowed()


async def test_three_people_then_a_lock_that_tells_until_when(database: Database, visitors: Visitors) -> None:
    await move_clock(database, NOON)
    async with database.work() as work:
        for person in (b"a", b"b", b"c"):
            assert await visitors.spend(work, CHAT, person) == Allowed()
        assert await visitors.may_spend(work, CHAT, b"d") == Locked(datetime(2026, 3, 4, tzinfo=WITA))
        assert await visitors.spend(work, CHAT, b"d") == Locked(datetime(2026, 3, 4, tzinfo=WITA))
        assert await visitors.spend(work, CHAT, b"c") == Allowed()
        assert await visitors.spend(work, CHAT + 1, b"d") == Allowed()
        misses = await work.raw.fetchval("SELECT count(*) FROM looks WHERE actor = $1 AND NOT found", f"chat:{CHAT}")
    assert misses == 1
    await move_clock(database, NOON + timedelta(days=1))
    async with database.work() as work:
        assert await visitors.spend(work, CHAT, b"d") == Allowed()


async def test_spellings_are_counted_in_the_database(database: Database, visitors: Visitors) -> None:
    for _ in range(7):
        async with database.work() as work:
            await visitors.spend(work, CHAT, b"a")
    async with database.work() as work:
        rows = await work.raw.fetch("SELECT tries FROM lookups ORDER BY id")
    assert [row["tries"] for row in rows] == [5, 2]


async def test_staff_lifts_a_lock_and_the_audit_knows(database: Database, visitors: Visitors) -> None:
    async with database.work() as work:
        for person in (b"a", b"b", b"c"):
            await visitors.spend(work, CHAT, person)
    async with database.work() as work:
        await visitors.unlock(work, CHAT, "staff:ani", "keluarga besar, sudah ditelepon")
        with pytest.raises(ChatUnknown):
            await visitors.unlock(work, CHAT + 5, "staff:ani", "salah nomor")
    async with database.work() as work:
        assert await visitors.spend(work, CHAT, b"d") == Allowed()
        looks = await work.raw.fetch("SELECT actor, subject, reason FROM looks WHERE action = 'unlock look-up'")
    assert tuple(looks[0]) == ("staff:ani", f"chat:{CHAT}", "keluarga besar, sudah ditelepon")


async def test_many_fresh_chats_on_one_village_raise_one_alarm_a_day(
    database: Database, visitors: Visitors, caplog: pytest.LogCaptureFixture
) -> None:
    async def one_more(number: int) -> None:
        async with database.work() as work:
            await visitors.spend(work, number, bytes([number]))
            await visitors.touched(work, number, bytes([number]), "64.08.04.2012", found=True)

    for number in range(FRESH_CHATS_A_VILLAGE):
        await one_more(number)
    async with database.work() as work:
        assert not await visitors.alarms(work)
    with caplog.at_level(logging.WARNING):
        await one_more(100)
        await one_more(101)
    async with database.work() as work:
        alarms = await visitors.alarms(work)
    assert [(alarm.kind, alarm.village, alarm.chats) for alarm in alarms] == [(AlarmKind.VILLAGE, "64.08.04.2012", 22)]
    assert len(caplog.records) == 1
    assert "100" not in caplog.text


async def test_who_deletes_their_data_after_each_look_up_still_counts(database: Database, visitors: Visitors) -> None:
    for number in range(FRESH_CHATS_A_VILLAGE + 1):
        async with database.work() as work:
            await visitors.spend(work, number, bytes([number]))
            await visitors.touched(work, number, bytes([number]), "64.08.04.2012", found=True)
            await visitors.forget(work, number)
    async with database.work() as work:
        assert len(await visitors.alarms(work)) == 1


async def test_chats_known_since_yesterday_are_not_fresh(database: Database, visitors: Visitors) -> None:
    await move_clock(database, NOON - timedelta(days=1))
    async with database.work() as work:
        for number in range(30):
            await visitors.meet(work, number)
    await move_clock(database, NOON)
    async with database.work() as work:
        for number in range(30):
            await visitors.spend(work, number, b"a")
            await visitors.touched(work, number, b"a", "64.08.04.2012", found=True)
        assert not await visitors.alarms(work)
