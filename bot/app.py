"""The serving process: takes updates in, works on them, sends letters out, until it is told to stop."""

import asyncio
import gc
import logging
import signal
from collections import Counter
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from telegram import Bot, BotCommand, BotCommandScopeChat
from telegram.error import TelegramError

from bot.audit_heads import AuditHeads
from bot.carrying import Carrying
from bot.house import CannotStart, House
from bot.nursery import Nursery
from bot.polling import Poller
from bot.replicas import Replica, adopt
from bot.request import Straight, WireRequest
from bot.schedule import Job, Schedule
from bot.settings import Settings
from bot.sweeping import Sweeping
from bot.web import Web
from handlers.chat.courier import Courier
from handlers.chat.delivery import Delivery
from handlers.chat.documents import Making
from handlers.chat.doors import Doors
from handlers.chat.fetching import Fetching
from handlers.chat.intake import Clerk, Door, Intake
from handlers.chat.keyboards import Keyboards
from handlers.chat.rates import Rates
from handlers.chat.reminding import Reminding
from handlers.chat.routes import routes as chat_routes
from handlers.desk.routes import Parts, console_routes
from handlers.desk.site import Site
from handlers.hooks import Webhook, health_routes, set_webhook
from services.helpdesk.forum.model import Pace
from services.words import Words

log = logging.getLogger(__name__)

_BREATH = 0.01
"""Seconds for those who wait, between two pieces of what is read ahead."""


@dataclass(frozen=True)
class Serving:
    """A process that serves: its bot's user name, and where its own web server listens."""

    username: str
    port: int


@asynccontextmanager
async def serving(house: House, *, adopted: bool = False, rates: Rates | None = None) -> AsyncIterator[Serving]:
    """Serves while the block runs; closes in the order in which nothing is lost.

    `rates` replaces Telegram's limits where there is no Telegram. Raises `CannotStart`, and the
    refusals `AnotherBot` and `OtherModeIsLive`.
    """
    async with AsyncExitStack() as stack:
        nursery = Nursery()
        bot, straight = await _bot(house.settings, stack)
        courier = Courier(straight)
        house.rooms.helpdesk.files.hire(straight)
        replica = Replica(house.database, house.settings.mode)
        await adopt(house.database, bot.id, allowed=adopted)
        await replica.join()
        stack.push_async_callback(replica.leave)
        stack.push_async_callback(nursery.close)
        start = _starter(nursery)
        rates = rates or Rates(house.settings.send_rate)
        delivery = Delivery(house.database, house.rooms.post.outbox, replica, courier, rates)
        house.rooms.post.hire(delivery)
        doors = Doors(house.rooms, chat_routes(), _tap_answerer(courier, delivery.tally, start), bot.username)
        intake = Intake(
            Door(house.database, house.rooms.post, replica, bot), Clerk(doors.serve, doors.apologise, doors.prepare)
        )
        stack.push_async_callback(delivery.close)
        stack.push_async_callback(intake.close)
        for part in (replica, delivery, intake):
            part.start(start)
        house.rooms.bell.start(start, house.database.url)
        Schedule(house.database, jobs(house)).start(nursery)
        _background(house, rates, start)
        if house.embedded is not None:
            start(house.embedded.supervise(), "embedded PostgreSQL")
        port = await _listen(house, (intake, delivery, replica), stack, nursery)
        await _receive(house, bot, Poller(bot, intake, replica), stack, nursery)
        start(_introduce(bot, house.words, house.settings.desk_group_id), "commands and description")
        yield Serving(bot.username, port)


async def serve_until_told(house: House, tell: Callable[[str], None], *, adopted: bool = False) -> None:
    """`santun run`: serves until SIGINT or SIGTERM."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # Windows: there Ctrl+C ends the loop by itself
            loop.add_signal_handler(sign, stop.set)
    async with serving(house, adopted=adopted) as served:
        tell(house.words.label("start", "serving", bot=served.username, mode=house.settings.mode))
        for _ in house.words.read_ahead():
            if stop.is_set():
                break
            await asyncio.sleep(_BREATH)
        _settle()
        await stop.wait()


def _settle() -> None:
    """What lives as long as the process is not looked through again and again for garbage: each time all would wait."""
    gc.collect()
    gc.freeze()


def jobs(house: House) -> tuple[Job, ...]:
    """What comes round, in the rhythm it needs."""
    rooms = house.rooms
    heads = AuditHeads(house.settings.data_dir / "audit", house.keys.audit)
    return (
        Job(1, "chain the audit", timedelta(seconds=5), heads.chain),
        Job(2, "sweep inbox and outbox", timedelta(hours=1), rooms.post.sweep_old),
        Job(5, "tidy the topics of the staff's group", timedelta(minutes=10), rooms.helpdesk.relay.tidy),
        Job(4, "keep the promises of the desk", timedelta(seconds=10), rooms.helpdesk.watch.keep),
        Job(3, "forget what is old", timedelta(hours=24), rooms.erasure.forget_old),
    )


async def _bot(settings: Settings, stack: AsyncExitStack) -> tuple[Bot, Straight]:
    request = WireRequest(pool=128)
    api = settings.telegram_api_url
    bot = Bot(
        settings.telegram_token.get_secret_value(),
        base_url=f"{api}/bot",
        base_file_url=f"{api}/file/bot",
        request=request,
        get_updates_request=request,
    )
    try:
        await bot.initialize()
    except TelegramError:
        await bot.shutdown()
        raise CannotStart("telegram_away") from None
    stack.push_async_callback(bot.shutdown)
    return bot, Straight(bot, request)


def _background(house: House, rates: Rates, start: Callable[[Coroutine[Any, Any, None], str], object]) -> None:
    """What goes on beside the updates: papers are fetched and swept, families reminded, conversations carried on."""
    keyboards = Keyboards(house.words, chat_routes().codec)
    fetching = Fetching(house.database, house.rooms, keyboards)
    start(fetching.run(), "fetch papers of claims")
    start(Making(house.database, house.rooms).run(), "make documents of claims")
    start(Reminding(house.database, house.rooms, keyboards).run(), "remind families")
    start(Sweeping(house.database, house.rooms).run(), "sweep files")
    _relay(house, rates, start)


def _relay(house: House, rates: Rates, start: Callable[[Coroutine[Any, Any, None], str], object]) -> None:
    """Carries conversations into the staff's group, if there is one; one act at once is left to answers there."""
    relay = house.rooms.helpdesk.relay
    if relay.is_wanted:
        interval, burst = rates.group
        relay.keep(Pace(timedelta(seconds=interval), max(1, burst - 1)))
        start(Carrying(house.database, relay, house.rooms.bell).run(), "carry to the staff's group")


def _starter(nursery: Nursery) -> Callable[[Coroutine[Any, Any, None], str], object]:
    def start(work: Coroutine[Any, Any, None], name: str) -> object:
        return nursery.start(work, name)

    return start


def _tap_answerer(
    courier: Courier, tally: Counter[tuple[str, str]], start: Callable[[Coroutine[Any, Any, None], str], object]
) -> Callable[[str], None]:
    """answerCallbackQuery: once, at once, outside any transaction; a lost one only leaves a little clock turning."""

    async def answer(query: str) -> None:
        outcome = await courier.stop_clock(query)
        tally["tap", type(outcome).__name__.lower()] += 1

    def at_once(query: str) -> None:
        start(answer(query), "answer a tap")

    return at_once


async def _listen(
    house: House, parts: tuple[Intake, Delivery, Replica], stack: AsyncExitStack, nursery: Nursery
) -> int:
    """The one web server: webhook, health, metrics."""
    intake, delivery, replica = parts
    hook = Webhook(intake, house.settings.webhook_secret.get_secret_value()) if _has_webhook(house) else None
    routes = health_routes(house.database, house.rooms.post, replica, (intake, delivery))
    site = Site(house.settings.public_url, house.settings.proxies)
    console = console_routes(Parts(house.database, house.rooms, house.keys, site))
    server = Web((*routes, *console), hook, house.rooms.bell.close)
    stack.push_async_callback(server.close)
    try:
        return await server.listen(house.settings.http_host, house.settings.http_port, _starter(nursery))
    except OSError:
        raise CannotStart("port_taken", port=house.settings.http_port) from None


def _has_webhook(house: House) -> bool:
    return house.settings.mode == "webhook"


async def _receive(house: House, bot: Bot, poller: Poller, stack: AsyncExitStack, nursery: Nursery) -> None:
    if _has_webhook(house):
        secret = house.settings.webhook_secret.get_secret_value()
        nursery.start(set_webhook(bot, house.settings.webhook_url, secret), "tell Telegram the webhook")
        return
    polling = nursery.start(poller.run(), "polling")

    async def stop() -> None:
        polling.cancel()
        with suppress(asyncio.CancelledError):
            await polling

    stack.push_async_callback(stop)


async def _introduce(bot: Bot, words: Words, group: int | None) -> None:
    """The list of commands and the texts that Telegram shows before /start; other commands in the staff's group."""
    with suppress(TelegramError):
        await bot.set_my_commands([BotCommand(name, text) for name, text in words.labels("commands").items()])
        await bot.set_my_description(words.label("about_bot", "description"))
        await bot.set_my_short_description(words.label("about_bot", "short"))
    if group is not None:
        with suppress(TelegramError):  # that the group is not there yet is told elsewhere
            commands = [BotCommand(name, text) for name, text in words.labels("desk_forum_commands").items()]
            await bot.set_my_commands(commands, scope=BotCommandScopeChat(group))
