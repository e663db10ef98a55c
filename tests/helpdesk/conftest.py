"""An office on a fresh database, on a Monday morning."""

import pytest_asyncio

from bot.house import build_rooms
from bot.settings import read_settings
from services.db import Database
from services.privacy import Keys
from services.region import Region
from services.words import Words
from tests.helpdesk.office import MONDAY, Office
from tests.helpdesk.telegram import StandIn, rooms_of


@pytest_asyncio.fixture
async def office(database: Database, keys: Keys) -> Office:
    region = Region.load("kutai-timur")
    settings = read_settings(_env_file=None, operator="Dinas Contoh")
    made = Office(database, build_rooms(settings, keys, Words(zone=region.zone), region, sample=True))
    await made.at(MONDAY)
    return made


@pytest_asyncio.fixture
async def telegram(office: Office, keys: Keys) -> StandIn:
    """The same office with a group at Telegram, and what stands there."""
    return StandIn(rooms_of(office, keys))
