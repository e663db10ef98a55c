"""The plan of a storm comes from its seed alone."""

from itertools import islice

from tests.storm.plan import GOALS, Order, lives, planned
from tests.storm.talks import SCRIPTS


def test_the_same_seed_plans_the_same_storm() -> None:
    assert planned(Order(5)) == planned(Order(5))
    assert planned(Order(5)) != planned(Order(6))
    assert list(islice(lives(5, 0), 20)) == list(islice(lives(5, 0), 20))
    assert list(islice(lives(5, 0), 20)) != list(islice(lives(5, 1), 20))


def test_every_storm_has_all_that_was_promised() -> None:
    plan = planned(Order(5))
    kinds = [trouble.kind for trouble in plan.troubles]
    assert len(plan.guests) == 500
    assert kinds.count("database") == 5
    assert kinds.count("kill leader") == 2
    assert {trouble.how.get("kind") for trouble in plan.troubles if trouble.kind == "fault"} == {
        "error", "flood", "reset_before", "reset_after", "slow",
    }  # fmt: skip
    assert [trouble.how for trouble in plan.troubles if trouble.kind == "webhook away"] == [{"seconds": 60.0}]


def test_people_come_for_everything_there_is_a_script_for() -> None:
    assert {guest.goal for guest in planned(Order.short(1)).guests} == set(GOALS) == set(SCRIPTS)
