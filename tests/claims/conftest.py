"""The room of claims, on the database of a test."""

import pytest

from services.claims import Claims, Neighbours
from services.participants.service import Participants
from services.post import Post
from services.privacy import Keys
from services.region import Region
from services.visitors import Visitors
from services.words import Words


@pytest.fixture
def claims(keys: Keys, words: Words) -> Claims:
    region = Region.load()
    rooms = Neighbours(Post(keys.cipher), words, region, Participants(keys), Visitors(keys, region.zone))
    return Claims(keys, rooms)
