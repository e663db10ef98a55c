"""Troubles on order: each reaches the bot as on the real wire, and the journal tells what had an effect."""

import time

import pytest
from telegram import Bot
from telegram.error import NetworkError, RetryAfter

from bot.simulator import Telegram


async def test_a_flood_in_one_chat_leaves_the_others_alone(telegram: Telegram, bot: Bot) -> None:
    siti, budi = await telegram.person("Siti"), await telegram.person("Budi")
    await siti.says("halo")
    await budi.says("halo")
    await telegram.fault("flood", chat=siti.id, seconds=0.3)
    with pytest.raises(RetryAfter):
        await bot.send_message(siti.id, "satu")
    with pytest.raises(RetryAfter):
        await bot.send_message(siti.id, "satu")
    await bot.send_message(budi.id, "satu")
    await telegram.calm()
    await bot.send_message(siti.id, "satu")
    assert [call["code"] for call in await telegram.calls("sendMessage", siti.id)] == [429, 429, 200]


async def test_an_answer_can_be_lost_after_the_effect(telegram: Telegram, bot: Bot) -> None:
    siti = await telegram.person()
    await siti.says("halo")
    await telegram.fault("reset_after", method="sendMessage")
    with pytest.raises(NetworkError):
        await bot.send_message(siti.id, "sampai")
    await siti.hears("sampai")
    (call,) = await telegram.calls("sendMessage")
    assert (call["code"], call["effect"]) == (0, True)


async def test_a_connection_can_break_before_the_effect(telegram: Telegram, bot: Bot) -> None:
    siti = await telegram.person()
    await siti.says("halo")
    await telegram.fault("reset_before", method="sendMessage", times=1)
    with pytest.raises(NetworkError):
        await bot.send_message(siti.id, "satu")
    await bot.send_message(siti.id, "dua")
    assert [message.text for message in await siti.hears("dua")] == ["dua"]


async def test_telegram_can_be_down_and_slow(telegram: Telegram, bot: Bot) -> None:
    siti = await telegram.person()
    await siti.says("halo")
    await telegram.fault("error", status=502, description="Bad Gateway", times=1)
    with pytest.raises(NetworkError, match="Bad Gateway"):
        await bot.send_message(siti.id, "satu")
    await telegram.fault("slow", seconds=0.2)
    began = time.monotonic()
    await bot.send_message(siti.id, "dua")
    assert time.monotonic() - began >= 0.2
    (call,) = (await telegram.calls("sendMessage"))[1:]
    assert call["finished"] - call["started"] >= 0.2
