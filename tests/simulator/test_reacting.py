"""The bot's reactions: those that Telegram knows, at messages that are there."""

from telegram import Bot

from bot.simulator import Chat, Simulator, Telegram
from tests.simulator.conftest import refusal


async def test_the_bot_sets_and_takes_back_a_sign(simulator: Simulator, bot: Bot, rina: Chat, group: int) -> None:
    number = await rina.inside(group).says("Selamat pagi")
    entry = simulator.world.chats[group].entries[number]
    await bot.set_message_reaction(group, number, "👌")
    assert entry.reactions == ["👌"]
    await bot.set_message_reaction(group, number)
    assert entry.reactions == []


async def test_what_telegram_does_not_know_is_no_reaction(
    simulator: Simulator, telegram: Telegram, rina: Chat, group: int
) -> None:
    number = await rina.inside(group).says("Selamat pagi")
    tick = [{"type": "emoji", "emoji": "✓"}]
    told = await refusal(simulator, "setMessageReaction", chat_id=group, message_id=number, reaction=tick)
    assert told == (400, "Bad Request: REACTION_INVALID")
    told = await refusal(simulator, "setMessageReaction", chat_id=group, message_id=number + 999)
    assert told == (400, "Bad Request: message to react not found")
