"""The room of oversight on the database of a test, with a roster, and with a help desk kept in memory."""

from pathlib import Path

import pytest

from bot.house import build_rooms
from bot.settings import read_settings
from handlers.rooms import Rooms
from services.claims import Claims
from services.db import Database
from services.oversight import Oversight, Reach
from services.privacy import Keys
from services.region import Region
from services.staff import Role, StaffMember
from services.words import Words
from tests.oversight.casebook import Casebook
from tests.oversight.looking import NOON
from tests.participants.office import Office
from tests.staff.people import hired
from tests.visitors.moving import move_clock


@pytest.fixture
def rooms(keys: Keys, words: Words) -> Rooms:
    settings = read_settings(_env_file=None, operator="Dinas Contoh")
    return build_rooms(settings, keys, words, Region.load(), sample=True)


@pytest.fixture
def office(database: Database, rooms: Rooms, tmp_path: Path) -> Office:
    return Office(database, rooms.roster, tmp_path)


@pytest.fixture
def casebook() -> Casebook:
    return Casebook()


@pytest.fixture
def claims(rooms: Rooms) -> Claims:
    return rooms.claims


@pytest.fixture
def oversight(rooms: Rooms, casebook: Casebook) -> Oversight:
    reach = Reach(rooms.helpdesk, rooms.visitors, rooms.participants, rooms.post, rooms.region, rooms.words)
    return Oversight(rooms.staff, rooms.claims, casebook, reach)


@pytest.fixture
async def sari(database: Database) -> StaffMember:
    """A supervisor, at noon on a working day."""
    await move_clock(database, NOON)
    async with database.work() as work:
        return await hired(work, Role.SUPERVISOR, "sari")


@pytest.fixture
async def budi(database: Database) -> StaffMember:
    async with database.work() as work:
        return await hired(work, Role.ADMIN, "budi")
