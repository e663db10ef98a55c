"""One update of a chat at a time, in order; what fails is tried three times and then waits for staff."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

import asyncpg

from bot.simulator import Telegram
from bot.simulator.client import Chat
from handlers.chat.incoming import Incoming
from handlers.chat.intake import Serve
from services.db import Work
from services.post import Post, Received
from tests.post.station import Plan, Station, echo, station, until

Hurdle = Callable[[str, Received, Work], Awaitable[None]]


def with_hurdle(hurdle: Hurdle) -> Callable[[Post], Serve]:
    """The echo, after something that may go wrong."""

    def build(post: Post) -> Serve:
        async def serve(work: Work, update: Incoming, received: Received) -> None:
            await echo(post, work, update, received)
            await hurdle(update.text, received, work)

        return serve

    return build


async def until_tried(here: Station, tries: int) -> None:
    await until(lambda: here.value("SELECT true FROM inbox WHERE tries = $1", tries), within=20)


async def test_a_chat_is_served_in_order_and_chats_do_not_wait_for_one_another(plan: Plan, telegram: Telegram) -> None:
    slow, quick = await telegram.person("Slow"), await telegram.person("Quick")
    gate = asyncio.Event()

    async def hurdle(text: str, received: Received, work: Work) -> None:
        if text == "s0":
            await gate.wait()

    async with station(replace(plan, serve=with_hurdle(hurdle))) as here:
        for number in range(5):
            await slow.says(f"s{number}")
        await quick.says("q")
        await quick.hears("echo q")
        assert await here.texts() == ["q"]
        gate.set()
        await slow.hears("echo s4")
        assert await here.texts() == ["s0", "q", "s1", "s2", "s3", "s4"]  # numbered when begun
        said = [message.text for message in slow.messages if message.from_bot]
        assert said == [f"echo s{number}" for number in range(5)]


async def test_what_fails_leaves_nothing_and_is_tried_again(plan: Plan, siti: Chat) -> None:
    tries: list[int] = []

    async def hurdle(text: str, received: Received, work: Work) -> None:
        tries.append(received.tries)
        if text == "a" and received.tries == 1:
            raise ValueError("once")

    async with station(replace(plan, serve=with_hurdle(hurdle))) as here:
        await siti.says("a")
        await siti.says("b")
        await siti.hears("echo b", within=6)
        assert tries == [1, 2, 1]
        assert await here.texts() == ["a", "b"]


async def test_after_three_tries_a_dead_letter_an_apology_and_the_chat_moves_on(plan: Plan, siti: Chat) -> None:
    tries: list[int] = []

    async def hurdle(text: str, received: Received, work: Work) -> None:
        if text == "poison":
            tries.append(received.tries)
            raise ValueError(text)

    async with station(replace(plan, serve=with_hurdle(hurdle))) as here:
        await siti.says("poison")
        await siti.says("healthy")
        await until_tried(here, 2)
        assert await here.texts() == []  # the chat is held
        for expected in (3, 3):
            await here.moves_clock(timedelta(seconds=10))
            await until_tried(here, expected)
        await siti.hears("sorry")
        await siti.hears("echo healthy")
        assert tries == [1, 2, 3]
        dead = (await here.rows("SELECT state, reference, body FROM inbox ORDER BY seq"))[0]
        assert dead["state"] == "dead"
        assert dead["body"] is not None
        assert siti.heard(dead["reference"])
        assert b"poison" not in dead["body"]


async def test_an_apology_that_fails_does_not_hold_the_chat(plan: Plan, siti: Chat) -> None:
    async def hurdle(text: str, received: Received, work: Work) -> None:
        if text == "poison":
            raise ValueError(text)

    async with station(replace(plan, serve=with_hurdle(hurdle))) as here:

        async def apologise(work: Work, chat: int, reference: str) -> None:
            raise RuntimeError("no words")

        here.intake._clerk = replace(here.intake._clerk, apologise=apologise)
        await siti.says("poison")
        await siti.says("healthy")
        for tries in (2, 3):
            await until_tried(here, tries)
            await here.moves_clock(timedelta(seconds=10))
        await siti.hears("echo healthy")
        assert await here.value("SELECT count(*) FROM inbox WHERE state = 'dead'") == 1


async def test_deadlocks_and_lost_connections_do_not_count_as_tries(plan: Plan, siti: Chat) -> None:
    troubles: list[Exception] = [
        asyncpg.DeadlockDetectedError("deadlock detected"),
        asyncpg.SerializationError("could not serialize"),
        asyncpg.ConnectionDoesNotExistError("connection was closed in the middle of operation"),
    ]
    tries: list[int] = []

    async def hurdle(text: str, received: Received, work: Work) -> None:
        tries.append(received.tries)
        if troubles:
            raise troubles.pop()

    async with station(replace(plan, serve=with_hurdle(hurdle))) as here:
        await siti.says("a")
        await siti.hears("echo a")
        assert tries == [1, 1, 1, 1]
        assert await here.texts() == ["a"]


async def test_a_connection_killed_in_the_middle_of_the_work_does_not_count(plan: Plan, siti: Chat) -> None:
    tries: list[int] = []

    async def hurdle(text: str, received: Received, work: Work) -> None:
        tries.append(received.tries)
        if len(tries) == 1:
            await work.raw.execute("SELECT pg_terminate_backend(pg_backend_pid())")

    async with station(replace(plan, serve=with_hurdle(hurdle))) as here:
        await siti.says("a")
        await siti.hears("echo a")
        assert tries == [1, 1]
        assert await here.texts() == ["a"]


async def test_an_endless_passing_trouble_counts_in_the_end(plan: Plan, siti: Chat) -> None:
    async def hurdle(text: str, received: Received, work: Work) -> None:
        raise asyncpg.DeadlockDetectedError("deadlock detected")

    async with station(replace(plan, serve=with_hurdle(hurdle))) as here:
        await siti.says("a")
        await until_tried(here, 2)


async def test_what_is_done_has_no_body_and_what_waits_is_sealed(plan: Plan, siti: Chat) -> None:
    async with station(replace(plan, parts=("replica", "intake", "doors"))) as here:
        await siti.says("rahasia sekali")
        await until(here.texts)
        rows = await here.rows("SELECT state, body FROM inbox")
        assert [(row["state"], row["body"]) for row in rows] == [("done", None)]
        letter = (await here.rows("SELECT body FROM letters"))[0]["body"]
        assert b"rahasia" not in letter
        assert json.dumps("rahasia").encode() not in letter
