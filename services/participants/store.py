"""Tables of the roster and the look-ups. One sealed record per person; village, work and periods stay readable.

Look-up is by keyed fingerprint, so that a stolen copy of the database does not tell who is on the roster.
"""

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    Uuid,
    text,
)

from services.db import Work, metadata
from services.participants.kpj import Kpj
from services.participants.model import Mark, NameIn, Participant, Period, Proof, Source
from services.participants.nik import Nik
from services.participants.phone import Phone
from services.privacy import Cipher, Fingerprint

roster_batches = Table(
    "roster_batches",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("proof", Text, nullable=False),
    Column("file_name", Text, nullable=False),
    Column("file_sum", LargeBinary, nullable=False),
    Column("given", Text, nullable=False),
    Column("is_sample", Boolean, nullable=False),
    Column("loaded_at", DateTime(timezone=True), nullable=False),
    Column("loaded_on", Date, nullable=False),
    Column("loaded_by", Text, nullable=False),
    Column("rows", Integer, nullable=False, server_default=text("0")),
    Column("new", Integer, nullable=False, server_default=text("0")),
    Column("changed", Integer, nullable=False, server_default=text("0")),
    Column("same", Integer, nullable=False, server_default=text("0")),
    Column("ended", Integer, nullable=False, server_default=text("0")),
    Column("held", Integer, nullable=False, server_default=text("0")),
    Column("rejected", Integer, nullable=False, server_default=text("0")),
    Column("undone_at", DateTime(timezone=True)),
    Column("undone_by", Text),
)
"""One row a file that was loaded, or a name change that was approved. `given` holds the options that shaped it."""

participants = Table(
    "participants",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("nik_print", LargeBinary, nullable=False, unique=True),
    Column("kpj_print", LargeBinary),
    Column("phone_print", LargeBinary),
    Column("name_prints", ARRAY(LargeBinary), nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("village_code", Text),
    Column("village", Text),
    Column("district", Text),
    Column("occupation", Text),
    Column("died_on", Date),
    Column("batch", Integer, ForeignKey("roster_batches.number"), nullable=False),
    Index("ix_participants_phone_print", "phone_print", postgresql_where=text("phone_print IS NOT NULL")),
    Index("ix_participants_village_code", "village_code"),
    Index("ix_participants_batch", "batch"),
)
"""`sealed` is JSON: nik, name, born, kpj, phone, address, wage. `batch` is the one that brought the person."""

participant_periods = Table(
    "participant_periods",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    Column("participant_id", Uuid, ForeignKey("participants.id", ondelete="CASCADE"), nullable=False),
    Column("since", Date, nullable=False),
    Column("until", Date),
    Column("funder", Text, nullable=False),
    Column("proof", Text, nullable=False),
    Column("is_start_known", Boolean, nullable=False),
    Column("batch", Integer, ForeignKey("roster_batches.number"), nullable=False),
    Column("ended_by", Integer, ForeignKey("roster_batches.number")),
    Column("until_before", Date),
    Index("ix_participant_periods_participant_id", "participant_id"),
    Index("ix_participant_periods_batch", "batch"),
    Index("ix_participant_periods_ended_by", "ended_by", postgresql_where=text("ended_by IS NOT NULL")),
)
"""`ended_by` is the batch that ended it (missing, or with an earlier end); `until_before` what it overwrote."""

participant_ends = Table(
    "participant_ends",
    metadata,
    Column("batch", Integer, ForeignKey("roster_batches.number"), primary_key=True),
    Column("period_id", BigInteger, ForeignKey("participant_periods.id", ondelete="CASCADE"), primary_key=True),
    Column("ended_by", Integer, ForeignKey("roster_batches.number"), nullable=False),
    Column("until_before", Date),
    Index("ix_participant_ends_period_id", "period_id"),
)
"""What `batch` overwrote where the period had been ended before, for `undo`."""

participant_changes = Table(
    "participant_changes",
    metadata,
    Column("batch", Integer, ForeignKey("roster_batches.number"), primary_key=True),
    Column("participant_id", Uuid, ForeignKey("participants.id", ondelete="CASCADE"), primary_key=True),
    Column("kpj_print", LargeBinary),
    Column("phone_print", LargeBinary),
    Column("name_prints", ARRAY(LargeBinary), nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("village_code", Text),
    Column("village", Text),
    Column("district", Text),
    Column("occupation", Text),
    Index("ix_participant_changes_participant_id", "participant_id"),
)
"""The record as it was before the batch changed it, for `undo`."""

roster_holds = Table(
    "roster_holds",
    metadata,
    Column("number", Integer, Identity(), primary_key=True),
    Column("batch", Integer, ForeignKey("roster_batches.number"), nullable=False),
    Column("participant_id", Uuid, ForeignKey("participants.id", ondelete="CASCADE"), nullable=False),
    Column("content_print", LargeBinary, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("decided_at", DateTime(timezone=True)),
    Column("decided_by", Text),
    Column("is_approved", Boolean),
    Column("approved_as", Integer, ForeignKey("roster_batches.number")),
    Index("one_hold_per_content", "participant_id", "content_print", unique=True),
    Index("ix_roster_holds_batch", "batch"),
)
"""Rows that wait for a person's word, sealed whole."""

_SELECT = """
SELECT p.id, p.sealed, p.village_code, p.village, p.district, p.occupation, p.died_on,
       q.since, q.until, q.funder, q.proof, q.is_start_known, q.batch, b.loaded_on
FROM participants p
LEFT JOIN participant_periods q ON q.participant_id = p.id
LEFT JOIN roster_batches b ON b.number = q.batch
WHERE {where}
ORDER BY p.id, q.since, q.id
"""
_BY_ID = _SELECT.format(where="p.id = $1")
_BY_NIK = _SELECT.format(where="p.nik_print = $1")
_LIVING_BY_PHONE = _SELECT.format(where="p.phone_print = $1 AND p.died_on IS NULL")
_FIRST = _SELECT.format(where="p.id IN (SELECT id FROM participants WHERE {which} ORDER BY id LIMIT $1)")
_MARKED: dict[type, str] = {
    Nik: _FIRST.format(which="nik_print = $2"),
    Kpj: _FIRST.format(which="kpj_print = $2"),
    Phone: _FIRST.format(which="phone_print = $2"),
    NameIn: _FIRST.format(which="name_prints @> $2::bytea[]"),
}
_NAMED_IN = _FIRST.format(which="name_prints @> $2::bytea[] AND village_code = ANY ($3::text[])")
"""Among 150,000 people the words of a name are found in 27 ms and a card number in 11 ms without an index of their own.
Indexes would make it 1 ms, for 12 MB and a share of every load; staff search some hundred times a day."""


class ParticipantStore:
    """Reads people from the roster."""

    def __init__(self, cipher: Cipher, fingerprint: Fingerprint) -> None:
        self._cipher = cipher
        self._fingerprint = fingerprint

    def nik_print(self, nik: Nik) -> bytes:
        """By which a NIK is found."""
        return self._fingerprint.of("nik", nik.number)

    async def by_id(self, work: Work, person: UUID) -> Participant | None:
        return _only(self._people(await work.raw.fetch(_BY_ID, person), work.now.date()))

    async def by_nik(self, work: Work, nik: Nik) -> Participant | None:
        return _only(self._people(await work.raw.fetch(_BY_NIK, self.nik_print(nik)), work.now.date()))

    async def living_by_phone(self, work: Work, number: str) -> Participant | None:
        """None also when the number stands on several living people."""
        found = await work.raw.fetch(_LIVING_BY_PHONE, self._fingerprint.of("phone", number))
        return _only(self._people(found, work.now.date()))

    async def found(self, work: Work, mark: Mark, most: int) -> list[Participant]:
        """The first people with this mark, living or not."""
        query, print_ = _MARKED[type(mark)], self._print(mark)
        if isinstance(mark, NameIn) and mark.villages:
            rows = await work.raw.fetch(_NAMED_IN, most, print_, mark.villages)
        else:
            rows = await work.raw.fetch(query, most, print_)
        return self._people(rows, work.now.date())

    async def mark_died(self, work: Work, person: UUID, day: date) -> bool:
        done = await work.raw.execute("UPDATE participants SET died_on = $2 WHERE id = $1", person, day)
        return done == "UPDATE 1"

    def _print(self, mark: Mark) -> bytes | list[bytes]:
        match mark:
            case NameIn(words):
                return [self._fingerprint.of("name", word) for word in dict.fromkeys(words)]
            case Nik(number):
                return self._fingerprint.of("nik", number)
            case Kpj(number):
                return self._fingerprint.of("kpj", number)
            case Phone(number):
                return self._fingerprint.of("phone", number)

    def _people(self, rows: Iterable[Any], today: date) -> list[Participant]:
        grouped = [list(group) for _, group in groupby(rows, key=lambda row: row["id"])]
        return [self._person(group, today) for group in grouped]

    def _person(self, rows: list[Any], today: date) -> Participant:
        row = rows[0]
        sealed = self._cipher.open_json("participants", "sealed", row["id"], row["sealed"])
        nik = Nik(sealed["nik"])
        return Participant(
            id=row["id"],
            nik=nik,
            name=sealed["name"],
            sex=nik.sex,
            born=date.fromisoformat(sealed["born"]) if "born" in sealed else nik.born(today),
            kpj=sealed.get("kpj"),
            phone=sealed.get("phone"),
            address=sealed.get("address"),
            wage=sealed.get("wage"),
            village_code=row["village_code"],
            village=row["village"],
            district=row["district"],
            occupation=row["occupation"],
            died_on=row["died_on"],
            periods=tuple(_period(each) for each in rows if each["since"]),
        )


def _period(row: Any) -> Period:
    source = Source(row["batch"], row["loaded_on"])
    proof = Proof(row["proof"])
    return Period(row["since"], row["until"], row["funder"], proof, row["is_start_known"], source)


def _only(people: list[Participant]) -> Participant | None:
    return people[0] if len(people) == 1 else None
