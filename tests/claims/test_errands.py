"""Documents that are asked for: once each, and never older than the last wish."""

from services.claims import Claims
from services.claims.documents.case import Wish
from services.db import Database
from tests.claims.family import submitted


async def test_what_is_asked_for_twice_is_made_once(database: Database, claims: Claims) -> None:
    claim = await submitted(database, claims)
    async with database.work() as work:
        for _ in range(2):
            await claims.errands.ask(work, claim.id, Wish.RECEIPT)
        (errand,) = await claims.errands.lease(work, 10)
        assert await claims.errands.done(work, errand)
        assert not await claims.errands.done(work, errand)


async def test_a_wish_that_comes_while_the_document_is_made_makes_it_anew(database: Database, claims: Claims) -> None:
    """The last paper came after the receipt was begun: the family gets the receipt with it, and no other."""
    claim = await submitted(database, claims)
    async with database.work() as work:
        await claims.errands.ask(work, claim.id, Wish.RECEIPT)
        (older,) = await claims.errands.lease(work, 10)
    async with database.work() as work:
        await claims.errands.ask(work, claim.id, Wish.RECEIPT)
    async with database.work() as work:
        assert not await claims.errands.done(work, older)
        (newer,) = await claims.errands.lease(work, 10)
        assert await claims.errands.done(work, newer)
