"""Pauses that grow while attempts do not fit: they slow a guesser down and shut nobody out for ever."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from services.db import Work
from services.privacy import Fingerprint
from services.staff.messages import SignInPaused
from services.staff.rules import FIRST_PAUSE, FREE_FAILURES, LONGEST_PAUSE, Guess

FORGOTTEN_AFTER = timedelta(days=1)
# The upsert locks the rows, so that attempts made at the same moment are counted one after the other.
_BEGIN = """
INSERT INTO staff_pauses AS p (key, failures, until, last)
SELECT key, 0, $3, $2 FROM unnest($1::bytea[]) AS key ORDER BY key
ON CONFLICT (key) DO UPDATE SET failures = CASE WHEN p.last < $3 THEN 0 ELSE p.failures END
RETURNING key, failures, until
"""
_FAILED = """
UPDATE staff_pauses SET failures = f.failures, until = f.until, last = $4
FROM unnest($1::bytea[], $2::int[], $3::timestamptz[]) AS f (key, failures, until) WHERE staff_pauses.key = f.key
"""
_FIT = "DELETE FROM staff_pauses WHERE key = ANY ($1::bytea[])"
_SWEEP = """
DELETE FROM staff_pauses WHERE key IN
  (SELECT key FROM staff_pauses WHERE last < $1 ORDER BY last LIMIT 100 FOR UPDATE SKIP LOCKED)
"""


@dataclass(frozen=True)
class Attempt:
    """An attempt under way: its counters, locked until the unit of work ends."""

    kinds: dict[bytes, Guess]
    failures: dict[bytes, int]


class Pauses:
    """Counts under keyed fingerprints: neither names nor addresses can be read from the table."""

    def __init__(self, fingerprint: Fingerprint) -> None:
        self._fingerprint = fingerprint

    async def begin(self, work: Work, counted: Sequence[tuple[Guess, str]]) -> Attempt:
        """Before anything is compared. Raises SignInPaused, and then this attempt does not count."""
        kinds = {self._fingerprint.of(f"pause {kind.value}", value): kind for kind, value in counted}
        rows = await work.raw.fetch(_BEGIN, list(kinds), work.now, work.now - FORGOTTEN_AFTER)
        until = max(row["until"] for row in rows)
        if until > work.now:
            raise SignInPaused(until)
        return Attempt(kinds, {row["key"]: row["failures"] for row in rows})

    async def failed(self, work: Work, attempt: Attempt) -> None:
        """It did not fit: the next pause grows."""
        keys = list(attempt.kinds)
        failures = [attempt.failures[key] + 1 for key in keys]
        pauses = [pause_after(attempt.kinds[key], number) for key, number in zip(keys, failures, strict=True)]
        # Without a pause the moment lies far back: who waited for this row may have begun before us.
        until = [work.now + (pause or -FORGOTTEN_AFTER) for pause in pauses]
        await work.raw.execute(_FAILED, keys, failures, until, work.now)
        await work.raw.execute(_SWEEP, work.now - FORGOTTEN_AFTER)

    async def fitted(self, work: Work, attempt: Attempt) -> None:
        """It fits: the counters begin anew, but that of an address that others share keeps what it has counted: whoever
        has an account of their own must not win free guesses at others'."""
        gone = [key for key, kind in attempt.kinds.items() if kind is not Guess.ADDRESS or attempt.failures[key] == 0]
        await work.raw.execute(_FIT, gone)


def pause_after(kind: Guess, failures: int) -> timedelta:
    """How long nothing is read after so many failures: not at all while they are few, then doubling."""
    beyond = failures - FREE_FAILURES[kind]
    if beyond <= 0:
        return timedelta(0)
    return min(FIRST_PAUSE * (1 << min(beyond - 1, 16)), LONGEST_PAUSE)
