"""Dead letters are settled by staff, who do not see what was written; old ones are forgotten."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.simulator.client import Chat
from handlers.chat.incoming import Incoming
from handlers.chat.intake import Serve
from services.db import Work
from services.post import Letter, Post, Received
from services.post.deadletters import DeadLetters
from services.post.messages import NoSuchDeadLetter
from tests.post.station import Plan, Station, echo, station, until
from tests.post.test_turns import until_tried

desk = DeadLetters()


class Mood:
    """Whether the work fails."""

    def __init__(self) -> None:
        self.bad = True

    def serve(self, post: Post) -> Serve:
        async def serve(work: Work, update: Incoming, received: Received) -> None:
            await echo(post, work, update, received)
            if self.bad:
                raise ValueError("bad mood")

        return serve


async def bury(here: Station) -> None:
    """Three failures, with the clock moved on between them."""
    for tries in (2, 3):
        await until_tried(here, tries)
        await here.moves_clock(timedelta(seconds=11))
    await until(lambda: here.value("SELECT true FROM inbox WHERE state = 'dead'"))


async def test_a_dead_update_is_worked_on_when_staff_retries_it(plan: Plan, siti: Chat) -> None:
    mood = Mood()
    async with station(replace(plan, serve=mood.serve)) as here:
        await siti.says("a")
        await bury(here)
        await siti.hears("sorry")
        mood.bad = False
        async with here.database.work() as work:
            waiting = await desk.waiting(work)
            assert [(letter.what, letter.tries) for letter in waiting] == [("update", 3)]
            await desk.retry(work, waiting[0].number.lower(), "staff:ani")
        await until(here.texts)
        assert await here.texts() == ["a"]
        assert await here.value("SELECT tries FROM inbox") == 1
        assert await here.value("SELECT actor || action FROM looks") == "staff:anidead_letter.retry"


async def test_a_dead_letter_is_sent_when_staff_retries_it_and_forgotten_when_they_drop_it(
    plan: Plan, siti: Chat
) -> None:
    async with station(plan) as here:
        await siti.says("a")
        await siti.hears("echo a")
        async with here.database.work() as work:
            for _ in range(2):
                broken = {"chat_id": siti.id, "text": "<b>", "parse_mode": "HTML"}
                await here.post.write(work, Letter(siti.id, "sendMessage", broken))
        await until(lambda: here.value("SELECT count(*) = 2 FROM letters WHERE state = 'dead'"))
        async with here.database.work() as work:
            first, second = await desk.waiting(work)
            await desk.drop(work, first.number, "staff:ani")
            await desk.retry(work, second.number, "staff:ani")
        await until(lambda: here.value("SELECT tries = 0 FROM letters WHERE state = 'dead'"))
        rows = await here.rows("SELECT state, body IS NULL AS empty FROM letters ORDER BY id")
        assert [(row["state"], row["empty"]) for row in rows][1:] == [("dropped", True), ("dead", False)]


@pytest.mark.parametrize("number", ["ABCDEF", "L-1", "L-", "L-²", "L-99999999999999999999", "", "L--1"])
async def test_an_unknown_number_is_refused(plan: Plan, number: str) -> None:
    async with station(replace(plan, parts=("replica",))) as here:
        with pytest.raises(NoSuchDeadLetter):
            async with here.database.work() as work:
                await desk.drop(work, number, "staff:ani")


async def test_what_is_old_is_forgotten(plan: Plan, siti: Chat) -> None:
    mood = Mood()
    async with station(replace(plan, serve=mood.serve)) as here:
        await siti.says("bad")
        await bury(here)
        mood.bad = False
        await siti.says("good")
        await siti.hears("echo good")
        await until(lambda: here.value("SELECT bool_and(state = 'sent') FROM letters"))

        async def left() -> tuple[Any, Any]:
            async with here.database.work() as work:
                await here.post.sweep_old(work)
            updates = await here.rows("SELECT state, guards FROM inbox ORDER BY seq")
            return [tuple(row) for row in updates], await here.value("SELECT count(*) FROM letters")

        assert await left() == ([("dead", True), ("done", True)], 2)
        await here.moves_clock(timedelta(days=8))
        assert await left() == ([("dead", False)], 2)
        await here.moves_clock(timedelta(days=23))
        assert await left() == ([], 0)


async def test_a_chat_is_forgotten_on_request(plan: Plan, siti: Chat) -> None:
    async with station(plan) as here:
        await siti.says("a")
        await siti.hears("echo a")
        await until(lambda: here.value("SELECT bool_and(state = 'sent') FROM letters"))
        async with here.database.work() as work:
            await here.post.forget(work, siti.id)
        assert await here.value("SELECT count(*) FROM letters") == 0
        # The number of what was done stays for a while, so that an update brought again is not worked on twice.
        assert await here.value("SELECT count(*) FROM inbox WHERE body IS NOT NULL OR state <> 'done'") == 0
        assert await here.value("SELECT count(*) FROM inbox") == 1
