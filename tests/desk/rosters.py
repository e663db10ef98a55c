"""People of the sample roster, as the console knows them: by id."""

from uuid import UUID

from services.participants.sample import demo_person
from services.staff.rules import Reason
from tests.desk.agents import Agent
from tests.journeys.conftest import Santun


async def id_of(santun: Santun, key: str) -> UUID:
    """One of the demo's people."""
    async with santun.house.database.work() as work:
        (found,) = await santun.house.rooms.participants.search(work, demo_person(key).nik, "job:test", 1)
    return found.id


async def strangers(santun: Santun, count: int) -> list[UUID]:
    """So many others."""
    async with santun.house.database.work() as work:
        rows = await work.raw.fetch("SELECT id FROM participants ORDER BY id DESC LIMIT $1", count)
    return [row["id"] for row in rows]


async def opened_by(agent: Agent, *people: UUID) -> None:
    """The agent has opened these people today."""
    house = agent.santun.house
    async with house.database.work() as work:
        member = await house.rooms.staff.by_name(work, agent.name)
        for person in people:
            await house.rooms.oversight.people.open(work, member, person, Reason.CALL)


async def renamed(santun: Santun, person: UUID, name: str, village: str) -> None:
    """What a wicked file might have brought in."""
    cipher = santun.house.keys.cipher
    async with santun.house.database.work() as work:
        row = await work.raw.fetchval("SELECT sealed FROM participants WHERE id = $1", person)
        record = cipher.open_json("participants", "sealed", person, row) | {"name": name}
        sealed = cipher.seal_json("participants", "sealed", person, record)
        query = "UPDATE participants SET sealed = $2, village = $3 WHERE id = $1"
        await work.raw.execute(query, person, sealed, village)


async def audit(santun: Santun, *actions: str) -> list[tuple[str, str | None, str | None, bool]]:
    """Rows of these actions: who, subject, reason, found."""
    query = "SELECT actor, subject, reason, found FROM looks WHERE action = ANY ($1::text[]) ORDER BY id"
    async with santun.house.database.work() as work:
        return [tuple(row) for row in await work.raw.fetch(query, list(actions))]
