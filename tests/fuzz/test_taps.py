"""What comes back from a button was written by anybody: every byte of it."""

import random
from datetime import date
from enum import Enum
from typing import Any, get_type_hints
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.chat.routes import TAPS
from handlers.chat.taps import LIMIT, Codec, NotAButton, Tap
from tests.fuzz.doorstep import Doorstep
from tests.fuzz.hostile import COMMANDS, TEXTS
from tests.fuzz.person import Person
from tests.fuzz.walk import Walker, forged

KINDS = [kind for kind, _ in TAPS.values()]
CODEC = Codec({code: kind for code, (kind, _) in TAPS.items()})
FIELDS = st.text(max_size=12).filter(lambda text: ":" not in text)


def values(hint: Any) -> st.SearchStrategy[Any]:
    if isinstance(hint, type) and issubclass(hint, Enum):
        return st.sampled_from(hint)
    plain = {str: FIELDS, int: st.integers(), bool: st.booleans(), date: st.dates(), UUID: st.uuids()}
    return plain[hint]


def buttons(kind: type[Tap]) -> st.SearchStrategy[Tap]:
    return st.builds(kind, **{name: values(hint) for name, hint in get_type_hints(kind).items()})


@settings(derandomize=True, deadline=None, max_examples=150)
@given(st.one_of([buttons(kind) for kind in KINDS]))
def test_every_button_comes_back_as_it_was_packed(tap: Tap) -> None:
    try:
        data = CODEC.pack(tap)
    except ValueError:
        return
    assert 1 <= len(data.encode()) <= LIMIT
    assert CODEC.unpack(data) == tap


CODES = st.sampled_from((*TAPS, "", "zz"))
FORGED = st.one_of(
    st.text(max_size=70),
    st.sampled_from(TEXTS),
    st.builds(lambda code, fields: ":".join((code, *fields)), CODES, st.lists(st.text(max_size=30), max_size=4)),
    st.builds(
        lambda code, fields: ":".join((code, *fields)),
        CODES,
        st.lists(st.one_of(st.dates().map(str), st.integers().map(str), st.floats().map(str)), max_size=3),
    ),
)


@settings(derandomize=True, deadline=None, max_examples=400)
@given(FORGED)
def test_forged_data_is_no_button_or_one_of_ours(data: str) -> None:
    try:
        tap = CODEC.unpack(data)
    except NotAButton:
        return
    assert type(tap) in KINDS


@pytest.mark.parametrize("seed", range(4))
async def test_forged_buttons_and_deep_links_get_a_sentence(door: Doorstep, seed: int) -> None:
    """Without a conversation, and in the middle of one."""
    chance = random.Random(seed)
    for number in range(4):
        walker = Walker(door, Person(10 * seed + number + 1), chance)
        await walker.says("/start " + chance.choice((*TEXTS, *COMMANDS))[:64])
        for _ in range(30):
            before = await walker.open()
            data = forged(chance)
            try:
                await walker.presses(data, before)
            except Exception as error:
                error.add_note(f"{data!r} after {walker.told[-5:]}")
                raise
