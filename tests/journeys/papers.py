"""A family with a claim under way, for journeys about its papers."""

from dataclasses import replace
from datetime import timedelta

from bot.simulator import Chat
from services.claims import Claim, Doing, Event, Relation
from services.claims.papers.model import Checklist, Page
from tests.claims.family import DEATH
from tests.journeys.conftest import Santun

__all__ = ["DEATH", "claimed", "listed", "pages", "the_claim"]


async def claimed(santun: Santun, chat: Chat, **told: object) -> Claim:
    """A death of this family, submitted yesterday or so, as the chat's own claim."""
    await chat.says("/start")
    await chat.hears()
    rooms = santun.house.rooms
    async with santun.house.database.work() as work:
        day = rooms.region.today(work.now) - timedelta(days=3)
        known = {"day": day, "doing": Doing.NEITHER, "relation": Relation.SPOUSE} | told
        return await rooms.claims.submit(work, chat.id, Event.DEATH, replace(DEATH, **known))  # type: ignore[arg-type]


async def the_claim(santun: Santun, claim: Claim) -> Claim:
    """As it is now."""
    async with santun.house.database.work() as work:
        return await santun.house.rooms.claims.papers.claim(work, claim.id)


async def pages(santun: Santun, claim: Claim) -> tuple[Page, ...]:
    async with santun.house.database.work() as work:
        return await santun.house.rooms.claims.papers.store.of(work, claim.id)


async def listed(santun: Santun, claim: Claim) -> Checklist:
    async with santun.house.database.work() as work:
        return await santun.house.rooms.claims.papers.list_of(work, claim)
