"""A claim begun long ago is taken up again: after weeks, after a restart, after a new release of the questions."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from secrets import token_hex
from typing import Any

import pytest

from bot.app import serving
from bot.house import House, open_house
from bot.simulator import Chat, Simulator, Telegram
from handlers.chat.rates import BRISK
from services.claims import Doing, Event
from services.claims.family import Family
from services.claims.questions import AskPersonName, AskSpouse, AskSubmitterName, CheckClaim, HeirsFound
from services.dialogues import Dialogue
from tests.conftest import Server
from tests.journeys.claiming import begins, sends, tells_of_the_death, tells_of_the_family, the_claim, told
from tests.journeys.conftest import TOKEN, Santun, made
from tests.journeys.hearing import saying

VERSION_1: dict[str, Any] = {
    "is_known": False, "operator": "Dinas Contoh", "participant": None, "nik": None, "event": "death",
    "day": "2026-03-03", "day_is_exact": True, "doing": "neither", "outside": None, "words": "", "relation": "spouse",
    "about": "Rahmat Hidayat", "name": "Siti Rahmah", "phone": "+6281234567890", "papers": "read", "is_right": None,
    "consent": None,
}  # fmt: skip
"""As the release before left it, at its summary."""


async def left_behind(santun: Santun, chat: Chat, step: str, active: bool, **more: Any) -> None:
    """What the database holds of a conversation of the release before."""
    async with santun.house.database.work() as work:
        dialogues = santun.house.rooms.dialogues
        await dialogues.keep(work, Dialogue(chat.id, "submission", 1, step, ("phone",), VERSION_1 | more))
        if not active:
            await dialogues.park(work, chat.id)


async def test_a_draft_of_the_release_before_goes_on_at_the_first_open_question(santun: Santun, chat: Chat) -> None:
    await left_behind(santun, chat, "check", active=False)
    await santun.passes(timedelta(weeks=6))
    await chat.says("/menu")
    await chat.taps("Lanjutkan")
    await tells_of_the_family(chat)
    await chat.hears("Berkas yang perlu")
    await sends(chat)
    claim = await the_claim(santun, chat)
    assert (claim.event, claim.details.doing, claim.details.about) == (Event.DEATH, Doing.NEITHER, "Rahmat Hidayat")
    assert claim.details.family != Family()


async def test_an_answer_to_an_open_question_of_the_release_before_is_kept_and_nothing_is_skipped(
    santun: Santun, chat: Chat
) -> None:
    await left_behind(santun, chat, "name", active=True, name=None, phone=None, papers=None)
    await chat.says("Siti Rahmah")
    await chat.hears(saying(AskSpouse))
    await tells_of_the_family(chat)
    await chat.says("081234567890")
    await chat.hears("Berkas yang perlu")
    await sends(chat)
    assert (await the_claim(santun, chat)).details.name == "Siti Rahmah"


async def test_a_summary_of_the_release_before_is_not_sent_without_the_family(santun: Santun, chat: Chat) -> None:
    await left_behind(santun, chat, "check", active=True)
    await chat.says("sudah benar")
    await chat.hears(saying(AskSpouse))


@pytest.mark.parametrize("step", ["papers", "relation", "gone"])
async def test_whatever_step_it_stood_at_there_is_a_question(santun: Santun, chat: Chat, step: str) -> None:
    await left_behind(santun, chat, step, active=False, relation=None, papers=None, is_right=None)
    await chat.says("/menu")
    await chat.taps("Lanjutkan")
    await chat.hears("hubungan Anda")


async def test_interrupted_in_the_family_and_taken_up_weeks_later_after_a_restart(
    server: Server, roster_template: str, key_file: Path
) -> None:
    name = f"j_{token_hex(6)}"
    url = await server.create(name, roster_template)
    async with Simulator(TOKEN) as simulator, Telegram(simulator.url) as telegram:
        chat = await telegram.person("Siti")
        folder = key_file.parent / token_hex(4)
        async with process(url, key_file, simulator, folder):
            await stops_in_the_middle(chat)
        async with process(url, key_file, simulator, folder) as house:
            async with house.database.work() as work:
                await work.raw.execute("UPDATE house SET clock_shift = clock_shift + interval '5 weeks'")
            await goes_on(chat)
    await server.drop(name)


async def stops_in_the_middle(chat: Chat) -> None:
    """After two questions about the family."""
    await begins(chat)
    await tells_of_the_death(chat)
    await chat.taps("Suami atau istri")
    await chat.taps("Ada (buku nikah)")
    await chat.says("anak dua")
    await chat.hears("tingkat apa")
    await chat.says("batal")
    await chat.hears("berhenti dulu")


async def goes_on(chat: Chat) -> None:
    """From there to the summary."""
    await chat.says("/start")
    await chat.taps("Lanjutkan")
    await chat.hears("tingkat apa")
    for words in ("sd", "smp", "tidak ada"):
        await chat.says(words)
        await chat.hears()
    assert "istri atau suami dan anak" in told(chat, HeirsFound).text
    await chat.hears(saying(AskPersonName))
    await chat.says("Rahmat Hidayat")
    await chat.hears(saying(AskSubmitterName))
    await chat.says("Siti Rahmah")
    await chat.says("081234567890")
    await chat.taps("Lanjut")
    await chat.hears(saying(CheckClaim))
    assert "3 Maret 2026" in told(chat, CheckClaim).text
    assert "Anak: 2, sekolah: TK atau SD, SMP" in told(chat, CheckClaim).text


@asynccontextmanager
async def process(url: str, key_file: Path, simulator: Simulator, folder: Path) -> AsyncIterator[House]:
    """One life of the bot, in front of people who stay."""
    settings = made(url, key_file, simulator.url, data_dir=folder)
    async with open_house(settings, sample=True, tell=lambda _: None) as house, serving(house, rates=BRISK):
        yield house
