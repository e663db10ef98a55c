"""Somebody who knows numbers and tries names from one fresh chat after another."""

from services.coverage import About, Enquiry, Occasion
from services.participants.sample.people import demo_person
from services.visitors.rules import FRESH_CHATS_A_VILLAGE
from tests.journeys.conftest import Santun

RAHMAT = demo_person("rahmat")


async def test_wrong_names_from_many_fresh_chats_raise_the_alarm_of_the_village(santun: Santun) -> None:
    rooms = santun.house.rooms
    for chat in range(1, FRESH_CHATS_A_VILLAGE + 2):
        async with santun.house.database.work() as work:
            occasion = Occasion(About.DECEASED, rooms.region.today(work.now))
            await rooms.coverage.check(work, chat, Enquiry(RAHMAT.nik, "Budi Santoso", occasion))
    async with santun.house.database.work() as work:
        (alarm,) = await rooms.visitors.alarms(work)
        found = await work.raw.fetchval("SELECT count(*) FROM lookups WHERE found")
    assert (alarm.chats, found) == (FRESH_CHATS_A_VILLAGE + 1, 0)
    assert alarm.village
