"""A family with a claim under way, for journeys about its papers."""

import re
from dataclasses import replace
from datetime import timedelta

from bot.simulator import Chat
from handlers.chat.routes import routes
from handlers.chat.taps import Tap
from services.claims import Claim, Doing, Event, Relation
from services.claims.papers.messages import SendThis, WhichToSend
from services.claims.papers.model import Checklist, Page
from tests.claims.family import DEATH
from tests.journeys.conftest import Santun
from tests.journeys.hearing import saying

__all__ = ["DEATH", "chooses", "claimed", "listed", "pages", "presses", "the_claim"]

pack = routes().codec.pack


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


async def presses(chat: Chat, tap: Tap) -> None:
    """A button that an older message of the bot may have had."""
    await chat.forges(pack(tap), chat.last.id)


async def chooses(chat: Chat, paper: str = "KTP ahli waris") -> None:
    await chat.says("/status")
    await chat.hears(re.compile("KT-"))
    await chat.taps("Kirim berkas")
    await chat.hears(saying(WhichToSend))
    await chat.taps(paper)
    await chat.hears(saying(SendThis))
