"""Staff who withdraw a claim for a family say why, in words that the family reads."""

import pytest

from services.claims import Claims, State, Step
from services.claims.messages import NoteMissing
from services.db import Database
from services.privacy import Keys
from tests.claims.family import CHAT, submitted
from tests.claims.mistakes import Desk
from tests.staff.people import hired


async def test_staff_who_withdraw_for_a_family_say_why_and_the_family_reads_it(
    database: Database, claims: Claims, keys: Keys
) -> None:
    one = await submitted(database, claims, who=None)
    async with database.work() as work:
        boss = await hired(work)
    desk = Desk(database, claims, boss, keys)
    for note in ("", "  \n "):
        with pytest.raises(NoteMissing):
            async with database.work() as work:
                await claims.desk.move(work, boss, one.number, Step(State.WITHDRAWN, note))
    assert await desk.letters() == []
    async with database.work() as work:
        step = Step(State.WITHDRAWN, "Sesuai permintaan Ibu lewat telepon.")
        assert (await claims.desk.move(work, boss, one.number, step)).state is State.WITHDRAWN
    (letter,) = await desk.letters()
    assert ("dibatalkan" in letter, "Sesuai permintaan Ibu lewat telepon." in letter) == (True, True)


async def test_a_family_that_withdraws_itself_owes_no_reason(database: Database, claims: Claims) -> None:
    one = await submitted(database, claims, who=None)
    async with database.work() as work:
        assert (await claims.withdraw(work, CHAT, one.id)).state is State.WITHDRAWN
