"""The numbers of the help desk, and what may stand in a kept answer."""

import re
from datetime import timedelta

from services.requests import Subject

REOPENS_WITHIN = timedelta(hours=72)
"""So long after its end a conversation is taken up again by the person's next message that the bot cannot answer."""
ACKNOWLEDGED_EVERY = timedelta(minutes=2)
"""Who waits and goes on writing hears that it was noted, but not after every line."""
VAGUE = frozenset({Subject.TALK, Subject.CONFUSED, Subject.OTHER})
"""Reasons that say no more than that a person is needed."""
VANISHED_AFTER = timedelta(minutes=15)
"""A member who gave no sign for so long is not there."""
MOST_OPENED = 500
"""Conversations whose words are opened for one search."""
MOST_HITS = 10
MOST_LISTED = 300
"""Rows of a list."""
MOST_LINES = 500
"""Lines of a thread shown at once."""
MOST_TAGS = 8
MOST_TRACED = 5
"""Sentences that were not understood, shown to whoever takes over."""
CONFUSED_AFTER = 2
"""Misunderstandings in a row after which a person is called."""

TAG = re.compile(r"[a-z][a-z -]{1,23}")
"""Small letters: no number can hide in a tag."""
CODE = re.compile(r"[a-z][a-z0-9-]{1,23}")
PLACEHOLDERS = ("nama", "nomor", "petugas", "kantor", "jam", "pusat")
"""What may stand between braces in a kept answer: the person's name, the number of the conversation, the member of
staff, the office of the queue, the next opening, BPJS's call centre."""
PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
LONG_NUMBER = re.compile(
    r"(?P<ours>\brp[\s.]{0,2}\d{1,3}(?:[.,]\d{3}){1,3}(?![.,]?\d)|\b[a-z]{2,4}(?:-[a-z])?-20\d{2}-\d{5,8}-\d\b)"
    r"|[\d\u00b2\u00b3\u00b9\u2070-\u2089\u2460-\u2468\u24ea](?:[\W_]{0,4}[\d\u00b2\u00b3\u00b9\u2070-\u2089\u2460-\u2468\u24ea]){7,}",
    re.IGNORECASE,
)
"""Eight digits and more, in the groups in which people write them: every member of a group would read them. A sum in
rupiah and a number that we gave tell nothing of a person."""


def masked(words: str) -> str:
    """The words with every run of eight and more digits covered, except for the last two."""
    return LONG_NUMBER.sub(_covered, words)


def _covered(found: re.Match[str]) -> str:
    if found["ours"]:
        return found[0]
    digits = "".join(sign for sign in found[0] if sign.isdigit())
    return "•" * (len(digits) - 2) + digits[-2:]
