"""One file on its way into the roster: the desk makes rows of it, and the database takes them, at the same time."""

from collections.abc import Iterable, Sequence

from services.db import Work
from services.participants.model import Counts
from services.participants.roster import ledger
from services.participants.roster.aside import Clerk
from services.participants.roster.desk import Numbered
from services.participants.roster.pile import Handover, Pile
from services.participants.roster.records import COLUMNS, Row

CHUNK = 2000
"""Rows handed over at a time."""
SHARED_START = (10, 5)
"""From 10 people and a fifth of the file on, a common first start is where the list begins."""


class Loading:
    """The second walk through a file. Nothing is kept unless the caller's transaction commits."""

    def __init__(self, work: Work, batch: int, desk: Clerk) -> None:
        self.pile = Pile()
        self._work = work
        self._batch = batch
        self._desk = desk
        self._is_sorting = False
        self._alone = 0

    async def walk(self, chunks: Iterable[Sequence[Numbered]]) -> None:
        """Takes every chunk. The desk is always asked one ahead, so that it need not wait for the database."""
        is_asked = False
        for chunk in chunks:
            self._desk.ask("read", chunk)
            if is_asked:
                await self._look_up()
            is_asked = True
        if is_asked:
            await self._look_up()
            await self._hand_over()

    async def apply(self, *, ends_earlier: bool = False) -> Counts:
        """Applies everything and counts it; of `ended` only those with an earlier end are known here."""
        self._desk.ask("finish")
        await self._copy("incoming_holds", ledger.HOLD_COLUMNS, await self._desk.answer())
        await ledger.see_rejected(self._work, self.pile.rejected_prints)
        pile = self.pile
        is_all_new = pile.new == pile.people
        await ledger.apply(self._work, self._batch, shared=(*SHARED_START, self._alone), is_all_new=is_all_new)
        earlier = await ledger.earlier(self._work, self._batch)
        ended = len({each["participant_id"] for each in earlier}) if ends_earlier else 0
        if ends_earlier:
            await ledger.end(self._work, self._batch, [(each["id"], each["until"]) for each in earlier])
        else:
            self.pile.earlier = {each["row"] for each in earlier}
        changed = await ledger.changed(self._work, self._batch)
        same = pile.people - pile.new - pile.held - changed - ended
        return Counts(pile.rows, pile.new, changed, same, ended, pile.held, len(pile.rejects))

    async def _look_up(self) -> None:
        """Has the next chunk that was read sorted, and hands over the one before it meanwhile."""
        known = await ledger.known(self._work, await self._desk.answer())
        self._desk.ask("sort", known)
        if self._is_sorting:
            await self._hand_over()
        self._is_sorting = True

    async def _hand_over(self) -> None:
        out: Handover = await self._desk.answer()
        self.pile.add(out.pile)
        self._alone += len(out.periods)
        await self._copy("participants", COLUMNS, out.people)
        await self._copy("participant_periods", ledger.OWN_PERIOD_COLUMNS, out.periods)
        await self._copy("incoming_people", COLUMNS, out.changed)
        await self._copy("incoming_periods", ledger.PERIOD_COLUMNS, out.waiting)
        await self._copy("incoming_holds", ledger.HOLD_COLUMNS, out.holds)
        await self._copy("roster_seen", ("participant_id",), out.seen)

    async def _copy(self, table: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
        await ledger.copy(self._work, table, columns, rows)
