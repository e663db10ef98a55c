"""Claims that staff open by a reason alone come out of the day's worth of people; one's own hands are free."""

import asyncio
from datetime import timedelta

import pytest

from services.claims import Claim, Claims
from services.db import Database
from services.oversight import Oversight
from services.oversight.messages import LooksUsedUp
from services.staff import Role, StaffMember
from services.staff.messages import NotYourRole
from services.staff.rules import Reason
from tests.claims.family import submitted
from tests.oversight.looking import NOON, at_work, left, looks, opens, strangers
from tests.participants.office import Office
from tests.visitors.moving import move_clock

FILE = Reason.FILE.value


async def filed(database: Database, claims: Claims, many: int) -> list[Claim]:
    return [await submitted(database, claims, chat=700_100 + number, who=None) for number in range(many)]


async def opens_claims(
    database: Database, oversight: Oversight, claims: Claims, by: StaffMember, *ones: Claim, reason: str = FILE
) -> None:
    """As the doors do: asked first, then shown, in one unit of work each."""
    for one in ones:
        async with database.work() as work:
            await oversight.claims.admit(work, by, one.number, reason)
            await claims.desk.show(work, by, one.number, reason)


async def test_claims_come_out_of_the_same_day_as_people_and_a_supervisor_adds_ten(
    database: Database, office: Office, oversight: Oversight, claims: Claims
) -> None:
    people = await strangers(office, 5)
    rina, sari = await at_work(database), await at_work(database, Role.SUPERVISOR, "sari")
    ones = await filed(database, claims, 17)
    await opens(database, oversight, rina, *people)
    await opens_claims(database, oversight, claims, rina, *ones[:15], *ones[:3])
    assert await left(database, oversight, rina) == 0, "the same one counts once"
    with pytest.raises(LooksUsedUp) as no:
        await opens_claims(database, oversight, claims, rina, ones[15])
    assert (no.value.most, no.value.more) == (20, 10)
    await opens_claims(database, oversight, claims, rina, ones[0])
    async with database.work() as work:
        assert (await oversight.people.grant(work, sari, "rina", Reason.FILE)).left == 10
    await opens_claims(database, oversight, claims, rina, *ones[15:])
    assert await left(database, oversight, rina) == 8
    await move_clock(database, NOON + timedelta(days=1))
    assert await left(database, oversight, rina) == 20


async def test_what_is_in_ones_own_hands_or_opened_in_a_conversation_is_not_counted(
    database: Database, oversight: Oversight, claims: Claims
) -> None:
    rina = await at_work(database)
    mine, beside, theirs = await filed(database, claims, 3)
    async with database.work() as work:
        await claims.desk.assign(work, rina, mine.number, rina.id)
        await claims.desk.show(work, rina, beside.number, "conversation:KT-B-2026-00042-7")
    await opens_claims(database, oversight, claims, rina, mine)
    assert await left(database, oversight, rina) == 20
    await opens_claims(database, oversight, claims, rina, beside, theirs)
    assert await left(database, oversight, rina) == 18, "by a reason it counts"


async def test_a_refused_look_at_a_claim_stands_in_the_audit_and_opens_nothing(
    database: Database, office: Office, oversight: Oversight, claims: Claims
) -> None:
    people = await strangers(office, 20)
    rina = await at_work(database)
    (one,) = await filed(database, claims, 1)
    await opens(database, oversight, rina, *people)
    async with database.work() as work:
        with pytest.raises(LooksUsedUp):
            await oversight.claims.admit(work, rina, one.number, FILE)
        assert await looks(work, "claim.refused") == [("staff:rina", f"claim:{one.number}", FILE, False)]
        assert await claims.desk.standing(work, rina, one.number) is None


async def test_two_windows_at_once_do_not_open_more_claims_than_the_day_has(
    database: Database, office: Office, oversight: Oversight, claims: Claims
) -> None:
    people = await strangers(office, 19)
    rina = await at_work(database)
    first, second = await filed(database, claims, 2)
    await opens(database, oversight, rina, *people)
    is_counted = asyncio.Event()

    async def slowly() -> None:
        async with database.work() as work:
            await oversight.claims.admit(work, rina, first.number, FILE)
            is_counted.set()
            await asyncio.sleep(0.3)
            await claims.desk.show(work, rina, first.number, FILE)

    async def meanwhile() -> None:
        await is_counted.wait()
        await opens_claims(database, oversight, claims, rina, second)

    tried = await asyncio.gather(slowly(), meanwhile(), return_exceptions=True)
    assert [type(each) for each in tried] == [type(None), LooksUsedUp]
    assert await left(database, oversight, rina) == 0


async def test_an_officer_who_looks_up_nobody_has_the_same_worth_of_claims(
    database: Database, oversight: Oversight, claims: Claims
) -> None:
    dewi, sari = await at_work(database, Role.OFFICER, "dewi"), await at_work(database, Role.SUPERVISOR, "sari")
    ones = await filed(database, claims, 21)
    await opens_claims(database, oversight, claims, dewi, *ones[:20])
    with pytest.raises(LooksUsedUp):
        await opens_claims(database, oversight, claims, dewi, ones[20])
    async with database.work() as work:
        assert (await oversight.people.grant(work, sari, "dewi", Reason.FILE)).left == 10
        with pytest.raises(NotYourRole):
            await oversight.people.grant(work, dewi, "sari", Reason.FILE)
    await opens_claims(database, oversight, claims, dewi, ones[20])
