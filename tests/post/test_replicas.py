"""Several processes on one database: order is kept, nothing is done twice, a lost one is replaced."""

import asyncio
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import timedelta
from typing import Any

import orjson
import pytest

from bot.replicas import adopt
from bot.simulator import Telegram
from bot.simulator.client import Chat
from handlers.chat.incoming import Incoming
from handlers.chat.intake import Serve
from services.db import Database, Work
from services.post import Post, Received
from services.post.messages import AnotherBot, OtherModeIsLive
from services.post.model import Written
from services.words import Words
from tests.post.station import Plan, Station, say, station, until
from tests.post.test_accepting import message

BOTH = ("replica", "delivery", "intake")
KILL_LINK = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE application_name = 'santun replica' AND datname = current_database()
"""


def stuttering(post: Post) -> Serve:
    """Answers with two letters, so that an interleaving shows."""

    async def serve(work: Work, update: Incoming, received: Received) -> None:
        text = update.text or "?"
        await work.raw.execute("INSERT INTO effects (update_id, text) VALUES ($1, $2)", received.update, text)
        await asyncio.sleep(0.02)  # long enough for the next update to arrive at the other replica
        for part in "ab":
            await say(post, work, received.chat, f"{text}{part}")

    return serve


async def test_two_replicas_keep_the_order_of_every_chat_and_do_nothing_twice(plan: Plan, telegram: Telegram) -> None:
    people = [await telegram.person(f"P{n}") for n in range(4)]
    for person in people:
        await person.says("hai")  # a person has to write first; this update is never fetched
    await telegram.fault("slow", method="sendMessage", seconds=0.03, times=None)
    chats = [person.id for person in people]
    async with AsyncExitStack() as stack:
        both = [await stack.enter_async_context(station(replace(plan, serve=stuttering, parts=BOTH))) for _ in range(2)]
        for n in range(30):
            # As Telegram does: the next update of a chat comes when the one before is acknowledged, to either replica.
            bodies = [orjson.dumps(message(1000 + n * 10 + i, chat, str(n))) for i, chat in enumerate(chats)]
            await asyncio.gather(*(both[(n + i) % 2].intake.accept(body) for i, body in enumerate(bodies)))
        await until(lambda: both[0].value("SELECT count(*) = 240 FROM letters WHERE state = 'sent'"), within=30)
        assert await both[0].value("SELECT count(*) = 120 AND count(DISTINCT update_id) = 120 FROM effects")
        assert await both[0].value("SELECT count(*) FROM letters WHERE uncertain") == 0
        assert [here.intake.tally["failed"] for here in both] == [0, 0]  # nobody began what the other had in work
    for chat in chats:
        calls = sorted(await telegram.calls("sendMessage", chat), key=lambda call: call["started"])
        assert [call["params"]["text"] for call in calls] == [f"{n}{part}" for n in range(30) for part in "ab"]
    senders = {row["owner"] for row in await _rows(plan, "SELECT owner FROM inbox")}
    assert len(senders) == 2


async def test_a_replica_that_lost_its_lock_takes_a_new_name_and_loses_nothing(plan: Plan, siti: Chat) -> None:
    async with station(plan) as here:
        await siti.says("a")
        await siti.hears("echo a")
        old = here.replica.name
        await here.rows(KILL_LINK)
        await siti.says("b")
        await siti.hears("echo b", within=10)
        await until(_renamed(here, old))
        await siti.says("c")
        await siti.hears("echo c", within=10)
        assert await here.texts() == ["a", "b", "c"]
        assert await here.value("SELECT max(tries) FROM inbox") == 1


async def test_what_was_accepted_under_a_former_name_is_not_tried_anew(plan: Plan) -> None:
    async with station(replace(plan, parts=("replica", "intake"))) as here:
        here.intake._closing = True  # nothing is worked on
        await here.intake.accept(orjson.dumps(message(1, 100, "a")))
        old = here.replica.name
        await here.rows(KILL_LINK)
        await until(_renamed(here, old))
        row = (await here.rows("SELECT owner, tries FROM inbox"))[0]
        assert (row["owner"], row["tries"]) == (here.replica.name, 1)


async def test_letters_of_a_dead_sender_are_adopted_and_marked_uncertain(
    plan: Plan, siti: Chat, telegram: Telegram
) -> None:
    await siti.says("hai")
    async with station(replace(plan, parts=("replica",))) as dead:
        await dead.writes(siti.id, "reply")
        await dead.rows("UPDATE letters SET state = 'sending' RETURNING 1")
        await dead.rows(
            "UPDATE chats SET sender = 'nobody', sender_until = santun_now() + interval '1 hour' RETURNING 1"
        )
        async with station(replace(plan, parts=BOTH)) as here:
            await siti.hears("reply")
            await until(lambda: here.value("SELECT state = 'sent' AND uncertain FROM letters"))
    assert len(await telegram.calls("sendMessage")) == 1


async def test_letters_of_a_living_sender_are_left_to_it(plan: Plan, siti: Chat, telegram: Telegram) -> None:
    await siti.says("hai")
    async with station(replace(plan, parts=("replica",))) as other:
        await other.writes(siti.id, "reply")
        await other.rows("UPDATE letters SET state = 'sending' RETURNING 1")
        claim = "UPDATE chats SET sender = $1, sender_until = santun_now() + interval '2 minutes' RETURNING 1"
        await other.rows(claim, other.replica.name)
        async with station(replace(plan, parts=BOTH)) as here:
            await here.writes(siti.id, "behind it")
            await asyncio.sleep(2.5)
            assert await telegram.calls("sendMessage") == []
            await here.moves_clock(timedelta(minutes=3))  # it hangs: its lease ends
            await siti.hears("behind it")
    assert [call["params"]["text"] for call in await telegram.calls("sendMessage")] == ["reply", "behind it"]


async def test_a_lease_whose_commit_was_never_heard_of_is_found(plan: Plan, siti: Chat, telegram: Telegram) -> None:
    async with station(plan) as here:
        await siti.says("hai")
        await siti.hears("echo hai")
        carry, here.delivery.carry = here.delivery.carry, _deaf  # type: ignore[method-assign]
        await here.writes(siti.id, "lost")
        here.delivery.carry = carry  # type: ignore[method-assign]
        await siti.until(lambda chat: chat.last.text == "lost")
        await until(lambda: here.value("SELECT bool_and(state = 'sent' AND NOT uncertain) FROM letters"))


async def test_what_a_dead_replica_accepted_is_served_by_another(plan: Plan) -> None:
    async with station(replace(plan, parts=("replica", "intake"))) as first:
        first.intake._closing = True
        await first.intake.accept(orjson.dumps(message(1, 100, "left")))
        await first.rows("UPDATE inbox SET owner = 'nobody' RETURNING 1")
        async with station(replace(plan, parts=("replica", "intake"))) as second:
            await until(second.texts)
            assert await second.value("SELECT tries FROM inbox") == 2


async def test_an_update_that_killed_three_replicas_is_not_tried_again(plan: Plan, siti: Chat) -> None:
    await siti.says("hai")
    async with station(replace(plan, parts=("replica", "intake"))) as first:
        first.intake._closing = True
        await first.intake.accept(orjson.dumps(message(1, siti.id, "killer")))
        await first.intake.accept(orjson.dumps(message(2, siti.id, "healthy")))
        await first.rows("UPDATE inbox SET owner = 'nobody', tries = 3 WHERE update_id = 1 RETURNING 1")
        async with station(replace(plan, parts=BOTH)) as second:
            await second.rows("UPDATE inbox SET owner = NULL WHERE update_id = 2 RETURNING 1")
            await siti.hears("sorry")
            await siti.hears("echo healthy")
            assert await second.texts() == ["healthy"]


async def test_one_replica_polls_and_another_takes_over(plan: Plan, siti: Chat, telegram: Telegram) -> None:
    async with AsyncExitStack() as stack:
        second = await stack.enter_async_context(station(replace(plan, parts=BOTH)))
        async with station(plan) as first:
            await until(lambda: _truth(first.replica.leads))
            assert not await second.replica.lead()
            await siti.says("a")
            await siti.hears("echo a")
        assert await second.replica.lead()
        async with station(plan) as third:
            await asyncio.sleep(1.5)
            assert not third.replica.leads
            await second.replica.leave()
            await siti.says("b")
            await siti.hears("echo b")
    assert all(call["code"] != 409 for call in await telegram.calls("getUpdates"))


async def test_the_modes_exclude_each_other(plan: Plan, words: Words) -> None:
    async with station(replace(plan, parts=("replica",))):
        with pytest.raises(OtherModeIsLive) as no:
            async with station(replace(plan, mode="webhook", parts=("replica",))):
                pass
    assert "SANTUN_MODE=polling" in words.render(no.value)
    assert "SANTUN_MODE=webhook" in words.render(no.value)
    async with station(replace(plan, mode="webhook", parts=("replica",))):
        pass


async def test_the_database_remembers_its_bot(database: Database, words: Words) -> None:
    await adopt(database, 1000000001, allowed=False)
    await adopt(database, 1000000001, allowed=False)
    with pytest.raises(AnotherBot) as no:
        await adopt(database, 1000000002, allowed=False)
    assert "--adopt" in words.render(no.value)
    await adopt(database, 1000000002, allowed=True)
    await adopt(database, 1000000002, allowed=False)


async def _rows(plan: Plan, query: str) -> list[Any]:
    database = Database(plan.url)
    async with database.work() as work:
        rows = list(await work.raw.fetch(query))
    await database.close()
    return rows


def _deaf(written: Written) -> None:
    assert written.acts


async def _truth(value: bool) -> bool:
    return value


def _renamed(here: Station, old: str) -> Any:
    async def check() -> bool:
        return here.replica.name != old and here.replica.alive

    return check


async def test_a_chat_whose_sender_died_with_nothing_to_send_is_set_free(plan: Plan) -> None:
    async with station(replace(plan, parts=())) as here:
        left = "INSERT INTO chats (chat_id, sender, sender_until) VALUES (7, 'gone', now() + interval '2 minutes')"
        await here.rows(f"{left} RETURNING 1")
        async with station(replace(plan, parts=("replica", "delivery"))):
            await until(lambda: here.value("SELECT count(*) = 1 FROM chats WHERE sender IS NULL"), within=5)
