"""The staff of a storm: members who answer and end conversations from a process of their own, as if at a terminal."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from random import Random
from typing import TypeVar
from uuid import UUID, uuid4

from bot.house import House, open_house
from bot.settings import read_settings
from services.db import Work
from services.db.weather import is_away
from services.helpdesk import Outcome
from services.helpdesk.agents import Reply
from services.helpdesk.views import Tab
from services.refusals import Refusal
from services.staff import Role, StaffMember
from tests.storm.balance import CREW
from tests.storm.stage import Stage

MEMBERS = 3
ENDS = 0.25
"""How often a conversation in hand is ended instead of answered."""
GOES = 0.05
"""How often a member gives everything back."""
NAMED = f"SET LOCAL application_name = '{CREW}'"

T = TypeVar("T")


class Crew:
    """Everybody who works here, and what they wrote: names of the answers by chat, in order. `spared`: chats that they
    leave alone, for an answer puts aside what the bot is asking there."""

    def __init__(self, stage: Stage, spared: frozenset[int]) -> None:
        self._stage, self._stack, self.spared = stage, AsyncExitStack(), spared
        self._working: list[asyncio.Task[None]] = []
        self.written: dict[int, list[str]] = {}
        self.is_going = False

    async def come(self) -> None:
        """They sit down while the database is there."""
        url, folder = self._stage.postgres.url(), self._stage.folder
        settings = read_settings(_env_file=None, database_url=url, data_dir=folder, operator="contoh")
        house = await self._stack.enter_async_context(open_house(settings, tell=lambda _: None))
        for number in range(MEMBERS):
            async with house.database.work() as work:
                await work.raw.execute(NAMED)
                member = await house.rooms.staff.add(work, f"ani{number}", Role.AGENT, by="storm")
            hand = Hand(house, member, Random(f"crew {number}"), self)
            self._working.append(asyncio.create_task(hand.works()))

    async def go(self) -> None:
        """They end what they have in hand, and leave. Raises whatever went wrong with one of them."""
        self.is_going = True
        try:
            await asyncio.gather(*self._working)
        finally:
            await self._stack.aclose()


@dataclass
class Hand:
    """One member, who does one thing after the other."""

    house: House
    member: StaffMember
    chance: Random
    crew: Crew

    async def works(self) -> None:
        desk = self.house.rooms.helpdesk
        while not self.crew.is_going:
            await asyncio.sleep(self.chance.uniform(0.1, 0.6))
            if self.chance.random() < GOES:
                await self._does(lambda work: desk.hands.release_all(work, self.member, self.member.name))
            await self._takes_up(self.chance.choice((Tab.MINE, Tab.WAITING)))

    async def _takes_up(self, tab: Tab) -> None:
        rows = await self._does(lambda work: self.house.rooms.helpdesk.views.tab(work, self.member, tab))
        if rows and tab is Tab.MINE and self.chance.random() < ENDS:
            await self._ends(self.chance.choice(rows).id)
        elif rows:
            await self._answers(self.chance.choice(rows).id)

    async def _answers(self, conversation: UUID) -> None:
        """One press: however often it is repeated, the person hears it once."""
        desk, reply = self.house.rooms.helpdesk, Reply(f"jawaban {self.member.name}", once=uuid4())
        found = await self._does(lambda work: desk.store.one(work, conversation))
        if found is None or found.chat is None or found.chat in self.crew.spared:
            return
        line = await self._does(lambda work: desk.agents.answer(work, self.member, conversation, reply))
        if line is not None:
            self.crew.written.setdefault(found.chat, []).append(str(line.id))

    async def _ends(self, conversation: UUID) -> None:
        cases = self.house.rooms.helpdesk.cases
        await self._does(lambda work: cases.close(work, self.member, conversation, Outcome.SOLVED, ""))

    async def _does(self, verb: Callable[[Work], Awaitable[T]]) -> T | None:
        """Again and again while the database is away: whether it was done before is for the verb to know. None where it
        was refused: somebody else was quicker, or the person has gone."""
        while True:
            try:
                async with self.house.database.work() as work:
                    await work.raw.execute(NAMED)
                    return await verb(work)
            except Refusal:
                return None
            except Exception as error:
                if not is_away(error):
                    raise
                await asyncio.sleep(0.2)
