"""Families are reminded of papers: on the right days, by day, once, and until they want it no more."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.claims import Claim, Claims, Doing, Event, State, Step
from services.claims.reminding import GAPS, MONTH, Late, Reminder, awake, next_reminder
from services.claims.rules import papers_of
from services.db import Database
from services.speech import Rupiah
from services.staff import StaffMember
from services.words import Words
from tests.claims.family import CHAT, DEATH, at_bpjs, submitted
from tests.staff.people import hired

WITA = ZoneInfo("Asia/Makassar")
moments = st.datetimes(datetime(2025, 1, 1), datetime(2031, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis adds the zone


@given(now=moments, reminded=st.integers(0, 40), limit=st.none() | st.dates(date(2026, 1, 1), date(2032, 1, 1)))
def test_nobody_is_reminded_at_night_and_never_in_the_past(now: datetime, reminded: int, limit: date | None) -> None:
    at = next_reminder(now, reminded, limit, WITA)
    assert at > now
    assert time(8) <= at.astimezone(WITA).time() < time(20)
    assert at <= awake(now + MONTH, WITA)


def test_reminders_come_after_1_3_7_14_and_30_days_and_then_every_month() -> None:
    start = datetime(2026, 3, 2, 12, tzinfo=WITA)
    at, days = start, []
    for reminded in range(len(GAPS) + 2):
        at = next_reminder(at, reminded, None, WITA)
        days.append((at - start).days)
    assert days == [1, 3, 7, 14, 30, 60, 90]


def test_the_limit_of_five_years_is_told_half_a_year_before() -> None:
    limit = date(2031, 3, 3)
    at = next_reminder(datetime(2030, 9, 1, 12, tzinfo=WITA), 12, limit, WITA)
    assert at.date() == limit - timedelta(days=180)


@pytest.mark.parametrize("hour", [20, 23, 0, 7])
def test_the_night_waits_for_eight_in_the_morning(hour: int) -> None:
    at = awake(datetime(2026, 3, 2, hour, 30, tzinfo=WITA), WITA)
    assert (at.hour, at.minute) == (8, 0)


async def set_to(database: Database, days: float, hour: int = 9) -> None:
    """Moves the clock on by so many days, to this hour in the region."""
    async with database.work() as work:
        local = (work.now + timedelta(days=days)).astimezone(WITA)
        shift = local.replace(hour=hour, minute=0, second=0) - work.now.astimezone(WITA)
        await work.raw.execute("UPDATE house SET clock_shift = clock_shift + $1", shift)


async def due(database: Database, claims: Claims) -> list[Reminder]:
    async with database.work() as work:
        return await claims.reminders.due(work, 100)


async def test_a_family_is_reminded_on_the_next_day_and_not_twice(database: Database, claims: Claims) -> None:
    await set_to(database, 1, hour=10)
    claim = await submitted(database, claims)
    assert await due(database, claims) == []
    await set_to(database, 1, hour=11)
    found = await asyncio.gather(due(database, claims), due(database, claims))
    (reminder,) = [one for some in found for one in some]
    assert reminder.claim.number == claim.number
    assert reminder.missing == papers_of(Event.DEATH, DEATH)
    assert reminder.until is None
    assert await due(database, claims) == []
    await set_to(database, 2, hour=12)
    assert len(await due(database, claims)) == 1


async def test_what_was_due_at_night_waits_for_the_morning(database: Database, claims: Claims) -> None:
    await set_to(database, 1, hour=10)
    await submitted(database, claims)
    await set_to(database, 3, hour=22)
    assert await due(database, claims) == []
    await set_to(database, 0.5, hour=8)
    assert len(await due(database, claims)) == 1


async def test_whoever_returns_after_months_has_one_reminder_before_them(database: Database, claims: Claims) -> None:
    await set_to(database, 1, hour=10)
    await submitted(database, claims)
    await set_to(database, 200, hour=10)
    assert len(await due(database, claims)) == 1
    assert await due(database, claims) == []


async def test_one_button_stops_them_and_another_brings_them_back(database: Database, claims: Claims) -> None:
    await set_to(database, 1, hour=10)
    claim = await submitted(database, claims)
    async with database.work() as work:
        await claims.reminders.want(work, claim, wanted=False)
    await set_to(database, 40, hour=10)
    assert await due(database, claims) == []
    async with database.work() as work:
        rina = await hired(work)
        await claims.desk.move(work, rina, claim.number, Step(State.PAPERS_NEEDED, "KTP belum ada."))
    await set_to(database, 40, hour=10)
    assert await due(database, claims) == [], "a step of staff does not undo what the family wished"
    async with database.work() as work:
        await claims.reminders.want(work, claim, wanted=True)
    await set_to(database, 1, hour=11)
    assert len(await due(database, claims)) == 1


async def test_nothing_is_asked_for_once_the_file_lies_at_bpjs_or_nothing_is_missing(
    database: Database, claims: Claims
) -> None:
    await set_to(database, 1, hour=10)
    gone, whole = await submitted(database, claims), await submitted(database, claims, who=None)
    async with database.work() as work:
        rina = await hired(work)
        await claims.desk.move(work, rina, gone.number, Step(State.IN_REVIEW))
        await claims.desk.hand_over(work, rina, gone.number, at_bpjs(gone))
        await claims.desk.mark_seen(work, rina, whole.number, papers_of(whole.event, whole.details))
    await set_to(database, 40, hour=10)
    assert await due(database, claims) == []


async def test_a_file_that_bpjs_finds_incomplete_goes_on_being_asked_for(database: Database, claims: Claims) -> None:
    await set_to(database, 1, hour=10)
    claim = await submitted(database, claims)
    async with database.work() as work:
        rina = await hired(work)
        await claims.desk.move(work, rina, claim.number, Step(State.IN_REVIEW))
        await claims.desk.hand_over(work, rina, claim.number, at_bpjs(claim, complete=False))
    await set_to(database, 2, hour=10)
    (reminder,) = await due(database, claims)
    assert reminder.missing


async def test_claims_that_lack_nothing_hold_up_no_family_behind_them(database: Database, claims: Claims) -> None:
    await set_to(database, 1, hour=10)
    whole = [await submitted(database, claims, chat=CHAT + number, who=None) for number in range(5)]
    lacking = await submitted(database, claims)
    async with database.work() as work:
        rina = await hired(work)
        for one in whole:
            await claims.desk.mark_seen(work, rina, one.number, papers_of(one.event, one.details))
    await set_to(database, 2, hour=11)
    async with database.work() as work:
        (reminder,) = await claims.reminders.due(work, 2)
    assert reminder.claim.number == lacking.number


async def test_before_a_right_lapses_the_family_hears_it(database: Database, claims: Claims) -> None:
    await set_to(database, 1, hour=10)
    async with database.work() as work:
        long_ago = work.now.date().replace(day=2) - timedelta(days=5 * 365 - 60)
        await claims.submit(work, CHAT, Event.INJURY, replace(DEATH, doing=Doing.WORK, day=long_ago))
    await set_to(database, 2, hour=10)
    (reminder,) = await due(database, claims)
    assert reminder.until is not None
    assert reminder.until.year == long_ago.year + 5
    await set_to(database, 100, hour=10)
    (reminder,) = await due(database, claims)
    assert reminder.until is None, "nobody is hurried towards a day that is over"


async def late(database: Database, claims: Claims) -> list[Late]:
    async with database.work() as work:
        return await claims.reminders.late(work, 100)


async def brought(database: Database, claims: Claims) -> tuple[Claim, StaffMember]:
    claim = await submitted(database, claims)
    async with database.work() as work:
        rina = await hired(work)
        await claims.desk.move(work, rina, claim.number, Step(State.IN_REVIEW))
        return await claims.desk.hand_over(work, rina, claim.number, at_bpjs(claim)), rina


async def after_the_last_day(database: Database, claim: Claim, hour: int) -> None:
    """The first working day after it."""
    from services.region import Region

    region = Region.load()
    assert claim.pay_by is not None
    day = claim.pay_by + timedelta(days=1)
    while not region.is_official_working_day(day):
        day += timedelta(days=1)
    async with database.work() as work:
        wanted = datetime.combine(day, time(hour), WITA)
        await work.raw.execute("UPDATE house SET clock_shift = clock_shift + $1", wanted - work.now)


async def test_when_bpjs_is_late_staff_see_it_first_and_the_family_after_noon(
    database: Database, claims: Claims
) -> None:
    claim, _ = await brought(database, claims)
    assert await late(database, claims) == []
    await after_the_last_day(database, claim, 9)
    assert [(one.claim.number, one.to_family) for one in await late(database, claims)] == [(claim.number, False)]
    assert await late(database, claims) == []
    await after_the_last_day(database, claim, 14)
    assert [one.to_family for one in await late(database, claims)] == [True]
    assert await late(database, claims) == []


async def test_an_answer_of_bpjs_before_noon_keeps_the_family_in_peace(database: Database, claims: Claims) -> None:
    from services.claims import Decision

    claim, rina = await brought(database, claims)
    await after_the_last_day(database, claim, 9)
    assert len(await late(database, claims)) == 1
    async with database.work() as work:
        day = work.now.astimezone(WITA).date()
        await claims.desk.move(work, rina, claim.number, Step(State.APPROVED, decision=Decision(day)))
    await after_the_last_day(database, claim, 14)
    assert await late(database, claims) == []


async def test_a_yes_that_is_not_paid_by_the_last_day_is_late_too(
    database: Database, claims: Claims, words: Words
) -> None:
    from services.claims import Decision

    claim, rina = await brought(database, claims)
    async with database.work() as work:
        day = work.now.astimezone(WITA).date()
        await claims.desk.move(work, rina, claim.number, Step(State.APPROVED, decision=Decision(day)))
    assert await late(database, claims) == []
    await after_the_last_day(database, claim, 9)
    assert [one.to_family for one in await late(database, claims)] == [False]
    async with database.work() as work:
        status = await claims.status(work, await claims.papers.claim(work, claim.id))
    assert "sudah harus masuk" in words.render(status)
    await after_the_last_day(database, claim, 14)
    assert [one.to_family for one in await late(database, claims)] == [True]
    async with database.work() as work:
        paid = Step(State.PAID, decision=Decision(work.now.astimezone(WITA).date(), Rupiah(42_000_000)))
        await claims.desk.move(work, rina, claim.number, paid)
    assert await late(database, claims) == []
