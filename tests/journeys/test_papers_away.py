"""Telegram or our store is away for a while: what a family sent comes later, and they hear once that it is coming."""

import re
from pathlib import Path

from bot.simulator import Chat
from services.benefits.papers import Paper
from services.claims import Claim
from services.claims.papers.messages import PapersArrived, PapersComing
from tests.claims.photos import photo
from tests.journeys.conftest import Santun
from tests.journeys.hearing import saying
from tests.journeys.papers import claimed, pages, the_claim
from tests.post.station import until

KTP = Paper.HEIR_ID
ALBUM = 3


async def announced(santun: Santun, chat: Chat) -> Claim:
    """A claim of which the next photos are a KTP."""
    claim = await claimed(santun, chat)
    async with santun.house.database.work() as work:
        await santun.house.rooms.claims.papers.expect(work, claim, KTP)
    return claim


async def comes_later(santun: Santun, chat: Chat, claim: Claim) -> None:
    async def have_come() -> bool:
        found = await pages(santun, claim)
        return len(found) == ALBUM and all(page.content for page in found)

    await until(have_come, within=60)
    await chat.until(lambda here: any(saying(PapersArrived)(message) for message in here.messages), within=10)
    assert (await the_claim(santun, claim)).arrived == {KTP}
    assert sum(saying(PapersComing)(message) for message in chat.messages) == 1
    for page in await pages(santun, claim):
        assert page.content is not None
        assert await santun.house.rooms.files.get(page.content.file)


async def test_while_telegram_is_away_an_album_is_noted_and_comes_later(santun: Santun, chat: Chat) -> None:
    claim = await announced(santun, chat)
    await santun.telegram.fault("error", method="getFile", times=None, status=502)
    for number in range(ALBUM):
        await chat.sends(photo=photo(f"halaman {number}"))
    await chat.hears(saying(PapersComing), within=20)
    await chat.settles(quiet=3.0, within=20)
    await santun.telegram.calm()
    await comes_later(santun, chat, claim)


async def test_while_the_store_is_away_an_album_is_noted_and_comes_later(santun: Santun, chat: Chat) -> None:
    claim = await announced(santun, chat)
    folder = santun.house.settings.files_at.folder
    assert folder is not None
    away = folder.rename(folder.parent / "away")
    folder.write_text("not a folder", encoding="ascii")
    for number in range(ALBUM):
        await chat.sends(photo=photo(f"halaman {number}"))
    await chat.hears(saying(PapersComing), within=20)
    await chat.settles(quiet=3.0, within=20)
    restored(folder, away)
    await comes_later(santun, chat, claim)


async def test_a_file_that_telegram_does_not_give_out_is_said_at_once(santun: Santun, chat: Chat) -> None:
    await announced(santun, chat)
    await chat.sends(document=b"%PDF-1.4", name="besar.pdf", claimed_size=30 << 20)
    await chat.hears(re.compile("lebih besar dari 20 MB"))


def restored(folder: Path, away: Path) -> None:
    folder.unlink()
    away.rename(folder)


async def test_a_token_that_is_refused_for_a_while_throws_no_photo_away(santun: Santun, chat: Chat) -> None:
    claim = await announced(santun, chat)
    await santun.telegram.fault("error", method="getFile", times=None, status=401)
    for number in range(ALBUM):
        await chat.sends(photo=photo(f"halaman {number}"))
    await chat.hears(saying(PapersComing), within=20)
    await santun.telegram.calm()
    await comes_later(santun, chat, claim)
