"""The record of an accident: begun with one press, its clock by day, thrown away, and the claim that it becomes."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.benefits.clocks import report_by
from services.benefits.papers import Paper
from services.claims import Claim, Claims, Details, Doing, Event, Relation, State
from services.claims.accidents.rules import STEPS, Step, next_step, steps, until
from services.claims.accidents.service import RecordReminder
from services.claims.board import Sieve
from services.claims.documents.case import Case, Wish
from services.claims.documents.letters import letter
from services.claims.messages import CONSENT_VERSION
from services.claims.papers.rules import checklist
from services.claims.staff import MOST_AROUND
from services.claims.states import TO_STAFF
from services.db import Database
from services.region import Region
from services.words import Words
from tests.claims.family import CHAT, DEATH
from tests.claims.test_reminding import WITA, set_to
from tests.staff.people import hired

HURT = replace(DEATH, doing=Doing.WORK, relation=Relation.SPOUSE, words="Jatuh dari pohon sawit.", nik="")
PLACE = (0.5, 117.5)
moments = st.datetimes(datetime(2025, 1, 1), datetime(2031, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis adds the zone


def told(day: date, hour: str = "") -> Details:
    return Details(day, Doing.WORK, Relation.OTHER_FAMILY, "", "", hour=hour)


async def recorded(database: Database, claims: Claims, chat: int = CHAT) -> Claim:
    async with database.work() as work:
        return await claims.accidents.begin(work, chat)


async def opened(database: Database, claims: Claims, chat: int = CHAT) -> Claim | None:
    async with database.work() as work:
        return await claims.accidents.open(work, chat)


async def sent(database: Database, claims: Claims, event: Event = Event.INJURY, **more: object) -> Claim:
    async with database.work() as work:
        day = work.now.astimezone(WITA).date()
        details = replace(HURT, **({"day": day} | more))  # type: ignore[arg-type]
        return await claims.submit(work, CHAT, event, details)


async def due(database: Database, claims: Claims) -> list[RecordReminder]:
    async with database.work() as work:
        return await claims.accidents.due(work, 100)


# --- the record ---


async def test_one_press_makes_a_record_of_now_and_another_the_same(database: Database, claims: Claims) -> None:
    await set_to(database, 1, hour=14)
    first, again = await recorded(database, claims), await recorded(database, claims)
    other = await recorded(database, claims, CHAT + 1)
    assert first.id == again.id != other.id
    assert (first.state, first.details.hour, first.details.day) == (State.DRAFT, "14.00", first.created_at.date())
    async with database.work() as work:
        assert [move.after for move in await claims.moves(work, first)] == [State.DRAFT]


async def test_two_presses_at_the_same_moment_make_one_record(database: Database, claims: Claims) -> None:
    made = await asyncio.gather(recorded(database, claims), recorded(database, claims))
    assert len({one.id for one in made}) == 1


async def test_a_location_is_kept_for_two_days_and_sealed(database: Database, claims: Claims) -> None:
    record = await recorded(database, claims)
    async with database.work() as work:
        assert await claims.accidents.located(work, CHAT + 1, *PLACE) is None
        assert await claims.accidents.located(work, CHAT, *PLACE) is not None
        rows = await work.raw.fetch("SELECT claims::text AS row FROM claims")
        assert not any("117.5" in row["row"] for row in rows)
    found = await opened(database, claims)
    assert found is not None
    assert (found.details.latitude, found.details.longitude) == PLACE
    await set_to(database, 3)
    async with database.work() as work:
        assert await claims.accidents.located(work, CHAT, 1.0, 116.0) is None
        assert not await claims.accidents.locates(work, record.chat)


async def test_thrown_away_nothing_of_it_is_left_but_that_it_was(database: Database, claims: Claims) -> None:
    record = await recorded(database, claims)
    async with database.work() as work:
        await claims.accidents.located(work, CHAT, *PLACE)
        found = await claims.mine(work, CHAT, record.id)
        gone = await claims.withdraw(work, CHAT, found.id)
        assert gone.details == Details(found.details.day, Doing.WORK, Relation.OTHER_FAMILY, "", "")
        assert (await claims.withdraw(work, CHAT, found.id)).state is State.WITHDRAWN
        assert [move.after for move in await claims.moves(work, gone)] == [State.DRAFT, State.WITHDRAWN]
        assert await claims.of_chat(work, CHAT) == []
    assert await opened(database, claims) is None
    assert (await recorded(database, claims)).id != record.id


async def test_staff_see_no_record_in_any_list(database: Database, claims: Claims) -> None:
    record = await recorded(database, claims)
    thrown = await recorded(database, claims, CHAT + 1)
    async with database.work() as work:
        rina = await hired(work)
        await claims.withdraw(work, CHAT + 1, thrown.id)
        everything = frozenset(State)
        assert await claims.desk.overview(work, rina, everything) == []
        assert await claims.desk.export(work, rina, "laporan", everything) == []
        assert await claims.desk.around(work, rina, record.id, [CHAT, CHAT + 1]) == []
        assert await claims.board.column(work, rina, everything, Sieve(), MOST_AROUND) == []
        assert all(count.all == 0 for count in (await claims.board.counts(work, rina, Sieve())).values())
    await sent(database, claims)
    async with database.work() as work:
        assert len(await claims.desk.overview(work, rina, TO_STAFF)) == 1


# --- the claim that it becomes ---


async def test_the_record_becomes_the_claim_with_its_number_and_what_only_the_first_hour_knew(
    database: Database, claims: Claims, words: Words
) -> None:
    await set_to(database, 1, hour=14)
    record = await recorded(database, claims)
    async with database.work() as work:
        found = await claims.accidents.placed(work, record, "Kebun sawit\nblok C")
        assert await claims.accidents.located(work, CHAT, *PLACE) is not None
    claim = await sent(database, claims)
    assert (claim.id, claim.number, claim.state) == (record.id, record.number, State.SUBMITTED)
    assert (claim.details.hour, claim.details.place) == ("14.00", "Kebun sawit blok C")
    assert (claim.details.latitude, claim.details.longitude) == PLACE
    assert claim.details.about == HURT.about
    assert claim.consent_version == CONSENT_VERSION
    assert (await sent(database, claims)).id == claim.id, "told twice it is one"
    async with database.work() as work:
        moves = await claims.moves(work, claim)
        assert [(move.before, move.after) for move in moves] == [
            (State.DRAFT, State.DRAFT),
            (State.DRAFT, State.SUBMITTED),
        ]
        (same,) = await claims.of_chat(work, CHAT)
        assert same.details == claim.details
        case = Case(claim, tuple(moves), (), checklist(claim, ()), "Dinas Contoh", work.now)
    account = letter(Wish.ACCOUNT, case, words, Region.load())
    assert (account.hour, account.place) == ("14.00", "Kebun sawit blok C")  # type: ignore[union-attr]
    assert found.details.place == claim.details.place


async def test_a_claim_told_anew_keeps_the_hour_and_the_place(database: Database, claims: Claims) -> None:
    await recorded(database, claims)
    async with database.work() as work:
        await claims.accidents.located(work, CHAT, *PLACE)
    claim = await sent(database, claims)
    async with database.work() as work:
        anew = replace(HURT, day=claim.details.day, words="Jatuh, lain cerita.")
        renewed = await claims.renew(work, CHAT, claim.id, anew)
    assert (renewed.details.hour, renewed.details.latitude) == (claim.details.hour, PLACE[0])
    assert renewed.details.words == anew.words


async def test_the_hurt_person_died_of_it_days_later(database: Database, claims: Claims, words: Words) -> None:
    record = await recorded(database, claims)
    async with database.work() as work:
        await claims.accidents.placed(work, record, "Kebun")
    await set_to(database, 2)
    claim = await sent(database, claims, Event.DEATH)
    assert (claim.id, claim.event) == (record.id, Event.DEATH)
    assert (claim.details.hour, claim.details.place) == ("", "Kebun")
    case = Case(claim, (), (), checklist(claim, ()), "Dinas Contoh", claim.changed_at)
    assert letter(Wish.DEATH, case, words, Region.load()).died_in == ""  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("event", "told_of"),
    [
        (Event.INJURY, {"day": date(2026, 3, 3)}),
        (Event.DEATH, {"doing": Doing.NEITHER}),
        (Event.ILLNESS, {}),
    ],
    ids=["long ago", "not by work", "illness"],
)
async def test_another_event_leaves_the_record_open(
    database: Database, claims: Claims, event: Event, told_of: dict[str, object]
) -> None:
    record = await recorded(database, claims)
    claim = await sent(database, claims, event, **told_of)
    assert claim.number != record.number
    assert await opened(database, claims) is not None


async def test_what_the_family_sent_in_the_first_hour_stands_in_the_list(database: Database, claims: Claims) -> None:
    claim = replace(await recorded(database, claims), seen=frozenset({Paper.EVIDENCE_PHOTO}))
    assert [row.paper for row in checklist(claim, ()).rows][-1] is Paper.EVIDENCE_PHOTO
    bare = replace(claim, seen=frozenset())
    assert Paper.EVIDENCE_PHOTO not in [row.paper for row in checklist(bare, ()).rows]


# --- its clock ---


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
