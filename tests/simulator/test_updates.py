"""Updates reach the bot by polling or by webhook, with Telegram's order, repeats and conflicts."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp import web
from telegram import Bot
from telegram.error import Conflict

from bot.simulator import Simulator, Telegram
from bot.simulator.updates import Updates


async def test_confirmed_updates_do_not_come_back(telegram: Telegram, bot: Bot) -> None:
    siti = await telegram.person()
    await siti.says("satu")
    await siti.says("dua")
    first, second = await bot.get_updates()
    assert await bot.get_updates(offset=first.update_id) == (first, second)
    assert await bot.get_updates(offset=second.update_id) == (second,)
    assert await bot.get_updates(offset=second.update_id + 1) == ()
    assert await telegram.waiting_updates() == 0


async def test_a_long_poll_ends_when_somebody_writes(telegram: Telegram, bot: Bot) -> None:
    siti = await telegram.person()
    began = time.monotonic()
    updates, _ = await asyncio.gather(bot.get_updates(timeout=10), siti.says("halo"))
    assert len(updates) == 1
    assert time.monotonic() - began < 3


async def test_a_second_poller_ends_the_first_with_409(simulator: Simulator, telegram: Telegram, bot: Bot) -> None:
    async def second() -> None:
        await telegram.until_called("getUpdates")
        async with Bot(simulator.token, base_url=f"{simulator.url}/bot") as other:
            await other.get_updates(timeout=0)

    first, _ = await asyncio.gather(bot.get_updates(timeout=10), second(), return_exceptions=True)
    assert isinstance(first, Conflict)
    assert "terminated by other getUpdates request" in str(first)


async def test_only_the_kinds_that_were_asked_for_come(telegram: Telegram, bot: Bot) -> None:
    siti = await telegram.person()
    await bot.get_updates(allowed_updates=["callback_query"])
    await siti.says("halo")
    await siti.forges("x")
    (update,) = await bot.get_updates()
    assert update.callback_query
    assert update.callback_query.data == "x"


async def test_ids_may_start_anew_below_and_are_still_given_out(telegram: Telegram, bot: Bot) -> None:
    siti = await telegram.person()
    await siti.says("lama")
    (old,) = await bot.get_updates()
    await bot.get_updates(offset=old.update_id + 1)
    await telegram.restart_update_ids(77)
    await siti.says("baru")
    (new,) = await bot.get_updates(offset=old.update_id + 1)
    assert new.update_id == 77
    assert await bot.get_updates(offset=78) == ()


async def test_a_press_can_arrive_under_two_ids(telegram: Telegram, bot: Bot) -> None:
    siti = await telegram.person()
    await siti.forges("x")
    again = await telegram.repeat_update(new_id=True)
    first, second = await bot.get_updates()
    assert (second.update_id, first.callback_query) == (again, second.callback_query)


class Hook:
    """A webhook that answers each text with the statuses it is told, then with 200."""

    def __init__(self) -> None:
        self.statuses: dict[str, list[int]] = {}
        self.got: list[tuple[str | None, dict[str, Any]]] = []
        self.url = ""

    async def answer(self, request: web.Request) -> web.Response:
        update = await request.json()
        statuses = self.statuses.get(update["message"]["text"])
        status = statuses.pop(0) if statuses else 200
        if status == 200:
            self.got.append((request.headers.get("X-Telegram-Bot-Api-Secret-Token"), update))
        return web.Response(status=status)


@asynccontextmanager
async def webhook() -> AsyncIterator[Hook]:
    hook = Hook()
    app = web.Application()
    app.router.add_post("/hook", hook.answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    hook.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    try:
        yield hook
    finally:
        await runner.cleanup()


async def test_a_webhook_gets_updates_in_order_and_with_its_secret(telegram: Telegram, bot: Bot) -> None:
    siti = await telegram.person()
    async with webhook() as hook:
        hook.statuses = {"satu": [503, 500]}
        await bot.set_webhook(hook.url, secret_token="rahasia")
        for text in ("satu", "dua", "tiga"):
            await siti.says(text)
        await siti.settles()
        assert [update["message"]["text"] for _, update in hook.got] == ["satu", "dua", "tiga"]
        assert {secret for secret, _ in hook.got} == {"rahasia"}
        tries = await telegram.deliveries()
        assert [one["status"] for one in tries] == [503, 500, 200, 200, 200]
        assert len({one["update_id"] for one in tries[:3]}) == 1


async def test_a_chat_that_waits_does_not_hold_up_another(telegram: Telegram, bot: Bot) -> None:
    siti, budi = await telegram.person("Siti"), await telegram.person("Budi")
    async with webhook() as hook:
        hook.statuses = {"satu": [500, 500]}
        await bot.set_webhook(hook.url)
        await siti.says("satu")
        await siti.says("dua")
        await budi.says("halo")
        await siti.settles()
        assert [update["message"]["text"] for _, update in hook.got] == ["halo", "satu", "dua"]


async def test_polling_is_refused_while_a_webhook_is_set(telegram: Telegram, bot: Bot) -> None:
    siti = await telegram.person()
    await bot.set_webhook("http://127.0.0.1:9/nobody")
    await siti.says("halo")
    with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
        await bot.get_updates()
    assert (await bot.get_webhook_info()).pending_update_count == 1
    await bot.delete_webhook()
    assert len(await bot.get_updates()) == 1


async def test_the_simulator_can_be_used_in_the_same_process(simulator: Simulator, bot: Bot) -> None:
    person = simulator.people.arrives({"first_name": "Siti"})
    simulator.people.writes(person.id, None, {"text": "halo"})
    await bot.send_message(person.id, "Selamat datang")
    assert [call["method"] for call in simulator.journal.calls(chat=person.id)] == ["sendMessage"]


async def test_a_simulator_started_later_gives_higher_ids() -> None:
    earlier = Updates().next_id
    await asyncio.sleep(0.2)
    assert earlier < Updates().next_id < 2**31
