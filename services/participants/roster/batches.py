"""Batches: begun, counted, listed, taken back."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from services.db import Work
from services.participants.messages import BatchNotLast, BatchTakenBack, BatchUndone, BatchUnknown
from services.participants.model import Batch, Counts, Proof

_COUNTS = tuple(Counts.__dataclass_fields__)
_BEGIN = """
INSERT INTO roster_batches (number, proof, file_name, file_sum, given, is_sample, loaded_by, loaded_on, loaded_at)
SELECT coalesce(max(number), 0) + 1, $1, $2, $3, $4, $5, $6, $7, santun_now() FROM roster_batches RETURNING number
"""
_COUNT = """
UPDATE roster_batches
SET is_sample = $2, rows = $3, new = $4, changed = $5, same = $6, ended = $7, held = $8, rejected = $9
WHERE number = $1
"""
_ALL = """
SELECT number, proof, file_name, loaded_at, loaded_by, is_sample, undone_at IS NOT NULL AS is_undone,
       rows, new, changed, same, ended, held, rejected
FROM roster_batches
"""
_SAME_FILE = """
SELECT number, loaded_on, loaded_by FROM roster_batches
WHERE file_sum = $1 AND proof = $2 AND given = $3 AND undone_at IS NULL ORDER BY number DESC LIMIT 1
"""
_RESTORE = """
UPDATE participants p
SET kpj_print = c.kpj_print, phone_print = c.phone_print, name_prints = c.name_prints, sealed = c.sealed,
    village_code = c.village_code, village = c.village, district = c.district, occupation = c.occupation
FROM participant_changes c WHERE c.batch = $1 AND c.participant_id = p.id
"""
_REOPEN = """
UPDATE participant_periods p SET until = p.until_before, until_before = e.until_before, ended_by = e.ended_by
FROM participant_periods q LEFT JOIN participant_ends e ON e.period_id = q.id AND e.batch = $1
WHERE q.ended_by = $1 AND p.id = q.id
"""
_WAIT_AGAIN = """
UPDATE roster_holds SET decided_at = NULL, decided_by = NULL, is_approved = NULL, approved_as = NULL
WHERE approved_as = $1
"""
_UNDONE = "UPDATE roster_batches SET undone_at = santun_now(), undone_by = $2 WHERE number = $1"


@dataclass(frozen=True)
class NewBatch:
    """What is known of a batch before its first row."""

    proof: Proof
    file_name: str
    file_sum: bytes
    given: str
    by: str
    day: date
    is_sample: bool = False


async def begin(work: Work, new: NewBatch) -> int:
    """The number of the new batch: the next one, no gaps left by dry runs. The caller holds the lock of loading."""
    values = (new.proof.value, new.file_name, new.file_sum, new.given, new.is_sample, new.by, new.day)
    return int(await work.raw.fetchval(_BEGIN, *values))


async def count(work: Work, number: int, counts: Counts, *, is_sample: bool) -> None:
    """Notes what became of the rows."""
    await work.raw.execute(_COUNT, number, is_sample, *asdict(counts).values())


async def same_file(work: Work, new: NewBatch) -> Any | None:
    """The batch in which this very file was loaded in the same way, if it still stands."""
    return await work.raw.fetchrow(_SAME_FILE, new.file_sum, new.proof.value, new.given)


async def all_batches(work: Work) -> list[Batch]:
    """Every batch, the newest first."""
    return [_batch(row) for row in await work.raw.fetch(_ALL + "ORDER BY number DESC")]


async def one(work: Work, number: int) -> Batch:
    """Raises BatchUnknown."""
    row = await work.raw.fetchrow(_ALL + "WHERE number = $1", number)
    if row is None:
        raise BatchUnknown(number)
    return _batch(row)


async def take_back(work: Work, number: int, by: str) -> BatchTakenBack:
    """Leaves the roster as it was before the batch. Only the last one can go: later ones were built upon it.

    Raises BatchUnknown, BatchUndone, BatchNotLast.
    """
    batch = await one(work, number)
    if batch.is_undone:
        raise BatchUndone(number)
    last = await work.raw.fetchval("SELECT max(number) FROM roster_batches WHERE undone_at IS NULL")
    if last != number:
        raise BatchNotLast(number, last)
    execute = work.raw.execute
    await execute(
        "SET LOCAL statement_timeout = '15min'; SET LOCAL plan_cache_mode = 'auto'; SET LOCAL enable_seqscan = 'on'"
    )
    restored = _rows(await execute(_RESTORE, number))
    await execute("DELETE FROM participant_changes WHERE batch = $1", number)
    reopened = _rows(await execute(_REOPEN, number))
    await execute("DELETE FROM participant_ends WHERE batch = $1", number)
    await execute(_WAIT_AGAIN, number)
    await execute("DELETE FROM roster_holds WHERE batch = $1 AND decided_at IS NULL", number)
    await execute("DELETE FROM participant_periods WHERE batch = $1", number)
    removed = _rows(await execute("DELETE FROM participants WHERE batch = $1", number))
    await execute(_UNDONE, number, by)
    return BatchTakenBack(number, removed, restored, reopened)


def _rows(tag: str) -> int:
    """How many rows a command touched, from PostgreSQL's command tag."""
    return int(tag.rsplit(" ", 1)[-1])


def _batch(row: Any) -> Batch:
    return Batch(
        number=row["number"],
        proof=Proof(row["proof"]),
        file_name=row["file_name"],
        loaded_at=row["loaded_at"],
        loaded_by=row["loaded_by"],
        is_sample=row["is_sample"],
        counts=Counts(**{name: row[name] for name in _COUNTS}),
        is_undone=row["is_undone"],
    )
