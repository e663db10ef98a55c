"""Somebody tells a claim once more that has gone its way since: it is said where it is, and nothing untrue."""

from bot.simulator import Chat
from services.claims import State, Step
from services.claims.messages import AskToSubmit
from services.claims.questions import CheckClaim
from tests.journeys.claiming import (
    begins,
    claims_from_the_menu,
    introduces_herself,
    staff_moves,
    tells_of_the_death,
)
from tests.journeys.conftest import Santun
from tests.journeys.hearing import saying


async def test_whoever_sends_again_what_staff_closed_is_not_told_that_it_was_received(
    santun: Santun, chat: Chat
) -> None:
    number = await claims_from_the_menu(chat)
    await staff_moves(santun, chat, Step(State.CLOSED, "Sudah dicatat dengan nomor lain."))
    await chat.settles(quiet=1.0, within=10)
    await begins(chat)
    await tells_of_the_death(chat)
    await introduces_herself(chat)
    await chat.taps("Lanjut")
    await chat.hears(saying(CheckClaim))
    await chat.taps("Sudah benar")
    await chat.hears(saying(AskToSubmit))
    before = len(chat.messages)
    await chat.taps("Ya, kirim")
    await chat.settles(quiet=1.0, within=10)
    heard = [message.text for message in chat.messages[before:] if message.from_bot]
    assert any(number in text and "kami tutup" in text for text in heard), heard
    assert not any("kami terima" in text for text in heard), heard
