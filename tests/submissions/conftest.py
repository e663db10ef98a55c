"""The room of submissions, on the database of a test."""

import pytest

from services.participants.service import Participants
from services.post import Post
from services.privacy import Keys
from services.region import Region
from services.submissions import Submissions
from services.words import Words


@pytest.fixture
def submissions(keys: Keys, words: Words) -> Submissions:
    return Submissions(keys, Post(keys.cipher), words, Region.load(), Participants(keys))
