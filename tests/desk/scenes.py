"""A desk at work: people who ask, staff in their seats, and a conversation that has gone on for a while."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, time, timedelta
from uuid import UUID, uuid4

from bot.simulator import Chat
from services.db import Work
from services.helpdesk import Channel
from services.helpdesk.agents import Reply
from services.helpdesk.cases import Caller
from services.helpdesk.messages import InTheQueue
from services.requests import Subject
from services.staff import StaffMember
from tests.desk.agents import Agent, now_at
from tests.journeys.conftest import Santun
from tests.journeys.hearing import saying

QUEUE = "/desk/antrean"


async def in_opening_hours(santun: Santun) -> None:
    """It is ten o'clock on a Tuesday; before anybody signs in, for the clock only moves on."""
    now = await now_at(santun)
    zone = santun.house.rooms.region.zone
    local = now.astimezone(zone)
    day = local.date() + timedelta(days=(1 - local.weekday()) % 7 or 7)
    await santun.passes(datetime.combine(day, time(10), zone) - now)


async def member(santun: Santun, name: str) -> StaffMember:
    """The member of staff of this name."""
    async with santun.house.database.work() as work:
        return await santun.house.rooms.staff.by_name(work, name)


async def seated(santun: Santun, agent: Agent, queue: str) -> None:
    """From now on this member sits in that queue."""
    one = await member(santun, agent.name)
    async with santun.house.database.work() as work:
        await santun.house.rooms.staff.change(work, one.name, by="system:test", role=one.role, queue=queue)


@asynccontextmanager
async def at_work(santun: Santun) -> AsyncIterator[Work]:
    """A unit of work."""
    async with santun.house.database.work() as work:
        yield work


async def conversation_of(santun: Santun, chat: Chat) -> UUID:
    """The chat's conversation."""
    async with at_work(santun) as work:
        ongoing = await santun.house.rooms.helpdesk.callers.ongoing(work, chat.id)
        assert ongoing is not None
        return ongoing.id


async def asking(santun: Santun, name: str = "Siti", story: str = "") -> tuple[Chat, UUID]:
    """Somebody who asked for a person, and what was told while waiting."""
    chat = await santun.person(name)
    await chat.says("/petugas")
    await chat.hears(saying(InTheQueue))
    if story:
        await chat.says(story)
        await chat.settles()
    return chat, await conversation_of(santun, chat)


async def entered(santun: Santun, by: StaffMember, name: str, subject: Subject, queue: str = "agency") -> UUID:
    """Somebody on the telephone."""
    async with at_work(santun) as work:
        caller = Caller(Channel.PHONE, queue, subject, name, "0812 3456 7890", "Ingin ditelepon kembali.")
        return (await santun.house.rooms.helpdesk.cases.enter(work, by, caller)).id


async def taken(santun: Santun, by: StaffMember, conversation: UUID) -> None:
    """In the hands of this member."""
    async with at_work(santun) as work:
        await santun.house.rooms.helpdesk.hands.take(work, by, conversation)


async def answered(santun: Santun, by: StaffMember, conversation: UUID, words: str) -> UUID:
    """This member writes; gives the line."""
    async with at_work(santun) as work:
        return (await santun.house.rooms.helpdesk.agents.answer(work, by, conversation, Reply(words))).id


async def noted(santun: Santun, by: StaffMember, conversation: UUID, words: str) -> None:
    """This member writes a note."""
    async with at_work(santun) as work:
        await santun.house.rooms.helpdesk.agents.note(work, by, conversation, Reply(words))


async def until_shown(agent: Agent, path: str, text: str, within: float = 10) -> None:
    """Asks again until the page tells it."""
    async with asyncio.timeout(within):
        while text not in (await agent.gets(path)).text:  # noqa: ASYNC110 - a page is all there is to look at
            await asyncio.sleep(0.1)


def thread(conversation: UUID) -> str:
    """Where it stands in the console."""
    return f"/desk/percakapan/{conversation}"


def answer_of(words: str, **more: str) -> dict[str, str]:
    """The form of an answer; `jenis` makes it a note."""
    return {"jenis": "jawaban", "kata": words, "sekali": str(uuid4()), "menjawab": ""} | more
