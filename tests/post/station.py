"""One process in miniature: intake, delivery and poller with a `Serve` that counts and echoes."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from telegram import Bot

from bot.nursery import Nursery
from bot.polling import Poller
from bot.replicas import Replica
from bot.request import Straight, WireRequest
from bot.web import Web
from handlers.chat.courier import Api, Courier
from handlers.chat.delivery import Delivery
from handlers.chat.incoming import Incoming
from handlers.chat.intake import Clerk, Door, Intake, Serve
from handlers.chat.rates import Rates
from handlers.hooks import Webhook, health_routes, set_webhook
from services.db import Database, Work
from services.post import Lane, Letter, Post, Received
from services.privacy import Keys

SECRET = "a-secret-of-the-tests"
FAST = Rates(bot=10_000, chat=(0.0, 5), group=(0.0, 5))
TELEGRAMS = Rates(bot=30)

EFFECTS = "CREATE TABLE IF NOT EXISTS effects (n bigint GENERATED ALWAYS AS IDENTITY, update_id bigint, text text)"


async def echo(post: Post, work: Work, update: Incoming, received: Received) -> None:
    """Leaves one row per piece of work, and answers with the text."""
    text = update.text or "?"
    await work.raw.execute("INSERT INTO effects (update_id, text) VALUES ($1, $2)", received.update, text)
    await say(post, work, received.chat, f"echo {text}")


async def say(post: Post, work: Work, chat: int, text: str, **how: Any) -> None:
    await post.write(work, Letter(chat, "sendMessage", {"chat_id": chat, "text": text}, **how))


@dataclass
class Station:
    """The parts, running."""

    url: str
    database: Database
    post: Post
    replica: Replica
    delivery: Delivery
    intake: Intake
    bot: Bot
    nursery: Nursery

    async def writes(self, chat: int, *texts: str, lane: Lane = Lane.REPLY) -> None:
        """Letters from outside any update, in one unit of work."""
        async with self.database.work() as work:
            for text in texts:
                await say(self.post, work, chat, text, lane=lane)

    async def rows(self, query: str, *values: Any) -> list[Any]:
        async with self.database.work() as work:
            return list(await work.raw.fetch(query, *values))

    async def value(self, query: str, *values: Any) -> Any:
        async with self.database.work() as work:
            return await work.raw.fetchval(query, *values)

    async def moves_clock(self, by: timedelta) -> None:
        """Moves the database's clock."""
        await self.rows("UPDATE house SET clock_shift = clock_shift + $1::interval RETURNING 1", by)

    async def texts(self) -> list[str]:
        """What was worked on, in order."""
        return [row["text"] for row in await self.rows("SELECT text FROM effects ORDER BY n")]


@dataclass
class Plan:
    """How a station is built."""

    url: str
    api: str
    token: str
    keys: Keys
    mode: str = "polling"
    rates: Rates = FAST
    serve: Callable[[Post], Serve] | None = None
    parts: tuple[str, ...] = ("replica", "delivery", "intake", "doors")
    size: int = 12
    courier: Callable[[Api], Courier] = field(default=Courier)


@asynccontextmanager
async def station(plan: Plan) -> AsyncIterator[Station]:
    """Runs a station; at the end it closes as the real process does."""
    database = Database(plan.url, size=plan.size)
    request = WireRequest()
    bot = Bot(plan.token, base_url=f"{plan.api}/bot", base_file_url=f"{plan.api}/file/bot", request=request)
    await request.initialize()
    post = Post(plan.keys.cipher)
    replica = Replica(database, plan.mode)
    nursery = Nursery()
    delivery = Delivery(database, post.outbox, replica, plan.courier(Straight(bot, request)), plan.rates)
    post.hire(delivery)
    serve = plan.serve(post) if plan.serve else _echoing(post)
    intake = Intake(Door(database, post, replica, bot), Clerk(serve, apology(post)))
    here = Station(plan.url, database, post, replica, delivery, intake, bot, nursery)
    await _prepare(database)
    await replica.join()
    server = await _start(plan, here)
    try:
        yield here
    finally:
        if server:
            await server.close()
        await intake.close()
        await delivery.close()
        await nursery.close()
        await replica.leave()
        await request.shutdown()
        await database.close()


def apology(post: Post) -> Callable[[Work, int, str], Any]:
    async def apologise(work: Work, chat: int, reference: str) -> None:
        await say(post, work, chat, f"sorry {reference}")

    return apologise


def _echoing(post: Post) -> Serve:
    async def serve(work: Work, update: Incoming, received: Received) -> None:
        await echo(post, work, update, received)

    return serve


async def _prepare(database: Database) -> None:
    async with database.work() as work:
        await work.raw.execute("SELECT pg_advisory_xact_lock(1, 1)")
        await work.raw.execute(EFFECTS)


async def _start(plan: Plan, here: Station) -> Web | None:
    for part in ("replica", "delivery", "intake"):
        if part in plan.parts:
            getattr(here, part).start(here.nursery.start)
    if "doors" not in plan.parts:
        return None
    if plan.mode == "polling":
        here.nursery.start(Poller(here.bot, here.intake, here.replica).run(), "polling")
        return None
    routes = health_routes(here.database, here.post, here.replica, (here.intake, here.delivery))
    server = Web(routes, Webhook(here.intake, SECRET))
    port = await server.listen("127.0.0.1", 0, here.nursery.start)
    here.nursery.start(set_webhook(here.bot, f"http://127.0.0.1:{port}", SECRET), "webhook")
    return server


async def until(check: Callable[[], Any], within: float = 10.0) -> Any:
    """Waits until the (async) check gives something true, and gives it."""
    loop = asyncio.get_running_loop()
    end = loop.time() + within
    while True:
        found = await check()
        if found or loop.time() > end:
            assert found, "did not happen in time"
            return found
        await asyncio.sleep(0.02)
