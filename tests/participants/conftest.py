"""What tests of the roster share: an office that writes files and loads them."""

from pathlib import Path

import pytest

from services.db import Database
from services.participants.roster.service import Roster
from services.participants.service import Participants
from services.privacy import Keys
from services.region import Region
from tests.participants.office import Office


@pytest.fixture(scope="session")
def region() -> Region:
    return Region.load()


@pytest.fixture
def roster(keys: Keys, region: Region) -> Roster:
    return Roster(keys, region.places, region.zone)


@pytest.fixture
def people(keys: Keys) -> Participants:
    return Participants(keys)


@pytest.fixture
def office(database: Database, roster: Roster, tmp_path: Path) -> Office:
    return Office(database, roster, tmp_path)
