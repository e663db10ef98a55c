"""The storm itself: people come and talk while the weather blows; then it grows calm, and the books are closed."""

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import asyncpg

from bot.simulator import Simulator
from services.participants.sample.making import SamplePerson
from tests.storm.balance import Finding, balance
from tests.storm.books import Books, close_books, is_quiet, of_journal, open_books
from tests.storm.crew import Crew
from tests.storm.people import GoneError, Habits, NotAnsweredError, Person, Register
from tests.storm.plan import Guest, Order, Plan, planned
from tests.storm.stage import Stage, load_roster, set_up
from tests.storm.talks import ASKED, SCRIPTS, Talker
from tests.storm.weather import Weather

MOST = 0.75
CALM = 240.0
"""Seconds after the storm within which everything that waits must be done with."""


@dataclass
class Outcome:
    """The books, what does not fit in them, and how it went."""

    plan: Plan
    books: Books
    findings: list[Finding]
    counts: Counter[str]
    took: float
    calm_after: float
    complaints: list[str] = field(default_factory=list)
    """Errors in the logs of the processes."""


@dataclass
class Telling:
    """How the storm tells where it is: what is going on, and one more conversation that ended."""

    what: Callable[[str], None] = lambda _: None
    ended: Callable[[], None] = lambda: None


async def blow(order: Order, telling: Telling | None = None, habits: Habits | None = None) -> Outcome:
    """The whole storm of this order."""
    telling, plan, began = telling or Telling(), planned(order), time.monotonic()
    async with set_up(order.seed) as stage:
        telling.what("roster")
        roster = await load_roster(stage, 10 + order.conversations // 3)
        await with_link(stage, open_books)
        crowd = Crowd(stage.simulator, roster, habits or Habits(), telling)
        crew = Crew(stage, frozenset(guest.chat for guest in plan.guests if guest.goal == ASKED))
        await crew.come()
        await stage.run("polling")
        await stage.serves()
        follower = asyncio.create_task(crowd.follow())
        talk = asyncio.create_task(crowd.talk(plan.guests))
        await Weather(stage, plan, telling.what).blow(crowd.enough)
        telling.what("calm")
        calmed = time.monotonic()
        await talk
        await crew.go()
        await _quiet(stage)
        calm_after = time.monotonic() - calmed
        await stage.serves()
        await stage.stop()
        follower.cancel()
        books = await crowd.books(stage)
        books.written = crew.written
        return Outcome(
            plan=plan,
            books=books,
            findings=balance(books),
            counts=stage.counts,
            took=time.monotonic() - began,
            calm_after=calm_after,
            complaints=stage.log_lines(" ERROR ", " CRITICAL ", "Traceback", "Error:"),
        )


class Crowd:
    """Everybody who comes."""

    def __init__(self, simulator: Simulator, roster: list[SamplePerson], habits: Habits, telling: Telling) -> None:
        self._simulator, self._roster, self._habits, self._telling = simulator, roster, habits, telling
        self._register = Register(simulator)
        self._people: dict[int, Person] = {}
        self._ended = 0
        self.enough = asyncio.Event()
        """Set when most have ended their talk."""

    async def follow(self) -> None:
        """Brings what the bot says to whom it is said."""
        number = 0
        while True:
            for event in await self._simulator.world.feed.after(number, 60):
                number = event["n"]
                person = self._people.get(event["chat"] or 0)
                if person is not None and event["kind"] == "message" and event["message"]["from"]["is_bot"]:
                    person.hear(event)

    async def talk(self, guests: tuple[Guest, ...]) -> None:
        """Until the last of them has ended."""
        began = time.monotonic()
        await asyncio.gather(*(self._come(guest, began, len(guests)) for guest in guests))

    async def _come(self, guest: Guest, began: float, of: int) -> None:
        person = self._people[guest.chat] = Person(self._simulator, self._register, guest, self._habits)
        about = self._roster[guest.number % len(self._roster)]
        self._simulator.people.arrives({"id": guest.chat, "first_name": "Siti", "phone": about.phone or "081200000000"})
        await asyncio.sleep(max(0.0, began + guest.comes - time.monotonic()))
        try:
            await SCRIPTS[guest.goal](Talker(person, about))
        except GoneError:
            person.account.left = True
        except NotAnsweredError as error:
            person.account.complaint = f"{guest.goal}: {error}"
        self._ended += 1
        if self._ended >= of * MOST:
            self.enough.set()
        self._telling.ended()

    async def books(self, stage: Stage) -> Books:
        """After everything has ended."""
        books = Books(issued=self._register.issued, told=[person.account for person in self._people.values()])
        books.unconfirmed = len(self._simulator.world.updates.pending)
        books.calls = of_journal(self._simulator.journal.calls())
        books.codes = stage.codes
        stage.counts["updates brought again"] = self._register.repeated
        stage.counts["answers of the webhook lost"] = stage.gateway.lost
        await with_link(stage, lambda link: close_books(link, books))
        return books


async def with_link(stage: Stage, do: Callable[[asyncpg.Connection], Awaitable[None]]) -> None:
    link = await stage.connect()
    try:
        await do(link)
    finally:
        await link.close()


async def _quiet(stage: Stage) -> None:
    """Waits until nothing waits; what still does then is found in the books."""
    end = time.monotonic() + CALM
    link = await stage.connect()
    try:
        while time.monotonic() < end:
            if not stage.simulator.world.updates.pending and await is_quiet(link):
                return
            await asyncio.sleep(0.2)
    finally:
        await link.close()
