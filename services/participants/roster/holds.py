"""Held rows: a known number that came with another name waits until somebody says which is right."""

from datetime import date
from typing import Any
from uuid import UUID

from services.db import Work
from services.participants.messages import HoldUnknown, LoadRunning
from services.participants.model import Counts, Hold, Proof
from services.participants.nik import Nik
from services.participants.roster import batches, ledger
from services.participants.roster.entry import Spot
from services.participants.roster.records import COLUMNS, Record, Records, Row
from services.privacy import Look, record_look

_WAITING = """
SELECT h.number, h.batch, h.participant_id, h.content_print, h.sealed AS held, p.id, p.nik_print, p.sealed,
       p.village_code, p.village, p.district, p.occupation
FROM roster_holds h JOIN participants p ON p.id = h.participant_id
WHERE h.decided_at IS NULL
"""
_DECIDE = """
UPDATE roster_holds SET decided_at = santun_now(), decided_by = $2, is_approved = $3, approved_as = $4
WHERE number = $1 AND decided_at IS NULL
"""


async def waiting(work: Work, records: Records) -> list[tuple[UUID, Hold]]:
    """Every open hold with the id of its person, the oldest first."""
    return [(row["id"], _hold(records, row)) for row in await work.raw.fetch(_WAITING + "ORDER BY h.number")]


async def approve(work: Work, records: Records, number: int, signed: tuple[str, date]) -> int:
    """Loads the held row as a batch of its own, so that it can be taken back. `signed` is who and on which day.

    Raises LoadRunning, HoldUnknown.
    """
    if not await ledger.is_free(work):
        raise LoadRunning()
    row = await work.raw.fetchrow(_WAITING + "AND h.number = $1", number)
    if row is None:
        raise HoldUnknown(number)
    by, day = signed
    body = _body(records, row)
    source = await batches.one(work, row["batch"])
    new = batches.NewBatch(Proof(body["proof"]), source.file_name, b"", f"hold:{number}", by, day)
    batch = await batches.begin(work, new)
    after = _after(records.opened(row), body)
    await ledger.prepare(work)
    await ledger.copy(work, "incoming_people", COLUMNS, [records.row((row["id"], row["nik_print"]), after, batch)])
    await ledger.copy(work, "incoming_periods", ledger.PERIOD_COLUMNS, _periods(row["id"], body))
    await ledger.apply(work, batch, shared=(2, 1, 0))
    await batches.count(
        work, batch, Counts(rows=1, changed=await ledger.changed(work, batch)), is_sample=source.is_sample
    )
    await work.raw.execute(_DECIDE, number, by, True, batch)
    await record_look(work, Look(by, "roster_hold_approve", str(row["id"])))
    return batch


async def reject(work: Work, number: int, by: str) -> None:
    """Keeps the old name."""
    if await work.raw.execute(_DECIDE, number, by, False, None) != "UPDATE 1":
        raise HoldUnknown(number)
    await record_look(work, Look(by, "roster_hold_reject", f"hold:{number}"))


def _body(records: Records, row: Any) -> dict[str, Any]:
    return records.hold_opened(
        {"participant_id": row["participant_id"], "content_print": row["content_print"], "sealed": row["held"]}
    )


def _periods(person: UUID, body: dict[str, Any]) -> list[Row]:
    terms = [[*body["term"], body["is_start_known"]], *body.get("further", [])]
    return [
        (person, date.fromisoformat(since), until and date.fromisoformat(until), funder, body["proof"], known, None)
        for since, until, funder, known in terms
    ]


def _after(before: Record, body: dict[str, Any]) -> Record:
    spot = Spot(*body["spot"])
    return Record(
        {**before.sealed, **body["sealed"]},
        spot if spot.village else before.spot,
        body["occupation"] or before.occupation,
    )


def _hold(records: Records, row: Any) -> Hold:
    before, body = records.opened(row), _body(records, row)
    return Hold(
        number=row["number"],
        batch=row["batch"],
        nik=Nik(str(before.sealed["nik"])),
        name_before=before.name,
        name_after=body["sealed"]["name"],
        village=before.spot.village,
    )
