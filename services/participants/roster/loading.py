"""One file on its way into the roster: sorts people into new, known and held, some thousands at a time."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from services.db import Work
from services.participants.dates import Cell
from services.participants.model import Counts, Proof
from services.participants.names import is_same_name
from services.participants.roster import ledger
from services.participants.roster.entry import Entry, Reason, Reject, Term, Warn, Warned
from services.participants.roster.records import COLUMNS, Record, Records, Row
from services.participants.roster.repeats import Repeats

CHUNK = 4000
"""Rows handed over at a time."""
MOST_WARNED = 10_000
"""Rows of the sheet of warnings; the counts go on."""
MOST_SHOWN = 100_000
"""Rejected rows that are kept with their cells; of further ones the reject sheet has number and reason."""
SHARED_START = (10, 5)
"""From 10 people and a fifth of the file on, a common first start is where the list begins."""


@dataclass
class Pile:
    """What became of the rows so far."""

    people: int = 0
    new: int = 0
    held: int = 0
    rejects: list[Reject] = field(default_factory=list)
    warned: list[Warned] = field(default_factory=list)
    warnings: Counter[Warn] = field(default_factory=Counter)
    villages: set[str] = field(default_factory=set)
    funders: set[str] = field(default_factory=set)
    rejected_prints: list[bytes] = field(default_factory=list)
    earlier: set[int] = field(default_factory=set)
    """Rows with an earlier end than is known, where it was not to be applied."""

    def reject(self, row: int, cells: tuple[Cell, ...], reason: Reason, values: dict[str, object]) -> None:
        """For the reject sheet."""
        self.rejects.append(Reject(row, cells if len(self.rejects) < MOST_SHOWN else (), reason, values))

    def warn(self, entry: Entry, cells: tuple[Cell, ...]) -> None:
        """For the sheet of warnings."""
        self.warnings.update(entry.warnings)
        if entry.warnings and len(self.warned) < MOST_WARNED:
            self.warned.append(Warned(entry.row, cells, entry.warnings))

    def warn_late(self, rows: Iterable[tuple[int, Sequence[Cell]]]) -> None:
        """The same for the rows with an earlier end: what is known is asked when the file is through."""
        self.warnings[Warn.END_EARLIER] += len(self.earlier)
        by_row = {warned.row: warned for warned in self.warned}
        wanted = set(sorted(self.earlier)[:MOST_WARNED])
        for row, cells in rows:
            if row in wanted:
                before = by_row[row].warnings if row in by_row else ()
                by_row[row] = Warned(row, tuple(cells), (*before, Warn.END_EARLIER))
        self.warned = [by_row[row] for row in sorted(by_row)[:MOST_WARNED]]


@dataclass
class Met:
    """Somebody with several rows in the file."""

    person: UUID
    terms: dict[Term, int]
    """Term → the row that has it."""
    held: Entry | None = None
    """The first row, where the name waits for a person's word: all terms are held with it."""


@dataclass
class Handover:
    """Rows of one chunk, table by table."""

    new: list[Row] = field(default_factory=list)
    changed: list[Row] = field(default_factory=list)
    periods: list[Row] = field(default_factory=list)
    holds: list[Row] = field(default_factory=list)
    seen: list[Row] = field(default_factory=list)


class Loading:
    """The second walk through a file. Nothing is kept unless the caller's transaction commits."""

    def __init__(self, work: Work, records: Records, batch: int, proof: Proof, repeats: Repeats) -> None:
        self.pile = Pile()
        self._work = work
        self._records = records
        self._batch = batch
        self._proof = proof
        self._repeats = repeats
        self._met: dict[str, Met] = {}
        self._waiting: list[tuple[Entry, tuple[Cell, ...]]] = []

    async def take(self, entry: Entry, cells: tuple[Cell, ...]) -> None:
        """One good row."""
        self._waiting.append((entry, cells))
        if len(self._waiting) >= CHUNK:
            await self.flush()

    async def flush(self) -> None:
        """Hands over what waits."""
        prints = {entry.nik.number: self._records.nik_print(entry.nik.number) for entry, _ in self._waiting}
        known = await ledger.known(self._work, list(prints.values()))
        out = Handover()
        for entry, cells in self._waiting:
            self._sort(entry, cells, known.get(prints[entry.nik.number]), out)
        self._waiting.clear()
        await ledger.add_people(self._work, out.new)
        await ledger.copy(self._work, "incoming_people", COLUMNS, out.changed)
        await ledger.copy(self._work, "incoming_periods", ledger.PERIOD_COLUMNS, out.periods)
        await ledger.copy(self._work, "incoming_holds", ledger.HOLD_COLUMNS, out.holds)
        await ledger.copy(self._work, "roster_seen", ("participant_id",), out.seen)

    async def apply(self, rows: int, *, ends_earlier: bool = False) -> Counts:
        """Applies everything and counts it; of `ended` only those with an earlier end are known here."""
        await self.flush()
        await self._hold_the_repeated()
        await ledger.see_rejected(self._work, self.pile.rejected_prints)
        await ledger.apply(self._work, self._batch, shared=SHARED_START)
        earlier = await ledger.earlier(self._work, self._batch)
        ended = len({each["participant_id"] for each in earlier}) if ends_earlier else 0
        if ends_earlier:
            await ledger.end(self._work, self._batch, [(each["id"], each["until"]) for each in earlier])
        else:
            self.pile.earlier = {each["row"] for each in earlier}
        changed = await ledger.changed(self._work, self._batch)
        pile = self.pile
        same = pile.people - pile.new - pile.held - changed - ended
        return Counts(rows, pile.new, changed, same, ended, pile.held, len(pile.rejects))

    def reject_number(self, number: str | None) -> None:
        """Remembers a readable number of a rejected row, so that its owner is not taken for missing."""
        if number:
            self.pile.rejected_prints.append(self._records.nik_print(number))

    def _sort(self, entry: Entry, cells: tuple[Cell, ...], row: Any, out: Handover) -> None:
        number = entry.nik.number
        if met := self._met.get(number):
            self._again(met, entry, cells, out)
            return
        person, is_held = self._known(entry, row, out) if row else (self._new(entry, out), False)
        self.pile.people += 1
        self.pile.held += is_held
        if number in self._repeats.repeated:
            self._met[number] = Met(person, {entry.term: entry.row}, entry if is_held else None)
        elif is_held:
            out.holds.append(self._hold(person, held(entry, [entry.term], self._proof)))
        self._keep(None if is_held else person, entry, cells, out)

    def _again(self, met: Met, entry: Entry, cells: tuple[Cell, ...], out: Handover) -> None:
        if entry.term in met.terms:
            self.pile.reject(entry.row, cells, Reason.DUPLICATE, {"row": met.terms[entry.term]})
            return
        met.terms[entry.term] = entry.row
        self._keep(None if met.held else met.person, entry, cells, out)

    def _keep(self, person: UUID | None, entry: Entry, cells: tuple[Cell, ...], out: Handover) -> None:
        self.pile.warn(entry, cells)
        self.pile.funders.add(entry.term.funder)
        if entry.spot.key:
            self.pile.villages.add(entry.spot.key)
        if person:
            term = entry.term
            ends = (term.since, term.until, term.funder)
            out.periods.append((person, *ends, self._proof.value, term.is_start_known, entry.row))

    def _new(self, entry: Entry, out: Handover) -> UUID:
        person = uuid4()
        out.new.append(self._records.row(person, Record(entry.sealed, entry.spot, entry.occupation), self._batch))
        out.seen.append((person,))
        self.pile.new += 1
        return person

    def _known(self, entry: Entry, row: Any, out: Handover) -> tuple[UUID, bool]:
        """The person and whether the row is held: the name opens the record, so one beyond the rule waits."""
        person: UUID = row["id"]
        out.seen.append((person,))
        before = self._records.opened(row)
        if not is_same_name(before.name, entry.name):
            return person, True
        after = before.updated(entry)
        if after != before:
            out.changed.append(self._records.row(person, after, self._batch))
        return person, False

    def _hold(self, person: UUID, body: dict[str, Any]) -> Row:
        return (self._batch, person, *self._records.hold(person, body))

    async def _hold_the_repeated(self) -> None:
        """Somebody held with several rows is held once, with all terms; they are known only at the end of the file."""
        waiting = [(met.person, met.held, met.terms) for met in self._met.values() if met.held]
        rows = [self._hold(person, held(first, list(terms), self._proof)) for person, first, terms in waiting]
        await ledger.copy(self._work, "incoming_holds", ledger.HOLD_COLUMNS, rows)


def held(entry: Entry, terms: Sequence[Term], proof: Proof) -> dict[str, Any]:
    """Held rows of one person as JSON can keep them. `further` is there only for several: who was held before it
    existed is still known by the same fingerprint.
    """
    spot = entry.spot
    first, *further = sorted(([*_term(term), term.is_start_known] for term in terms), key=str)
    return {
        "sealed": entry.sealed,
        "spot": [spot.code, spot.village, spot.district],
        "occupation": entry.occupation,
        "term": first[:3],
        "is_start_known": first[3],
        "proof": proof.value,
        **({"further": further} if further else {}),
    }


def _term(term: Term) -> list[str | None]:
    return [term.since.isoformat(), term.until.isoformat() if term.until else None, term.funder]
