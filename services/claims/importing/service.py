"""Records the decisions of a sheet, each as staff would by hand: same tables, same rights, same letters, same audit.

One file is one unit of work: all rows that fit take effect together, or none; those that do not fit are told.
"""

import base64
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from services.claims.importing.messages import DecisionSheetOld
from services.claims.importing.model import Became, Entry, Imported, Line, Sheet, Why
from services.claims.importing.reading import Office, bare, bare_receipts, read_sheet
from services.claims.messages import ClaimUnknown, DecisionUnfit, MoveNotAllowed
from services.claims.model import Claim, Step
from services.claims.staff import ClaimDesk
from services.claims.states import AT_BPJS, DECIDED
from services.claims.store import ClaimStore, is_sent
from services.db import Work
from services.privacy import Cipher, Look, record_look
from services.privacy.cipher import Unreadable
from services.region import Region
from services.requests.numbers import initials
from services.staff import Act, StaffMember

Tell = Callable[[int, int], None]
"""Hears of progress: rows done, rows in all."""
LASTS = timedelta(minutes=30)
"""How long what was tried can be confirmed."""
_SHEET = TypeAdapter(Sheet)
_UNFIT = {"day": Why.DAY_UNFIT, "amount": Why.AMOUNT_UNFIT, "reason": Why.REASON_MISSING}


class DecisionSheets:
    """Reads sheets and records what stands in them."""

    def __init__(self, desk: ClaimDesk, store: ClaimStore, cipher: Cipher, region: Region) -> None:
        self._desk, self._store, self._cipher, self._region = desk, store, cipher, region

    def read(self, path: Path, now: datetime) -> Sheet:
        """The rows of a file; takes time, so give it to another thread. Raises what opening a sheet does,
        DecisionHeadingsUnknown, TooManyDecisions."""
        return read_sheet(path, Office(initials(self._region.name), self._region.today(now)))

    async def record(self, work: Work, by: StaffMember, sheet: Sheet, tell: Tell = lambda *_: None) -> Imported:
        """Row by row in their order. The same sheet again changes nothing. Whoever only tries rolls the unit of work
        back. Raises NotYourRole."""
        by.must(Act.RECORD_DECISION)
        receipts = await self._receipts(work, sheet)
        fit = [entry for entry in sheet.entries if entry.to and not entry.why]
        numbers = {entry.number for entry in fit}.union(*(receipts.get(bare(entry.receipt), ()) for entry in fit))
        await self._store.lock(work, numbers)
        lines = []
        for done, entry in enumerate(sheet.entries, start=1):
            lines.append(await self._row(work, by, entry, receipts))
            tell(done, len(sheet.entries))
        found = Imported(sheet.headings, tuple(lines))
        taken = f"{found.counts[Became.MADE]}/{len(lines)}"
        await record_look(work, Look(by.actor, "claims.import", None, taken, found=bool(found.counts[Became.MADE])))
        return found

    async def tried(self, work: Work, by: StaffMember, found: Imported) -> None:
        """What was only tried was rolled back; that somebody looked, and how many rows would fit, is kept."""
        would = f"{found.counts[Became.MADE]}/{len(found.lines)}"
        await record_look(work, Look(by.actor, "claims.try", None, would, found=bool(found.counts[Became.MADE])))

    def kept(self, by: StaffMember, sheet: Sheet, now: datetime) -> str:
        """The sheet for the next page, sealed: it passes through a browser, and only this member can bring it back."""
        body = {"at": now.timestamp(), "sheet": _SHEET.dump_python(sheet, mode="json")}
        return base64.b64encode(self._cipher.seal_json("decisions", "sheet", by.id, body)).decode()

    def brought(self, by: StaffMember, text: str, now: datetime) -> Sheet:
        """What `kept` gave. Raises DecisionSheetOld."""
        try:
            body = self._cipher.open_json("decisions", "sheet", by.id, base64.b64decode(text, validate=True))
            sheet = _SHEET.validate_python(body["sheet"])
        except (Unreadable, ValueError, ValidationError):
            raise DecisionSheetOld() from None
        if now.timestamp() - body["at"] > LASTS.total_seconds():
            raise DecisionSheetOld()
        return sheet

    async def _receipts(self, work: Work, sheet: Sheet) -> dict[str, set[str]]:
        """Receipt → numbers, of what lies at BPJS; sealed as they are, all must be opened, so only when a row asks."""
        if all(entry.why or entry.to is None or not entry.receipt for entry in sheet.entries):
            return {}
        found = await self._store.whole(work, AT_BPJS | DECIDED)
        return bare_receipts((one.handover.receipt, one.number) for one in found if one.handover)

    async def _row(self, work: Work, by: StaffMember, entry: Entry, receipts: dict[str, set[str]]) -> Line:
        if entry.why:
            return Line(entry, Became.REJECTED, entry.number, why=entry.why, values=entry.values)
        if entry.to is None:
            return Line(entry, Became.PASSED, entry.number)
        by_receipt = receipts.get(bare(entry.receipt), set())
        if entry.number and by_receipt and entry.number not in by_receipt:
            return Line(entry, Became.REJECTED, entry.number, why=Why.OTHER_RECEIPT, values={"typed": entry.receipt})
        numbers = {entry.number} if entry.number else by_receipt
        if len(numbers) != 1:
            why = Why.SEVERAL if numbers else Why.UNKNOWN
            typed = {"typed": entry.number or entry.receipt}
            return Line(entry, Became.REJECTED, entry.number or entry.receipt, why=why, values=typed)
        return await self._decided(work, by, entry, next(iter(numbers)))

    async def _decided(self, work: Work, by: StaffMember, entry: Entry, number: str) -> Line:
        assert entry.to is not None
        line = Line(entry, Became.REJECTED, number)
        try:
            known = await self._store.by_number(work, number)
        except Unreadable:
            return replace(line, why=Why.BROKEN)
        known = known if known and is_sent(known) else None
        if known is not None and await self._is_known(work, known, entry):
            return replace(line, became=Became.SAME, before=known.state)
        line = replace(line, before=known.state if known else None)
        try:
            await self._desk.move(work, by, number, Step(entry.to, decision=entry.decision))
        except ClaimUnknown:
            return replace(line, why=Why.UNKNOWN, values={"typed": number})
        except MoveNotAllowed:
            is_there = known is not None and known.state is entry.to
            return replace(line, why=Why.OTHERWISE if is_there else Why.NOT_ALLOWED)
        except DecisionUnfit as no:
            return replace(line, why=_UNFIT[no.problem], values={"since": no.since, "today": no.today})
        return replace(line, became=Became.MADE)

    async def _is_known(self, work: Work, claim: Claim, entry: Entry) -> bool:
        """Whether this decision stands in its history, even if it went on since. The reason of a no may be told in
        other words: else an old no, sent again, would answer the objection to it."""
        assert entry.decision is not None
        wanted = (entry.to, entry.decision.day, entry.decision.amount)
        moves = await self._store.moves(work, claim)
        return any(wanted == (move.after, move.decision.day, move.decision.amount) for move in moves if move.decision)
