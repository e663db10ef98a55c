"""Does to the rows of a file all that needs no database: reads them, sorts them by what is known, seals them.

A desk may stand in a process of its own (`aside.py`), so whatever it is given and gives can be pickled.
"""

import os
import time
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from typing import Any

from services.participants.dates import Cell
from services.participants.model import Proof
from services.participants.names import is_same_name
from services.participants.nik import Nik
from services.participants.roster.cells import nik_of
from services.participants.roster.columns import Columns
from services.participants.roster.entry import Entry, Reason, Rejected, Spot, Term
from services.participants.roster.footers import Footers
from services.participants.roster.pile import Handover, Pile
from services.participants.roster.records import Record, Records, Row
from services.participants.roster.repeats import Repeats
from services.participants.roster.rows import Given, RowReader
from services.participants.sample.mark import is_sample_number
from services.region.places import Places

Numbered = tuple[int, list[Cell]]
Known = Mapping[bytes, Mapping[str, Any]]
"""Rows of `participants` by fingerprint of the number."""


@dataclass(frozen=True)
class Task:
    """What must be known of a file before its first row."""

    records: Records
    columns: Columns
    given: Given
    places: Places
    repeats: Repeats
    batch: int

    @property
    def proof(self) -> Proof:
        return Proof.PAID if self.given.is_paid else Proof.LISTED


@dataclass
class Met:
    """Somebody with several rows in the file."""

    person: str
    terms: dict[Term, int]
    """Term → the row that has it."""
    held: Entry | None = None
    """The first row, where the name waits for a person's word: all terms are held with it."""


@dataclass(frozen=True)
class Waiting:
    """A chunk that was read and not yet sorted: entries with their cells and the fingerprint of the number."""

    entries: list[tuple[Entry, list[Cell], bytes]] = field(repr=False)
    pile: Pile


class Desk:
    """Works through one file, chunk by chunk: each is read, then sorted, in the order in which they came."""

    def __init__(self, task: Task) -> None:
        self._task = task
        self._records = task.records
        self._repeats = task.repeats
        self._proof = task.proof.value
        self._reader = RowReader(task.given, task.places)
        self._footers = Footers(task.repeats.last)
        self._waiting: deque[Waiting] = deque()
        self._met: dict[str, Met] = {}
        self._firsts: dict[str, date] = {}
        self._ids = rising_ids()

    def read(self, rows: Sequence[Numbered]) -> list[bytes]:
        """Fingerprints of the numbers in these rows: who of them is known, only the database can tell."""
        chunk = Waiting([], Pile())
        for number, row in rows:
            self._read(number, row, chunk)
        self._waiting.append(chunk)
        return [nik_print for *_, nik_print in chunk.entries]

    def sort(self, known: Known) -> Handover:
        """The first chunk that waits, ready for the database. `known`: the people in it who are on the roster."""
        chunk = self._waiting.popleft()
        out, spots = Handover(pile=chunk.pile), set[Spot]()
        for entry, cells, nik_print in chunk.entries:
            self._sort(entry, cells, (nik_print, known.get(nik_print)), out)
            spots.add(entry.spot)
        out.pile.villages = {spot.key for spot in spots if spot.key}
        return out

    def finish(self) -> list[Row]:
        """Somebody held with several rows is held once, with all terms; they are known only at the end of the file."""
        return [self._hold(met.person, met.held, list(met.terms)) for met in self._met.values() if met.held]

    def _read(self, number: int, row: list[Cell], chunk: Waiting) -> None:
        nik: Nik | None = None
        cells = self._task.columns.cells(row)
        pile = chunk.pile
        try:
            nik = nik_of(cells.nik)
            if nik.number in self._repeats.repeated:
                born = self._reader.born(cells)
                self._repeats.check(nik.number, number, is_odd=born is not None and not nik.is_born_on(born))
            entry = self._reader.entry(number, nik, cells)
        except Rejected as no:
            if nik is None and self._footers.passes(number, cells, row):
                pile.passed += 1
                return
            pile.rows += 1
            pile.reject(number, tuple(row), no.reason, no.values)
            if nik:  # its owner is not missing
                pile.rejected_prints.append(self._records.nik_print(nik.number))
            return
        pile.rows += 1
        pile.is_sample = pile.is_sample and is_sample_number(nik)
        chunk.entries.append((entry, row, self._records.nik_print(nik.number)))

    def _sort(self, entry: Entry, cells: list[Cell], found: tuple[bytes, Any], out: Handover) -> None:
        number, (nik_print, row) = entry.nik.number, found
        if met := self._met.get(number):
            self._again(met, entry, cells, out)
            return
        person, is_held = self._known(entry, row, out) if row else (self._new(entry, nik_print, out), False)
        out.pile.people += 1
        out.pile.held += is_held
        is_alone = number not in self._repeats.repeated
        if not is_alone:
            self._met[number] = Met(person, {entry.term: entry.row}, entry if is_held else None)
        elif is_held:
            out.holds.append(self._hold(person, entry, [entry.term]))
        out.pile.warn(entry, cells)
        self._keep(None if is_held else person, entry, out, is_first=is_alone and not row)

    def _again(self, met: Met, entry: Entry, cells: list[Cell], out: Handover) -> None:
        if entry.term in met.terms:
            out.pile.reject(entry.row, tuple(cells), Reason.DUPLICATE, {"row": met.terms[entry.term]})
            return
        met.terms[entry.term] = entry.row
        out.pile.warn(entry, cells)
        self._keep(None if met.held else met.person, entry, out, is_first=False)

    def _keep(self, person: str | None, entry: Entry, out: Handover, *, is_first: bool) -> None:
        """`is_first`: the only row of somebody new. Its period needs no comparison, unless it may be where the list
        begins: that shows when the file is through, so the earliest starts of each funder wait.
        """
        term = entry.term
        out.pile.funders.add(term.funder)
        if person is None:
            return
        row = (person, term.since, term.until, term.funder, self._proof, term.is_start_known)
        if is_first and term.since > self._firsts.get(term.funder, date.max):
            out.periods.append((*row, self._task.batch))
            return
        self._firsts[term.funder] = min(term.since, self._firsts.get(term.funder, date.max))
        out.waiting.append((*row, entry.row))

    def _new(self, entry: Entry, nik_print: bytes, out: Handover) -> str:
        person = next(self._ids)
        record = Record(entry.sealed, entry.spot, entry.occupation)
        out.people.append(self._records.row((person, nik_print), record, self._task.batch))
        out.pile.new += 1
        return person

    def _known(self, entry: Entry, row: Mapping[str, Any], out: Handover) -> tuple[str, bool]:
        """The person and whether the row is held: the name opens the record, so one beyond the rule waits."""
        person: str = row["id"]
        out.seen.append((person,))
        before = self._records.opened(row)
        if not is_same_name(before.name, entry.name):
            return person, True
        after = before.updated(entry)
        if after != before:
            out.changed.append(self._records.row((person, row["nik_print"]), after, self._task.batch))
        return person, False

    def _hold(self, person: str, entry: Entry, terms: Sequence[Term]) -> Row:
        return (self._task.batch, person, *self._records.hold(person, held(entry, terms, self._task.proof)))


def held(entry: Entry, terms: Sequence[Term], proof: Proof) -> dict[str, Any]:
    """Held rows of one person as JSON can keep them. `further` is there only for several: who was held before it
    existed is still known by the same fingerprint.
    """
    first, *further = sorted(([*_term(term), term.is_start_known] for term in terms), key=str)
    return {
        "sealed": entry.sealed,
        "spot": list(entry.spot),
        "occupation": entry.occupation,
        "term": first[:3],
        "is_start_known": first[3],
        "proof": proof.value,
        **({"further": further} if further else {}),
    }


def rising_ids() -> Iterator[str]:
    """UUIDs of version 7, each above the one before: people of one file then lie side by side in every index."""
    began = time.time_ns() // 1_000_000
    for number in count():
        moment, turn = began + (number >> 12), number & 0xFFF
        chance = int.from_bytes(os.urandom(8)) >> 2
        text = f"{(moment << 16 | 7 << 12 | turn) << 64 | 2 << 62 | chance:032x}"
        yield f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def _term(term: Term) -> list[str | None]:
    return [term.since.isoformat(), term.until.isoformat() if term.until else None, term.funder]
