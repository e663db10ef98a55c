"""`kill -9` in the middle of a talk with staff, again and again: no word is lost on either side, none comes twice."""

import asyncio
import signal
from pathlib import Path

from bot.house import House, open_house
from bot.settings import read_settings
from bot.simulator import Chat, Telegram
from services.db import Database
from services.helpdesk import Kind, Outcome
from services.helpdesk.agents import Reply
from services.helpdesk.messages import ConversationOver, ConversationTakenUp, InTheQueue
from services.staff import Role, StaffMember
from tests.crash.conftest import simulator, telegram
from tests.crash.test_run import Serve, serve
from tests.journeys.hearing import saying
from tests.post.station import until

__all__ = ["serve", "simulator", "telegram"]

DEATHS = (0.0, 0.02, 0.1, 0.4)
"""Seconds that the process lives on after the words that it is to pass on."""


async def test_a_talk_goes_on_over_the_deaths_of_the_process(
    serve: Serve, telegram: Telegram, database: Database, tmp_path: Path
) -> None:
    siti = await telegram.person("Siti")
    process = await serve()
    await siti.says("/petugas")
    await siti.hears(saying(InTheQueue), within=15)
    settings = read_settings(_env_file=None, database_url=database.url, data_dir=tmp_path, operator="contoh")
    async with open_house(settings, tell=lambda _: None) as house:
        async with house.database.work() as work:
            ani = await house.rooms.staff.add(work, "ani", Role.AGENT, by="system:test")
        said, answered = [], []
        for number, lives in enumerate(DEATHS):
            said += [f"kata {number}.{part}" for part in range(3)]
            for words in said[-3:]:
                await siti.says(words)
            await asyncio.sleep(lives)
            process.send_signal(signal.SIGKILL)
            answered.append(await answers(house, ani, siti, f"jawaban {number}"))
            said.append(f"kata {number} ketika tidak ada siapa-siapa")
            await siti.says(said[-1])
            process = await serve()
        await siti.hears("jawaban 3", within=30)
        await until(lambda: is_heard(house, siti, said), within=30)
        await ends(house, ani, siti)
        await siti.hears(saying(ConversationOver), within=15)
        await siti.says("masih ada yang kurang bu")
        await siti.hears(saying(ConversationTakenUp), within=15)
    await each_came_once(telegram, database, siti, answered)


async def answers(house: House, by: StaffMember, chat: Chat, words: str) -> str:
    """At a terminal: nobody of this process brings the letter."""
    async with house.database.work() as work:
        ongoing = await house.rooms.helpdesk.callers.ongoing(work, chat.id)
        assert ongoing is not None
        await house.rooms.helpdesk.agents.answer(work, by, ongoing.id, Reply(words))
    return words


async def ends(house: House, by: StaffMember, chat: Chat) -> None:
    async with house.database.work() as work:
        ongoing = await house.rooms.helpdesk.callers.ongoing(work, chat.id)
        assert ongoing is not None
        await house.rooms.helpdesk.cases.close(work, by, ongoing.id, Outcome.SOLVED, "")


async def is_heard(house: House, chat: Chat, said: list[str]) -> bool:
    """Whether staff have all of it, once and in order, and nothing else."""
    async with house.database.work() as work:
        ongoing = await house.rooms.helpdesk.callers.ongoing(work, chat.id)
        assert ongoing is not None
        lines = await house.rooms.helpdesk.lines.read(work, ongoing.id)
    return [line.words for line in lines if line.kind is Kind.THEIRS] == said


async def each_came_once(telegram: Telegram, database: Database, chat: Chat, answered: list[str]) -> None:
    """A second copy only where nobody could know that the first had arrived."""
    calls = [call for call in await telegram.calls("sendMessage", chat.id) if call["effect"]]
    copies = [text for call in calls for text in answered if text in call["params"]["text"]]
    async with database.work() as work:
        uncertain = await work.raw.fetchval("SELECT count(*) FROM letters WHERE uncertain")
        assert await work.raw.fetchval("SELECT bool_and(state = 'done') FROM inbox")
    assert list(dict.fromkeys(copies)) == answered
    assert len(copies) - len(answered) <= uncertain
