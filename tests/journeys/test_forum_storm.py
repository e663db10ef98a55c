"""Two hundred people call at once: the group's limit is kept, nothing is lost, and nobody else is slowed down."""

import asyncio
import re
import secrets
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

from bot.simulator import Chat, Limits, Telegram
from handlers.chat.rates import Rates
from services.dialogues.messages import Welcome
from tests.conftest import Server
from tests.journeys.conftest import Scene
from tests.journeys.hearing import saying
from tests.journeys.office import Office, office
from tests.post.station import until

PEOPLE, LINES = 200, 3
MINUTE = 1.5
"""Seconds of a minute, for Telegram's limit and for ours alike: an hour of storm takes a minute and a half."""
INTERVAL, BURST = Rates(30).group
SHRUNK = Rates(bot=1000, chat=(0.01, 50), group=(INTERVAL * MINUTE / 60, BURST))
SAID = re.compile(r"tolong ([a-z]+) yang ([a-z]+)\.")
LETTERS = "abcdefghijklmnopqrst"
COUNTED = ("sendMessage", "createForumTopic", "closeForumTopic", "reopenForumTopic", "editForumTopic")


def name_of(number: int) -> str:
    """In letters: long numbers are masked."""
    return LETTERS[number // 20] + LETTERS[number % 20]


async def calls(telegram: Telegram, number: int, people: list[Chat]) -> None:
    """One of the two hundred: asks, and tells the story in pieces."""
    chat = people[number]
    await chat.says("/petugas")
    for line in range(LINES):
        await asyncio.sleep(0.2 + number % 7 / 10)
        await chat.says(f"tolong {name_of(number)} yang {LETTERS[line]}.")


async def lines_in_group(desk: Office) -> dict[str, list[str]]:
    """Who → pieces of the story as they stand in the group, in its order."""
    found: dict[str, list[str]] = defaultdict(list)
    for entry in desk.santun.simulator.world.chats[desk.group].entries.values():
        for who, line in SAID.findall(entry.message.get("text", "")):
            found[who].append(line)
    return found


async def test_a_storm_of_two_hundred_people_within_a_minute(
    server: Server, roster_template: str, key_file: Path
) -> None:
    url = await server.create(name := f"s_{secrets.token_hex(4)}", roster_template)
    limits = Limits(group_per_minute=20, minute=MINUTE)
    async with office(url, key_file, Scene(limits, SHRUNK)) as desk:
        people = [await desk.santun.person(f"P{number}") for number in range(PEOPLE)]
        other = await desk.santun.person("Nurhayati")
        storm = asyncio.gather(*(calls(desk.santun.telegram, number, people) for number in range(PEOPLE)))
        backlog = []
        while not storm.done():
            backlog.append(await waiting(desk))
            await asyncio.sleep(0.1)
        await storm
        waits = []

        async def is_all_there() -> bool:
            begun = time.monotonic()
            await other.says("/start")
            await other.hears(saying(Welcome), within=20)
            waits.append(time.monotonic() - begun)
            backlog.append(await waiting(desk))
            return sum(map(len, (await lines_in_group(desk)).values())) >= PEOPLE * LINES

        await until(is_all_there, within=240)
        found = await lines_in_group(desk)
        assert found == {name_of(number): list(LETTERS[:LINES]) for number in range(PEOPLE)}
        made = [one for one in await desk.santun.telegram.calls() if one["chat"] == desk.group]
        assert {one["code"] for one in made} == {200}
        assert most_within(made, MINUTE) <= 20
        assert max(backlog) <= BURST
        assert sorted(waits)[len(waits) // 2] < 1.0, "those who talk to the bot do not feel what waits for the group"
    await server.drop(name)


async def waiting(desk: Office) -> int:
    """Letters for the group that lie in the outbox."""
    async with desk.work() as work:
        query = "SELECT count(*) FROM letters WHERE chat_id = $1 AND state IN ('waiting', 'sending')"
        return int(await work.raw.fetchval(query, desk.group))


def most_within(made: list[dict[str, Any]], seconds: float) -> int:
    """How many messages there were at most within so long."""
    times = [one["started"] for one in made if one["method"] in COUNTED]
    return max(sum(1 for one in times if begin <= one < begin + seconds) for begin in times)
