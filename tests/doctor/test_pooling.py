"""What a pooler between us and the database does to us is told from what was seen of it.

The facts were recorded with PgBouncer 1.18 in front of PostgreSQL 18; `ignores`: it was set to
`ignore_startup_parameters` for all that we send along.
"""

import pytest

from bot.doctor.finding import Level
from bot.doctor.pooling import Way, judge_way, look_at_way
from tests.doctor.ward import Ward

DIRECT = Way(True, True, 1177, (1177, 1177, 1177))
SEEN = {
    "transaction": (Way(False, False, 1118053775, (1177, 1178, 1179)), ["refuses_settings", "by_transaction"]),
    "transaction, ignores": (Way(True, False, 1071284969, (1239, 1240, 1241)), ["by_transaction"]),
    "transaction, ignores, a pool of one": (Way(True, False, -560270570, (1297, 0)), ["by_transaction"]),
    "transaction, ignores, round robin": (Way(True, False, -1435398592, (1546, 1547, 1548)), ["by_transaction"]),
    "statement": (Way(False, False, 869230942, ()), ["refuses_settings", "by_statement"]),
    "statement, ignores": (Way(True, False, 1981347348, ()), ["by_statement"]),
    "session": (Way(False, False, -1778071352, (1654, 1654, 1654)), ["refuses_settings"]),
    "session, ignores": (Way(True, False, 1461738904, (1757, 1757, 1757)), ["drops_settings"]),
}


@pytest.mark.parametrize("seen", SEEN)
def test_a_pooler_is_told_by_what_it_breaks(seen: str) -> None:
    way, found = SEEN[seen]
    assert [one.key.removeprefix("pooler_") for one in judge_way(way)] == found
    grave = [one.level is Level.WRONG for one in judge_way(way)]
    assert all(grave) == (seen != "session, ignores")


def test_a_pooler_that_breaks_nothing_is_told_all_the_same() -> None:
    assert [one.key for one in judge_way(Way(True, True, 4711, DIRECT.served_by))] == ["pooler_by_session"]


async def test_a_direct_connection_is_seen_as_one_and_left_as_it_was(ward: Ward) -> None:
    way = await look_at_way(ward.given["database_url"])
    assert (way.takes_settings, way.keeps_settings) == (True, True)
    assert {way.told} == {*way.served_by}
    assert [one.key for one in judge_way(way)] == ["direct"]
