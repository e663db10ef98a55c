"""The record of an accident: begun with one press, thrown away, and the claim that it becomes."""

import asyncio
from dataclasses import replace
from datetime import date

import pytest

from services.benefits.papers import Paper
from services.claims import Claims, Details, Doing, Event, Relation, State
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
from tests.claims.accidents import HURT, PLACE, opened, recorded, sent
from tests.claims.family import CHAT
from tests.claims.test_reminding import set_to
from tests.staff.people import hired


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
