"""A member of staff ties their Telegram account to them: the code is made at the console and said to the bot."""

import re

import pytest

from bot.simulator import Chat
from services.staff.messages import LinkCodeUnknown, SignInPaused, TelegramLinked, TelegramTaken
from tests.desk.agents import Agent
from tests.desk.conftest import Console
from tests.journeys.hearing import saying


async def code_of(agent: Agent) -> str:
    page = await agent.posts("/desk/saya/telegram")
    found = re.search(r"/tautkan (\w{10})", page.text)
    assert found is not None
    return found[1]


@pytest.fixture
async def chat(console: Console) -> Chat:
    return await console.santun.person("Rina")


async def test_the_code_of_the_console_ties_the_account_and_is_taken_out_of_the_chat(
    console: Console, chat: Chat
) -> None:
    rina = await console.agent("rina")
    assert "Hubungkan Telegram" in (await rina.gets("/desk/saya")).text
    said = await chat.says(f"/tautkan {(await code_of(rina)).lower()}")
    await chat.hears(saying(TelegramLinked))
    await chat.until(lambda seen: not seen.has(said))
    page = await rina.gets("/desk/saya")
    assert "Akun Telegram Anda terhubung" in page.text
    await rina.posts("/desk/saya/telegram/putus")
    assert "Hubungkan Telegram" in (await rina.gets("/desk/saya")).text


async def test_guesses_are_refused_kindly_and_then_paused(console: Console, chat: Chat) -> None:
    rina = await console.agent("rina")
    for guess in ("", "AAAAAAAAAA", "' OR 1=1"):
        await chat.says(f"/tautkan {guess}".strip())
        await chat.hears(saying(LinkCodeUnknown))
    await chat.says(f"/tautkan {await code_of(rina)}")
    await chat.hears(saying(SignInPaused))
    async with console.santun.house.database.work() as work:
        assert (await console.santun.house.rooms.staff.by_name(work, "rina")).telegram is None


async def test_one_account_is_one_person(console: Console, chat: Chat) -> None:
    rina, budi = await console.agent("rina"), await console.agent("budi")
    await chat.says(f"/tautkan {await code_of(rina)}")
    await chat.hears(saying(TelegramLinked))
    await chat.says(f"/tautkan {await code_of(budi)}")
    await chat.hears(saying(TelegramTaken))
