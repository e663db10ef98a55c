"""What tests of exports share: asking, approving, fetching, each in a transaction of its own."""

from datetime import date
from uuid import UUID

from services.claims.sheet import Sheet
from services.db import Database
from services.oversight import Oversight
from services.oversight.model import Export, Kind, Order
from services.staff import StaffMember
from services.staff.rules import Reason
from tests.oversight.looking import NOON

FILES = Order(Kind.CLAIMS, Reason.REPORT)
TODAY = NOON.date()


def span(kind: Kind, since: date = TODAY, until: date = TODAY) -> Order:
    return Order(kind, Reason.REPORT, since=since, until=until)


async def asked(database: Database, oversight: Oversight, by: StaffMember, order: Order = FILES) -> Export:
    async with database.work() as work:
        return await oversight.exports.ask(work, by, order)


async def approved(database: Database, oversight: Oversight, by: StaffMember, export: Export) -> Export:
    async with database.work() as work:
        return await oversight.exports.approve(work, by, export.id)


async def fetched(database: Database, oversight: Oversight, by: StaffMember, id_: UUID) -> Sheet:
    async with database.work() as work:
        return (await oversight.exports.fetch(work, by, id_))[1]
