"""Updates of different chats share a transaction; what one of them does wrong touches none of the others."""

import asyncio
from collections import Counter

from handlers.chat.incoming import Incoming
from handlers.chat.intake import Serve
from services.db import Work
from services.post import Post, Received
from services.post.inbox import Arrival
from tests.post.station import Plan, Station, echo, station, until

CHATS = range(501, 513)
BAD = 505


def update(number: int, chat: int, text: str) -> bytes:
    person = f'{{"id":{chat},"is_bot":false,"first_name":"S"}}'
    message = f'"message_id":{number},"date":1,"chat":{{"id":{chat},"type":"private"}},"from":{person},"text":"{text}"'
    return f'{{"update_id":{number},"message":{{{message}}}}}'.encode()


class Served:
    """Counts the attempts on each chat and remembers in which transaction they were; fails on the bad one."""

    def __init__(self) -> None:
        self.attempts: Counter[int] = Counter()
        self.transactions: dict[int, list[int]] = {}

    def build(self, post: Post) -> Serve:
        async def serve(work: Work, asked: Incoming, received: Received) -> None:
            self.attempts[received.chat] += 1
            transaction = await work.raw.fetchval("SELECT txid_current()")
            self.transactions.setdefault(transaction, []).append(received.chat)
            await echo(post, work, asked, received)
            if asked.text == "bad":
                raise RuntimeError("this one cannot be served")

        return serve


async def test_updates_that_wait_at_the_same_moment_share_a_transaction(plan: Plan) -> None:
    served = Served()
    plan.serve, plan.parts = served.build, ("replica", "delivery", "intake")
    async with station(plan) as here:
        await asyncio.gather(*(here.intake.accept(update(chat, chat, "halo")) for chat in CHATS))
        await _done(here, len(CHATS))
        assert sorted(await here.texts()) == ["halo"] * len(CHATS)
    assert all(served.attempts[chat] == 1 for chat in CHATS)
    assert len(served.transactions) < len(CHATS) / 2


async def test_a_bad_update_takes_no_other_with_it_and_costs_no_other_a_try(plan: Plan) -> None:
    served = Served()
    plan.serve, plan.parts = served.build, ("replica", "delivery", "intake")
    async with station(plan) as here:
        texts = {chat: "bad" if chat == BAD else f"halo {chat}" for chat in CHATS}
        await asyncio.gather(*(here.intake.accept(update(chat, chat, text)) for chat, text in texts.items()))
        await _done(here, len(CHATS) - 1)
        assert sorted(await here.texts()) == sorted(text for text in texts.values() if text != "bad")
        tries = await here.rows("SELECT chat_id, state, tries FROM inbox ORDER BY chat_id")
        assert {(row["state"], row["tries"]) for row in tries if row["chat_id"] != BAD} == {("done", 1)}
        assert [row["tries"] for row in tries if row["chat_id"] == BAD] == [2]


async def test_an_update_that_was_tried_before_is_alone(plan: Plan) -> None:
    served = Served()
    plan.serve, plan.parts = served.build, ("replica", "delivery")
    async with station(plan) as here:
        waiting = [Arrival(chat, chat, update(chat, chat, "halo")) for chat in CHATS]
        await here.post.inbox.accept(here.database, int(here.bot.token.partition(":")[0]), here.replica.name, waiting)
        await here.rows("UPDATE inbox SET tries = 2 WHERE chat_id = $1 RETURNING 1", BAD)
        here.intake.start(here.nursery.start)
        await _done(here, len(CHATS))
    assert [chats for chats in served.transactions.values() if BAD in chats] == [[BAD]]
    assert len(served.transactions) < len(CHATS) / 2


async def _done(here: Station, wanted: int) -> None:
    async def is_done() -> bool:
        return bool(await here.value("SELECT count(*) FROM inbox WHERE state = 'done'") == wanted)

    await until(is_done)
