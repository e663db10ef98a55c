"""The SQL of loading: rows are copied into tables of this transaction and applied in a few set-based statements."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from services.db import Work
from services.participants.roster.records import Row

_LOCK = 0x524F5354
"""Key of the advisory lock that lets one file be loaded at a time ("ROST")."""
PERIOD_COLUMNS = ("participant_id", "since", "until", "funder", "proof", "is_start_known", "row")
OWN_PERIOD_COLUMNS = (*PERIOD_COLUMNS[:-1], "batch")
"""Of periods that go straight into their table."""
HOLD_COLUMNS = ("batch", "participant_id", "content_print", "sealed")

_OPEN = """
SET LOCAL statement_timeout = '15min';
SET LOCAL plan_cache_mode = 'auto';
SET LOCAL enable_seqscan = 'on';
SET LOCAL idle_in_transaction_session_timeout = 0;
SET LOCAL work_mem = '32MB';
CREATE TEMP TABLE incoming_people (LIKE participants) ON COMMIT DROP;
ALTER TABLE incoming_people ALTER batch DROP NOT NULL;
CREATE TEMP TABLE incoming_periods (LIKE participant_periods) ON COMMIT DROP;
ALTER TABLE incoming_periods ALTER id DROP NOT NULL, ALTER batch DROP NOT NULL, ADD row integer;
CREATE TEMP TABLE incoming_holds (LIKE roster_holds) ON COMMIT DROP;
ALTER TABLE incoming_holds ALTER number DROP NOT NULL;
CREATE TEMP TABLE roster_seen (participant_id uuid NOT NULL) ON COMMIT DROP;
CREATE TEMP TABLE roster_touched (participant_id uuid NOT NULL) ON COMMIT DROP;
"""
_KNOWN = """
SELECT id::text, nik_print, sealed, village_code, village, district, occupation
FROM participants WHERE nik_print = ANY($1::bytea[])
"""
_KEEP_BEFORE = """
INSERT INTO participant_changes
       (batch, participant_id, kpj_print, phone_print, name_prints, sealed, village_code, village, district, occupation)
SELECT $1, p.id, p.kpj_print, p.phone_print, p.name_prints, p.sealed,
       p.village_code, p.village, p.district, p.occupation
FROM participants p JOIN incoming_people i USING (id)
"""
_CHANGE = """
UPDATE participants p
SET kpj_print = i.kpj_print, phone_print = i.phone_print, name_prints = i.name_prints, sealed = i.sealed,
    village_code = i.village_code, village = i.village, district = i.district, occupation = i.occupation
FROM incoming_people i WHERE i.id = p.id
"""
_TOUCH_CHANGED = "INSERT INTO roster_touched SELECT id FROM incoming_people"
# A start that a fifth of the file shares is where the list begins, not where these people began, unless our data of
# this funder reaches further back: then they would be on it.
_BLUR_STARTS = """
WITH starts AS (SELECT since, funder, count(*) AS people FROM incoming_periods GROUP BY since, funder),
     firsts AS (SELECT DISTINCT ON (funder) since, funder, people FROM starts ORDER BY funder, since)
UPDATE incoming_periods i SET is_start_known = false
FROM firsts f
WHERE i.is_start_known AND i.since = f.since AND i.funder = f.funder
  AND f.people >= $1 AND f.people * $2 >= $3 + (SELECT count(*) FROM incoming_periods)
  AND NOT EXISTS (SELECT FROM participant_periods q WHERE q.funder = f.funder AND q.since < f.since)
"""
_ADD_PERIODS = """
WITH added AS (
    INSERT INTO participant_periods (participant_id, since, until, funder, proof, is_start_known, batch)
    SELECT i.participant_id, i.since, i.until, i.funder, i.proof, bool_or(i.is_start_known), $1
    FROM incoming_periods i
    WHERE NOT EXISTS (
        SELECT FROM participant_periods q
        WHERE q.participant_id = i.participant_id AND q.funder = i.funder AND q.proof = i.proof
          AND q.since <= i.since AND (q.until IS NULL OR q.until >= i.until)
    )
    GROUP BY i.participant_id, i.since, i.until, i.funder, i.proof
    RETURNING participant_id
)
INSERT INTO roster_touched SELECT participant_id FROM added
"""
_ADD_HOLDS = """
INSERT INTO roster_holds (batch, participant_id, content_print, sealed)
SELECT batch, participant_id, content_print, sealed FROM incoming_holds
ON CONFLICT DO NOTHING
"""
_CHANGED = """
SELECT count(DISTINCT t.participant_id) FROM roster_touched t JOIN participants p ON p.id = t.participant_id
WHERE p.batch <> $1
  AND NOT EXISTS (SELECT FROM participant_periods q WHERE q.participant_id = p.id AND q.ended_by = $1)
"""
# Only a person's last term in the file can be an earlier end, and only of what it overlaps.
_EARLIER = """
WITH last AS (
    SELECT DISTINCT ON (participant_id, funder) participant_id, funder, until, row
    FROM incoming_periods WHERE proof = 'listed' ORDER BY participant_id, funder, until DESC NULLS FIRST
)
SELECT q.id, q.participant_id, l.until, l.row
FROM last l JOIN participant_periods q ON q.participant_id = l.participant_id AND q.funder = l.funder
WHERE q.proof = 'listed' AND q.batch <> $1 AND q.since <= l.until AND (q.until IS NULL OR q.until > l.until)
"""
_SEE_REJECTED = "INSERT INTO roster_seen SELECT id FROM participants WHERE nik_print = ANY($1::bytea[])"
_ACTIVE = """
SELECT q.id, q.participant_id, EXISTS (SELECT FROM roster_seen s WHERE s.participant_id = p.id) AS is_seen
FROM participant_periods q JOIN participants p ON p.id = q.participant_id
WHERE q.proof = 'listed' AND q.funder = ANY($2::text[]) AND p.died_on IS NULL AND p.batch <> $1
  AND coalesce(p.village_code, lower(coalesce(p.district, '') || '/' || p.village)) = ANY($3::text[])
  AND q.since <= $4 AND (q.until IS NULL OR q.until > $4)
"""
_KEEP_END = """
INSERT INTO participant_ends (batch, period_id, ended_by, until_before)
SELECT $1, id, ended_by, until_before FROM participant_periods WHERE id = ANY($2::bigint[]) AND ended_by IS NOT NULL
"""
_END = """
UPDATE participant_periods p SET until_before = p.until, until = e.until, ended_by = $1
FROM unnest($2::bigint[], $3::date[]) AS e (id, until) WHERE p.id = e.id
"""


async def is_free(work: Work) -> bool:
    """Takes the lock of loading until the end of the transaction; False when another has it."""
    return bool(await work.raw.fetchval("SELECT pg_try_advisory_xact_lock($1, 0)", _LOCK))


async def prepare(work: Work) -> None:
    """Long statements allowed, tables of this transaction made."""
    await work.raw.execute(_OPEN)


async def known(work: Work, prints: Sequence[bytes]) -> dict[bytes, dict[str, Any]]:
    """Rows of the people with these NIKs, by fingerprint."""
    return {row["nik_print"]: dict(row) for row in await work.raw.fetch(_KNOWN, prints)}


async def copy(work: Work, table: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
    """Hands rows over, in the order of `columns`."""
    if rows:
        await work.raw.copy_records_to_table(table, records=rows, columns=list(columns))


async def apply(work: Work, batch: int, *, shared: tuple[int, int, int], is_all_new: bool = False) -> None:
    """Changes, periods and holds that were handed over.

    `shared` is (people, one in how many) from which a common first start counts as the beginning of our data, and how
    many periods of the file went straight into their table. `is_all_new`: nothing has to be looked for in the roster.
    """
    await work.raw.execute("ANALYZE incoming_people; ANALYZE incoming_periods")
    if not is_all_new:
        await work.raw.execute("ANALYZE participants")
    await work.raw.execute(_KEEP_BEFORE, batch)
    await work.raw.execute(_CHANGE)
    await work.raw.execute(_TOUCH_CHANGED)
    await work.raw.execute(_BLUR_STARTS, *shared)
    await work.raw.execute(_ADD_PERIODS, batch)
    await work.raw.execute(_ADD_HOLDS)


async def changed(work: Work, batch: int) -> int:
    """The number of known people whom the batch changed; the ended are counted by themselves."""
    return int(await work.raw.fetchval(_CHANGED, batch))


async def earlier(work: Work, batch: int) -> list[Any]:
    """Listed periods of earlier batches that end after the day this file gives: id, participant_id, until, row."""
    return list(await work.raw.fetch(_EARLIER, batch))


async def see_rejected(work: Work, prints: Sequence[bytes]) -> None:
    """Somebody whose row was rejected is not missing."""
    await work.raw.execute(_SEE_REJECTED, prints)


async def active(work: Work, batch: int, scope: tuple[list[str], list[str]], day: date) -> list[Any]:
    """Listed periods open on `day` of people known before, in `scope` = (funders, village keys)."""
    funders, villages = scope
    return list(await work.raw.fetch(_ACTIVE, batch, funders, villages, day))


async def end(work: Work, batch: int, ends: Sequence[tuple[int, date]]) -> None:
    """Lets each of these periods end on its day, remembering what was there."""
    periods, days = [period for period, _ in ends], [day for _, day in ends]
    await work.raw.execute(_KEEP_END, batch, periods)
    await work.raw.execute(_END, batch, periods, days)
