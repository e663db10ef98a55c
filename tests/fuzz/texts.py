"""Texts for hypothesis: what people type, what nobody types, and what lies between."""

import random

from hypothesis import settings
from hypothesis import strategies as st

from tests.fuzz.hostile import ALPHABETS, ANSWERS, NAMES, NIKS, TEXTS, spoilt

BRISK = settings(derandomize=True, deadline=None, max_examples=60)
"""The same examples each time; who wants others runs `make fuzz`."""

_USUAL = st.sampled_from((*NIKS, *NAMES, *ANSWERS))
TYPED = st.one_of(
    st.sampled_from([text for text in TEXTS if len(text) <= 4096]),
    st.text(max_size=80),
    st.text(alphabet="".join(ALPHABETS), max_size=60),
    st.builds(lambda text, seed: spoilt(random.Random(seed), text), _USUAL, st.integers(0, 2**32)),
).map(lambda text: text.encode("utf-8", "replace").decode())
"""Like what the doors hand on: never half an emoji."""
NUMBERS = st.one_of(TYPED, st.text(alphabet="0123456789+ .-()/O", max_size=40))
