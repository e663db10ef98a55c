"""The clock of two days that a record of an accident keeps: by day, twice, then one question, then nothing."""

import asyncio
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.benefits.clocks import report_by
from services.claims import Claims
from services.claims.accidents.rules import STEPS, Step, next_step, steps, until
from services.db import Database
from tests.claims.accidents import due, recorded, sent, told
from tests.claims.test_reminding import WITA, set_to

moments = st.datetimes(datetime(2025, 1, 1), datetime(2031, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis adds the zone


@given(happened=moments)
def test_the_clock_is_told_by_day_in_time_and_in_order(happened: datetime) -> None:
    local = happened.astimezone(WITA).replace(second=0, microsecond=0)
    details = told(local.date(), f"{local:%H.%M}")
    first, last, question = (one.at for one in steps(details, happened, WITA))
    assert local < first < last < report_by(local) <= question + timedelta(hours=13)
    for at in (first, last, question):
        assert time(8) <= at.astimezone(WITA).time() < time(20)
    assert report_by(local) - last >= timedelta(hours=3)


@pytest.mark.parametrize(
    ("hour", "first", "last"),
    [
        (14, (1, 10), (2, 8)),
        (9, (1, 8), (1, 19)),
        (2, (1, 8), (1, 19)),
        (18, (1, 14), (2, 12)),
        (22, (1, 18), (2, 16)),
    ],
)
def test_where_the_night_would_swallow_the_last_word_it_comes_the_evening_before(
    hour: int, first: tuple[int, int], last: tuple[int, int]
) -> None:
    details = told(date(2026, 3, 2), f"{hour:02}.00")
    found = steps(details, datetime(2026, 3, 2, hour, tzinfo=WITA), WITA)
    assert [(one.at.day - 2, one.at.hour) for one in found[:2]] == [first, last]


def test_without_an_hour_the_two_days_are_never_counted_too_long() -> None:
    assert until(told(date(2026, 3, 2)), WITA) == datetime(2026, 3, 3, 23, 59, tzinfo=WITA)
    assert until(told(date(2026, 3, 2), "14.30"), WITA) == datetime(2026, 3, 4, 14, 30, tzinfo=WITA)


def test_what_was_missed_is_not_caught_up_with() -> None:
    start = datetime(2026, 3, 2, 14, tzinfo=WITA)
    found = next_step(told(start.date(), "14.00"), start, start + timedelta(days=2, hours=1), 0, WITA)
    assert found is not None
    assert found.step is Step.QUESTION
    assert next_step(told(start.date(), "14.00"), start, start, len(STEPS), WITA) is None


async def test_the_clock_is_told_twice_then_one_question_then_nothing(database: Database, claims: Claims) -> None:
    await set_to(database, 1, hour=14)
    record = await recorded(database, claims)
    assert await due(database, claims) == []
    heard: list[Step] = []
    for _ in range(12 * 24):
        async with database.work() as work:
            await work.raw.execute("UPDATE house SET clock_shift = clock_shift + interval '1 hour'")
        some = await asyncio.gather(due(database, claims), due(database, claims))
        heard += [one.speech.step for found in some for one in found]
        async with database.work() as work:
            assert await claims.reminders.due(work, 10) == []
    assert heard == [Step.FIRST, Step.LAST, Step.QUESTION]
    async with database.work() as work:
        assert await work.raw.fetchval("SELECT remind_at FROM claims WHERE id = $1", record.id) is None


async def test_once_it_is_reported_only_the_question_is_left(database: Database, claims: Claims) -> None:
    await set_to(database, 1, hour=14)
    record = await recorded(database, claims)
    async with database.work() as work:
        await claims.accidents.reported(work, record)
    await set_to(database, 2, hour=9)
    assert await due(database, claims) == []
    await set_to(database, 2, hour=15)
    assert [one.speech.step for one in await due(database, claims)] == [Step.QUESTION]


async def test_after_a_long_sleep_the_newest_is_told_and_nothing_at_night(database: Database, claims: Claims) -> None:
    await set_to(database, 1, hour=14)
    await recorded(database, claims)
    await set_to(database, 5, hour=23)
    assert await due(database, claims) == []
    await set_to(database, 1, hour=9)
    assert [one.speech.step for one in await due(database, claims)] == [Step.QUESTION]
    assert await due(database, claims) == []


async def test_a_time_told_later_moves_the_clock(database: Database, claims: Claims) -> None:
    await set_to(database, 1, hour=14)
    record = await recorded(database, claims)
    async with database.work() as work:
        yesterday = record.details.day - timedelta(days=1)
        dated = await claims.accidents.dated(work, record, yesterday, "16.00")
        assert claims.accidents.first_hour(work, dated).until == until(told(yesterday, "16.00"), WITA)
    await set_to(database, 1, hour=9)
    assert await due(database, claims) == []
    await set_to(database, 0, hour=11)
    (found,) = await due(database, claims)
    assert (found.speech.step, found.speech.is_over) == (Step.LAST, False)


async def test_a_claim_is_reminded_of_papers_and_its_record_no_more(database: Database, claims: Claims) -> None:
    await set_to(database, 1, hour=10)
    await recorded(database, claims)
    claim = await sent(database, claims)
    await set_to(database, 1, hour=11)
    assert await due(database, claims) == []
    async with database.work() as work:
        (reminder,) = await claims.reminders.due(work, 10)
    assert reminder.claim.id == claim.id
