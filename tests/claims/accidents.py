"""Records of accidents, for the tests of this room: what a family does with them in one line each."""

from dataclasses import replace
from datetime import date

from services.claims import Claim, Claims, Details, Doing, Event, Relation
from services.claims.accidents.service import RecordReminder
from services.db import Database
from tests.claims.family import CHAT, DEATH
from tests.claims.test_reminding import WITA

HURT = replace(DEATH, doing=Doing.WORK, relation=Relation.SPOUSE, words="Jatuh dari pohon sawit.", nik="")
PLACE = (0.5, 117.5)


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
