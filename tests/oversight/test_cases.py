"""The help desk behind the port: whose conversation opens whom, and the list that leaves the house."""

from datetime import timedelta

import pytest

from handlers.rooms import Rooms
from services.db import Database
from services.oversight.messages import ReasonMissing
from services.requests import Details, Subject
from services.staff import Role
from tests.oversight.looking import NOON, looks, strangers
from tests.participants.office import Office
from tests.staff.people import hired

CHAT = 700_001


async def test_a_conversation_in_ones_hands_opens_its_person_until_it_ends(
    database: Database, office: Office, rooms: Rooms
) -> None:
    (person,) = await strangers(office, 1)
    people, desk = rooms.oversight.people, rooms.helpdesk
    async with database.work() as work:
        rina, budi = await hired(work, Role.AGENT, "rina"), await hired(work, Role.AGENT, "budi")
        asked = (await desk.callers.ask(work, CHAT, Subject.DATA, Details(name="Siti"))).conversation
        await work.raw.execute("UPDATE conversations SET participant = $1", person)
        with pytest.raises(ReasonMissing):
            await people.open(work, rina, person, None)
        await desk.hands.take(work, rina, asked.id)
        await people.open(work, rina, person, None)
        assert (await people.allowance(work, rina)).left == 20
        assert [row[2] for row in await looks(work, "participant.open")] == [f"conversation:{asked.number}"]
        with pytest.raises(ReasonMissing):
            await people.open(work, budi, person, None)
        assert [case.number for case in await rooms.oversight.cases.cases_about(work, rina, person)] == [asked.number]
        await desk.hands.take(work, budi, asked.id)
        with pytest.raises(ReasonMissing):
            await people.open(work, rina, person, None)


async def test_the_list_names_subject_office_and_times(database: Database, office: Office, rooms: Rooms) -> None:
    await strangers(office, 1)
    async with database.work() as work:
        asked = (await rooms.helpdesk.callers.ask(work, CHAT, Subject.TALK, Details(name="Siti"))).conversation
        (line,) = await rooms.oversight.cases.cases_between(work, NOON, NOON + timedelta(hours=1), 10)
        assert await rooms.oversight.cases.cases_between(work, NOON + timedelta(hours=1), NOON + timedelta(2), 10) == []
    assert (line.number, line.closed_at, line.outcome) == (asked.number, None, "")
    assert line.subject == rooms.words.label("request_subject", "talk")
    assert line.queue == next(one.name for one in rooms.region.offices if one.key == asked.queue)
