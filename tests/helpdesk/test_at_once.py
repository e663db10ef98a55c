"""Everything at once: the person writes, staff answer, promises run out, members leave; nobody waits for each other."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from handlers.chat.doors import Doors
from handlers.chat.incoming import read_update
from handlers.chat.routes import routes
from services.db import Work
from services.helpdesk import Kind, Outcome
from services.helpdesk.agents import Reply
from services.post import Received
from services.refusals import Refusal
from services.staff import StaffMember
from tests.fuzz.person import Person
from tests.helpdesk.office import CHAT, Office

TIMES = 200
Verb = Callable[[Work], Awaitable[object]]


class Door:
    """The bot's door, with the lock of each chat in front of it as the inbox has it."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._doors = Doors(office.rooms, routes(), lambda _: None)

    async def brings(self, *updates: tuple[Person, dict[str, object]]) -> None:
        """A group of updates of several chats in one transaction; a chat that is busy is left for later."""
        left = list(updates)
        while left:
            left = await self._served(left)
            await asyncio.sleep(0.001 * len(left))

    async def _served(self, updates: list[tuple[Person, dict[str, object]]]) -> list[tuple[Person, dict[str, object]]]:
        later = []
        async with self._office.database.work() as work:
            for person, update in updates:
                if not await work.raw.fetchval("SELECT pg_try_advisory_xact_lock($1)", person.id):
                    later.append((person, update))
            now = [one for one in updates if one not in later]
            await self._doors.prepare(work, [person.id for person, _ in now])
            for number, (person, update) in enumerate(now):
                await self._doors.serve(work, read_update(update), Received(number, 1, number, person.id, work.now, 1))
        return later


async def test_the_persons_words_and_the_answers_of_staff_cross_two_hundred_times(office: Office) -> None:
    ani, asked, door, siti = await office.hires(), await office.asks(), Door(office), Person(CHAT)
    conversation = asked.conversation.id
    await office.answers(ani, conversation)

    async def one(number: int) -> None:
        await asyncio.gather(
            door.brings((siti, siti.writes(f"warga {number}"))),
            office.answers(ani, conversation, f"petugas {number}"),
        )

    async with asyncio.timeout(120):
        await asyncio.gather(*(one(number) for number in range(TIMES)))
    lines = await office.value("SELECT count(*) FROM conversation_lines WHERE kind <> 'event'")
    assert lines == 2 * TIMES + 1
    async with office.work() as work:
        everything = await office.desk.lines.read(work, conversation, most=1000)
    theirs = {line.words for line in everything if line.kind is Kind.THEIRS}
    assert theirs == {f"warga {number}" for number in range(TIMES)}
    assert await office.value("SELECT count(*) FROM letters WHERE chat_id = $1", CHAT) == TIMES + 2
    await office.is_sound()


@dataclass
class Rush:
    """Everybody who acts, and the chance that picks who does what."""

    office: Office
    door: Door
    crew: list[StaffMember]
    people: list[Person]
    asked: list[UUID]
    chance: random.Random

    def an_act(self) -> Awaitable[object]:
        """Any of them: a group of updates, an answer, a takeover, the watch, an end."""
        desk, by, conversation = self.office.desk, self.chance.choice(self.crew), self.chance.choice(self.asked)
        answer: Verb = lambda work: desk.agents.answer(work, by, conversation, Reply("Baik, Bu."))  # noqa: E731 - one of a list
        verbs: tuple[Verb | None, ...] = (
            *[None] * 3,
            *[answer] * 2,
            lambda work: desk.hands.take(work, by, conversation),
            desk.watch.keep,
            an_end(self.office, by, conversation, self.chance),
        )
        verb = self.chance.choice(verbs)
        if verb is not None:
            return self._at_the_desk(verb)
        group = self.chance.sample(self.people, self.chance.randint(1, 6))
        return self.door.brings(*((one, a_deed(one, self.chance)) for one in group))

    async def _at_the_desk(self, do: Verb) -> None:
        with suppress(Refusal):
            async with self.office.work() as work:
                await do(work)


async def test_groups_of_chats_staff_the_watch_and_those_who_leave_never_wait_for_each_other(office: Office) -> None:
    """Whatever order the locks are taken in: a deadlock would be an error here."""
    crew = [await office.hires(f"ani{number}", telegram=800_000 + number) for number in range(4)]
    people = [Person(CHAT + number) for number in range(12)]
    asked = [(await office.asks(person.id)).conversation.id for person in people]
    rush = Rush(office, Door(office), crew, people, asked, random.Random(4))
    for number, person in enumerate(people):
        await office.says("Halo", person.id, message=number)
    async with asyncio.timeout(180):
        for _ in range(5):
            await asyncio.gather(*(rush.an_act() for _ in range(80)))
            await office.passes(timedelta(hours=1))
            await office.is_sound()
    assert await office.value("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()") == 0


def a_deed(person: Person, chance: random.Random) -> dict[str, object]:
    return chance.choice(
        (
            person.writes("rumah saya dekat masjid"),
            person.writes("/petugas"),
            person.writes("berapa santunan kematian?"),
            person.writes("/batal"),
            person.presses("hl"),
            person.presses("h:heirs"),
        )
    )


def an_end(office: Office, by: StaffMember, conversation: UUID, chance: random.Random) -> Verb:
    desk = office.desk
    ends: tuple[Verb, ...] = (
        lambda work: desk.hands.release_all(work, by, by.name),
        lambda work: desk.cases.close(work, by, conversation, Outcome.SOLVED, ""),
        lambda work: desk.hands.release(work, by, conversation),
        lambda work: desk.cases.open_again(work, by, conversation),
    )
    return chance.choice(ends)


async def test_two_members_who_answer_at_the_same_moment_are_one_voice(office: Office) -> None:
    crew = [await office.hires(f"ani{number}") for number in range(6)]
    asked = await office.asks()

    async def answers(by: StaffMember) -> bool:
        try:
            await office.answers(by, asked.conversation.id, f"dari {by.name}")
        except Refusal:
            return False
        return True

    assert sum(await asyncio.gather(*(answers(by) for by in crew))) == 1
    assert sum("dari " in text and "(petugas)" in text for text in await office.heard(CHAT)) == 1
    await office.is_sound()
