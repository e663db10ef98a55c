"""Polling: offsets move only over what is stored, and ids may start anew."""

from dataclasses import replace

import pytest

from bot.simulator import Telegram
from bot.simulator.client import Chat
from tests.post.station import Plan, station, until


async def test_updates_that_waited_while_nobody_ran_are_not_dropped(plan: Plan, siti: Chat) -> None:
    for text in "abc":
        await siti.says(text)
    async with station(plan) as here:
        await siti.hears("echo c")
        assert await here.texts() == ["a", "b", "c"]


@pytest.mark.parametrize("start", [1000, 499_995])
async def test_ids_that_start_anew_below_the_last_are_worked_on(
    start: int, plan: Plan, siti: Chat, telegram: Telegram
) -> None:
    await telegram.restart_update_ids(500_000)
    async with station(plan) as here:
        await siti.says("high")
        await siti.hears("echo high")
        await until(lambda: _none_waits(telegram))
        await telegram.restart_update_ids(start)
        await siti.says("low")
        await siti.hears("echo low")
        await siti.says("lower still")
        await siti.hears("echo lower still")
        await until(lambda: _none_waits(telegram))
        assert await here.texts() == ["high", "low", "lower still"]


async def test_an_id_that_comes_again_after_a_week_is_another_update(
    plan: Plan, siti: Chat, telegram: Telegram
) -> None:
    await telegram.restart_update_ids(500)
    async with station(plan) as here:
        await siti.says("first")
        await siti.hears("echo first")
        await until(lambda: _none_waits(telegram))
        await here.rows("UPDATE house SET clock_shift = interval '8 days' RETURNING 1")
        async with here.database.work() as work:
            await here.post.sweep_old(work)
        await telegram.restart_update_ids(500)
        await siti.says("second")
        await siti.hears("echo second")


async def test_a_press_that_arrives_twice_under_one_id_is_worked_on_once(
    plan: Plan, siti: Chat, telegram: Telegram
) -> None:
    async with station(plan) as here:
        await siti.says("a")
        await siti.hears("echo a")
        await telegram.repeat_update()
        await siti.says("b")
        await siti.hears("echo b")
        assert await here.texts() == ["a", "b"]


async def test_a_conflict_with_another_poller_is_stood_by(plan: Plan, siti: Chat, telegram: Telegram) -> None:
    await telegram.fault("error", method="getUpdates", status=409, description="Conflict: terminated", times=1)
    async with station(plan):
        await siti.says("a")
        await siti.hears("echo a")
    calls = await telegram.calls("getUpdates")
    conflict = next(call for call in calls if call["code"] == 409)
    after = next(call for call in calls if call["n"] > conflict["n"])
    assert after["started"] - conflict["finished"] > 1.5


async def test_telegram_in_trouble_is_asked_again(plan: Plan, siti: Chat, telegram: Telegram) -> None:
    for kind in ("error", "reset_before", "reset_after"):
        await telegram.fault(kind, method="getUpdates", times=1)
    async with station(plan) as here:
        await siti.says("a")
        await siti.hears("echo a", within=10)
        assert await here.texts() == ["a"]


async def test_the_offset_stays_while_the_database_refuses(plan: Plan, siti: Chat, telegram: Telegram) -> None:
    async with station(replace(plan, parts=("replica", "delivery", "intake", "doors"))) as here:
        await siti.says("a")
        await siti.hears("echo a")
        async with here.database.work() as work:
            await work.raw.execute("ALTER TABLE inbox ADD CONSTRAINT shut CHECK (update_id < 0) NOT VALID")
        await siti.says("b")
        await until(lambda: _some_wait(telegram))
        async with here.database.work() as work:
            await work.raw.execute("ALTER TABLE inbox DROP CONSTRAINT shut")
        await siti.hears("echo b")
        assert await here.texts() == ["a", "b"]


async def _none_waits(telegram: Telegram) -> bool:
    return await telegram.waiting_updates() == 0


async def _some_wait(telegram: Telegram) -> bool:
    return await telegram.waiting_updates() > 0
