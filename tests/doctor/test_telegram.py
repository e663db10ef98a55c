"""The bot at Telegram: its token, its database, its webhook seen from both sides."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import web

from bot.doctor import Level
from bot.doctor.telegram import Hook, judge_hook
from bot.simulator.updates import Webhook
from services.post.rules import ALLOWED_UPDATES
from tests.doctor.ward import WEBHOOK_SECRET, Ward
from tests.wire.peer import unused_port

OURS = "https://santun.contoh.go.id/telegram"
BEHIND = {"mode": "webhook", "webhook_url": "https://santun.contoh.go.id", "webhook_secret": WEBHOOK_SECRET}
MINUTE = timedelta(minutes=1)


async def test_a_token_that_telegram_does_not_know_is_told(ward: Ward) -> None:
    visit = await ward.visit(telegram_token="1000000001:AAE-another-token-of-the-tests")
    assert visit.of("token") == {"token_refused"}
    assert visit.put_off == {"owner", "webhook"}
    assert visit.of("staff") == {"staff"}


async def test_telegram_out_of_reach_is_told_and_the_clocks_are_compared_without_it(ward: Ward) -> None:
    visit = await ward.visit(telegram_api_url=f"http://127.0.0.1:{unused_port()}")
    assert visit.of("token") == {"telegram_away"}
    assert visit.of("clock") == {"clock_without_telegram"}


async def test_telegram_that_wants_silence_is_told(ward: Ward) -> None:
    await ward.telegram.fault("flood", method="getMe", seconds=30)
    assert (await ward.visit("token")).of("token") == {"telegram_busy"}


async def test_a_database_of_another_bot_is_told(ward: Ward) -> None:
    assert (await ward.visit("owner")).of("owner") == {"owner_none"}
    await ward.do("UPDATE house SET bot_id = 1000000001")
    assert (await ward.visit("owner")).of("owner") == {"owner"}
    await ward.do("UPDATE house SET bot_id = 42")
    visit = await ward.visit("owner")
    assert visit.troubles["owner_other"] is Level.WRONG
    assert "--adopt" in visit.said("owner_other")


async def test_a_webhook_left_from_another_time_is_told(ward: Ward) -> None:
    ward.simulator.world.updates.webhook = Webhook(OURS, None, 40)
    assert (await ward.visit("webhook")).of("webhook") == {"webhook_left"}


async def test_what_telegram_says_of_our_webhook_is_told_with_its_age(ward: Ward) -> None:
    assert (await ward.visit("webhook", **BEHIND)).of("webhook") == {"webhook_unset"}
    hook = ward.simulator.world.updates.webhook = Webhook(OURS, WEBHOOK_SECRET, 40)
    assert (await ward.visit("webhook", **BEHIND)).of("webhook") == {"webhook"}
    await _fails(ward, hook, "SSL error {error:0A000086:SSL routines::certificate verify failed}")
    visit = await ward.visit("webhook", **BEHIND)
    assert visit.troubles["webhook_failed"] is Level.WRONG
    assert "certificate verify failed" in visit.said("webhook_failed")
    assert " detik yang lalu" in visit.said("webhook_failed")
    await _fails(ward, hook, "Wrong response from the webhook: 401 Unauthorized")
    assert (await ward.visit("webhook", **BEHIND)).of("webhook") == {"webhook_secret_differs"}


async def _fails(ward: Ward, hook: Webhook, reason: str) -> None:
    async with ward.database.work() as work:
        hook.last_error, hook.last_error_date = reason, int(work.now.timestamp()) - 5


@pytest.mark.parametrize(
    ("hook", "found"),
    [
        (Hook(OURS), {"webhook": Level.WELL}),
        (Hook(OURS, kinds=(*ALLOWED_UPDATES, "poll")), {"webhook": Level.WELL}),
        (Hook("https://lain.contoh/telegram"), {"webhook_elsewhere": Level.WRONG}),
        (Hook(OURS, kinds=("message",)), {"webhook_kinds": Level.WRONG}),
        (Hook(OURS, pending=51), {"webhook_pending": Level.WARNING}),
        (Hook(OURS, failed=9 * MINUTE, reason="x"), {"webhook_failed": Level.WRONG}),
        (Hook(OURS, failed=90 * MINUTE, reason="x"), {"webhook_failed": Level.WARNING}),
        (Hook(OURS, failed=25 * 60 * MINUTE, reason="x"), {"webhook": Level.WELL}),
    ],
)
def test_a_webhook_is_judged_by_what_telegram_tells(hook: Hook, found: dict[str, Level]) -> None:
    assert {one.key: one.level for one in judge_hook(hook, "webhook", OURS)} == found


@asynccontextmanager
async def somebody(status: int, **headers: str) -> AsyncIterator[str]:
    """A web server that answers everybody alike; its address."""

    async def answer(_: web.Request) -> web.Response:
        return web.Response(status=status, headers=headers)

    app = web.Application()
    app.router.add_route("*", "/{any:.*}", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


@pytest.mark.parametrize(
    ("status", "headers", "found"),
    [
        (401, {}, "door"),
        (401, {"WWW-Authenticate": "Basic"}, "door_asks_password"),
        (200, {}, "door_open"),
        (301, {"Location": "https://lain.contoh/telegram"}, "door_moved"),
        (404, {}, "door_of_another"),
        (502, {}, "door_broken"),
    ],
)
async def test_whoever_answers_at_our_webhook_is_known_by_his_answer(
    status: int, headers: dict[str, Any], found: str, ward: Ward
) -> None:
    async with somebody(status, **headers) as address:
        visit = await ward.visit("door", **(BEHIND | {"webhook_url": address}))
    assert visit.of("door") == {found}


async def test_a_webhook_that_nobody_opens_is_told(ward: Ward) -> None:
    address = f"http://127.0.0.1:{unused_port()}"
    assert (await ward.visit("door", **(BEHIND | {"webhook_url": address}))).of("door") == {"door_unreachable"}
    spoken = f"https://127.0.0.1:{ward.simulator.port}"
    assert (await ward.visit("door", **(BEHIND | {"webhook_url": spoken}))).of("door") == {"door_certificate"}
