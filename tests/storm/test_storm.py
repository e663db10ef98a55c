"""The short storm: sixty people, both modes, two restarts of the database, kills, and every fault of the network."""

from tests.storm.plan import Order
from tests.storm.storm import blow

SEED = 3


async def test_after_a_short_storm_the_books_balance() -> None:
    outcome = await blow(Order.short(SEED))
    assert [str(finding) for finding in outcome.findings] == [], f"make storm ARGS='--short --seed {SEED}'"
    assert outcome.counts["killed"] >= 1
    assert outcome.counts["database restarted, immediate"] == 1
    assert sum(letter.uncertain for letter in outcome.books.letters)
    assert len(outcome.books.told) == 60
