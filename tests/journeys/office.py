"""The staff's group in front of the simulator: two linked members, and what is seen in a topic."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID, uuid4

from bot.simulator import GENERAL, Chat, Telegram
from services.db import Work
from services.helpdesk.messages import InTheQueue
from services.helpdesk.model import Canned
from services.staff import Role, StaffMember
from tests.journeys.conftest import Santun, Scene, started
from tests.journeys.hearing import saying


@dataclass(frozen=True)
class Office:
    """`ani` and `budi` are linked and in the group, `tamu` is in it and nobody to us."""

    santun: Santun
    group: int
    people: dict[str, Chat]
    members: dict[str, StaffMember]

    @asynccontextmanager
    async def work(self) -> AsyncIterator[Work]:
        """A unit of work of staff."""
        async with self.santun.house.database.work() as work:
            yield work

    async def general(self, name: str = "ani") -> Chat:
        return self.people[name].inside(self.group, GENERAL)

    async def topic_of(self, number: str, name: str = "ani", within: float = 8.0) -> Chat:
        """The topic of this number as a member sees it, once it is there with its first words."""
        everywhere = self.people[name].inside(self.group)
        await everywhere.until(
            lambda chat: any(one.topic and number in one.text and not one.service for one in chat.messages),
            within=within,
        )
        topics = [one for one in await self.santun.telegram.topics(self.group) if number in one.name]
        alive = [one for one in topics if not one.deleted]
        there = self.people[name].inside(self.group, alive[-1].thread)
        await there.until(lambda chat: any(number in one.text for one in chat.messages), within=within)
        return there

    async def asks(self, chat: Chat, words: str = "") -> str:
        """Somebody calls a person; the number of the conversation."""
        await chat.says("/petugas")
        (queued,) = await chat.hears(saying(InTheQueue))
        number = next(word for word in queued.text.replace(",", " ").split() if word.startswith("KT-B-")).rstrip(".")
        if words:
            await chat.says(words)
        return number

    def signs(self, message: int) -> list[str]:
        """What the bot has set at a message of the group."""
        return self.santun.simulator.world.chats[self.group].entries[message].reactions

    async def conversation(self, number: str) -> UUID:
        async with self.work() as work:
            found = await self.santun.house.rooms.helpdesk.store.by_number(work, number)
            assert found is not None
            return found.id


@asynccontextmanager
async def office(url: str, key_file: Path, scene: Scene | None = None, **more: object) -> AsyncIterator[Office]:
    """A running process with its group."""
    people: dict[str, Chat] = {}
    groups: list[int] = []

    async def prepare(telegram: Telegram) -> dict[str, object]:
        for name in ("ani", "budi", "tamu"):
            people[name] = await telegram.person(name.capitalize())
            await people[name].starts()
        groups.append(await telegram.forum("Grup petugas", *people.values()))
        return {"desk_group_id": groups[0], "public_url": "https://desk.contoh.id"}

    scene = replace(scene or Scene(), prepare=(scene and scene.prepare) or prepare)
    async with started(url, key_file, scene, **more) as santun:
        names = [name for name in people if name != "tamu"]
        members = {name: await linked(santun, name, people[name]) for name in names}
        yield Office(santun, groups[0] if groups else 0, people, members)


async def linked(santun: Santun, name: str, chat: Chat, role: Role = Role.AGENT) -> StaffMember:
    """A member of staff with a tied Telegram account."""
    async with santun.house.database.work() as work:
        staff = santun.house.rooms.staff
        await staff.add(work, name, role, by="system:test")
        return await staff.link(work, await staff.link_code(work, name, by="system:test"), chat.person)


async def kept_answer(desk: Office, code: str, words: str) -> None:
    """An answer kept for use again."""
    async with desk.work() as work:
        staff = desk.santun.house.rooms.staff
        by = await staff.add(work, "kepala", Role.SUPERVISOR, by="system:test")
        draft = Canned(uuid4(), code, "Jawaban siap", words, None, work.now, by.name)
        await desk.santun.house.rooms.helpdesk.kept.save(work, by, draft)
