"""What a family took back lies in the store no longer than a day; what counts stays."""

from datetime import timedelta

from bot.simulator import Chat
from bot.sweeping import Sweeping
from services.benefits.papers import Paper
from services.claims.papers.messages import PapersArrived
from tests.claims.photos import photo
from tests.journeys.conftest import Santun
from tests.journeys.hearing import saying
from tests.journeys.papers import claimed, pages, the_claim


async def test_a_paper_that_was_taken_back_is_swept_out_after_a_day(santun: Santun, chat: Chat) -> None:
    claim = await claimed(santun, chat)
    house = santun.house
    folder = house.settings.files_at.folder
    assert folder is not None
    papers = house.rooms.claims.papers
    for paper in (Paper.HEIR_ID, Paper.FAMILY_CARDS):
        async with house.database.work() as work:
            await papers.expect(work, claim, paper)
        await chat.sends(photo=photo(paper.value))
        await chat.hears(saying(PapersArrived), within=10)
    sweeping = Sweeping(house.database, house.rooms)
    async with house.database.work() as work:
        assert await papers.remove(work, await papers.claim(work, claim.id), Paper.HEIR_ID) == 1
    assert await sweeping.once() == 0, "somebody may just be putting the same content there"
    await santun.passes(timedelta(hours=25))
    assert await sweeping.once() == 1
    (kept,) = await pages(santun, claim)
    assert kept.content is not None
    assert [file.name for file in folder.iterdir()] == [kept.content.file]
    assert await house.rooms.files.get(kept.content.file)
    assert (await the_claim(santun, claim)).arrived == {Paper.FAMILY_CARDS}
