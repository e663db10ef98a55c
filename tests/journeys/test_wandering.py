"""People who wander: over HTTP, through the whole process, with everything said in Telegram's eyes valid."""

import random

import pytest

from bot.simulator import Chat
from services.helpdesk import State
from tests.fuzz.hostile import ANSWERS, CONTROLS, NAMES, NIKS, SENTENCES
from tests.journeys.conftest import Santun

ACTS = 25


@pytest.mark.parametrize("seed", range(2))
async def test_who_wanders_always_hears_something_that_telegram_takes(santun: Santun, seed: int) -> None:
    chance = random.Random(seed)
    chat = await santun.person(chance.choice(("Siti <b>", "😀")), phone="+6284400010002")
    await chat.starts("kt-1")
    for _ in range(ACTS):
        await is_not_alone(santun, chat)
        await act(chance, chat)
    await is_not_alone(santun, chat)
    async with santun.house.database.work() as work:
        counts = await santun.house.rooms.post.counts(work)
    assert (counts.inbox_dead, counts.letters_dead) == (0, 0)


async def is_not_alone(santun: Santun, chat: Chat) -> None:
    """Something was heard; or the words went to staff, who are waited for: then not every line is acknowledged."""
    if await chat.settles(within=20):
        return
    async with santun.house.database.work() as work:
        ongoing = await santun.house.rooms.helpdesk.callers.ongoing(work, chat.id)
        assert ongoing is not None
        assert ongoing.state is State.WAITING
        assert ongoing.heard_at is not None


async def act(chance: random.Random, chat: Chat) -> None:
    """A button that was just offered, the contact, or words."""
    offered = [(message.id, label) for message in chat.answers for label in message.buttons]
    match chance.randrange(6):
        case 0 | 1 | 2 if offered:
            await chat.presses_old(*chance.choice(offered))
        case 3 if chat.keyboard:
            await chat.presses(chat.keyboard[0])
        case 4:
            await chat.says(chance.choice((*NIKS, *NAMES, *ANSWERS)))
        case _:
            await chat.says(chance.choice((*SENTENCES, *CONTROLS, "<b>&{{ 1 }}", "\u202e", "😭" * 900)))
