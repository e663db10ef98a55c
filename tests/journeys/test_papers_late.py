"""A photo that is still on its way when the family takes its claim back, or has everything deleted."""

import asyncio
import logging

import pytest

from bot.simulator import Chat
from handlers.chat.buttons import EraseData
from handlers.chat.claim_buttons import ConfirmWithdrawal
from handlers.chat.routes import routes
from handlers.chat.taps import Tap
from services.claims.papers.messages import PapersArrived, PapersClosed, PapersComing
from services.erasure.messages import Erased
from tests.claims.photos import photo
from tests.journeys.conftest import Santun
from tests.journeys.hearing import saying
from tests.journeys.papers import claimed, pages
from tests.journeys.test_papers_away import announced

pack = routes().codec.pack


async def on_its_way(santun: Santun, chat: Chat) -> None:
    """Telegram does not give the photo out for now."""
    await santun.telegram.fault("error", method="getFile", times=None, status=502)
    await chat.sends(photo=photo())
    await chat.hears(saying(PapersComing), within=20)


async def presses(chat: Chat, tap: Tap) -> None:
    await chat.forges(pack(tap), chat.last.id)


async def test_what_comes_after_the_claim_was_taken_back_is_told_and_not_kept(santun: Santun, chat: Chat) -> None:
    claim = await announced(santun, chat)
    await on_its_way(santun, chat)
    await presses(chat, ConfirmWithdrawal(claim.id))
    await chat.settles(quiet=1.0, within=10)
    await santun.telegram.calm()
    await chat.hears(saying(PapersClosed), within=30)
    assert await pages(santun, claim) == ()


async def test_what_comes_after_everything_was_deleted_comes_to_nothing(
    santun: Santun, chat: Chat, caplog: pytest.LogCaptureFixture
) -> None:
    claim = await announced(santun, chat)
    await on_its_way(santun, chat)
    await presses(chat, EraseData())
    await chat.hears(saying(Erased), within=10)
    with caplog.at_level(logging.WARNING):
        await santun.telegram.calm()
        await asyncio.sleep(4)
        await chat.settles(quiet=1.0, within=10)
    assert not any(saying(PapersArrived)(message) for message in chat.messages)
    assert await pages(santun, claim) == ()
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []
    again = await claimed(santun, chat)
    assert again.id != claim.id
