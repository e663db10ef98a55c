"""The room of oversight on the database of a test, with a roster and a help desk kept in memory."""

from pathlib import Path

import pytest

from services.db import Database
from services.db.bell import Bell
from services.dialogues import Dialogues
from services.helpdesk import Helpdesk
from services.helpdesk.case import Sources
from services.helpdesk.service import Neighbours
from services.oversight import Oversight, Reach
from services.participants.roster.service import Roster
from services.participants.service import Participants
from services.post import Post
from services.privacy import Keys
from services.region import Region
from services.submissions import Submissions
from services.visitors import Visitors
from services.words import Words
from tests.oversight.casebook import Casebook
from tests.participants.office import Office
from tests.staff.people import the_staff


@pytest.fixture(scope="session")
def region() -> Region:
    return Region.load()


@pytest.fixture
def office(database: Database, keys: Keys, region: Region, tmp_path: Path) -> Office:
    return Office(database, Roster(keys, region.places, region.zone), tmp_path)


@pytest.fixture
def casebook() -> Casebook:
    return Casebook()


@pytest.fixture
def submissions(keys: Keys, words: Words, region: Region) -> Submissions:
    return Submissions(keys, Post(keys.cipher), words, region, Participants(keys))


@pytest.fixture
def oversight(keys: Keys, words: Words, region: Region, submissions: Submissions, casebook: Casebook) -> Oversight:
    post = Post(keys.cipher)
    visitors, participants = Visitors(keys, region.zone), Participants(keys)
    sources = Sources(visitors, participants, submissions, region)
    rooms = Neighbours(post, words, Bell(), the_staff(), Dialogues(keys.cipher), sources)
    reach = Reach(Helpdesk(keys.cipher, rooms), visitors, participants, post, region, words)
    return Oversight(the_staff(), submissions, casebook, reach)
