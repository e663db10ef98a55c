"""Random walks through every conversation: no dead end, no error, and every road ends. The seed is the test's name."""

import random

import pytest

from tests.fuzz.doorstep import Doorstep
from tests.fuzz.person import Person
from tests.fuzz.walk import Walker

STEPS = 60


@pytest.mark.parametrize("seed", range(16))
async def test_wherever_somebody_wanders_there_is_a_way_on_and_every_road_ends(door: Doorstep, seed: int) -> None:
    chance = random.Random(seed)
    walker = Walker(door, Person(1000 + seed, chance.choice(("Siti", "<b>&", "\u202e", "😀", "A" * 64))), chance)
    try:
        for _ in range(STEPS):
            await walker.wanders()
        await walker.arrives()
    except Exception as error:
        error.add_note("\n".join(walker.told[-12:]))
        raise
